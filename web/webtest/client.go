package webtest

import (
	"encoding/json"
	"html"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"regexp"
	"strings"
	"testing"
)

const tokenPath = "/webtest/token"

// Form is what a form sends.
type Form = url.Values

// Client is somebody's browser without scripts. It keeps cookies and does not
// follow redirects by itself.
type Client struct {
	t    testing.TB
	site *Site
	http *http.Client
	with http.Header
}

// Answer is what came back.
type Answer struct {
	*http.Response
	Text string

	t      testing.TB
	client *Client
}

// Nobody is a visitor who is not signed in.
func (s *Site) Nobody() *Client {
	s.t.Helper()
	jar, err := cookiejar.New(nil)
	must(s.t, err)
	return &Client{t: s.t, site: s, with: http.Header{}, http: &http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}}
}

// As is somebody who is signed in.
func (s *Site) As(who Person) *Client {
	s.t.Helper()
	c := s.Nobody()
	base, err := url.Parse(s.URL)
	must(s.t, err)
	c.http.Jar.SetCookies(base, []*http.Cookie{{Name: "accord", Value: s.Token(who)}})
	return c
}

// With says a header with every request from now on: Accept, HX-Request, …
func (c *Client) With(name, value string) *Client {
	c.with.Set(name, value)
	return c
}

// Get asks for a page.
func (c *Client) Get(path string) *Answer {
	c.t.Helper()
	r, err := http.NewRequest(http.MethodGet, c.site.URL+path, nil)
	must(c.t, err)
	return c.Do(r)
}

// Post sends a form of this site, with the token a page of it would carry.
func (c *Client) Post(path string, form Form) *Answer {
	c.t.Helper()
	sent := Form{"_csrf": {c.CSRF()}}
	for name, values := range form {
		sent[name] = values
	}
	return c.PostRaw(path, sent)
}

// PostRaw sends a form as it is, without adding anything.
func (c *Client) PostRaw(path string, form Form) *Answer {
	c.t.Helper()
	r, err := http.NewRequest(http.MethodPost, c.site.URL+path, strings.NewReader(form.Encode()))
	must(c.t, err)
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return c.Do(r)
}

var tokenField = regexp.MustCompile(`name="_csrf" value="([^"]+)"`)

// CSRF is the token of this visitor's forms.
func (c *Client) CSRF() string {
	c.t.Helper()
	r, err := http.NewRequest(http.MethodGet, c.site.URL+tokenPath, nil)
	must(c.t, err)
	m := tokenField.FindStringSubmatch(c.do(r).Text)
	if m == nil {
		c.t.Fatal("no token in a page")
	}
	return m[1]
}

// Do sends any request.
func (c *Client) Do(r *http.Request) *Answer {
	c.t.Helper()
	for name := range c.with {
		r.Header.Set(name, c.with.Get(name))
	}
	return c.do(r)
}

func (c *Client) do(r *http.Request) *Answer {
	c.t.Helper()
	answer, err := c.http.Do(r)
	must(c.t, err)
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	must(c.t, err)
	return &Answer{answer, string(text), c.t, c}
}

// Status fails the test when the answer has another one.
func (a *Answer) Status(want int) *Answer {
	a.t.Helper()
	if a.StatusCode != want {
		a.t.Fatalf("%s %s answered %d, want %d\n%s", a.Request.Method, a.Request.URL.Path, a.StatusCode, want, a.Words())
	}
	return a
}

// Says fails the test when the page does not say each of the texts.
func (a *Answer) Says(texts ...string) *Answer {
	a.t.Helper()
	for _, text := range texts {
		if !strings.Contains(a.Words(), text) {
			a.t.Errorf("%s %s does not say %q, but:\n%s", a.Request.Method, a.Request.URL.Path, text, a.Words())
		}
	}
	return a
}

// Links fails the test for every address that no link of the page leads to.
func (a *Answer) Links(hrefs ...string) *Answer {
	a.t.Helper()
	for _, href := range hrefs {
		if !strings.Contains(a.Text, `href="`+href+`"`) {
			a.t.Errorf("%s %s does not link to %s", a.Request.Method, a.Request.URL.Path, href)
		}
	}
	return a
}

// SaysNot fails the test when the page says the text anywhere, markup too.
func (a *Answer) SaysNot(text string) *Answer {
	a.t.Helper()
	if strings.Contains(a.Text, text) || strings.Contains(a.Words(), text) {
		a.t.Errorf("%s %s says %q", a.Request.Method, a.Request.URL.Path, text)
	}
	return a
}

// To fails the test when the answer does not lead to that path.
func (a *Answer) To(path string) *Answer {
	a.t.Helper()
	a.Status(http.StatusSeeOther)
	if got := a.Header.Get("Location"); got != path {
		a.t.Fatalf("%s leads to %s, want %s", a.Request.URL.Path, got, path)
	}
	return a
}

// Follow goes where the answer leads.
func (a *Answer) Follow() *Answer {
	a.t.Helper()
	a.Status(http.StatusSeeOther)
	return a.client.Get(a.Header.Get("Location"))
}

// JSON reads the body into a value.
func (a *Answer) JSON(into any) *Answer {
	a.t.Helper()
	if err := json.Unmarshal([]byte(a.Text), into); err != nil {
		a.t.Fatalf("%v: %s", err, a.Text)
	}
	return a
}

var (
	tags   = regexp.MustCompile(`(?s)<(script|style|head)\b.*?</(script|style|head)>|<[^>]*>`)
	spaces = regexp.MustCompile(`\s+`)
)

// Words is the page's text without its markup.
func (a *Answer) Words() string {
	return strings.TrimSpace(spaces.ReplaceAllString(html.UnescapeString(tags.ReplaceAllString(a.Text, " ")), " "))
}
