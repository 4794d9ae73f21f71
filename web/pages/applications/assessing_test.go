package applications_test

import (
	"net/http"
	"testing"
	"time"

	"accord/app/apptest"
	"accord/app/assessments"
	"accord/app/programs"
	"accord/tenants"
	"accord/web/webtest"
)

func (s *scene) assesses() string {
	return "/o/" + s.Andina.Slug + "/programs/" + s.Andina.QAP.String()
}

// offers has the program that assesses take applications, by its page.
func (s *scene) offers(t *testing.T, places string) {
	t.Helper()
	day := apptest.Start.Truncate(24 * time.Hour)
	until := day.AddDate(0, 1, 0)
	s.site.As(s.Andina.Manager).Post(s.assesses()+"/publication", webtest.Form{"opens_on.day": {day.Format("2")}, "opens_on.month": {day.Format("1")}, "opens_on.year": {day.Format("2006")},
		"closes_on.day": {until.Format("2")}, "closes_on.month": {until.Format("1")}, "closes_on.year": {until.Format("2006")},
		"languages": {"en"}, "places": {places}, "fee_note": {"USD 700, the interview included"}}).To(s.assesses() + "/public")
	s.publishes(t)
}

// publishes does what IMI's clerk does after a change.
func (s *scene) publishes(t *testing.T) {
	t.Helper()
	ok(t, s.DB.Oversee(t.Context(), s.DB.AdmitOversightClerk("publish", "test"), "job publish", func(tx *tenants.OversightTx) error {
		return programs.Publish(tx, s.Andina.ID, s.Andina.QAP)
	}))
}

// toBeAssessed asks for a link on the program's public page and answers where it leads.
func (s *scene) toBeAssessed(t *testing.T) string {
	t.Helper()
	s.site.Nobody().Post("/programs/"+s.Andina.QAP.String()+"/application", webtest.Form{"name": {"Lucía Andrade"}, "email": {s.email}}).Status(http.StatusOK)
	return "/o/" + s.Andina.Slug + "/apply/" + s.DB.LinkToken(s.ID(`select id from link where act = 'apply' and email = $1 and subject_id = $2 order by id desc limit 1`, s.email, s.Andina.QAP))
}

func (s *scene) assessed(act string) webtest.Form {
	f := s.form(act)
	delete(f, "cohort")
	f["language"] = []string{"en"}
	f["training"] = []string{"Doscientas horas."}
	return f
}

func TestFromThePublicPageOfAProgramThatAssessesToItsAssessment(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	m, anybody := s.site.As(s.Andina.Manager), s.site.Nobody()
	public, offer := "/programs/"+s.Andina.QAP.String(), s.assesses()+"/publication"
	m.Get(s.assesses()+"/public").Status(http.StatusOK).Says("No applications now", "Take applications")
	m.Get(offer).Status(http.StatusOK).Says("No person is named.", "Places (optional)").SaysNot("Take no more applications")
	m.Post(offer, webtest.Form{"places": {"0"}}).Status(http.StatusUnprocessableEntity).Says("Enter a number of places from 1 to")
	m.Get("/o/" + s.Andina.Slug + "/programs/" + s.Andina.CMTP.String() + "/publication").Status(http.StatusConflict).Says("takes applications for its cohorts")
	for _, who := range []tenants.Member{s.Andina.Assessor, s.Andina.Trainer, s.Nordic.Manager} {
		if code := s.site.As(who).Get(offer).StatusCode; code != http.StatusForbidden && code != http.StatusNotFound {
			t.Errorf("%d for who is no program manager of it", code)
		}
	}
	s.offers(t, "1")
	m.Get(s.assesses()+"/public").Says("Applications until", "1 place free", "Change")
	anybody.Get(public).Status(http.StatusOK).Says("Applications until", "Assessed in English", "USD 700, the interview included", "1 place free", "Send me the link").SaysNot("Waiting list")

	at := s.toBeAssessed(t)
	anybody.Get(at).Status(http.StatusOK).Says("Why do you apply for this assessment?", "Please name no party.").SaysNot("For which dates?")
	wrong := s.assessed("submit")
	wrong["motivation"], wrong["language"] = []string{""}, []string{"es"}
	anybody.Post(at, wrong).Status(http.StatusUnprocessableEntity).Says("Say why you apply for this assessment", "Choose a language in which the program assesses now")
	anybody.Post(at, s.assessed("submit")).To(at).Follow().Says("Your application is sent.", "Training and practice", "Doscientas horas.")
	base := "/o/" + s.Andina.Slug + "/applications"
	m.Get(base+"?program="+s.Andina.QAP.String()).Says("Lucía Andrade", "Certified Mediator Assessment")
	m.Get(base+"/export?format=csv").Status(http.StatusOK).Says("Lucía Andrade", "Certified Mediator Assessment")
	one := base + "/" + s.ID(`select id from application where email = $1`, s.email).String()
	m.Get(one).Status(http.StatusOK).Says("Certified Mediator Assessment", "Doscientas horas.").SaysNot("Open their assessment")
	m.Get(one + "/admission").Status(http.StatusOK).Says("becomes a candidate on file").SaysNot("waiting list")
	admitted := m.Post(one+"/admission", webtest.Form{}).To(one).Follow().Says("Lucía Andrade is admitted and on file.", "Open their assessment")
	admitted.Links("/o/" + s.Andina.Slug + "/assessments/new?candidate=" + s.ID(`select candidate_id from application where email = $1`, s.email).String() + "&amp;program=" + s.Andina.QAP.String())
	anybody.Get(at).Says("You are admitted", "has opened your file")
	s.publishes(t)
	anybody.Get(public).Says("Every place is taken").SaysNot("Send me the link")
	ok(t, s.DB.Write(t.Context(), s.Andina.Manager, func(tx *tenants.Tx) error {
		_, err := assessments.Open(tx, assessments.NewAssessment{CandidateID: s.ID(`select candidate_id from application where email = $1`, s.email), ProgramID: s.Andina.QAP})
		return err
	}))
	m.Get(one).Says("See the assessment").SaysNot("Open their assessment")
	m.Get(offer).Says("1 place is taken.", "Take no more applications")
	m.Post(offer+"/end", webtest.Form{}).To(s.assesses()+"/public").Follow().Says("takes no more applications", "No applications now")
	s.publishes(t)
	anybody.Get(public).Says("No applications now").SaysNot("Send me the link")
}
