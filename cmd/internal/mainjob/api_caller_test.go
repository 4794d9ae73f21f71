package mainjob_test

import (
	"bytes"
	"encoding/json"
	"html"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"regexp"
	"strings"
)

// programs are what each person of the story has a program do, with a token of
// their own.
type programs struct {
	*house
	tokens map[person]string
	ids    map[string]string
}

type object = map[string]any

// answer is what the API answered.
type answer struct {
	status int
	body   []byte
}

// as sends a request with somebody's token; body is a value or a text.
func (p *programs) as(who person, method, path string, body any) answer {
	p.t.Helper()
	var sent bytes.Buffer
	kind := "application/json"
	switch b := body.(type) {
	case nil:
	case string:
		sent.WriteString(b)
		kind = "text/csv"
	default:
		ok(p.t, json.NewEncoder(&sent).Encode(b))
	}
	r, err := http.NewRequestWithContext(p.t.Context(), method, p.url+"/api/v1"+path, &sent)
	ok(p.t, err)
	if body != nil {
		r.Header.Set("Content-Type", kind)
	}
	if who != nobody {
		r.Header.Set("Authorization", "Bearer "+p.tokens[who])
	}
	return p.sent(http.DefaultClient, r)
}

var nobody = person{}

func (p *programs) sent(client *http.Client, r *http.Request) answer {
	p.t.Helper()
	reply, err := client.Do(r)
	ok(p.t, err)
	defer reply.Body.Close()
	body, err := io.ReadAll(reply.Body)
	ok(p.t, err)
	return answer{reply.StatusCode, body}
}

// does fails unless it is done, and reads the answer into out where there is one.
func (p *programs) does(who person, method, path string, body, out any) {
	p.t.Helper()
	a := p.as(who, method, path, body)
	if a.status != http.StatusOK && a.status != http.StatusCreated {
		p.t.Fatalf("%s %s by %s is answered %d: %s", method, path, who.name, a.status, a.body)
	}
	if out != nil {
		ok(p.t, json.Unmarshal(a.body, out))
	}
}

// makes is does for a POST that makes something, whose id it answers.
func (p *programs) makes(who person, path string, body any) string {
	p.t.Helper()
	var made struct{ ID string }
	p.does(who, "POST", path, body, &made)
	return made.ID
}

// refused fails unless a request is refused with a status and all of these words.
func (p *programs) refused(who person, method, path string, body any, status int, words ...string) {
	p.t.Helper()
	a := p.as(who, method, path, body)
	for _, w := range words {
		if !strings.Contains(string(a.body), w) {
			p.t.Errorf("%s %s by %s does not say %q: %s", method, path, who.name, w, a.body)
		}
	}
	if a.status != status {
		p.t.Fatalf("%s %s by %s is answered %d, not %d: %s", method, path, who.name, a.status, status, a.body)
	}
}

// o is a path of the organisation in the API.
func (p *programs) o(rest string) string { return "/o/" + p.slug + rest }

var (
	hidden = regexp.MustCompile(`<input type="hidden" name="([^"]+)" value="([^"]*)"`)
	secret = regexp.MustCompile(`accord_[A-Za-z0-9_-]{20,}`)
)

// joins takes an invitation up by its link and makes a token on the page of
// the place, as a person does.
func (p *programs) joins(who person, link string, place func() string) {
	p.t.Helper()
	jar, err := cookiejar.New(nil)
	ok(p.t, err)
	browser := &http.Client{Jar: jar}
	p.fills(browser, link, link, url.Values{"name": {who.name}, "password": {passphrase}})
	tokens := place() + "/tokens"
	page := p.fills(browser, tokens, tokens, url.Values{"name": {"The story"}, "days": {"90"}})
	if p.tokens[who] = secret.FindString(page); p.tokens[who] == "" {
		p.t.Fatalf("%s is shown no token:\n%s", who.name, page)
	}
}

// fills reads a page and sends its form to an address.
func (p *programs) fills(browser *http.Client, at, to string, form url.Values) string {
	p.t.Helper()
	r, err := http.NewRequestWithContext(p.t.Context(), "GET", p.url+at, nil)
	ok(p.t, err)
	page := p.sent(browser, r)
	for _, field := range hidden.FindAllStringSubmatch(string(page.body), -1) {
		if name := field[1]; name == "_csrf" || name == "_once" {
			form.Set(name, html.UnescapeString(field[2]))
		}
	}
	r, err = http.NewRequestWithContext(p.t.Context(), "POST", p.url+to, strings.NewReader(form.Encode()))
	ok(p.t, err)
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Origin", p.url)
	a := p.sent(browser, r)
	if a.status >= 400 {
		p.t.Fatalf("the form of %s is answered %d:\n%s", at, a.status, a.body)
	}
	return string(a.body)
}
