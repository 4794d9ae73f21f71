package dashboards_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"accord/app/apptest"
	"accord/app/assessments"
	"accord/app/candidates"
	"accord/app/evidence"
	"accord/tenants"
	"accord/web"
	"accord/web/browsertest"
	"accord/web/pages/appeals"
	assessmentpages "accord/web/pages/assessments"
	"accord/web/pages/assessors"
	file "accord/web/pages/candidates"
	"accord/web/pages/dashboards"
	"accord/web/pages/knowledge"
	"accord/web/pages/overview"
	"accord/web/pages/pathways"
	"accord/web/pages/quality"
	"accord/web/webtest"
)

func TestMain(m *testing.M) { browsertest.Main(m) }

type scene struct {
	*apptest.World
	t    *testing.T
	org  apptest.Org
	site *webtest.Site
	home string
}

func newScene(t *testing.T) scene {
	t.Helper()
	w := apptest.NewWorld(t)
	room := &evidence.Room{DB: w.DB}
	return scene{w, t, w.Andina, webtest.New(t, w, func(app *web.App) {
		overview.Routes(app, w.DB, []overview.Part{appeals.Panels(), dashboards.Due(), assessmentpages.Figures(), dashboards.Load()}, nil)
		dashboards.Routes(app, w.DB)
		file.Routes(app, w.DB, pathways.Section())
		pathways.Routes(app, w.DB)
		assessmentpages.Routes(app, room)
		assessors.Routes(app, w.DB)
		knowledge.Routes(app, room)
		quality.Routes(app, w.DB)
		appeals.Routes(app, w.DB)
	}), "/o/" + w.Andina.Slug}
}

func (s scene) do(m tenants.Member, fn func(*tenants.Tx) error) {
	s.t.Helper()
	if err := s.DB.Write(context.Background(), m, fn); err != nil {
		s.t.Fatal(err)
	}
}

func (s scene) opened(name string, by ...tenants.Member) (a assessments.Assessment) {
	s.t.Helper()
	s.do(s.org.Manager, func(tx *tenants.Tx) error {
		c, err := candidates.Add(tx, candidates.NewCandidate{Name: name, Email: uuid.NewString() + "@correo.example", Language: "es", Country: "EC"})
		if err == nil {
			a, err = assessments.Open(tx, assessments.NewAssessment{CandidateID: c.ID, ProgramID: s.org.QAP})
		}
		return err
	})
	for _, m := range by {
		s.do(s.org.Manager, func(tx *tenants.Tx) error { _, err := assessments.Assign(tx, a.ID, m.Membership()); return err })
	}
	return a
}

func (s scene) passed(name string, mediations int) assessments.Assessment {
	s.t.Helper()
	a := s.opened(name)
	s.Force(`update assessment set decided_at = $2, decision_minute = 'Both say so.', decided_by_name = 'Gestión', outcome = 'passed' where id = $1`, a.ID, s.Clock.Now())
	for i := range mediations {
		s.Row("logbook_entry", map[string]any{"tenant_id": s.org.ID, "candidate_id": a.CandidateID, "held_on": apptest.Start.AddDate(0, 0, -i-1), "role": "mediator", "medium": "in_person",
			"hours": 2, "parties": 2, "settled": "yes", "verified_at": apptest.Start})
	}
	return a
}

// script is one of an assessment's, without a marker.
func (s scene) script(a assessments.Assessment) uuid.UUID {
	s.t.Helper()
	return s.Row("knowledge_script", map[string]any{"tenant_id": s.org.ID, "assessment_id": a.ID, "program_id": a.ProgramID, "candidate_name": a.CandidateName})
}

func (s scene) check(a assessments.Assessment) {
	s.t.Helper()
	s.Row("quality_check", map[string]any{"tenant_id": s.org.ID, "assessment_id": a.ID, "program_id": a.ProgramID, "candidate_id": a.CandidateID, "assessor_name": "Iván Rojas"})
}

// appeal is one that is late, with these on its panel: the first has declared.
func (s scene) appeal(a assessments.Assessment, panel ...tenants.Member) {
	s.t.Helper()
	s.Row("result", map[string]any{"tenant_id": s.org.ID, "id": a.ID, "candidate_id": a.CandidateID, "candidate_name": a.CandidateName, "program_title": "Assessment of mediators", "outcome": "failed",
		"email": "someone@correo.example", "language": "es", "appeal_until": apptest.Start.AddDate(0, 1, 0)})
	id := s.Row("appeal", map[string]any{"tenant_id": s.org.ID, "assessment_id": a.ID, "candidate_id": a.CandidateID, "ground": "facts", "state": "lodged", "lodged_at": apptest.Start.Add(-48 * time.Hour), "due_at": apptest.Start.Add(-time.Hour)})
	for i, m := range panel {
		row := map[string]any{"tenant_id": s.org.ID, "appeal_id": id, "assessment_id": a.ID, "candidate_id": a.CandidateID, "candidate_name": a.CandidateName, "membership_id": m.Membership(), "name": "n"}
		if i == 0 {
			row["declared_at"] = apptest.Start
		}
		s.Row("panellist", row)
	}
}

