package api

import (
	"context"
	"net/http"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/validation"

	"accord/tenants/fault"
	"accord/web"
)

// What huma itself refuses (a body that is no JSON, an unknown field, a word
// that is not offered) becomes the same kind of problem as a domain's fault,
// in the caller's language, and repeats nothing of what was sent.
func init() {
	huma.NewErrorWithContext = func(hctx huma.Context, status int, _ string, errs ...error) huma.StatusError {
		return refusalOf(hctx.Context(), status, errs)
	}
	huma.NewError = func(status int, _ string, errs ...error) huma.StatusError {
		return refusalOf(context.Background(), status, errs)
	}
}

func refusalOf(ctx context.Context, status int, errs []error) *problem {
	f := faultOf(status)
	for _, err := range errs {
		if d, ok := err.(huma.ErrorDetailer); ok {
			f.Fields = append(f.Fields, fieldOf(d.ErrorDetail()))
		} else if err != nil {
			f = f.Because(err)
		}
	}
	p := &problem{web.RefusalIn(ctx, f)}
	p.Status = status
	return p
}

// faultOf is a fault for a status that huma chose.
func faultOf(status int) *fault.Error {
	switch status {
	case http.StatusNotFound:
		return fault.New(fault.NotFound, "fault.not_found")
	case http.StatusRequestEntityTooLarge:
		return fault.New(fault.TooLarge, "api.too_large")
	case http.StatusUnsupportedMediaType:
		return fault.New(fault.Invalid, "api.media_type")
	case http.StatusNotAcceptable:
		return fault.New(fault.Invalid, "api.not_acceptable")
	case http.StatusBadRequest:
		return fault.New(fault.Invalid, "api.malformed")
	}
	if status >= http.StatusInternalServerError {
		return fault.New(fault.Internal, "fault.internal")
	}
	return fault.New(fault.Invalid, "fault.invalid")
}

// refusals are the sentences for huma's, by how they begin.
var refusals = []struct{ begins, key string }{
	{validation.MsgUnexpectedProperty, "api.unexpected"},
	{"unknown query parameter", "api.unexpected"},
	{"required ", "api.required"}, // … parameter is missing
	{validation.MsgExpectedRFC3339DateTime, "api.date_time"},
	{validation.MsgExpectedRFC3339Date, "api.date"},
	{"expected string to be RFC 4122 uuid", "api.uuid"},
	{"invalid value: invalid UUID", "api.uuid"},
	{"invalid integer", "api.integer"},
	{"invalid float", "api.number"},
	{"invalid boolean", "api.boolean"},
	{validation.MsgExpectedBoolean, "api.boolean"},
	{validation.MsgExpectedInteger, "api.integer"},
	{"expected number >", "api.range"},
	{"expected number <", "api.range"},
	{validation.MsgExpectedNumber, "api.number"},
	{"expected length", "api.length"},
	{validation.MsgExpectedString, "api.text"},
	{"expected array length", "api.count"},
	{validation.MsgExpectedArray, "api.list"},
	{validation.MsgExpectedObject, "api.object"},
	{"expected value to be one of", "api.choice"},
}

// fieldOf is one field that huma refused.
func fieldOf(d *huma.ErrorDetail) fault.FieldError {
	at := strings.TrimPrefix(strings.TrimPrefix(d.Location, "body"), ".")
	if name, is := strings.CutPrefix(d.Message, "expected required property "); is {
		name, _, _ = strings.Cut(name, " ")
		return fault.FieldError{Field: strings.TrimPrefix(at+"."+name, "."), Sentence: fault.Say("api.required")}
	}
	for _, r := range refusals {
		if strings.HasPrefix(d.Message, r.begins) {
			return fault.FieldError{Field: at, Sentence: fault.Say(r.key)}
		}
	}
	return fault.FieldError{Field: at, Sentence: fault.Say("api.invalid")}
}
