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
	t.Run("every list is taken as it is shown", f.everyListIsTakenAsItIsShown)
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
	t.Run("no cell of a table runs", func(t *testing.T) { f.noCellRuns(t, kept) })
}

// No address is answered that the table does not list: a router of another
// make (the API's) could add some on its own.
func TestAccessCoversEveryAddressThatIsServed(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	f := &filled{World: w, t: t, room: room(t, w.DB)}
	app := f.serve().App
	known := map[string]bool{}
	for _, r := range app.Routes() {
		if known[r.Method+" "+r.Pattern] {
			t.Errorf("%s %s is listed twice", r.Method, r.Pattern)
		}
		known[r.Method+" "+r.Pattern] = true
	}
	served := map[string]bool{}
	for _, r := range app.Served() {
		served[r.Method+" "+r.Pattern] = true
		if !known[r.Method+" "+r.Pattern] {
			t.Errorf("%s %s is answered, and stands behind no door", r.Method, r.Pattern)
		}
	}
	for at := range known {
		if !served[at] {
			t.Errorf("%s is listed, and nothing answers there", at)
		}
	}
}

// What these tests know of a route is of a route that there is.
func TestAccessNamesOnlyRoutesThatThereAre(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	f := &filled{World: w, t: t, room: room(t, w.DB)}
	names, at := map[string]bool{}, map[string]bool{}
	for _, r := range f.serve().App.Routes() {
		names[r.Name] = true
		parts := strings.Split(r.Pattern, "/")
		for i := 1; i < len(parts); i++ {
			at[linked(r, parts[i-1]+"/"+parts[i])] = true
		}
	}
	for _, name := range slices.Concat(sorted(rowOf), sorted(formOf), sorted(fileOf), sorted(bodyOf), sorted(queryOf)) {
		if !names[name] {
			t.Errorf("there is no route %s", name)
		}
	}
	for _, place := range sorted(rowAt) {
		if !at[place] {
			t.Errorf("no address has %s", place)
		}
	}
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
	f.Exec(`update account set password_hash = (select password_hash from account where email = $1)`, f.ids["who has a password"])
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
	seen := make([]int, len(cast))
	for i, c := range cast {
		if again := a.anew(); again != "" { // the store remembers what the database is made to forget
			f.upload(again)
		}
		answer := c.visit().Do(request(t, f, a, nil))
		said := meaning(a, answer)
		if said == "" {
			t.Errorf("%s %s as %s answered %d: %s", a.Method, a.in(f, nil), c.head, answer.StatusCode, answer.Words())
		}
		all, seen[i] = append(all, said), f.shownIn(a, answer.Text)
		if a.Method != http.MethodGet && said == "ok" || a.anew() != "" {
			kept.putBack()
		}
	}
	for i := range all { // a page on which others are shown rows, and this one none
		if all[i] == "ok" && a.lists() && seen[i] == 0 && slices.Max(seen) > 0 {
			all[i] = "empty"
		}
	}
	if a.Method != http.MethodGet && !slices.Contains(all, "ok") && len(cast) == 12 {
		t.Errorf("%s %s %s succeeds for nobody, so its line proves nothing (%s): give it a form in formOf or bodyOf, or a row that takes it in rowOf", a.Method, a.Pattern, a.Name, all)
	}
	return all
}

// lists says whether the answer is a list of rows.
func (a asking) lists() bool {
	_, ofPlace := a.rows["organisation"]
	return a.Method == http.MethodGet && a.Door != tenants.DoorSelf && (len(a.rows) == 0 || len(a.rows) == 1 && ofPlace ||
		strings.HasPrefix(a.Name, "api.list") || a.Name == "api.getManifest")
}

// anew is the upload that has to be another one for each asking; "" for most.
func (a asking) anew() string {
	if a.rows["id"] == "upload" {
		return "upload"
	}
	return ""
}

// shownIn counts the rows that an answer shows, but for those that its address
// named and the reader's own place.
func (f *filled) shownIn(a asking, text string) (n int) {
	for name, id := range f.ids {
		named := slices.Contains(slices.Collect(maps.Values(a.rows)), name)
		if !named && len(id) == 36 && strings.Contains(text, id) {
			n++
		}
	}
	return n
}

// request asks an address with the form or the body that a person would send;
// other gives parameters of the path another organisation's rows.
func request(t testing.TB, f *filled, a asking, other map[string]*filled) *http.Request {
	t.Helper()
	body, kind := &bytes.Buffer{}, ""
	switch {
	case a.Method == http.MethodGet:
	case strings.HasPrefix(a.Pattern, "/api/"):
		if table := fileOf[a.Name]; table != nil {
			body, kind = bytes.NewBuffer(table), "text/csv"
		} else if make := bodyOf[a.Name]; make != nil {
			body, kind = bytes.NewBuffer(textOf(make(f))), "application/json"
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
	to := f.site.URL + a.in(f, other)
	if query := queryOf[a.Name]; query != nil {
		to += "?" + query(f).Encode()
	}
	r, err := http.NewRequest(a.Method, to, body)
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
func meaning(a asking, answer *webtest.Answer) string {
	to := answer.Header.Get("Location")
	switch code := answer.StatusCode; {
	case code == http.StatusSeeOther && strings.HasPrefix(to, "/sign-in") && a.Name != "account.sign_out", code == http.StatusUnauthorized:
		return "sign in"
	case code == http.StatusSeeOther && a.Method == http.MethodGet && strings.HasPrefix(to, "/"):
		return "led on"
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
