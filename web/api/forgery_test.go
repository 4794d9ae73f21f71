package api_test

import (
	"net/http"
	"strings"
	"testing"

	"accord/web/webtest"
)

// A page of another site makes the visitor's browser send what their session
// could do. Without this site's own token nothing of it is done, however the
// body is dressed.
func TestAnotherSitesFormDoesNothingWithASession(t *testing.T) {
	t.Parallel()
	s, w := site(t)
	path := "/api/v1/o/" + w.Andina.Slug + "/candidates"
	body := `{"name":"Forged Person","email":"forged-` + w.Andina.Slug + `@example.org"}`
	for what, headers := range map[string]map[string]string{
		"a form that is JSON by chance":   {"Content-Type": "text/plain"},
		"a plain form":                    {"Content-Type": "application/x-www-form-urlencoded"},
		"a script's request":              {"Content-Type": "application/json", "Origin": "https://evil.example"},
		"one that hides where it is from": {"Content-Type": "application/json", "Origin": "null"},
		"one that the browser tells on":   {"Content-Type": "application/json", "Sec-Fetch-Site": "cross-site"},
		"one of a neighbouring host":      {"Content-Type": "application/json", "Sec-Fetch-Site": "same-site"},
		"one with an invented token":      {"Content-Type": "application/json", "X-CSRF-Token": strings.Repeat("A", 43)},
		"one without a word":              {},
		"one with an empty bearer":        {"Content-Type": "application/json", "Authorization": "Bearer"},
	} {
		problem(t, send(t, s, s.As(w.Andina.Manager), path, body, headers), 403)
		if n := w.Count(`select count(*) from candidate where tenant_id = $1`, w.Andina.ID); n != 0 {
			t.Fatalf("%s was done", what)
		}
	}
	for _, method := range []string{"PUT", "DELETE", "PATCH"} {
		r, err := http.NewRequest(method, s.URL+"/api/v1/o/"+w.Andina.Slug+"/people/"+w.Andina.Trainer.Membership().String(), strings.NewReader("{}"))
		ok(t, err)
		problem(t, s.As(w.Andina.Admin).Do(r), 403)
	}
	// This site's own page, which knows its token, may.
	mine := s.As(w.Andina.Manager)
	send(t, s, mine, path, body, map[string]string{"Content-Type": "application/json", "X-CSRF-Token": mine.CSRF(), "Sec-Fetch-Site": "same-origin"}).Status(201)
}

func TestAnotherSiteIsNotToldThatItMayRead(t *testing.T) {
	t.Parallel()
	s, w := site(t)
	a := s.As(w.Andina.Manager).With("Origin", "https://evil.example").Get("/api/v1/o/" + w.Andina.Slug + "/people")
	for _, name := range []string{"Access-Control-Allow-Origin", "Access-Control-Allow-Credentials"} {
		if a.Header.Get(name) != "" {
			t.Errorf("%s: %s", name, a.Header.Get(name))
		}
	}
	if got := a.Header.Get("Cross-Origin-Resource-Policy"); got != "same-origin" {
		t.Errorf("the answer may be embedded: %q", got)
	}
	if got := a.Header.Get("X-Content-Type-Options"); got != "nosniff" {
		t.Errorf("the answer may be taken for something else: %q", got)
	}
}

func send(t *testing.T, s *webtest.Site, c *webtest.Client, path, body string, headers map[string]string) *webtest.Answer {
	t.Helper()
	r, err := http.NewRequest(http.MethodPost, s.URL+path, strings.NewReader(body))
	ok(t, err)
	for name, value := range headers {
		r.Header.Set(name, value)
	}
	return c.Do(r)
}
