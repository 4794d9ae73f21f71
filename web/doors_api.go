package web

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"github.com/gofiber/fiber/v2"

	"accord/tenants"
	"accord/tenants/fault"
	"accord/web/locales"
)

// API opens a prefix for a router of another make, with the four doors' own
// admissions before it: prefix/o/:organisation and prefix/imi take a bearer
// token or, from this site's own pages, the session; prefix/me the session
// alone, for a token belongs to one membership; everything else under the
// prefix is the public door's. What was admitted rides on the
// request's context: see MemberIn, OverseerIn and SelfIn. The routes that are
// added to the router are made known with Known.
func (a *App) API(prefix string) fiber.Router {
	door := func(door tenants.Door, at string, admit func(*Request) (any, error)) {
		a.Group(door, at, func(r *Request) error {
			admitted, err := admit(r)
			if err != nil {
				return err
			}
			ctx := context.WithValue(r.Context(), admittedKey{}, admitted)
			if key := r.Header("Idempotency-Key"); key != "" && r.c.Method() != fiber.MethodGet {
				body := sha256.Sum256(r.c.Body()) // one key is for one act: another body under it is another act
				ctx = tenants.WithOnce(ctx, key, r.c.Method()+" "+strings.Clone(r.c.Path())+" "+hex.EncodeToString(body[:8]))
			}
			r.c.SetUserContext(ctx)
			return nil
		})
	}
	a.Group(tenants.DoorPublic, prefix, func(r *Request) error {
		r.c.SetUserContext(context.WithValue(r.Context(), apiKey{}, r))
		return nil
	})
	door(tenants.DoorMember, prefix+"/o/:organisation", func(r *Request) (any, error) {
		if err := r.signAPI(); err != nil {
			return nil, err
		}
		return r.memberAs(r.Param("organisation"))
	})
	door(tenants.DoorSelf, prefix+"/me", func(r *Request) (any, error) {
		if err := r.signAPI(); err != nil {
			return nil, err
		}
		return r.app.config.Admission.AdmitSelf(r.Signed)
	})
	door(tenants.DoorOverseer, prefix+"/imi", func(r *Request) (any, error) {
		if err := r.signAPI(); err != nil {
			return nil, err
		}
		o, err := r.app.config.Admission.AdmitOverseer(r.Context(), r.Signed)
		r.tenantID = tenants.Oversight
		return o, err
	})
	return a.fiber.Group(prefix)
}

type (
	admittedKey struct{}
	apiKey      struct{}
)

// RefusalIn writes an error of an API endpoint as a problem, in the caller's
// language, and its cause to the log. Its status is the fault's, or another
// where one is given.
func RefusalIn(ctx context.Context, err error, status ...int) Problem {
	r, ok := ctx.Value(apiKey{}).(*Request)
	if !ok {
		return Problem{Type: ProblemTypes + ProblemKind(0), Status: fiber.StatusInternalServerError, Code: fault.Internal}
	}
	f := faultOf(err)
	r.app.noteFault(r, f, err)
	p := r.problemAs(f, append(status, statusOf(f.Code))[0])
	if len(r.c.Body()) > 0 && f.Code != fault.Conflict { // a conflict's fields are what is missing elsewhere
		for i := range p.Errors {
			p.Errors[i].Pointer = pointerTo(p.Errors[i].Field)
		}
	}
	return p
}

// pointerTo is a field of the body, "scores[1].points", as a JSON pointer,
// "#/scores/1/points"; "" for what stands in the address or in a header, and
// the list itself for what is not in it.
func pointerTo(field string) string {
	for _, elsewhere := range []string{"query.", "path.", "header."} {
		if field == "" || field == "body" || strings.HasPrefix(field, elsewhere) {
			return ""
		}
	}
	listed, _, _ := strings.Cut(field, "[criterion_id=")
	return "#/" + strings.NewReplacer("~", "~0", "/", "~1", "].", "/", "[", "/", "]", "", ".", "/").Replace(listed)
}

// SpeakerIn is the language and zone of an API endpoint's caller.
func SpeakerIn(ctx context.Context) locales.T {
	if r, ok := ctx.Value(apiKey{}).(*Request); ok {
		return r.T
	}
	return locales.New(locales.English, nil)
}

// MemberIn is who the API admitted to an organisation; the zero Member, which
// opens nothing, where that was not the door.
func MemberIn(ctx context.Context) tenants.Member {
	m, _ := ctx.Value(admittedKey{}).(tenants.Member)
	return m
}

// OverseerIn is who the API admitted to oversight.
func OverseerIn(ctx context.Context) tenants.Overseer {
	o, _ := ctx.Value(admittedKey{}).(tenants.Overseer)
	return o
}

// SelfIn is who the API admitted to their own rows.
func SelfIn(ctx context.Context) tenants.Person {
	p, _ := ctx.Value(admittedKey{}).(tenants.Person)
	return p
}

// signAPI takes a bearer token, or a session, and speaks the language that the
// call asks for before the one that the account keeps.
func (r *Request) signAPI() error {
	if err := r.signCall(); err != nil {
		return err
	}
	if asked, ok := locales.Asked(r.c.Get(fiber.HeaderAcceptLanguage)); ok {
		r.T = locales.New(asked, r.T.Zone())
	}
	return nil
}

func (r *Request) signCall() error {
	token := r.bearer()
	if token == "" {
		return r.mustSign()
	}
	s, err := r.app.config.Admission.SignedByBearer(r.Context(), token, r.id)
	r.looked = true
	if err != nil {
		return err
	}
	r.Signed = s
	r.speak()
	return nil
}

func (r *Request) memberAs(slug string) (tenants.Member, error) {
	m, err := r.app.config.Admission.AdmitMember(r.Context(), r.Signed, slug)
	r.tenantID = m.Organisation().ID
	return m, err
}
