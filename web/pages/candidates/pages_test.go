package candidates_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/a-h/templ"
	"github.com/google/uuid"

	"accord/app/apptest"
	"accord/app/candidates"
	"accord/app/trainings"
	"accord/tenants"
	"accord/web"
	"accord/web/browsertest"
	pages "accord/web/pages/candidates"
	"accord/web/webtest"
)

func TestMain(m *testing.M) { browsertest.Main(m) }

type scene struct {
	*apptest.World
	site   *webtest.Site
	home   string
	camila candidates.Candidate
}

func ok(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func newScene(t *testing.T, sections ...pages.Section) *scene {
	t.Helper()
	s := &scene{World: apptest.NewWorld(t)}
	s.site = webtest.New(t, s.World, func(app *web.App) { pages.Routes(app, s.DB, sections...) })
	s.home = "/o/" + s.Andina.Slug + "/candidates"
	ok(t, s.DB.Write(t.Context(), s.Andina.Manager, func(tx *tenants.Tx) (err error) {
		s.camila, err = candidates.Add(tx, candidates.NewCandidate{Name: "Camila Torres Vega", Email: "camila.torres@correo.example", Language: "es", Country: "EC", Reference: "2026-014"})
		return err
	}))
	return s
}

// fill puts everything into the file that it may hold.
func (s *scene) fill(t *testing.T) {
	t.Helper()
	ok(t, s.DB.Write(t.Context(), s.Andina.Manager, func(tx *tenants.Tx) error {
		c, err := trainings.Open(tx, trainings.NewCohort{Program: s.Andina.CMTP, Code: "FOUND-2026-A", Title: "Foundations of Mediation, Autumn 2026", Language: "es",
			StartsOn: apptest.Start.AddDate(0, -1, 0), EndsOn: apptest.Start.AddDate(0, 1, 0), Capacity: 10, RequiredHours: 40, AttendanceFloor: 90})
		if err != nil {
			return err
		}
		e, err := trainings.EnrolOnFile(tx, c.ID, s.camila.ID, "")
		if err != nil {
			return err
		}
		for i := range 4 {
			at := apptest.Start.AddDate(0, 0, -7*(i+1))
			one, err := trainings.AddSession(tx, c.ID, trainings.NewSession{Title: "Listening", StartsAt: at, EndsAt: at.Add(6 * time.Hour), Hours: 5})
			if err == nil {
				_, err = trainings.RecordAttendance(tx, one.ID, []trainings.Marked{{Enrolment: e.ID, Mark: trainings.Marks[i], Hours: 2}})
			}
			if err != nil {
				return err
			}
		}
		for i := range 8 {
			_, err := candidates.AddEntry(tx, s.camila.ID, candidates.NewEntry{HeldOn: apptest.Start.AddDate(0, -i, -i), Role: candidates.Roles[i%2], Medium: candidates.Mediums[i%3],
				Hours: 4.5 + float64(i), Field: []string{"Commercial lease", "Family", "Herencia", "Labour dispute"}[i%4], Parties: 2 + i%3, Settled: candidates.Settleds[i%3]}, tx.Now())
			if err != nil {
				return err
			}
		}
		entries, err := candidates.Logbook(tx, s.camila.ID)
		if err != nil {
			return err
		}
		_, err = candidates.VerifyEntries(tx, s.camila.ID, []uuid.UUID{entries[0].ID, entries[1].ID, entries[4].ID})
		return err
	}))
}

func TestEveryPageOfACandidateIsAccessibleAndFits(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	s.fill(t)
	file := s.home + "/" + s.camila.ID.String()
	imported := s.upload(t, s.site.As(s.Andina.Manager), "t.csv", strings.Join([]string{"name,email,language,country,reference", "Diego Paredes,diego@correo.example,es,EC,1",
		"Camila Torres Vega,camila.torres@correo.example,,,", "Lucía,not an address,klingon,,", "Camila Torres Vega,other@correo.example,,,"}, "\n")).Header.Get("Location")
	columns := s.upload(t, s.site.As(s.Andina.Manager), "Grupo de otoño.xlsx.csv", "Nombres;Apellidos;Correo;Talla;\nDiego;Paredes;diego@correo.example;42;x\nLucía;Ferrán Ortega;lucia@correo.example;38;y\n").Header.Get("Location") + "/columns"
	paths := []struct{ name, path string }{
		{"list", s.home}, {"none", s.home + "?q=zzz"}, {"new", s.home + "/new"}, {"file", file}, {"edit", file + "/edit"}, {"enrol", file + "/enrol"},
		{"entry", file + "/logbook/new"}, {"import", s.home + "/import"}, {"preview", imported}, {"columns", columns},
	}
	token := s.site.Token(s.Andina.Manager)
	for _, look := range browsertest.Looks {
		t.Run(look.Name, func(t *testing.T) {
			t.Parallel()
			p := browsertest.Open(t, s.site.URL, look.As(browsertest.Cookie("accord", token))...)
			for _, at := range paths {
				p.Go(at.path)
				p.Inspect("candidate-" + at.name + "-" + look.Name)
			}
		})
	}
}

func TestACandidateIsAddedAndEditedByForm(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	c := s.site.As(s.Andina.Manager)
	c.Post(s.home, form("name", "Diego <b>Paredes", "email", "diego", "language", "es")).Status(http.StatusUnprocessableEntity).Says("There is a problem", "Email")
	c.Post(s.home, form("name", "Diego Paredes", "email", "Camila.Torres@correo.example", "language", "es")).Status(http.StatusConflict).Says("Somebody on file has this address already.")
	page := c.Post(s.home, form("name", "Diego <b>Paredes", "email", "diego@correo.example", "language", "es", "country", "EC")).Follow().Status(http.StatusOK)
	page.Says("Diego <b>Paredes is on file.", "Ecuador", "Spanish")
	if strings.Contains(page.Text, "<b>Paredes") {
		t.Error("a name reached the page as markup")
	}
	twin := form("name", "diego <B>PAREDES", "email", "d.paredes@correo.example", "language", "es")
	c.Post(s.home, twin).Status(http.StatusConflict).Says("Somebody on file has this name.", "On file under this name", "It is somebody else")
	twin["another"] = []string{"on"}
	c.Post(s.home, twin).Follow().Status(http.StatusOK).Says("is on file.", "PAREDES")
	file := s.home + "/" + s.camila.ID.String()
	c.Get(file + "/edit").Status(http.StatusOK).SaysNot("Diego")
	c.Post(file+"/edit", form("name", "Camila Torres", "email", "camila.torres@correo.example", "language", "pt")).Follow().
		Says("Saved.", "Camila Torres", "Portuguese", "changed the profile").SaysNot("Links that were mailed")
	c.Post(file+"/edit", form("name", "Camila Torres", "email", "camila@correo.example", "language", "pt")).Follow().
		Says("Saved. Links that were mailed to the old address do not work any more. New ones, where there were any, go to camila@correo.example.")
}

func TestASearchLongerThanItsFieldFindsNothingAndSaysWhy(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	c := s.site.As(s.Andina.Manager)
	c.Get(s.home + "?q=camila").Says("Camila Torres Vega").SaysNot("nothing was searched")
	for _, long := range []string{strings.Repeat("a", 101), strings.Repeat("%C3%B1", 300), strings.Repeat("camila+", 50)} {
		page := c.Get(s.home + "?q=" + long).Status(http.StatusOK).Says("Search for at most 100 characters: nothing was searched").SaysNot("camila.torres@correo.example")
		if !strings.Contains(page.Text, `maxlength="100" aria-describedby="filter-q-error" aria-invalid="true"`) {
			t.Error("the field takes any length, or does not name its fault")
		}
	}
	c.Get(s.home + "?q=" + strings.Repeat("%C3%B1", 100)).SaysNot("nothing was searched")
}

func TestALogbookIsWrittenVerifiedAndMended(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	c := s.site.As(s.Andina.Manager)
	file := s.home + "/" + s.camila.ID.String()
	c.Get(file).Says("The logbook is empty", "0 of 20 mediations", "0 of 200 hours")
	sent := form("held_on.day", "3", "held_on.month", "11", "held_on.year", "2026", "role", "mediator", "medium", "online", "hours", "4,5", "field", "Juan Solano", "parties", "2", "settled", "partly")
	c.Post(file+"/logbook", sent).Status(http.StatusUnprocessableEntity).Says("This reads like a name.", "This is the name of a field: it names no party")
	sent.Set("no_name", "on")
	c.Post(file+"/logbook", sent).Follow().Says("The mediation is in the logbook.", "0 of 20 mediations", "1 entry waits to be verified. All together: 1 as mediator, 4.5 hours.")
	sent.Set("held_on.year", "2027")
	c.Post(file+"/logbook", sent).Status(http.StatusUnprocessableEntity).Says("enter a day that is not in the future")
	page := c.Get(file)
	entry := regexp.MustCompile(`name="entry" value="([0-9a-f-]{36})"`).FindStringSubmatch(page.Text)[1]
	c.Post(file+"/logbook/verify", form()).Follow().Says("Tick at least one mediation.")
	c.Post(file+"/logbook/verify", form("entry", entry)).Follow().Says("1 mediation is verified.", "1 of 20 mediations", "4.5 of 200 hours")
	sent.Set("held_on.year", "2026")
	sent.Set("hours", "6")
	c.Post(file+"/logbook/"+entry+"/edit", sent).Follow().Says("What was changed must be verified again.", "0 of 200 hours", "1 entry waits")
	c.Get(file + "/logbook/" + entry + "/remove").Status(http.StatusOK).Says("Remove this mediation from the logbook?")
	c.Post(file+"/logbook/"+entry+"/remove", form()).Follow().Says("no longer in the logbook", "The logbook is empty")
	c.Get(file + "/logbook/" + entry + "/edit").Status(http.StatusNotFound)
}

func TestAFileIsAbsentForThoseItIsNotFor(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	file := s.home + "/" + s.camila.ID.String()
	for _, who := range []webtest.Person{s.Andina.Trainer, s.Andina.Assessor} {
		c := s.site.As(who)
		c.Get(s.home).Status(http.StatusOK).Says("No candidates yet").SaysNot("Camila")
		c.Get(file).Status(http.StatusNotFound).SaysNot("Camila")
		c.Get(file + "/edit").Status(http.StatusNotFound)
		c.Get(file + "/logbook/new").Status(http.StatusNotFound)
		c.Post(file+"/logbook", form("role", "mediator")).Status(http.StatusNotFound)
		c.Get(s.home + "/new").Status(http.StatusForbidden)
		c.Get(s.home + "/import").Status(http.StatusForbidden)
		c.Get(s.home + "/export").Status(http.StatusOK).SaysNot("Camila")
	}
	s.site.As(s.Nordic.Admin).Get(file).Status(http.StatusNotFound)
	s.site.As(s.Nordic.Admin).Get(strings.Replace(file, s.Andina.Slug, s.Nordic.Slug, 1)).Status(http.StatusNotFound)
	s.site.Nobody().Get(file).Status(http.StatusSeeOther)
}

func TestATrainerSeesTheirCandidatesTrainingAndNotTheLogbook(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	s.fill(t)
	s.Exec(`insert into cohort_trainer (tenant_id, id, cohort_id, membership_id, added_at) select tenant_id, gen_random_uuid(), id, $2, $3 from cohort where tenant_id = $1`,
		s.Andina.ID, s.Andina.Trainer.Membership(), apptest.Start)
	s.site.As(s.Andina.Trainer).Get(s.home+"/"+s.camila.ID.String()).Status(http.StatusOK).Says("Foundations of Mediation, Autumn 2026", "At risk").
		SaysNot("Commercial lease").SaysNot("Toward certification").SaysNot("to the logbook").SaysNot("verified mediations")
}

func TestCandidatesAreImportedAsThePreviewShowed(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	c := s.site.As(s.Andina.Manager)
	s.upload(t, c, "t.xlsx", "PK\x03\x04 a workbook").Status(http.StatusUnprocessableEntity).Says("This workbook cannot be read.")
	sent := s.upload(t, c, "t.csv", "\ufeffname,email\r\nDiego Paredes,diego@correo.example\r\n")
	preview := sent.Follow().Status(http.StatusOK).Says("Import 1 candidate", "t.csv")
	digest := regexp.MustCompile(`name="digest" value="([0-9a-f]{64})"`).FindStringSubmatch(preview.Text)[1]
	c.Post(sent.Header.Get("Location"), form("digest", digest)).Follow().Says("1 candidate is new on file.", "Diego Paredes")
	c.Get(s.home + "/template").Status(http.StatusOK).Says("name,email,language,country,reference")
	export := c.Get(s.home + "/export?q=diego").Status(http.StatusOK)
	if lines := strings.Split(export.Text, "\r\n"); len(lines) != 3 || !strings.HasPrefix(lines[1], "Diego Paredes,diego@correo.example") {
		t.Errorf("exported %q", export.Text)
	}
}

func TestTheColumnsOfATableAreChosenAndItsFaultsGivenBack(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	c := s.site.As(s.Andina.Manager)
	sent := s.upload(t, c, "Grupo otoño.csv", "Quién,Correo,Talla\nDiego Paredes,diego@correo.example,42\nEva Paz,eva@@correo,38\n")
	at := sent.Header.Get("Location")
	sent.Follow().To(at + "/columns")
	c.Get(at+"/columns").Status(http.StatusOK).Says("What is in which column?", "Column “Talla” is", "42 · 38", "Grupo otoño.csv")
	c.Post(at+"/columns", form("column-0", "", "column-1", "email", "column-2", "", "on_file", "keep")).Status(http.StatusUnprocessableEntity).Says("Choose the column that holds the name.")
	c.Post(at+"/columns", form("column-0", "name", "column-1", "email", "column-2", "name", "on_file", "keep")).Status(http.StatusUnprocessableEntity).Says("Another column is that already.")
	c.Post(at+"/columns", form("column-0", "name", "column-1", "email", "column-2", "shoe", "on_file", "keep")).Status(http.StatusUnprocessableEntity)
	c.Post(at+"/columns", form("column-0", "name", "column-1", "email", "column-2", "", "on_file", "update")).Follow().Status(http.StatusOK).
		Says("1 row has a fault", "Download with the faults", "To be updated")
	faults := c.Get(at + "/errors").Status(http.StatusOK)
	lines := strings.Split(faults.Text, "\r\n")
	if lines[0] != "\ufeffQuién,Correo,Talla,Fault" || lines[1] != "Diego Paredes,diego@correo.example,42," || !strings.HasPrefix(lines[2], "Eva Paz,eva@@correo,38,\"email: ") && !strings.HasPrefix(lines[2], "Eva Paz,eva@@correo,38,email: ") {
		t.Errorf("given back %q", lines)
	}
	if got := faults.Header.Get("Content-Disposition"); !strings.Contains(got, "faults.csv") {
		t.Errorf("called %s", got)
	}
	if book := c.Get(at + "/errors?as=xlsx").Status(http.StatusOK); !strings.HasPrefix(book.Text, "PK") {
		t.Error("no workbook")
	}
	for who, p := range map[string]webtest.Person{"a colleague": s.Andina.Admin, "a trainer": s.Andina.Trainer} {
		for _, path := range []string{"/columns", "/errors"} {
			if got := s.site.As(p).Get(at + path); got.StatusCode != http.StatusNotFound {
				t.Errorf("%s gets %d of %s", who, got.StatusCode, path)
			}
		}
	}
	s.site.As(s.Nordic.Manager).Get("/o/" + s.Nordic.Slug + strings.TrimPrefix(at, "/o/"+s.Andina.Slug) + "/columns").Status(http.StatusNotFound)
}

func TestATableComesBackWithItsOwnSeparatorAndRows(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	c := s.site.As(s.Andina.Manager)
	at := s.upload(t, c, "t.csv", "\nnombre;correo\n\n;\nDiego, Paredes;diego@correo.example\n\nEva Paz;eva@@correo\n").Header.Get("Location")
	lines := strings.Split(c.Get(at+"/errors").Status(http.StatusOK).Text, "\r\n")
	if len(lines) != 8 || lines[0] != "\ufeff;;" || lines[1] != "nombre;correo;Fault" || lines[2] != ";;" || lines[4] != "Diego, Paredes;diego@correo.example;" || !strings.HasPrefix(lines[6], "Eva Paz;eva@@correo;") {
		t.Errorf("given back %q", lines)
	}
}

func TestWhoStaysAsTheyAreIsLeftOutWithANote(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	c := s.site.As(s.Andina.Manager)
	sent := s.upload(t, c, "t.csv", "name,email\nCamila T. Vega,camila.torres@correo.example\nDiego Paredes,diego@correo.example\n")
	c.Get(sent.Header.Get("Location") + "/columns").Status(http.StatusOK).Says("Only who is new is added. A row whose address is on file under another name is left out, with a note")
	sent.Follow().Status(http.StatusOK).Says("Left out", "so this row is left out", "Import 1 candidate").SaysNot("has a fault")
}

func TestATableThatIsFarTooLargeIsRefusedAtItsField(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	s.upload(t, s.site.As(s.Andina.Manager), "t.csv", strings.Repeat("name,email\n", 3_000_000)).Status(http.StatusUnprocessableEntity).
		Says("There is a problem", "This file is larger than").SaysNot("This is too large")
}

func TestASectionOfALaterConceptStandsInItsPlace(t *testing.T) {
	t.Parallel()
	section := func(order int, aside bool, words string) pages.Section {
		return pages.Section{Order: order, Aside: aside, Load: func(_ *web.Member, _ *tenants.Tx, c candidates.Candidate) (templ.Component, error) {
			if words == "" {
				return nil, nil
			}
			return templ.ComponentFunc(func(_ context.Context, w io.Writer) error {
				_, err := fmt.Fprintf(w, "<section><h2>%s</h2><p>of %s</p></section>", words, c.ID)
				return err
			}), nil
		}}
	}
	s := newScene(t, section(15, false, "Between"), section(50, true, "Beside"), section(60, false, ""))
	page := s.site.As(s.Andina.Manager).Get(s.home + "/" + s.camila.ID.String()).Status(http.StatusOK).Text
	at := func(word string) int { return strings.Index(page, word+"/h2") }
	if !(at(">Training<") < at(">Between<") && at(">Between<") < at(">Logbook<") && at(">Logbook<") < at(">Beside<")) || !strings.Contains(page, "of "+s.camila.ID.String()) {
		t.Error("the sections are not in their order")
	}
	if index := strings.Count(page, `href="#part-`); index != 3 || strings.Count(page, `id="part-`) != index {
		t.Errorf("the index leads to %d parts", index)
	}
}

func form(pairs ...string) url.Values {
	f := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		f.Add(pairs[i], pairs[i+1])
	}
	return f
}

func (s *scene) upload(t *testing.T, c *webtest.Client, name, text string) *webtest.Answer {
	t.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	ok(t, w.WriteField("_csrf", c.CSRF()))
	part, err := w.CreateFormFile("file", name)
	ok(t, err)
	_, err = part.Write([]byte(text))
	ok(t, err)
	ok(t, w.Close())
	r, err := http.NewRequest(http.MethodPost, s.site.URL+s.home+"/import", &b)
	ok(t, err)
	r.Header.Set("Content-Type", w.FormDataContentType())
	return c.Do(r)
}