func (s scene) filled() {
	s.t.Helper()
	s.passed("Lucía Ferrán Ortega", 3)
	s.passed("Bruno Díaz Cevallos", 22)
	both := s.opened("Carla Mena", s.org.Assessor, s.org.Assessor2)
	s.script(both)
	s.check(both)
	s.opened("Diego Paz", s.org.Assessor)
	s.Row("assessor_profile", map[string]any{"tenant_id": s.org.ID, "id": s.org.Assessor.Membership(), "monthly_limit": 2})
	s.appeal(s.opened("Elena Ruiz"), s.org.Trainer, s.org.Admin)
}

func TestEveryFigureOfTheDashboardOpensItsList(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	manager := s.site.As(s.org.Manager)
	manager.Get(s.home).Status(200).SaysNot("Assessing: what is due").SaysNot("Assessors’ load")
	s.filled()
	page := manager.Get(s.home).Status(200).Says("Assessing: what is due", "Appeals to decide", "1 of them is late", "Knowledge tests to mark", "Sheets to review", "Approaching certification", "Assessors’ load", "3 sheets are due from 2 assessors")
	for to, says := range map[string]string{"/appeals?state=lodged": "Elena Ruiz", "/scripts?standing=open": "Carla Mena", "/quality/checks?state=drawn": "Carla Mena", "/approaching": "Lucía Ferrán Ortega", "/assessors?load=most": "assessor",
		"/assessors/" + s.org.Assessor.Membership().String(): "Diego Paz"} {
		if !strings.Contains(page.Text, `href="`+s.home+to+`"`) {
			t.Errorf("nothing leads to %s", to)
		}
		manager.Get(s.home + to).Status(200).Says(says)
	}
	for _, m := range []tenants.Member{s.org.Assessor, s.org.Trainer} {
		s.site.As(m).Get(s.home).SaysNot("Assessing: what is due").SaysNot("Assessors’ load")
		s.site.As(m).Get(s.home + "/approaching").Status(403)
		s.site.As(m).Get(s.home + "/approaching/export").Status(403)
		s.site.As(m).Get(s.home + "/scripts").Status(403)
		s.site.As(m).Get(s.home + "/scripts/export").Status(403)
	}
	s.site.As(s.Nordic.Manager).Get("/o/" + s.Nordic.Slug + "/approaching").Status(200).Says("Nobody waits to be put forward").SaysNot("Lucía")
	s.site.As(s.Nordic.Manager).Get("/o/" + s.Nordic.Slug + "/scripts").Status(200).Says("No script is filed yet").SaysNot("Carla")
}

func TestWhoApproachesCertificationIsListedWithWhatComesNext(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	s.filled()
	manager := s.site.As(s.org.Manager)
	manager.Get(s.home+"/approaching").Status(200).Says("3 of 20 mediations, 17 to go", "Complete the file", "Nothing: ready to put forward", "Put forward", "IMI Certified Mediator")
	manager.Get(s.home+"/approaching/export").Status(200).Says("Lucía Ferrán Ortega", "3 of 20 mediations", "Bruno Díaz Cevallos")
	manager.Get(s.home+"/scripts?standing=unmarked").Says("Carla Mena", "Needs a marker", "Assign a marker")
	manager.Get(s.home + "/scripts?standing=settled").Says("No script stands so").SaysNot("Carla Mena")
	manager.Get(s.home+"/scripts/export").Says("Carla Mena", "Needs a marker")
}

func TestWhoIsOnAPanelSeesTheirAppealFirst(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	s.filled()
	s.site.As(s.org.Trainer).Get(s.home).Status(200).Says("For you to decide", "Elena Ruiz", "Open the appeal")
	s.site.As(s.org.Admin).Get(s.home).Status(200).Says("For you to decide", "Elena Ruiz", "Declare")
	s.site.As(s.org.Manager).Get(s.home).Status(200).SaysNot("For you to decide")
	s.Force(`update panellist set ended_at = $2 where tenant_id = $1`, s.org.ID, apptest.Start)
	s.site.As(s.org.Trainer).Get(s.home).Status(200).SaysNot("For you to decide")
}

func TestTheDashboardIsAccessibleAndFits(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	s.filled()
	browsertest.Sweep(t, s.site.URL, s.site.Token, "dashboards", browsertest.Looks, []browsertest.Visit[webtest.Person]{
		{"overview", s.org.Admin, s.home},
		{"panel", s.org.Trainer, s.home},
		{"approaching", s.org.Manager, s.home + "/approaching"},
		{"scripts", s.org.Manager, s.home + "/scripts"},
		{"scripts-none", s.org.Manager, s.home + "/scripts?standing=settled"},
		{"assessors", s.org.Manager, s.home + "/assessors?load=most"},
	})
}
