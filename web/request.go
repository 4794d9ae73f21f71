package web

import (
	"context"
	"net/url"
	"strings"
	"time"

	"github.com/a-h/templ"
	"github.com/gofiber/fiber/v2"
	"github.com/google/uuid"

	"accord/app/paging"
	"accord/tenants"
	"accord/tenants/fault"
	"accord/web/locales"
	ui "accord/web/templates"
)

// Request is what every door's request has: who is signed in, the reader's
// language, what was asked, and the ways to answer.
type Request struct {
	T      locales.T      // the reader's language and zone
	Signed tenants.Signed // who is signed in; not Valid on a public page for nobody

	app      *App
	c        *fiber.Ctx
	id       string
	route    Route
	home     string
	tenantID uuid.UUID
	place    *tenants.Organisation
	actor    interface {
		HasRole(...tenants.Role) bool
		Roles() []tenants.Role
	}
	nonce   string
	theme   string
	looked  bool   // whether signing in was tried
	key     string // of the form that was sent
	visitor string

	onlyAsks bool // a refused form is run once more, only to ask for permission
}

type requestKey struct{}

// request answers the request of a context, made once.
func (a *App) request(c *fiber.Ctx) *Request {
	if r, ok := c.Locals(requestKey{}).(*Request); ok {
		return r
	}
	r := &Request{app: a, c: c, id: newID(), nonce: random(16)}
	r.theme = themeOf(c.Cookies("theme"))
	r.speak()
	c.Locals(requestKey{}, r)
	return r
}

// RequestOf answers the request that a Fiber context belongs to; for groups
// that another router serves.
func (a *App) RequestOf(c *fiber.Ctx) *Request { return a.request(c) }

// Context is the request's context: it ends with the request's time, and
// carries what the kernel and the templates need.
func (r *Request) Context() context.Context { return r.c.UserContext() }

// ID of a path parameter. Returns NotFound for what is no id: an address that
// cannot exist.
func (r *Request) ID(name string) (uuid.UUID, error) {
	text := r.Param(name)
	id, err := uuid.Parse(text)
	if err != nil || len(text) != 36 {
		return uuid.Nil, fault.New(fault.NotFound, "fault.not_found")
	}
	return id, nil
}

// Param is a parameter of the path, decoded.
func (r *Request) Param(name string) string {
	raw := strings.Clone(r.c.Params(name))
	if decoded, err := url.PathUnescape(raw); err == nil {
		return decoded
	}
	return raw
}

// unfindable is a word of letters that nobody has written for two thousand
// years, longer than any name.
var unfindable = strings.Repeat("𐎠", 2*ui.MaxSearch)

// Query is a value of the address's query, at most 200 bytes of it, for
// filters: what is longer filters nothing. Only the search of a list stays a
// search however long it is: one longer than its field finds nothing, and the
// field says why (see ui.Search).
func (r *Request) Query(name string) string {
	v := strings.TrimSpace(strings.Clone(r.c.Query(name)))
	if name == ui.SearchField {
		if ui.IsLongSearch(v) {
			return unfindable
		}
		return strings.ToValidUTF8(v, "")
	}
	if len(v) > 200 {
		return ""
	}
	return strings.ToValidUTF8(v, "")
}

// Typed is a value of the address's query as it was typed, at most 2000 bytes
// of it, for fields that say themselves what is too long.
func (r *Request) Typed(name string) string {
	v := strings.TrimSpace(strings.Clone(r.c.Query(name)))
	return strings.ToValidUTF8(v[:min(len(v), 2000)], "")
}

// Ask is where in a list the address asks to be: its sort, and the page after
// or before a key. A key may hold a long name, so it is longer than a filter.
func (r *Request) Ask() paging.Ask {
	place := func(name string) string {
		if v := r.c.Query(name); len(v) <= 2000 {
			return strings.Clone(v)
		}
		return ""
	}
	return paging.Ask{After: place("after"), Before: place("before"), Sort: r.Query("sort")}
}

// Header is a header of the request.
func (r *Request) Header(name string) string { return strings.Clone(r.c.Get(name)) }

// RequestID names the request in the log and to the person.
func (r *Request) RequestID() string { return r.id }

// Partial says whether a part of the page asks (htmx), not a whole page.
func (r *Request) Partial() bool { return r.c.Get("HX-Request") == "true" }

// Link is an address behind this request's door.
func (r *Request) Link(path string) templ.SafeURL { return templ.SafeURL(r.home + path) }

// OrganisationZone is the organisation's time zone, in which its deadlines
// run; UTC outside an organisation.
func (r *Request) OrganisationZone() *time.Location {
	if r.place != nil {
		if zone := zoneOf(r.place.TimeZone); zone != nil {
			return zone
		}
	}
	return time.UTC
}

// wantsJSON says whether a program asks, not a person.
func (r *Request) wantsJSON() bool {
	if strings.HasPrefix(r.c.Path(), "/api/") {
		return true
	}
	return r.c.Accepts(fiber.MIMETextHTML, fiber.MIMEApplicationJSON, "application/problem+json") != fiber.MIMETextHTML
}

// query is the whole query, for links that keep filters.
func (r *Request) query() url.Values {
	q, err := url.ParseQuery(string(r.c.Request().URI().QueryString()))
	if err != nil {
		return url.Values{}
	}
	return q
}

func themeOf(cookie string) string {
	switch cookie {
	case "light", "dark":
		return strings.Clone(cookie)
	}
	return "system"
}
