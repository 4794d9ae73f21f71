package boot

import (
	"bytes"
	"flag"
	"maps"
	"mime/multipart"
	"net/http"
	"net/textproto"
	"os"
	"slices"
	"strings"
	"testing"

	"accord/app/apptest"
	"accord/tenants"
	"accord/tenants/tenantstest"
	"accord/web"
	"accord/web/webtest"
)

var update = flag.Bool("update", false, "write access.txt and actions.txt anew")

// The accounting of who reaches what: every address of the whole site, asked
// by somebody of every role. What a POST changes is put back before the next
// is asked, so each answer is about the same world.
func TestAccessIsWhatTheAuditorRead(t *testing.T) {
	t.Parallel()
	base := tenantstest.FreshDatabase(t)
	w := apptest.NewWorldIn(t, base)
	f := fill(t, w, w.Andina, room(t, w.DB))
	s := f.serve()
	cast := f.cast()
	kept := keep(t, base)
	table := newTable(cast)
	for _, route := range s.App.Routes() {
		if strings.HasPrefix(route.Name, "webtest.") {
			continue
		}
		for _, a := range askings(t, route) {
			table.line(a, answers(t, f, a, cast, kept))
		}
	}
	for _, route := range s.App.Routes() {
		if route.Door != tenants.DoorMember {
			continue
		}
		for _, a := range askings(t, route)[:1] {
			table.atIMI(a, answers(t, f.atIMI(), a, cast[6:], kept))
		}
	}
	golden(t, "access.txt", table.String())
}

// serve is the whole site, as serve serves it.
func (f *filled) serve() *webtest.Site {
	f.t.Helper()
	parts := &Parts{DB: f.DB, Room: f.room}
	f.site = webtest.With(f.t, f.World, web.Config{Evidence: []string{f.room.Vault.Origin()}}, func(app *web.App) { parts.pages(app, Extra{}) })
	return f.site
}

// column is one role: somebody who has it, and nothing else.
type column struct {
	head   string
	site   *webtest.Site
	cookie string
	csrf   string
}

// visit is a browser that has only just come with what the person has: a
// sign-out or another language asked for before is not remembered.
func (c column) visit() *webtest.Client {
	return c.site.Nobody().With("Cookie", c.cookie).With("X-CSRF-Token", c.csrf)
}

// cast is somebody of each role, in the order of the table.
func (f *filled) cast() (all []column) {
	f.t.Helper()
	for _, who := range []struct {
		head   string
		person webtest.Person
	}{
		{"organisation_admin", f.org.Admin}, {"program_manager", f.org.Manager}, {"trainer", f.org.Trainer}, {"assessor", f.org.Assessor},
		{"candidate", f.candidate}, {"another's member", f.Member(f.Nordic, tenants.OrganisationRoles...)},
		{"imi_admin", f.IMI.Administrator}, {"imi_reviewer", f.IMI.Reviewer}, {"imi_spot_checker", f.IMI.SpotChecker}, {"imi_appraiser", f.IMI.Appraiser},
		{"signed in", f.Person()},
	} {
		all = append(all, f.comes(who.head, "accord="+f.site.Token(who.person)))
	}
	first := f.site.Nobody().Get("/webtest/token")
	return append(all, f.comes("nobody", first.Cookies()[0].Name+"="+first.Cookies()[0].Value))
}

func (f *filled) comes(head, cookie string) column {
	page := f.site.Nobody().With("Cookie", cookie).Get("/webtest/token").Status(http.StatusOK).Text
	_, token, _ := strings.Cut(page, `name="_csrf" value="`)
	token, _, _ = strings.Cut(token, `"`)
	return column{head, f.site, cookie, token}
}

