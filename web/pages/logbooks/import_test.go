package logbooks_test

import (
	"bytes"
	"mime/multipart"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"accord/tenants"
	"accord/web/browsertest"
	"accord/web/webtest"
)

const practice = "date,role,held,hours,field,parties,settled\n"

// bring uploads a table and answers where its preview is.
func (s *scene) bring(t *testing.T, c *webtest.Client, table string) string {
	t.Helper()
	a := s.send(t, c, table)
	a.Status(http.StatusSeeOther)
	return a.Header.Get("Location")
}

func (s *scene) send(t *testing.T, c *webtest.Client, table string) *webtest.Answer {
	t.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	part, err := w.CreateFormFile("file", "practice.csv")
	ok(t, err)
	_, err = part.Write([]byte(table))
	ok(t, err)
	ok(t, w.WriteField("_csrf", c.CSRF()))
	ok(t, w.Close())
	r, err := http.NewRequest(http.MethodPost, s.site.URL+s.file()+"/logbook/imports", &b)
	ok(t, err)
	r.Header.Set("Content-Type", w.FormDataContentType())
	return c.Do(r)
}

var digestIn = regexp.MustCompile(`name="digest" value="([0-9a-f]{64})"`)

// The whole way with scripts off: the template, a file, its columns, what it
// will do, the word that nobody is named, and the logbook.
func TestATableOfMediationsIsBroughtIntoALogbook(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	manager := s.site.As(s.Andina.Manager)
	manager.Get(s.file()).Status(http.StatusOK).Says("Import")
	manager.Get(s.file()+"/logbook/imports/new").Status(http.StatusOK).Says("Import mediations", "never names parties")
	manager.Get(s.file() + "/logbook/template").Status(http.StatusOK)
	manager.Get(s.file() + "/logbook/template?as=xlsx").Status(http.StatusOK)
	s.send(t, manager, practice).Status(http.StatusUnprocessableEntity)
	preview := s.bring(t, manager, "client,"+practice+"María Pérez,03/04/2026,mediator,online,2,Inheritance,2,yes\nJ. Gómez,05/04/2026,co-mediator,in person,1.5,Smith v. Jones,2,no\n")
	manager.Get(preview).To(preview + "/columns")
	manager.Get(preview+"/columns").Status(http.StatusOK).Says("What is in which column?", "María Pérez")
	form := webtest.Form{"column-0": {""}, "column-1": {"held_on"}, "column-2": {"role"}, "column-3": {"medium"}, "column-4": {"hours"}, "column-5": {"field"}, "column-6": {"parties"}, "column-7": {"settled"}}
	manager.Post(preview+"/columns", form).Status(http.StatusUnprocessableEntity)
	form["days"] = []string{"day_first"}
	manager.Post(preview+"/columns", form).To(preview)
	shown := manager.Get(preview).Status(http.StatusOK).Says("3 April 2026", "Inheritance", "1 row reads like a name").SaysNot("María Pérez")
	digest := digestIn.FindStringSubmatch(shown.Text)
	if digest == nil {
		t.Fatal("the preview does not carry what it shows")
	}
	manager.Post(preview, webtest.Form{"digest": {digest[1]}}).Status(http.StatusUnprocessableEntity).Says("Look at the rows that read like a name")
	manager.Post(preview, webtest.Form{"digest": {strings.Repeat("0", 64)}, "no_names": {"on"}}).Status(http.StatusConflict).Says("Something has changed")
	manager.Post(preview, webtest.Form{"digest": {digest[1]}, "no_names": {"on"}}).To(s.file()+"#logbook").Follow().Says("2 mediations are new in the logbook", "Inheritance", "imported mediations into the logbook")
	manager.Get(preview).To(s.file() + "#logbook")
}

func TestATableOfMediationsWithFaultsIsGivenBack(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	manager := s.site.As(s.Andina.Manager)
	preview := s.bring(t, manager, practice+"2026-03-14,mediator,online,two,Lease,2,yes\n")
	manager.Get(preview).Status(http.StatusOK).Says("1 row has a fault", "Enter the hours")
	manager.Get(preview + "/errors").Status(http.StatusOK).Says("hours: Enter the hours")
	for who, m := range map[string]tenants.Member{"a trainer": s.Andina.Trainer, "an assessor": s.Andina.Assessor, "a colleague": s.Andina.Admin} {
		if code := s.site.As(m).Get(preview).StatusCode; code != http.StatusNotFound {
			t.Errorf("%s reads the preview: %d", who, code)
		}
	}
	s.site.As(s.Andina.Trainer).Get(s.file() + "/logbook/imports/new").Status(http.StatusNotFound)
}

// What the export writes the import reads, in both languages: nothing is added
// that is there already.
func TestAnExportedLogbookIsReadBack(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	for _, language := range []string{"en", "es"} {
		manager := s.site.As(s.Andina.Manager)
		manager.Post("/preferences", webtest.Form{"locale": {language}, "back": {s.file()}}).To(s.file())
		table := manager.Get(s.file() + "/logbook/export?as=csv").Status(http.StatusOK).Text
		preview := s.bring(t, manager, table)
		form := webtest.Form{"days": {"day_first"}, "column-7": {""}, "column-8": {""}, "column-9": {""}}
		for i, column := range []string{"held_on", "role", "medium", "hours", "field", "parties", "settled"} {
			form["column-"+string(rune('0'+i))] = []string{column}
		}
		manager.Post(preview+"/columns", form).To(preview)
		if n := strings.Count(manager.Get(preview).Status(http.StatusOK).Text, map[string]string{"en": "There already", "es": "Ya está"}[language]); n < len(s.entries) {
			t.Errorf("%s: %d of %d are known again", language, n, len(s.entries))
		}
	}
}

func TestEveryPageOfALogbooksImportIsAccessibleAndFits(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	manager := s.site.As(s.Andina.Manager)
	named := s.bring(t, manager, practice+"2026-03-14,mediator,online,2,Inheritance,2,yes\n2026-03-15,mediator,online,2,Smith v. Jones,2,partly\n")
	faulty := s.bring(t, manager, practice+"2026-03-14,mediator,online,two,Lease,2,yes\n2026-03-15,co-mediator,in person,4.5,Custody,2,yes\n")
	unclear := s.bring(t, manager, "client,"+practice+"María Pérez,03/04/2026,mediator,online,2,Inheritance,2,yes\n")
	for _, look := range browsertest.Looks {
		t.Run(look.Name, func(t *testing.T) {
			p := browsertest.Open(t, s.site.URL, look.As(browsertest.Cookie("accord", s.site.Token(s.Andina.Manager)))...)
			for name, path := range map[string]string{"file": s.file() + "/logbook/imports/new", "named": named, "faulty": faulty, "columns": unclear + "/columns"} {
				p.Go(path)
				p.Inspect("logbook-import-" + name + "-" + look.Name)
			}
		})
	}
}
