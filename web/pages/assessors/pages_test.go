package assessors_test

import (
	"net/http"
	"testing"

	"accord/app/apptest"
	"accord/app/assessments"
	"accord/app/assessors"
	"accord/app/candidates"
	"accord/app/evidence"
	"accord/tenants"
	"accord/web"
	"accord/web/browsertest"
	assessmentpages "accord/web/pages/assessments"
	pages "accord/web/pages/assessors"
	"accord/web/webtest"
)

func TestMain(m *testing.M) { browsertest.Main(m) }

// scene is Andina with an open assessment and one qualified assessor.
type scene struct {
	*apptest.World
	site       *webtest.Site
	home, one  string // one is Assessor's page
	assessment assessments.Assessment
}

func ok(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func newScene(t *testing.T) *scene {
	t.Helper()
	s := &scene{World: apptest.NewWorld(t)}
	s.site = webtest.New(t, s.World, func(app *web.App) {
		pages.Routes(app, s.DB)
		assessmentpages.Routes(app, &evidence.Room{DB: s.DB})
	})
	s.home = "/o/" + s.Andina.Slug
	s.one = s.home + "/assessors/" + s.Andina.Assessor.Membership().String()
	s.Qualify(s.Andina.Assessor)
	ok(t, s.DB.Write(t.Context(), s.Andina.Manager, func(tx *tenants.Tx) error {
		c, err := candidates.Add(tx, candidates.NewCandidate{Name: "Lucía Ferrán Ortega", Email: "lucia@correo.example", Language: "es", Country: "EC"})
		if err == nil {
			s.assessment, err = assessments.Open(tx, assessments.NewAssessment{CandidateID: c.ID, ProgramID: s.Andina.QAP})
		}
		return err
	}))
	return s
}

func days(kind, month string) webtest.Form {
	return webtest.Form{"kind": {kind}, "from.day": {"1"}, "from.month": {month}, "from.year": {"2026"}, "until.day": {"20"}, "until.month": {month}, "until.year": {"2026"}}
}

func TestAManagerAppointsAndAssignsByTheProposal(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	m := s.site.As(s.Andina.Manager)
	at := s.home + "/assessments/" + s.assessment.ID.String()
	m.Get(at).Status(http.StatusOK).Links(at + "/proposal")
	m.Get(at+"/proposal").Status(http.StatusOK).Says("Nobody can be proposed", "is not appointed for this program.")
	program := s.Andina.QAP.String()
	m.Post(s.one+"/appointments", webtest.Form{"program": {program}, "grounds": {"short"}}).Status(422).Says("at least 10 characters")
	m.Post(s.one+"/appointments", webtest.Form{"program": {program}, "grounds": {"Has judged forty role-plays elsewhere."}}).Follow().Says("is appointed.", "Has judged forty role-plays elsewhere.")
	m.Post(s.one+"/edit", webtest.Form{"languages": {"es", "en"}, "monthly_limit": {"4"}}).Follow().Says("Languages and limit are saved.", "English, Spanish", "0 of 4")
	m.Get(s.home+"/assessors").Status(http.StatusOK).Says("Certified Mediator Assessment", "Qualified today", "Appointed for none", "0 of 4")
	m.Get(s.home + "/assessors?program=" + program).Says(s.Andina.Assessor.Name()).SaysNot(s.Andina.Assessor2.Name())
	m.Get(s.home + "/assessors?availability=away").Says("Nobody matches")
	m.Get(s.home+"/assessors/export?as=csv").Status(http.StatusOK).Says(s.Andina.Assessor.Name(), "en es")
	m.Get(at+"/proposal").Status(http.StatusOK).Says("Independent of the candidate’s training", "speaks the candidate’s language", "2 places are to be filled, and fewer people fit.",
		s.Andina.Assessor2.Name()+" is not appointed for this program.")
	m.Post(at+"/proposal", webtest.Form{}).Status(422).Says("Tick at least one person.")
	m.Post(at+"/proposal", webtest.Form{"assessor": {s.Andina.Assessor2.Membership().String()}}).Status(409).Says("is not appointed for this program.")
	m.Post(at+"/proposal", webtest.Form{"assessor": {s.Andina.Assessor.Membership().String()}}).To(at).Follow().Says("1 assessor is assigned and told by mail.")
	m.Get(s.one).Says("Lucía Ferrán Ortega", "1 of 4")
	end := s.one + "/appointments/" + s.ID("select id from assessor_appointment where membership_id = $1", s.Andina.Assessor.Membership()).String() + "/end"
	m.Get(end).Status(http.StatusOK).Says("No proposal names them for it any more.")
	m.Post(end, nil).Follow().Says("The appointment for Certified Mediator Assessment has ended.")
	m.Get(end).Status(http.StatusConflict)
}

func TestAnAssessorNotesTheirOwnDaysAndSeesNobodyElse(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	c := s.site.As(s.Andina.Assessor)
	c.Get(s.home + "/assessors").To(s.one)
	c.Get(s.one).Status(http.StatusOK).Says("No days are noted.").SaysNot("Appoint for a program")
	c.Post(s.one+"/times", days("", "11")).Status(422)
	c.Post(s.one+"/times", days("away", "3")).Status(422).Says("These days are over.")
	c.Post(s.one+"/times", days("away", "11")).Follow().Says("The days are noted.", "Cannot assess", "Away")
	remove := s.one + "/times/" + s.ID("select id from assessor_time where membership_id = $1", s.Andina.Assessor.Membership()).String() + "/remove"
	for _, other := range []tenants.Member{s.Andina.Assessor2, s.Andina.Trainer, s.Nordic.Manager} {
		s.site.As(other).Get(s.one).Status(http.StatusNotFound)
		s.site.As(other).Post(remove, nil).Status(http.StatusNotFound)
		s.site.As(other).Post(s.one+"/times", days("away", "12")).Status(http.StatusNotFound)
	}
	c.Post(s.one+"/appointments", webtest.Form{"program": {s.Andina.QAP.String()}, "grounds": {"Has judged forty role-plays elsewhere."}}).Status(http.StatusForbidden)
	c.Get(s.home + "/assessments/" + s.assessment.ID.String() + "/proposal").Status(http.StatusNotFound)
	c.Post(remove, nil).Follow().Says("The days are taken back.")
	c.Post(remove, nil).Status(http.StatusNotFound)
}

func TestEveryPageOfAssessorsIsAccessibleAndFits(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	ok(t, s.DB.Write(t.Context(), s.Andina.Manager, func(tx *tenants.Tx) error {
		who := s.Andina.Assessor.Membership()
		if _, err := assessors.Appoint(tx, who, s.Andina.QAP, "Has judged forty role-plays for the chamber of commerce."); err != nil {
			return err
		}
		if _, err := assessors.EditProfile(tx, who, assessors.NewProfile{Languages: []string{"es", "en"}, MonthlyLimit: 4}); err != nil {
			return err
		}
		for i, kind := range assessors.Kinds {
			if _, err := assessors.AddTime(tx, who, assessors.NewTime{Kind: kind, From: apptest.Start.AddDate(0, 1+i, 0), Through: apptest.Start.AddDate(0, 1+i, 9)}); err != nil {
				return err
			}
		}
		return nil
	}))
	at := s.home + "/assessments/" + s.assessment.ID.String()
	end := s.one + "/appointments/" + s.ID("select id from assessor_appointment where membership_id = $1", s.Andina.Assessor.Membership()).String() + "/end"
	browsertest.Sweep(t, s.site.URL, s.site.Token, "assessors", browsertest.Looks, []browsertest.Visit[webtest.Person]{
		{"list", s.Andina.Manager, s.home + "/assessors"},
		{"none-found", s.Andina.Manager, s.home + "/assessors?q=zzz"},
		{"one", s.Andina.Manager, s.one},
		{"own", s.Andina.Assessor, s.one},
		{"bare", s.Andina.Manager, s.home + "/assessors/" + s.Andina.Assessor2.Membership().String()},
		{"edit", s.Andina.Manager, s.one + "/edit"},
		{"end", s.Andina.Manager, end},
		{"proposal", s.Andina.Manager, at + "/proposal"},
	})
}
