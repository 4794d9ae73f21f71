package web_test

import (
	"bytes"
	"io"
	"mime/multipart"
	"net/http"
	"strings"
	"testing"

	"github.com/a-h/templ"

	"accord/app/apptest"
	"accord/web"
	ui "accord/web/templates"
	"accord/web/webtest"
)

func TestAFormOfAnEarlierSessionSaysSoAndGivesBackWhatWasTyped(t *testing.T) {
	t.Parallel()
	w, site := serve(t)
	minute := "Both assessors agree.\nThe candidate listened <well>."
	form := func(c *webtest.Client) webtest.Form {
		return webtest.Form{"_csrf": {c.CSRF()}, "minute": {minute}, "name": {"Rosa"}, "new_password": {strings.Repeat("a calm voice ", 10)}}
	}
	at := site.As(w.Andina.Trainer).With("Sec-Fetch-Site", "same-origin").With("Referer", site.URL+"/faults/conflict?again=1")
	page := at.PostRaw("/form", form(site.Nobody())).Status(http.StatusForbidden).
		Says("This page is out of date", "Nothing was saved", "Back to the form", "The candidate listened <well>.").
		SaysNot("administrator").SaysNot("a calm voice")
	for _, markup := range []string{`href="/faults/conflict?again=1"`, "readonly", "&lt;well&gt;"} {
		if !strings.Contains(page.Text, markup) {
			t.Errorf("the page has no %s", markup)
		}
	}
	unsaid := site.As(w.Andina.Trainer).With("Referer", "https://evil.example/o/x")
	unsaid.PostRaw("/form", form(site.Nobody())).Status(http.StatusForbidden).Says("This page is out of date", "Go to the overview").SaysNot("listened").SaysNot("evil.example")
	site.As(w.Andina.Trainer).With("Sec-Fetch-Site", "cross-site").PostRaw("/form", form(site.Nobody())).Status(http.StatusForbidden).Says("You cannot do this").SaysNot("listened")
}

func TestTheLanguageOfAFaultIsThatOfWhoeverIsSignedIn(t *testing.T) {
	t.Parallel()
	w, site := serve(t)
	w.Exec("update account set locale = 'es' where person_id = $1", w.Andina.Trainer.Person())
	c := site.As(w.Andina.Trainer).With("Accept-Language", "en").With("Referer", site.URL+"/o/andina/evidence/new")
	c.PostRaw("/form", webtest.Form{"name": {"Rosa"}}).Status(http.StatusForbidden).Says("Esta página ha caducado")
	c.Post("/form", webtest.Form{"name": {strings.Repeat("x", web.BodyLimit)}}).Status(http.StatusRequestEntityTooLarge).Says("Es demasiado grande", "Volver al formulario")
}

func TestAFileThatIsTooLargeIsRefusedAtItsFieldAndTheRestIsKept(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	site := webtest.New(t, w, func(app *web.App) {
		app.Member().Post("/files", "test.file", func(m *web.Member) error {
			f := m.Form()
			f.Text("title", 200)
			f.File("file", 25_000_000)
			return m.Refuse(f, f.Err(), ui.Page{Title: "File"}, templ.Join(ui.Input(f, ui.Field{Name: "title", Label: "Title"}), ui.FileInput(f, ui.Field{Name: "file", Label: "File"}, "")))
		})
	})
	c := site.As(w.Andina.Trainer)
	send := func(title string, size int) *webtest.Answer {
		var b bytes.Buffer
		form := multipart.NewWriter(&b)
		for name, text := range map[string]string{"_csrf": c.CSRF(), "title": title} {
			if err := form.WriteField(name, text); err != nil {
				t.Fatal(err)
			}
		}
		part, err := form.CreateFormFile("file", "role-play.mp4")
		if err == nil {
			_, err = io.CopyN(part, zeros{}, int64(size))
		}
		if err != nil || form.Close() != nil {
			t.Fatal(err)
		}
		r, err := http.NewRequest(http.MethodPost, site.URL+"/o/"+w.Andina.Slug+"/files", &b)
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Content-Type", form.FormDataContentType())
		return c.Do(r)
	}
	page := send("The role-play", 30_000_000).Status(http.StatusUnprocessableEntity).Says("Error: This file is larger than 25")
	if !strings.Contains(page.Text, `value="The role-play"`) {
		t.Error("the title is gone")
	}
	send(strings.Repeat("t", web.BodyLimit), 26_000_000).Status(http.StatusRequestEntityTooLarge)
}

type zeros struct{}

func (zeros) Read(b []byte) (int, error) { clear(b); return len(b), nil }