// answers asks an address as each of the columns.
func answers(t *testing.T, f *filled, a asking, cast []column, kept *keeper) []string {
	t.Helper()
	var all []string
	for _, c := range cast {
		answer := c.visit().Do(request(t, f, a, nil))
		said := meaning(answer)
		if a.Name == "account.sign_out" && answer.StatusCode == http.StatusSeeOther {
			said = "ok" // it leads to the sign-in page
		}
		if said == "" {
			t.Errorf("%s %s as %s answered %d: %s", a.Method, a.in(f, nil), c.head, answer.StatusCode, answer.Words())
		}
		all = append(all, said)
		if a.Method != http.MethodGet && said == "ok" {
			kept.putBack()
		}
	}
	if a.Method != http.MethodGet && !slices.Contains(all, "ok") && len(cast) == 12 && nobodyMay[a.Name] == "" {
		t.Errorf("%s %s %s succeeds for nobody, so its line proves nothing (%s): give it a form in formOf or bodyOf, or a row that takes it in rowOf", a.Method, a.Pattern, a.Name, all)
	}
	return all
}

// nobodyMay are the routes that no column can succeed at, and why.
var nobodyMay = map[string]string{
	"account.enter":        "nobody here has a password",
	"self.change_password": "nobody here has a password",
	"self.ask_email":       "nobody here has a password",
}

// request asks an address with the form or the body that a person would send;
// other gives parameters of the path another organisation's rows.
func request(t testing.TB, f *filled, a asking, other map[string]*filled) *http.Request {
	t.Helper()
	body, kind := &bytes.Buffer{}, ""
	switch {
	case a.Method == http.MethodGet:
	case strings.HasPrefix(a.Pattern, "/api/"):
		if make := bodyOf[a.Name]; make != nil {
			body, kind = bytes.NewBuffer(text(make(f))), "application/json"
		}
	case fileOf[a.Name] != nil:
		form := multipart.NewWriter(body)
		for name, values := range formFor(f, a) {
			for _, v := range values {
				ok(t, form.WriteField(name, v))
			}
		}
		part, err := form.CreatePart(textproto.MIMEHeader{"Content-Disposition": {`form-data; name="file"; filename="` + nameOf[a.Name] + `"`}})
		ok(t, err)
		_, err = part.Write(fileOf[a.Name])
		ok(t, err)
		ok(t, form.Close())
		kind = form.FormDataContentType()
	default:
		body, kind = bytes.NewBufferString(formFor(f, a).Encode()), "application/x-www-form-urlencoded"
	}
	r, err := http.NewRequest(a.Method, f.site.URL+a.in(f, other), body)
	ok(t, err)
	if kind != "" {
		r.Header.Set("Content-Type", kind)
	}
	return r
}

func formFor(f *filled, a asking) webtest.Form {
	if make := formOf[a.Name]; make != nil {
		return make(f)
	}
	return webtest.Form{}
}

// meaning is an answer in the table's words; "" is none it may give.
func meaning(a *webtest.Answer) string {
	switch code := a.StatusCode; {
	case code == http.StatusSeeOther && strings.HasPrefix(a.Header.Get("Location"), "/sign-in"), code == http.StatusUnauthorized:
		return "sign in"
	case code == http.StatusSeeOther, code >= 200 && code < 300:
		return "ok"
	case code == http.StatusForbidden:
		return "forbidden"
	case code == http.StatusNotFound:
		return "absent"
	case code == http.StatusConflict:
		return "conflict"
	case code == http.StatusUnprocessableEntity:
		return "form refused"
	}
	return ""
}

// golden compares with a file that people read, or writes it.
func golden(t *testing.T, name, got string) {
	t.Helper()
	if *update {
		ok(t, os.WriteFile(name, []byte(got), 0o644))
		return
	}
	want, err := os.ReadFile(name)
	ok(t, err)
	if got == string(want) {
		return
	}
	before, after := strings.Split(string(want), "\n"), strings.Split(got, "\n")
	for _, line := range before {
		if !slices.Contains(after, line) {
			t.Errorf("- %s", line)
		}
	}
	for _, line := range after {
		if !slices.Contains(before, line) {
			t.Errorf("+ %s", line)
		}
	}
	t.Errorf("%s is not what the program does. Read every line of the difference as an auditor would; if each is meant, write it: go test -run %s -update ./cmd/internal/boot", name, t.Name())
}

func sorted[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
