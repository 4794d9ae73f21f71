package applications_test

import (
	"net/http"
	"testing"

	"accord/app/candidates"
	"accord/tenants"
	"accord/web/browsertest"
	"accord/web/webtest"
)

func TestMain(m *testing.M) { browsertest.Main(m) }

// Every page of applications, of a published program, and of what there is not.
func TestEveryPageOfApplicationsIsAccessibleAndFits(t *testing.T) {
	t.Parallel()
	s, empty := newScene(t), newScene(t)
	s.Exec(`update published_program set description = 'Forty hours in eight days, mostly practice, with coaches beside every exercise.', website = 'https://andina.example/fundamentos',
		method_lecture = 10, method_exercises = 40, method_role_plays = 30, method_discussion = 20, languages = 'es en' where id = $1`, s.Andina.CMTP)
	fresh := s.link(t)
	anybody := s.site.Nobody()
	s.email = "bruno." + s.email
	sent := s.link(t)
	anybody.Post(sent, s.form("submit")).To(sent)
	one := "/o/" + s.Andina.Slug + "/applications/" + s.ID(`select id from application where email = $1`, s.email).String()
	ok(t, s.DB.Write(t.Context(), s.Andina.Manager, func(tx *tenants.Tx) error {
		_, err := candidates.Add(tx, candidates.NewCandidate{Name: "Lucia Andrade", Email: "otra.persona@correo.example", Language: "es"})
		return err
	}))
	s.email = "carla." + s.email
	asked := s.link(t)
	anybody.Post(asked, s.form("submit")).To(asked)
	askedOne := "/o/" + s.Andina.Slug + "/applications/" + s.ID(`select id from application where email = $1`, s.email).String()
	s.site.As(s.Andina.Manager).Post(askedOne+"/question", webtest.Form{"question": {"¿Dónde se formó, y cuántas horas?"}}).Status(http.StatusSeeOther)
	s.offers(t, "12")
	s.Exec(`update published_program set description = 'A written test, a recorded role-play and an interview, before two assessors who have taught you nothing.', languages = 'en es', offer_languages = 'en es' where id = $1`, s.Andina.QAP)
	s.email = "diego." + s.email
	unfilled := s.toBeAssessed(t)
	s.email = "elsa." + s.email
	anybody.Post(s.toBeAssessed(t), s.assessed("submit")).Status(http.StatusSeeOther)
	judged := "/o/" + s.Andina.Slug + "/applications/" + s.ID(`select id from application where email = $1`, s.email).String()
	s.site.As(s.Andina.Manager).Post(judged+"/admission", webtest.Form{"join": {"anew"}}).To(judged)
	base := "/o/" + s.Andina.Slug
	paths := []struct{ name, path string }{
		{"public", s.public()}, {"list", base + "/applications"}, {"none-found", base + "/applications?q=zzz"}, {"one", one}, {"admit", one + "/admission"},
		{"decline", one + "/refusal"}, {"question", one + "/question"}, {"preview", base + "/programs/" + s.Andina.CMTP.String() + "/public"},
		{"publish", base + "/cohorts/" + s.cohort.ID.String() + "/publication"}, {"own-fresh", fresh}, {"own-sent", sent}, {"own-asked", asked}, {"own-withdraw", sent + "/withdrawal"},
		{"program", base + "/programs/" + s.Andina.CMTP.String()}, {"place", base + "/programs/" + s.Andina.CMTP.String() + "/locations/new"}, {"program-new", base + "/programs/new?kind=CMTP"},
		{"assessing", "/programs/" + s.Andina.QAP.String()}, {"assessing-offer", s.assesses() + "/publication"}, {"assessing-own", unfilled}, {"assessing-one", judged},
	}
	for _, look := range browsertest.Looks {
		t.Run(look.Name, func(t *testing.T) {
			t.Parallel()
			p := browsertest.Open(t, s.site.URL, look.As(browsertest.Cookie("accord", s.site.Token(s.Andina.Manager)))...)
			for _, at := range paths {
				p.Go(at.path)
				p.Inspect("application-" + at.name + "-" + look.Name)
			}
			p = browsertest.Open(t, empty.site.URL, look.As(browsertest.Cookie("accord", empty.site.Token(empty.Andina.Manager)))...)
			p.Go("/o/" + empty.Andina.Slug + "/applications")
			p.Inspect("application-empty-" + look.Name)
		})
	}
}

// From the public page to the cohort as people do it, on a screen in English
// and on a phone in Spanish.
func TestSomebodyAppliesInTheBrowserAndIsEnrolled(t *testing.T) {
	t.Parallel()
	for _, way := range []struct {
		width                                                          int64
		locale                                                         string
		name, mail, send, look, country, land, work, why, agree, apply string
		done, admit, admitted, yours                                   string
	}{
		{1440, "en", "Your name", "Your e-mail address", "Send me the link", "Look into your mail", "Country where you live", "Ecuador", "Your occupation or profession", "Why do you want to learn mediation?",
			"I have read this", "Send the application", "Your application is sent.", "Admit", "is admitted and enrolled.", "You are admitted"},
		{390, "es", "Su nombre", "Su correo electrónico", "Enviarme el enlace", "Mire su correo", "País donde vive", "Ecuador", "Su ocupación o profesión", "¿Por qué quiere aprender mediación?",
			"Lo he leído", "Enviar la solicitud", "Su solicitud está enviada.", "Admitir", "tiene plaza y su inscripción está hecha.", "Ha sido admitido/a"},
	} {
		t.Run(way.locale, func(t *testing.T) {
			t.Parallel()
			s := newScene(t)
			p := browsertest.Open(t, s.site.URL, browsertest.Width(way.width), browsertest.Cookie("locale", way.locale))
			p.Go(s.public())
			p.Fill(way.name, "Lucía Andrade")
			p.Fill(way.mail, s.email)
			p.Click(way.send)
			p.See(way.look)
			p.Audit()
			at := "/o/" + s.Andina.Slug + "/apply/" + s.DB.LinkToken(s.ID(`select id from link where act = 'apply' and email = $1`, s.email))
			p.Go(at)
			p.Click(way.apply)
			p.Audit() // what is missing, at its fields
			p.Choose(way.country, way.land)
			p.Fill(way.work, "Abogada")
			p.Fill(way.why, "Quiero mediar en mi barrio.")
			p.Tick(way.agree)
			p.Click(way.apply)
			p.See(way.done)
			m := browsertest.Open(t, s.site.URL, browsertest.Width(way.width), browsertest.Cookie("locale", way.locale), browsertest.Cookie("accord", s.site.Token(s.Andina.Manager)))
			m.Go("/o/" + s.Andina.Slug + "/applications")
			m.Click("Lucía Andrade")
			m.Click(way.admit)
			m.Audit()
			m.Click(way.admit)
			m.See("Lucía Andrade " + way.admitted)
			p.Go(at)
			p.See(way.yours)
			if n := s.Count(`select count(*) from enrolment where cohort_id = $1`, s.cohort.ID); n != 1 {
				t.Errorf("%d are enrolled", n)
			}
		})
	}
}
