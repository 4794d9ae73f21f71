package bench

import (
	"bytes"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"accord/app/evidence/s3vault"
	"accord/cmd/internal/embedded"
)

func init() { benches["vault"] = vault }

const vaultParts = 8 // of 8 MiB each

// vault brings 64 MiB to the store by presigned parts, and fetches them by a
// presigned address, against the store's own API. The program itself moves no
// byte of it: it signs, and lists.
func vault(ctx context.Context, log io.Writer) (figures []Figure, err error) {
	b, err := start(ctx)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, b.stop()) }()
	access, secret := b.Storage.Credentials()
	v, err := s3vault.Open(ctx, s3vault.Config{Bucket: embedded.Bucket, Region: embedded.Region, Endpoint: b.Storage.Endpoint(), AccessKey: access, SecretKey: secret})
	if err != nil {
		return nil, err
	}
	alone := s3.New(s3.Options{Region: embedded.Region, BaseEndpoint: aws.String(b.Storage.Endpoint()), UsePathStyle: true, Credentials: credentials.NewStaticCredentialsProvider(access, secret, "")})
	t := transfer{vault: v, alone: alone, part: make([]byte, s3vault.PartSize)}
	if _, err := rand.Read(t.part); err != nil {
		return nil, err
	}
	t.sum = sha256.Sum256(t.part)
	fmt.Fprintf(log, "  %d MiB, up and down…\n", vaultParts*s3vault.PartSize>>20)
	took, err := alternate(ctx, 10, side{"raw up", t.rawUp}, side{"vault up", t.up}, side{"raw down", t.rawDown}, side{"vault down", t.down})
	if err != nil {
		return nil, err
	}
	rate := func(d time.Duration) float64 { return float64(vaultParts*s3vault.PartSize) / (1 << 20) / d.Seconds() }
	return []Figure{
		plain("the store's API alone, up", rate(took["raw up"]), "MiB/s"),
		plain("by presigned parts, up", rate(took["vault up"]), "MiB/s"),
		plain("vault / store alone, up (time)", ratio(took["vault up"], took["raw up"]), "ratio"),
		plain("the store's API alone, down", rate(took["raw down"]), "MiB/s"),
		plain("by a presigned address, down", rate(took["vault down"]), "MiB/s"),
		plain("vault / store alone, down (time)", ratio(took["vault down"], took["raw down"]), "ratio"),
	}, nil
}

type transfer struct {
	vault *s3vault.Vault
	alone *s3.Client
	part  []byte
	sum   [32]byte
	last  s3vault.Object
}

func (t *transfer) up(ctx context.Context, i int) error {
	key := fmt.Sprintf("bench-vault-%d", i)
	upload, err := t.vault.Begin(ctx, key, "application/octet-stream")
	if err != nil {
		return err
	}
	var parts []s3vault.Part
	for n := range vaultParts {
		p := s3vault.Part{Number: int32(n + 1), Size: int64(len(t.part)), SHA256: t.sum[:]}
		signed, err := t.vault.SignPart(ctx, key, upload, p)
		if err != nil {
			return err
		}
		req, err := http.NewRequestWithContext(ctx, http.MethodPut, signed.URL, bytes.NewReader(t.part))
		if err != nil {
			return err
		}
		for name, value := range signed.Headers {
			req.Header.Set(name, value)
		}
		if err := discard(http.DefaultClient.Do(req)); err != nil {
			return err
		}
	}
	if parts, err = t.vault.Parts(ctx, key, upload); err != nil {
		return err
	}
	t.last, err = t.vault.Complete(ctx, key, upload, parts)
	return err
}

func (t *transfer) down(ctx context.Context, _ int) error {
	address, err := t.vault.SignGet(ctx, t.last, s3vault.Download{}, time.Minute)
	if err != nil {
		return err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return err
	}
	return discard(http.DefaultClient.Do(req))
}

func (t *transfer) rawUp(ctx context.Context, i int) error {
	bucket, key := aws.String(embedded.Bucket), aws.String(fmt.Sprintf("bench-raw-%d", i))
	made, err := t.alone.CreateMultipartUpload(ctx, &s3.CreateMultipartUploadInput{Bucket: bucket, Key: key, ChecksumAlgorithm: types.ChecksumAlgorithmSha256})
	if err != nil {
		return err
	}
	var parts []types.CompletedPart
	for n := range vaultParts {
		sum := aws.String(base64.StdEncoding.EncodeToString(t.sum[:]))
		sent, err := t.alone.UploadPart(ctx, &s3.UploadPartInput{Bucket: bucket, Key: key, UploadId: made.UploadId, PartNumber: aws.Int32(int32(n + 1)), Body: bytes.NewReader(t.part), ChecksumSHA256: sum})
		if err != nil {
			return err
		}
		parts = append(parts, types.CompletedPart{PartNumber: aws.Int32(int32(n + 1)), ETag: sent.ETag, ChecksumSHA256: sum})
	}
	_, err = t.alone.CompleteMultipartUpload(ctx, &s3.CompleteMultipartUploadInput{Bucket: bucket, Key: key, UploadId: made.UploadId, MultipartUpload: &types.CompletedMultipartUpload{Parts: parts}})
	return err
}

func (t *transfer) rawDown(ctx context.Context, _ int) error {
	got, err := t.alone.GetObject(ctx, &s3.GetObjectInput{Bucket: aws.String(embedded.Bucket), Key: &t.last.Key})
	if err != nil {
		return err
	}
	defer got.Body.Close()
	_, err = io.Copy(io.Discard, got.Body)
	return err
}

// discard reads an answer to its end and says whether it was a good one.
func discard(r *http.Response, err error) error {
	if err != nil {
		return err
	}
	defer r.Body.Close()
	if _, err := io.Copy(io.Discard, r.Body); err != nil {
		return err
	}
	if r.StatusCode != http.StatusOK {
		return fmt.Errorf("the store answered %s", r.Status)
	}
	return nil
}
