package templates

import (
	"context"
	"fmt"
	"net/url"
	"strings"
	"time"

	"github.com/a-h/templ"

	"accord/tenants"
	"accord/tenants/fault"
	"accord/web/locales"
)

// View is what every page is told about its reader and its request. The shell
// makes it; components find it in their context.
type View struct {
	T       locales.T
	Door    tenants.Door
	Home    string // the door's prefix: "/o/andina", "/imi", "/me", ""
	Path    string // the page's own path
	Query   url.Values
	Nonce   string // of the page's scripts
	CSRF    string // the token of the page's forms
	Once    func() string
	Theme   string // "light", "dark" or "system"
	Now     time.Time
	Request string // the request's id, for people who ask for help

	Name, Email string   // who is signed in; none on public pages
	Place       Place    // where the page is: the organisation, IMI, oneself
	Places      []Place  // where else this person can go
	Nav         []Group  // the side bar
	Flashes     []Flash  // what just happened
	Languages   []string // to choose from
	Demo        templ.Component
}

// Place is somewhere to be: an organisation, oversight, one's own page.
type Place struct {
	Name, Note, Href string
	Current          bool
}

// Group is a heading of the side bar with its links.
type Group struct {
	Label string // "" for the first, which needs no heading
	Links []Link
}

// Link is one line of the side bar.
type Link struct {
	Label, Icon, Href string
	Count             int
	Current           bool
}

// Flash is a message about what just happened.
type Flash struct {
	Tone Tone
	Text string
}

type viewKey struct{}

// With gives ctx a view.
func With(ctx context.Context, v *View) context.Context { return context.WithValue(ctx, viewKey{}, v) }

// From answers the view of ctx; an empty English one where there is none.
func From(ctx context.Context) *View {
	if v, ok := ctx.Value(viewKey{}).(*View); ok {
		return v
	}
	return &View{Theme: "system", Now: time.Now().UTC()}
}

// T says a key of the catalogue in the reader's language, with pairs of name
// and value.
func T(ctx context.Context, key string, pairs ...any) string { return From(ctx).T.Say(key, pairs...) }

// Say says a fault's sentence in the reader's language.
func Say(ctx context.Context, s fault.Sentence) string { return From(ctx).T.Sentence(s) }

// Path is an address behind the page's own door: Path(ctx, "/cohorts/", id) is
// "/o/andina/cohorts/…".
func Path(ctx context.Context, parts ...any) templ.SafeURL {
	var b strings.Builder
	b.WriteString(From(ctx).Home)
	for _, p := range parts {
		fmt.Fprint(&b, p)
	}
	return templ.SafeURL(b.String())
}

// WithQuery is the page's own address with one value of its query changed, and
// the place in the list forgotten; an empty value is dropped. Filters and
// sorting are made of it.
func WithQuery(ctx context.Context, name, value string) templ.SafeURL {
	v := From(ctx)
	q := url.Values{}
	for k, vs := range v.Query {
		if k != "after" && k != "before" {
			q[k] = vs
		}
	}
	q.Del(name)
	if value != "" {
		q.Set(name, value)
	}
	if len(q) == 0 {
		return templ.SafeURL(v.Path)
	}
	return templ.SafeURL(v.Path + "?" + q.Encode())
}
