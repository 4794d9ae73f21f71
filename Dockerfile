# Accord as a small image: one static binary, no shell, no root. The demo's S3 server is a module of its own and not in it.
#
#   docker build -t accord .
#   docker run accord serve | work | migrate        (configured by environment variables: see README.md)

ARG GO_IMAGE=docker.io/library/golang:1.26-bookworm
FROM ${GO_IMAGE} AS build
WORKDIR /src

# The modules change less often than the code, and are a layer of their own.
COPY go.mod go.sum ./
RUN go mod download

COPY . .
# timetzdata: deadlines are told in people's own time zones, and scratch has no zone files.
RUN CGO_ENABLED=0 go build -trimpath -tags timetzdata -ldflags="-s -w" -o /image/accord ./cmd/accord \
 && mkdir -p /image/etc/ssl/certs /image/tmp \
 && cp /etc/ssl/certs/ca-certificates.crt /image/etc/ssl/certs/ \
 && chmod 1777 /image/tmp

FROM scratch
COPY --from=build /image/ /
USER 65532:65532
# Inside a container only its own network reaches these; which ports are published is the engine's business.
ENV ACCORD_ADDR=0.0.0.0:8080 ACCORD_OPS_ADDR=0.0.0.0:9090
EXPOSE 8080 9090
STOPSIGNAL SIGTERM
ENTRYPOINT ["/accord"]
CMD ["serve"]
