package web

import (
	"encoding/json"
	"errors"
	"net/http"
	"strings"

	"github.com/gofiber/fiber/v2"

	"accord/tenants/fault"
)

// Problem is a refusal for programs (RFC 9457): Type and Title are those of its
// kind and never change with the case; Detail is the sentence about this one.
type Problem struct {
	Type    string         `json:"type"`
	Title   string         `json:"title"`
	Status  int            `json:"status"`
	Detail  string         `json:"detail"`
	Code    fault.Code     `json:"code"`
	Request string         `json:"request"`
	Errors  []ProblemField `json:"errors,omitempty"`
}

// ProblemField is what is wrong with one field, by the name that it was sent
// under; Pointer is the same as a JSON pointer, where it is of a JSON body.
type ProblemField struct {
	Field   string `json:"field"`
	Pointer string `json:"pointer,omitempty"`
	Key     string `json:"key"`
	Detail  string `json:"detail"`
}

// ProblemTypes is where each kind of problem is told about, by its status.
const ProblemTypes = "/api/v1/problems/"

// kinds are the kinds of problem, by status: the last part of their address.
var kinds = map[int]string{
	http.StatusBadRequest:            "malformed",
	http.StatusUnauthorized:          "unauthenticated",
	http.StatusForbidden:             "forbidden",
	http.StatusNotFound:              "not-found",
	http.StatusMethodNotAllowed:      "method",
	http.StatusNotAcceptable:         "not-acceptable",
	http.StatusConflict:              "conflict",
	http.StatusRequestEntityTooLarge: "too-large",
	http.StatusUnsupportedMediaType:  "media-type",
	http.StatusUnprocessableEntity:   "invalid",
	http.StatusTooManyRequests:       "too-often",
	http.StatusServiceUnavailable:    "unavailable",
}

// ProblemKind is the kind of a problem with a status; "internal" for what is
// nobody's but ours.
func ProblemKind(status int) string {
	if kind := kinds[status]; kind != "" {
		return kind
	}
	return "internal"
}

// ProblemOf writes any error as a problem, in the reader's language.
func (r *Request) ProblemOf(err error) Problem {
	f := faultOf(err)
	return r.problemAs(f, statusOf(f.Code))
}

// problemAs is a fault as a problem with a status of its own.
func (r *Request) problemAs(f *fault.Error, status int) Problem {
	kind := ProblemKind(status)
	p := Problem{Type: ProblemTypes + kind, Status: status, Code: f.Code, Request: r.id, Detail: r.sentence(f),
		Title: r.T.Say("api.problem." + strings.ReplaceAll(kind, "-", "_"))}
	for _, e := range f.Fields {
		p.Errors = append(p.Errors, ProblemField{Field: e.Field, Key: e.Key, Detail: r.T.Sentence(e.Sentence)})
	}
	return p
}

func (r *Request) problem(f *fault.Error, err error) error {
	status := statusOf(f.Code)
	if e, ok := errors.AsType[*fiber.Error](err); ok && e.Code == fiber.StatusMethodNotAllowed {
		status = e.Code // programs are told that the address is right; Allow has the methods
	}
	return r.refuseAs(f, status)
}

// refuseAs answers a program with a fault as a problem.
func (r *Request) refuseAs(f *fault.Error, status int) error {
	body, err := json.Marshal(r.problemAs(f, status))
	if err != nil {
		return err
	}
	r.c.Set(fiber.HeaderCacheControl, "no-store")
	if status == fiber.StatusUnauthorized {
		r.c.Set(fiber.HeaderWWWAuthenticate, "Bearer")
	}
	r.c.Status(status).Response().SetBody(body)
	r.c.Set(fiber.HeaderContentType, "application/problem+json")
	return nil
}
