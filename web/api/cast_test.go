package api_test

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"github.com/google/uuid"

	"accord/app/apptest"
	"accord/app/people"
	"accord/tenants"
	"accord/web"
	"accord/web/api"
	"accord/web/webtest"
)

// caller calls the API as a program does: by a token, without cookies.
type caller struct {
	t    *testing.T
	site *webtest.Site
	with http.Header
	base string // the place's address
}

type object = map[string]any

func site(t *testing.T) (*webtest.Site, *apptest.World) {
	t.Helper()
	w := apptest.NewWorld(t)
	return webtest.New(t, w, func(app *web.App) { api.Routes(app, w.DB, nil) }), w
}

// as is a program with a token of a member.
func as(t *testing.T, s *webtest.Site, w *apptest.World, m tenants.Member) caller {
	t.Helper()
	token, _ := token(t, w, m)
	return caller{t, s, http.Header{"Authorization": {"Bearer " + token}}, "/api/v1/o/" + m.Organisation().Slug}
}

func token(t *testing.T, w *apptest.World, m tenants.Member) (string, uuid.UUID) {
	t.Helper()
	var secret string
	var k people.APIToken
	ok(t, w.DB.Write(t.Context(), m, func(tx *tenants.Tx) (err error) {
		k, secret, err = people.CreateToken(tx, people.NewToken{Name: "A program", Days: 30})
		return err
	}))
	return secret, k.ID
}

// say adds a header to every call.
func (c caller) say(name, value string) caller {
	c.with = c.with.Clone()
	c.with.Set(name, value)
	return c
}

// call sends a request; body is a value, a text as it is, or nil.
func (c caller) call(method, path string, body any) *webtest.Answer {
	c.t.Helper()
	var sent bytes.Buffer
	switch b := body.(type) {
	case nil:
	case string:
		sent.WriteString(b)
	default:
		ok(c.t, json.NewEncoder(&sent).Encode(b))
	}
	if !strings.HasPrefix(path, "/api/") {
		path = c.base + path
	}
	r, err := http.NewRequestWithContext(context.Background(), method, c.site.URL+path, &sent)
	ok(c.t, err)
	if body != nil {
		r.Header.Set("Content-Type", "application/json")
	}
	for name := range c.with {
		r.Header.Set(name, c.with.Get(name))
	}
	return c.site.Nobody().Do(r)
}

func (c caller) get(path string) *webtest.Answer { c.t.Helper(); return c.call("GET", path, nil) }

func (c caller) post(path string, body any) *webtest.Answer {
	c.t.Helper()
	return c.call("POST", path, body)
}

// problem fails unless an answer is a problem with this status, and returns it.
func problem(t *testing.T, a *webtest.Answer, status int) (p web.Problem) {
	t.Helper()
	a.Status(status)
	if kind := a.Header.Get("Content-Type"); !strings.HasPrefix(kind, "application/problem+json") {
		t.Fatalf("%s %s is refused as %s", a.Request.Method, a.Request.URL.Path, kind)
	}
	a.JSON(&p)
	if p.Status != status || p.Title == "" || p.Code == "" || p.Request == "" || p.Detail == "" || p.Type != web.ProblemTypes+web.ProblemKind(status) {
		t.Errorf("%s %s is refused with %+v", a.Request.Method, a.Request.URL.Path, p)
	}
	return p
}

// fields fails unless exactly these fields are refused, with these keys.
func fields(t *testing.T, p web.Problem, want map[string]string) {
	t.Helper()
	got := map[string]string{}
	for _, f := range p.Errors {
		got[f.Field] = f.Key
		if f.Detail == "" || f.Detail == f.Key {
			t.Errorf("%s is refused without a sentence", f.Field)
		}
	}
	for name, key := range want {
		if got[name] != key {
			t.Errorf("%q is refused as %q, want %q (all: %v)", name, got[name], key, got)
		}
	}
	if len(got) != len(want) {
		t.Errorf("refused are %v, want %v", got, want)
	}
}

func id(t *testing.T, a *webtest.Answer) string {
	t.Helper()
	var made struct {
		ID string `json:"id"`
	}
	a.Status(http.StatusCreated).JSON(&made)
	if _, err := uuid.Parse(made.ID); err != nil {
		t.Fatalf("made without an id: %s", a.Text)
	}
	return made.ID
}

// person is a new candidate that nobody has yet.
func person(name string) object {
	return object{"name": name, "email": uuid.NewString() + "@example.org", "language": "es", "country": "EC"}
}

func ok(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
