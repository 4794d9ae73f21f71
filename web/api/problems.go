package api

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strconv"
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
	huma.ValidateStrictCasing = true // "Name" is not "name", and never both
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
	return &problem{web.RefusalIn(ctx, f, status)}
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
	{twice, "api.twice"},
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
	{validation.MsgExpectedNumber, "api.number"},
	{"expected length", "api.length"},
	{validation.MsgExpectedString, "api.text"},
	{"expected array length", "api.count"},
	{validation.MsgExpectedArray, "api.list"},
	{validation.MsgExpectedObject, "api.object"},
	{"expected value to be one of", "api.choice"},
}

// answers say what a refusal with a status means, for the document.
var answers = map[int]string{
	http.StatusBadRequest:            "The body is not JSON, or has a name twice.",
	http.StatusUnauthorized:          "There is no token or session, or it is over.",
	http.StatusForbidden:             "Your role does not include this, on something that you may see.",
	http.StatusNotFound:              "It is not there, or not yours to see: the two are answered alike.",
	http.StatusConflict:              "It is not the moment for it, somebody was faster, or the Idempotency-Key was used for another act.",
	http.StatusRequestEntityTooLarge: "The body is too large.",
	http.StatusUnsupportedMediaType:  "The body is of another kind than this takes.",
	http.StatusUnprocessableEntity:   "Fields are wrong; errors names each as it was sent.",
	http.StatusTooManyRequests:       "Too many requests came from this network; Retry-After says when to go on.",
	http.StatusInternalServerError:   "Something went wrong here; request names it in the log.",
}

// describeAnswers says in the document what each refusal of an endpoint means.
func describeAnswers(op *huma.Operation) {
	for status, says := range answers {
		if r := op.Responses[strconv.Itoa(status)]; r != nil {
			r.Description = says
		}
	}
}

// called gives the fields of a refusal the names that they were sent under:
// the domain's name and the body's, in pairs.
func called(err error, pairs ...string) error {
	return renamed(err, func(name string) string {
		for i := 0; i < len(pairs); i += 2 {
			if name == pairs[i] {
				return pairs[i+1]
			}
		}
		return name
	})
}

func renamed(err error, name func(string) string) error {
	f, ok := errors.AsType[*fault.Error](err)
	if !ok || len(f.Fields) == 0 {
		return err
	}
	said := *f
	said.Fields = slices.Clone(f.Fields)
	for i := range said.Fields {
		said.Fields[i].Field = name(said.Fields[i].Field)
	}
	return &said
}

// fieldOf is one field that huma refused.
func fieldOf(d *huma.ErrorDetail) fault.FieldError {
	at := strings.TrimPrefix(strings.TrimPrefix(d.Location, "body"), ".")
	if name, is := strings.CutPrefix(d.Message, twice); is {
		at = name
	}
	if name, is := strings.CutPrefix(d.Message, "expected required property "); is {
		name, _, _ = strings.Cut(name, " ")
		return fault.FieldError{Field: strings.TrimPrefix(at+"."+name, "."), Sentence: fault.Say("api.required")}
	}
	for key, begins := range map[string]string{"api.least": "expected number >= ", "api.most": "expected number <= "} {
		if bound, is := strings.CutPrefix(d.Message, begins); is {
			return fault.FieldError{Field: at, Sentence: fault.Say(key, "Number", bound)}
		}
	}
	for _, r := range refusals {
		if strings.HasPrefix(d.Message, r.begins) {
			return fault.FieldError{Field: at, Sentence: fault.Say(r.key)}
		}
	}
	return fault.FieldError{Field: at, Sentence: fault.Say("api.invalid")}
}
