package appeals_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/google/uuid"

	"accord/app/appeals"
	"accord/app/apptest"
	"accord/app/assessments"
	"accord/app/candidates"
	"accord/app/evidence"
	"accord/tenants"
	"accord/web"
	"accord/web/browsertest"
	pages "accord/web/pages/appeals"
	assessmentpages "accord/web/pages/assessments"
	"accord/web/webtest"
)

func TestMain(m *testing.M) { browsertest.Main(m) }

// scene is an assessment that was decided as failed, with sheets that are there.
type scene struct {
	*apptest.World
	t          *testing.T
	site       *webtest.Site
	assessment uuid.UUID
}

func newScene(t *testing.T) *scene {
	t.Helper()
	s := &scene{World: apptest.NewWorld(t), t: t}
	s.site = webtest.New(t, s.World, func(app *web.App) {
		pages.Routes(app, s.DB)
		assessmentpages.Routes(app, &evidence.Room{DB: s.DB})
	})
	s.ok(s.Andina.Manager, func(tx *tenants.Tx) error {
		c, err := candidates.Add(tx, candidates.NewCandidate{Name: "Renata Ocampo Vega", Email: uuid.NewString() + "@correo.example", Language: "en", Country: "EC"})
		if err != nil {
			return err
		}
		a, err := assessments.Open(tx, assessments.NewAssessment{CandidateID: c.ID, ProgramID: s.Andina.QAP})
		s.assessment = a.ID
		return err
	})
	for _, m := range []tenants.Member{s.Andina.Assessor, s.Andina.Assessor2} {
		s.ok(s.Andina.Manager, func(tx *tenants.Tx) error { _, err := assessments.Assign(tx, s.assessment, m.Membership()); return err })
		s.ok(m, func(tx *tenants.Tx) error { _, err := assessments.Declare(tx, s.assessment); return err })
		s.ok(m, func(tx *tenants.Tx) error {
			now, err := assessments.MySheet(tx, s.assessment)
			if err != nil {
				return err
			}
			in := assessments.SheetInput{AssessmentID: s.assessment, Revision: now.Revision, Marks: map[uuid.UUID]assessments.Mark{}}
			for _, c := range now.Criteria {
				one := 1
				in.Marks[c.ID] = assessments.Mark{Points: &one, Note: "Not shown."}
			}
			_, err = assessments.SubmitSheet(tx, in)
			return err
		})
	}
	s.ok(s.Andina.Manager, func(tx *tenants.Tx) error {
		_, err := assessments.Decide(tx, assessments.Decision{AssessmentID: s.assessment, Outcome: assessments.Failed, Minute: "Below the floors."})
		return err
	})
	return s
}

func (s *scene) ok(m tenants.Member, fn func(*tenants.Tx) error) {
	s.t.Helper()
	if err := s.DB.Write(s.t.Context(), m, fn); err != nil {
		s.t.Fatal(err)
	}
}

func (s *scene) path(more string) string { return "/o/" + s.Andina.Slug + more }

func (s *scene) link() string {
	s.t.Helper()
	return s.path("/result/" + s.DB.LinkToken(s.ID(`select link_id from result where id = $1`, s.assessment)))
}

func (s *scene) appeal() string {
	s.t.Helper()
	return s.path("/appeals/" + s.ID(`select id from appeal where assessment_id = $1`, s.assessment).String())
}

func (s *scene) as(m tenants.Member) *browsertest.Page {
	s.t.Helper()
	return browsertest.Open(s.t, s.site.URL, browsertest.Cookie("accord", s.site.Token(m)))
}

func TestACandidateContestsAndAPanelAnswers(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	manager := s.as(s.Andina.Manager)
	manager.Go(s.path("/assessments/" + s.assessment.String()))
	manager.Click("Result and appeal")
	manager.Click("Tell the candidate")
	manager.See("Write to the candidate.")
	manager.Fill("To the candidate", "Your questions were good. The agreement was not yet clear.")
	manager.Click("Tell the candidate")
	manager.See("Renata Ocampo Vega is told.", "Can be contested until")

	candidate := browsertest.Open(t, s.site.URL)
	candidate.Go(s.link())
	candidate.See("Your questions were good.", "Contest the decision")
	candidate.Click("Lodge the appeal")
	candidate.See("Say why the decision is contested.")
	candidate.Tick("The procedure was not followed")
	candidate.Fill("Statement", "The role-play began half an hour late.")
	candidate.Click("Lodge the appeal")
	candidate.See("Your appeal is lodged.", "Open")

	manager.Go(s.appeal())
	manager.See("The panel needs 2 members at least", "half an hour late")
	for _, m := range []tenants.Member{s.Andina.Trainer, s.Andina.Admin} {
		manager.Choose("Member of the panel", m.Name())
		manager.Click("Name")
		manager.See("The member is named and told by mail.")
	}
	trainer, admin := s.as(s.Andina.Trainer), s.as(s.Andina.Admin)
	trainer.Go(s.path("/appeals"))
	trainer.Click("Renata Ocampo Vega")
	trainer.See("say whether a conflict exists")
	trainer.Tick("I have no conflict of interest in assessing Renata Ocampo Vega.")
	trainer.Click("Declare")
	trainer.See("The file is open to you", "half an hour late")
	trainer.Click("Renata Ocampo Vega")
	trainer.See(s.Andina.Assessor.Name(), s.Andina.Assessor2.Name())
	admin.Go(s.appeal())
	admin.Tick("I have no conflict of interest in assessing Renata Ocampo Vega.")
	admin.Click("Declare")
	admin.Click("Write down the decision")
	admin.Tick("Allowed")
	admin.Fill("Answer to the candidate", "You are right: you will be assessed again, by others.")
	admin.Fill("Minute", "We heard both assessors.")
	admin.Click("Write down the decision")
	admin.See("The appeal is decided, and the candidate is told.")
	candidate.Go(s.link())
	candidate.See("Allowed", "You are right")
	for _, p := range []*browsertest.Page{manager, candidate, trainer, admin} {
		p.Calm()
	}
}

