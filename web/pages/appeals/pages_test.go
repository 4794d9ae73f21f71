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
	"accord/app/people"
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

// drafted is a panel of two, one of whom has drafted what it is to decide.
func (s *scene) drafted() (ruling uuid.UUID) {
	s.t.Helper()
	var appeal appeals.Appeal
	s.ok(s.Andina.Manager, func(tx *tenants.Tx) (err error) {
		if _, err = appeals.Tell(tx, s.assessment, "Not yet."); err == nil {
			appeal, err = appeals.Lodge(tx, appeals.NewAppeal{AssessmentID: s.assessment, Ground: "procedure", Statement: "The role-play began half an hour late."})
		}
		return err
	})
	for _, m := range []tenants.Member{s.Andina.Trainer, s.Andina.Admin} {
		s.ok(s.Andina.Manager, func(tx *tenants.Tx) error { _, err := appeals.Name(tx, appeal.ID, m.Membership()); return err })
		s.ok(m, func(tx *tenants.Tx) error { _, err := appeals.Declare(tx, appeal.ID); return err })
	}
	s.ok(s.Andina.Trainer, func(tx *tenants.Tx) error {
		r, err := appeals.Draft(tx, appeals.NewRuling{AppealID: appeal.ID, Outcome: appeals.Allowed, Minute: "We heard both assessors. The recording begins at 10:32 and ends at 11:30.", Answer: "You are right: you will be assessed again, by others."})
		ruling = r.ID
		return err
	})
	return ruling
}

// What cannot be done is not offered, and refused where it is sent all the same.
func TestAPanelsPagesRefuseWhatIsNotTheReaders(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	at := "/draft/" + s.drafted().String()
	trainer, admin, manager := s.site.As(s.Andina.Trainer), s.site.As(s.Andina.Admin), s.site.As(s.Andina.Manager)
	seat := func(m tenants.Member) string {
		return s.ID(`select id from panellist where membership_id = $1`, m.Membership()).String()
	}
	admin.Get(s.appeal()).Says("I agree", "Step down").SaysNot("Take " + s.Andina.Trainer.Name() + " off").SaysNot("Take " + s.Andina.Admin.Name() + " off")
	admin.Post(s.appeal()+"/panel/"+seat(s.Andina.Trainer)+"/removal", nil).Status(http.StatusConflict).Says("Who is on the panel takes nobody else off it.")
	admin.Post(s.appeal()+"/panel/"+seat(s.Andina.Admin)+"/removal", nil).Status(http.StatusConflict).Says("step down, and say why")
	trainer.Get(s.appeal()).Says("Draft it anew").SaysNot("I agree").SaysNot("Take " + s.Andina.Admin.Name())
	trainer.Get(s.appeal() + at + "/dissent").To(s.appeal())
	trainer.Post(s.appeal()+at+"/dissent", webtest.Form{"reasons": {"Not so."}}).Status(http.StatusConflict).Says("You have answered this draft already.")
	admin.Get(s.appeal()).Says("drafted what the panel is to decide (draft 1)")
	manager.Get(s.appeal()).SaysNot("drafted what the panel is to decide") // nor who has answered: one of two who has, dissents
	manager.Get(s.path("/assessments/" + s.assessment.String())).SaysNot("drafted what the panel is to decide")
	manager.Get(s.path("/candidates/" + s.ID(`select candidate_id from assessment where id = $1`, s.assessment).String())).SaysNot("drafted what the panel is to decide")
	manager.Get(s.appeal()).SaysNot("We heard both assessors.").SaysNot("Draft the decision").SaysNot("Draft it anew")
	manager.Get(s.appeal() + "/draft").To(s.appeal())
	manager.Post(s.appeal()+at+"/agreement", nil).Status(http.StatusNotFound)
	manager.Post(s.appeal()+"/draft", webtest.Form{"over": {"1"}, "outcome": {"dismissed"}, "minute": {"M"}, "answer": {"A"}}).Status(http.StatusNotFound)
	s.site.As(s.Andina.Assessor).Get(s.appeal()).Status(http.StatusNotFound)
	admin.Post(s.appeal()+"/draft", webtest.Form{"over": {"0"}, "outcome": {"dismissed"}, "minute": {"M"}, "answer": {"Typed already."}}).
		Status(http.StatusConflict).Says("has drafted a decision meanwhile", "Typed already.", "The recording begins at 10:32")
	admin.Post(s.appeal()+"/draft", webtest.Form{"over": {"1"}, "outcome": {"dismissed"}, "minute": {"M"}, "answer": {"A"}}).To(s.appeal())
	trainer.Get(s.appeal()).Says("Earlier drafts", "Draft 1: Allowed", "The recording begins at 10:32")
	manager.Get(s.appeal()).SaysNot("Earlier drafts")
	admin.Get(s.appeal() + at + "/dissent").To(s.appeal())
	trainer.Post(s.appeal()+at+"/agreement", nil).Status(http.StatusConflict).Says("This draft does not count any more.")
	admin.Post(s.appeal()+"/conflict", webtest.Form{"conflict": {"We are cousins."}}).To(s.path("/appeals"))
	manager.Get(s.appeal()).Says("stepped down from the panel because of a conflict").SaysNot("We are cousins.")
}

