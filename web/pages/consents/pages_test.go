package consents_test

import (
	"net/http"
	"testing"

	"github.com/google/uuid"

	"accord/app/apptest"
	"accord/app/candidates"
	"accord/app/consents"
	"accord/app/identities"
	"accord/tenants"
	"accord/web"
	"accord/web/browsertest"
	candidatespages "accord/web/pages/candidates"
	pages "accord/web/pages/consents"
	identitypages "accord/web/pages/identities"
	"accord/web/webtest"
)

func TestMain(m *testing.M) { browsertest.Main(m) }

// scene is two candidates, one of whom was sent a link to their consents.
type scene struct {
	*apptest.World
	t    *testing.T
	site *webtest.Site
	ana  candidates.Candidate
	home string
	link string
}

func newScene(t *testing.T) *scene {
	t.Helper()
	s := &scene{World: apptest.NewWorld(t), t: t}
	s.home = "/o/" + s.Andina.Slug
	s.site = webtest.New(t, s.World, func(app *web.App) {
		pages.Routes(app, s.DB)
		identitypages.Routes(app, s.DB)
		candidatespages.Routes(app, s.DB, pages.Section(), identitypages.Section())
	})
	s.write(func(tx *tenants.Tx) (err error) {
		if s.ana, err = candidates.Add(tx, candidates.NewCandidate{Name: "Ana Lucía Torres Benalcázar", Email: uuid.NewString() + "@correo.example", Language: "es", Country: "EC"}); err != nil {
			return err
		}
		if _, err = candidates.Add(tx, candidates.NewCandidate{Name: "Bruno Paz", Email: uuid.NewString() + "@correo.example", Language: "en"}); err != nil {
			return err
		}
		_, err = consents.Remind(tx, s.Notice(s.Andina, "privacy"), []uuid.UUID{s.ana.ID})
		return err
	})
	s.link = s.home + "/consents/" + s.DB.LinkToken(s.ID(`select id from link where act = 'consent' and subject_id = $1`, s.ana.ID))
	return s
}

func (s *scene) write(fn func(*tenants.Tx) error) {
	s.t.Helper()
	if err := s.DB.Write(s.t.Context(), s.Andina.Manager, fn); err != nil {
		s.t.Fatal(err)
	}
}

func (s *scene) file() string { return s.home + "/candidates/" + s.ana.ID.String() }

func TestACandidateReadsAgreesAndWithdrawsByTheirLink(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	privacy, recording := s.Notice(s.Andina, "privacy").String(), s.Notice(s.Andina, "recording").String()
	she, manager := s.site.Nobody(), s.site.As(s.Andina.Manager)
	she.Get(s.link).Status(http.StatusOK).Says("Your data and recordings of you", "IMI, which recognises the program, may ask", "kept until the program", "I agree").SaysNot("I withdraw")
	she.Get(s.home + "/consents/" + s.DB.LinkToken(uuid.New())).Status(http.StatusNotFound)
	she.Get("/o/" + s.Nordic.Slug + s.link[len(s.home):]).Status(http.StatusNotFound)
	she.Post(s.link+"/acknowledgement", webtest.Form{"notice": {privacy}}).To(s.link)
	she.Post(s.link+"/answer", webtest.Form{"notice": {recording}, "answer": {"withdrawn"}}).Status(http.StatusConflict).Says("No consent is in force")
	she.Post(s.link+"/answer", webtest.Form{"notice": {privacy}, "answer": {"given"}}).Status(http.StatusConflict).Says("There is a newer version")
	she.Post(s.link+"/answer", webtest.Form{"notice": {recording}, "answer": {"given"}}).To(s.link)
	manager.Get(s.file()).Status(http.StatusOK).Says("Agrees to be recorded", "Version 1", "By their link, by Ana")
	she.Post(s.link+"/answer", webtest.Form{"notice": {recording}, "answer": {"withdrawn"}}).To(s.link)
	she.Get(s.link).Says("You have withdrawn it")
	manager.Get(s.file()).Says("The consent to be recorded was withdrawn on")

	manager.Get(s.home+"/notices").Status(http.StatusOK).Says("Comes with Accord", "1 candidate has not looked")
	at := s.home + "/notices/" + recording + "/candidates"
	manager.Get(at).Status(http.StatusOK).Says("Bruno Paz").SaysNot("Ana Lucía")
	manager.Get(at + "/export").Status(http.StatusOK).Says("Bruno Paz")
	manager.Post(at, webtest.Form{}).Status(http.StatusUnprocessableEntity).Says("Choose whom to write to")
	manager.Post(at, webtest.Form{"candidate": {s.ID(`select id from candidate where tenant_id = $1 and name = 'Bruno Paz'`, s.Andina.ID).String()}}).To(at)
	manager.Post(s.file()+"/consents", webtest.Form{"what": {"given"}, "language": {"es"}, "document": {""}}).Status(http.StatusUnprocessableEntity).Says("Choose the signed paper")
	for _, m := range []tenants.Member{s.Andina.Trainer, s.Andina.Assessor, s.Nordic.Manager} {
		for _, path := range []string{"/notices", "/notices/" + privacy, "/notices/new", "/candidates/" + s.ana.ID.String() + "/consents/new"} {
			if code := s.site.As(m).Get(s.home + path).StatusCode; code != http.StatusNotFound && code != http.StatusForbidden {
				t.Errorf("%s opens %s: %d", m.Name(), path, code)
			}
		}
	}
}

func TestAVersionIsPublishedAndAnIdentityNoted(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	p := browsertest.Open(t, s.site.URL, browsertest.Cookie("accord", s.site.Token(s.Andina.Manager)))
	p.Go(s.home + "/notices/new?kind=recording")
	p.Fill("Text in English", "Role-plays are recorded, interviews are not.")
	p.Fill("Text in Spanish", "Se graban los juegos de rol, no las entrevistas.")
	p.Click("Publish")
	p.See("Version 2 is published", "Role-plays are recorded", "Se graban los juegos de rol")
	p.Go(s.file())
	p.Click("Note a check")
	p.Tick("Passport")
	p.Choose("Issued by which country?", "Ecuador")
	p.Fill("Last signs of its number", "A1234567")
	p.Tick("In person")
	p.Click("Note it")
	p.See("This looks like a whole number")
	p.Fill("Last signs of its number", "4567")
	p.Click("Note it")
	p.See("is checked.", "Passport, Ecuador, ending in 4567", "In person", s.Andina.Manager.Name())
	p.Calm()
}

func TestPagesAreAccessibleAndFit(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	s.Agrees(s.Andina, s.ana.ID)
	s.write(func(tx *tenants.Tx) error {
		_, err := identities.Note(tx, identities.NewCheck{Candidate: s.ana.ID, Outcome: identities.Failed, Paper: "national_id", Country: "EC", Seen: "by_video", Reason: "La imagen no se veía bien.", CheckedOn: apptest.Start})
		return err
	})
	m, privacy := s.Andina.Manager, s.Notice(s.Andina, "privacy").String()
	browsertest.Sweep(t, s.site.URL, s.site.Token, "consents", browsertest.Looks, []browsertest.Visit[webtest.Person]{
		{"notices", m, s.home + "/notices"},
		{"new", m, s.home + "/notices/new"},
		{"version", m, s.home + "/notices/" + privacy},
		{"waiting", m, s.home + "/notices/" + privacy + "/candidates"},
		{"file", m, s.file()},
		{"note", m, s.file() + "/consents/new"},
		{"identity", m, s.file() + "/identity/new"},
		{"own", nil, s.link},
	})
}
