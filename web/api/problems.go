package api

import (
	"net/http"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"accord/tenants/fault"
	"accord/web"
)

// What huma itself refuses (a body that is no JSON, an unknown field, a word
// that is not offered) becomes the same kind of problem as a domain's fault.
func init() {
	huma.NewError = func(status int, message string, errs ...error) huma.StatusError {
		p := &problem{web.Problem{Type: "about:blank", Title: message, Status: status, Code: codeOf(status)}}
		for _, err := range errs {
			if err == nil {
				continue
			}
			field := web.ProblemField{Key: "api.invalid", Detail: err.Error()}
			if d, ok := err.(huma.ErrorDetailer); ok {
				field.Field, field.Detail = strings.TrimPrefix(d.ErrorDetail().Location, "body."), d.ErrorDetail().Message
			}
			p.Errors = append(p.Errors, field)
		}
		return p
	}
}

func codeOf(status int) fault.Code {
	switch status {
	case http.StatusNotFound:
		return fault.NotFound
	case http.StatusRequestEntityTooLarge:
		return fault.TooLarge
	case http.StatusUnauthorized:
		return fault.Unauthenticated
	case http.StatusForbidden:
		return fault.Forbidden
	}
	if status >= http.StatusInternalServerError {
		return fault.Internal
	}
	return fault.Invalid
}