// Where nobody else can be named, the page says how many what keeps from it.
func TestThePanelsPageSaysTrulyWhoIsExcluded(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	s.drafted()
	s.ok(s.Andina.Manager, func(tx *tenants.Tx) error {
		_, err := appeals.Name(tx, s.ID(`select id from appeal where assessment_id = $1`, s.assessment), s.Andina.Trainer2.Membership())
		return err
	})
	s.ok(s.Andina.Admin, func(tx *tenants.Tx) error {
		_, err := people.Invite(tx, people.NewMember{Name: "Lucía Prado", Email: uuid.NewString() + "@example.org", Locale: "en", Roles: []tenants.Role{tenants.RoleTrainer}})
		return err
	})
	s.site.As(s.Andina.Manager).Get(s.appeal()).Says("Nobody else who works here can be named.", "Are on the panel: 3", "Have not accepted their invitation yet: 1",
		"Decided or told the result: 1", "Judged in this assessment, or were asked to: 2", "Cannot be named, and why: 4", "Lucía Prado has not accepted the invitation yet.").
		SaysNot("is on the panel.")
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
	candidate.See("Your questions were good.", "Contest the decision", "Criterion by criterion", "Not met", "1 of 5; 3 needed", "Attempts left", "Can be contested until")
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
	admin.Click("Draft the decision")
	admin.Click("Put it to the panel")
	admin.See("Write the answer to the candidate.", "Write the minute.")
	admin.Tick("Allowed")
	admin.Fill("Answer to the candidate", "You are right: you will be assessed again, by others.")
	admin.Fill("Minute", "We heard both assessors.")
	admin.Click("Put it to the panel")
	admin.See("The draft is kept, and the others on the panel are told by mail.", "Draft it anew")
	candidate.Go(s.link())
	candidate.See("Open")
	manager.Go(s.appeal())
	manager.See("declared that no conflict exists")
	trainer.Go(s.appeal())
	trainer.See("Draft of the decision", "You are right", "We heard both assessors.", s.Andina.Admin.Name())
	trainer.Click("I do not agree")
	trainer.Click("I do not agree")
	trainer.See("Say why you do not agree.")
	trainer.Fill("Reasons", "The delay was made up for.")
	trainer.Click("I do not agree")
	trainer.See("Your answer is kept.", "no more than half agree", "The delay was made up for.")
	trainer.Click("Draft it anew")
	trainer.Fill("Answer to the candidate", "You are right: the delay mattered, and others will assess you again.")
	trainer.Click("Put it to the panel")
	admin.Go(s.appeal())
	admin.See("the delay mattered", s.Andina.Trainer.Name())
	admin.Click("I agree")
	admin.See("The appeal is decided, and the candidate is told.")
	manager.Go(s.appeal())
	manager.See(s.Andina.Trainer.Name()+", "+s.Andina.Admin.Name(), "the appeal is allowed, the decision set aside on appeal", "Earlier drafts")
	s.site.As(s.Andina.Manager).Get(s.appeal()).Says("Draft 1: Allowed", "The delay was made up for.") // a dissent stays on record
	candidate.Go(s.link())
	candidate.See("Allowed", "the delay mattered", "You are assessed again, by people who had no part in it")
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
	heard := newScene(t)
	drafted := heard.drafted()
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
			visit(heard, heard.Andina.Admin, map[string]string{"draft": heard.appeal(), "anew": heard.appeal() + "/draft", "dissent": heard.appeal() + "/draft/" + drafted.String() + "/dissent"})
			visit(s, s.Andina.Trainer, map[string]string{"declare": s.appeal(), "mine": s.path("/appeals"), "step-down": s.appeal() + "/conflict"})
		})
	}
}