func TestAResultsLinkOpensNothingElse(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	s.ok(s.Andina.Manager, func(tx *tenants.Tx) error { _, err := appeals.Tell(tx, s.assessment, "Not yet."); return err })
	s.site.Nobody().Get(s.link()).Status(http.StatusOK).Says("Not yet.").SaysNot("Below the floors.")
	s.site.Nobody().Get(s.link() + "x").Status(http.StatusNotFound)
	letter := s.site.Nobody().Get(s.link() + "/letter").Status(http.StatusOK)
	if !strings.HasPrefix(letter.Text, "%PDF-") || letter.Header.Get("Content-Disposition") != "attachment; filename=result.pdf" {
		t.Errorf("the letter is %.40q, %q", letter.Text, letter.Header.Get("Content-Disposition"))
	}
	if kept := s.site.As(s.Andina.Manager).Get(s.path("/assessments/" + s.assessment.String() + "/result/letter")).Status(http.StatusOK); kept.Text != letter.Text {
		t.Error("the organisation keeps another letter than the candidate has")
	}
	s.site.Nobody().Get(s.link() + "x/letter").Status(http.StatusNotFound)
	s.site.As(s.Andina.Assessor).Get(s.path("/assessments/" + s.assessment.String() + "/result/letter")).Status(http.StatusNotFound)
	s.site.Nobody().Get("/o/" + s.Nordic.Slug + "/result/" + s.link()[len(s.path("/result/")):]).Status(http.StatusNotFound)
	for what, m := range map[string]tenants.Member{"an assessor": s.Andina.Assessor, "a trainer": s.Andina.Trainer} {
		t.Log(what)
		s.site.As(m).Get(s.path("/assessments/" + s.assessment.String() + "/result")).Status(http.StatusNotFound)
	}
}

func TestEveryPageOfAnAppealIsAccessibleAndFits(t *testing.T) {
	t.Parallel()
	untold, s := newScene(t), newScene(t)
	s.ok(s.Andina.Manager, func(tx *tenants.Tx) error {
		if _, err := appeals.Tell(tx, s.assessment, "Your questions were good. The agreement was not yet clear."); err != nil {
			return err
		}
		_, err := appeals.Lodge(tx, appeals.NewAppeal{AssessmentID: s.assessment, Ground: "procedure", Statement: "The role-play began half an hour late."})
		return err
	})
	appeal := s.ID(`select id from appeal where assessment_id = $1`, s.assessment)
	for _, m := range []tenants.Member{s.Andina.Trainer, s.Andina.Admin} {
		s.ok(s.Andina.Manager, func(tx *tenants.Tx) error { _, err := appeals.Name(tx, appeal, m.Membership()); return err })
	}
	told := newScene(t)
	told.ok(told.Andina.Manager, func(tx *tenants.Tx) error { _, err := appeals.Tell(tx, told.assessment, "Not yet."); return err })
	for _, look := range browsertest.Looks {
		t.Run(look.Name, func(t *testing.T) {
			t.Parallel()
			visit := func(s *scene, m tenants.Member, pages map[string]string) {
				p := browsertest.Open(t, s.site.URL, look.As(browsertest.Cookie("accord", s.site.Token(m)))...)
				for name, path := range pages {
					p.Go(path)
					p.Inspect("appeal-" + name + "-" + look.Name)
				}
			}
			visit(untold, untold.Andina.Manager, map[string]string{"tell": untold.path("/assessments/" + untold.assessment.String() + "/result")})
			visit(told, told.Andina.Manager, map[string]string{"contest": told.link(), "note": told.path("/assessments/" + told.assessment.String() + "/appeals/new"), "none": told.path("/appeals")})
			visit(s, s.Andina.Manager, map[string]string{"list": s.path("/appeals"), "show": s.appeal(), "told": s.path("/assessments/" + s.assessment.String() + "/result"), "withdraw": s.appeal() + "/withdrawal", "lodged": s.link()})
			visit(s, s.Andina.Trainer, map[string]string{"declare": s.appeal(), "mine": s.path("/appeals"), "step-down": s.appeal() + "/conflict"})
		})
	}
}
