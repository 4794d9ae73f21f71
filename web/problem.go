package web

import (
	"encoding/json"
	"errors"

	"github.com/gofiber/fiber/v2"

	"accord/tenants/fault"
)

// Problem is a refusal for programs (RFC 9457).
type Problem struct {
	Type    string         `json:"type"`
	Title   string         `json:"title"`
	Status  int            `json:"status"`
	Detail  string         `json:"detail,omitempty"`
	Code    fault.Code     `json:"code"`
	Request string         `json:"request"`
	Errors  []ProblemField `json:"errors,omitempty"`
}

// ProblemField is what is wrong with one field of the body.
type ProblemField struct {
	Field  string `json:"field"`
	Key    string `json:"key"`
	Detail string `json:"detail"`
}

// ProblemOf writes any error as a problem, in the reader's language.
func (r *Request) ProblemOf(err error) Problem {
	f := faultOf(err)
	p := Problem{Type: "about:blank", Status: statusOf(f.Code), Code: f.Code, Request: r.id, Title: r.sentence(f)}
	for _, e := range f.Fields {
		p.Errors = append(p.Errors, ProblemField{Field: e.Field, Key: e.Key, Detail: r.T.Sentence(e.Sentence)})
	}
	return p
}

func (r *Request) problem(f *fault.Error, err error) error {
	p := r.ProblemOf(f)
	if e, ok := errors.AsType[*fiber.Error](err); ok && e.Code == fiber.StatusMethodNotAllowed {
		p.Status = e.Code // programs are told that the address is right; Allow has the methods
	}
	body, err := json.Marshal(p)
	if err != nil {
		return err
	}
	r.c.Set(fiber.HeaderCacheControl, "no-store")
	if p.Status == fiber.StatusUnauthorized {
		r.c.Set(fiber.HeaderWWWAuthenticate, "Bearer")
	}
	r.c.Status(p.Status).Response().SetBody(body)
	r.c.Set(fiber.HeaderContentType, "application/problem+json")
	return nil
}
