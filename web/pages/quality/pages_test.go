package quality_test

import (
	"net/http"
	"testing"

	"github.com/google/uuid"

	"accord/app/apptest"
	"accord/app/assessments"
	"accord/app/candidates"
	"accord/app/evidence"
	"accord/app/quality"
	"accord/tenants"
	"accord/web"
	"accord/web/browsertest"
	assessmentpages "accord/web/pages/assessments"
	assessorpages "accord/web/pages/assessors"
	pages "accord/web/pages/quality"
	"accord/web/webtest"
)

func TestMain(m *testing.M) { browsertest.Main(m) }

// scene is Andina with an assessment that was decided on, of two sheets.
type scene struct {
	*apptest.World
	t          *testing.T
	site       *webtest.Site
	home       string
	assessment uuid.UUID
}

func newScene(t *testing.T) *scene {
	t.Helper()
	s := &scene{World: apptest.NewWorld(t), t: t}
	s.site = webtest.New(t, s.World, func(app *web.App) {
		pages.Routes(app, s.DB)
		assessorpages.Routes(app, s.DB)
		assessmentpages.Routes(app, &evidence.Room{DB: s.DB})
	})
	s.home = "/o/" + s.Andina.Slug
	s.ok(s.Andina.Manager, func(tx *tenants.Tx) error {
		c, err := candidates.Add(tx, candidates.NewCandidate{Name: "Renata Ocampo Vega", Email: uuid.NewString() + "@correo.example", Language: "en", Country: "EC"})
		if err != nil {
			return err
		}
		a, err := assessments.Open(tx, assessments.NewAssessment{CandidateID: c.ID, ProgramID: s.Andina.QAP})
		s.assessment = a.ID
		return err
	})
	for i, m := range []tenants.Member{s.Andina.Assessor, s.Andina.Assessor2} {
		s.ok(s.Andina.Manager, func(tx *tenants.Tx) error { _, err := assessments.Assign(tx, s.assessment, m.Membership()); return err })
		s.ok(m, func(tx *tenants.Tx) error { _, err := assessments.Declare(tx, s.assessment); return err })
		s.ok(m, func(tx *tenants.Tx) error {
			now, err := assessments.MySheet(tx, s.assessment)
			if err != nil {
				return err
			}
			in := assessments.SheetInput{AssessmentID: s.assessment, Marks: map[uuid.UUID]assessments.Mark{}}
			for at, c := range now.Criteria {
				points := 4
				if at == 1 {
					points -= i
				}
				in.Marks[c.ID] = assessments.Mark{Points: &points, Note: "Put the parties’ words in their own."}
			}
			_, err = assessments.SubmitSheet(tx, in)
			return err
		})
	}
	s.ok(s.Andina.Manager, func(tx *tenants.Tx) error {
		_, err := assessments.Decide(tx, assessments.Decision{AssessmentID: s.assessment, Outcome: assessments.Passed, Minute: "Both assessors agree."})
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

// drawn has a plan in force that drew both sheets, of which the assessor's was
// found unsound, and a meeting of both assessors that corrects another.
func (s *scene) drawn() (checks map[uuid.UUID]string, meeting, before uuid.UUID) {
	s.t.Helper()
	checks = map[uuid.UUID]string{}
	s.ok(s.Andina.Manager, func(tx *tenants.Tx) error {
		p, err := quality.OpenPlan(tx, quality.NewPlan{ProgramID: s.Andina.QAP, From: apptest.Start.AddDate(0, -1, 0), Through: apptest.Start.AddDate(0, 11, 0), Percent: 10, Least: 2, FirstCases: 3, Note: "Two new assessors this year."})
		if err != nil {
			return err
		}
		all, err := quality.Draw(tx, p.ID)
		for _, c := range all {
			checks[c.MembershipID] = s.home + "/quality/checks/" + c.ID.String()
			if c.MembershipID == s.Andina.Assessor.Membership() && err == nil {
				_, err = quality.Review(tx, quality.Finding{CheckID: c.ID, Outcome: quality.Unsound, Note: "The notes say less than the marks."})
			}
		}
		return err
	})
	for _, title := range []string{"Marking reframing", "Marking reframing, corrected"} {
		s.ok(s.Andina.Manager, func(tx *tenants.Tx) error {
			m, err := quality.Record(tx, quality.NewMeeting{HeldOn: apptest.Start, Title: title, Minute: "We watched two recordings. A 3 is unprompted; a 4 names both interests.", Actions: "Examples by Friday.",
				Members: []uuid.UUID{s.Andina.Assessor.Membership(), s.Andina.Assessor2.Membership()}, Corrects: meeting})
			before, meeting = meeting, m.ID
			return err
		})
	}
	return checks, meeting, before
}

func TestASheetIsDrawnByAPlanAndReviewed(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	m := browsertest.Open(t, s.site.URL, browsertest.Cookie("accord", s.site.Token(s.Andina.Manager)))
	m.Go(s.home + "/quality")
	m.See("No plan is in force")
	m.Click("New sampling plan")
	m.Fill("Percent of each assessor’s sheets", "0")
	m.Click("Put the plan in force")
	m.See("There is a problem")
	m.Choose("Program", "Certified Mediator Assessment")
	m.Fill("Percent of each assessor’s sheets", "50")
	m.Click("Put the plan in force")
	m.See("The plan is in force.", "50 % of each assessor’s sheets, and at least 1.")
	m.Click("Draw 2 sheets")
	m.See("2 sheets are drawn.", "0 of 2")
	m.Click("Review the next sheet")
	m.See("was drawn. The others are there to compare.", "3/5")
	m.Tick("Advice")
	m.Click("Note the review")
	m.See("Say what the advice is, or why the sheet is unsound.")
	m.Fill("Note", "Say what was seen, not what you concluded.")
	m.Click("Note the review")
	m.See("is told by mail.", "Say what was seen, not what you concluded.")
	m.Click("Review the next sheet")
	m.See("To be reviewed")
}

func TestThePagesOfQualityAreForWhoLooksAfterIt(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	checks, meeting, before := s.drawn()
	reviewed, waiting := checks[s.Andina.Assessor.Membership()], checks[s.Andina.Assessor2.Membership()]
	at := s.home + "/quality/meetings/" + meeting.String()
	plan := s.home + "/quality/plans/" + s.ID("select id from sampling_plan where tenant_id = $1", s.Andina.ID).String()
	manager, admin, own := s.site.As(s.Andina.Manager), s.site.As(s.Andina.Admin), s.site.As(s.Andina.Assessor)
	manager.Get(reviewed).Status(http.StatusOK).Says("Unsound", "The notes say less than the marks.").Links(s.home + "/assessors/" + s.Andina.Assessor.Membership().String() + "#appointments")
	manager.Get(s.home + "/quality/checks?state=drawn").Says(s.Andina.Assessor2.Name()).SaysNot("Unsound: The")
	manager.Get(s.home + "/quality/checks?state=reviewed&outcome=sound").Says("Nothing matches")
	manager.Get(s.home+"/quality/checks/export?as=csv&outcome=unsound").Status(http.StatusOK).Says("Renata Ocampo Vega", "The notes say less than the marks.").SaysNot(s.Andina.Assessor2.Name())
	manager.Get(s.home+"/quality/agreement").Status(http.StatusOK).Says("29 more pairs are needed", "Renata Ocampo Vega", "4 · 3")
	manager.Get(s.home + "/quality/agreement/export?as=csv").Status(http.StatusOK).Says("29 more pairs needed")
	manager.Get(s.home + "/quality/agreement/export?as=csv&of=pairs").Status(http.StatusOK).Says("Renata Ocampo Vega")
	manager.Get(s.home + "/quality/agreement?line=2&marks=same").Says("0 pairs of the same mark").SaysNot("4 · 3")
	manager.Get(s.home+"/quality/agreement?line=2").Says(": 1 pair", "4 · 3").Links(s.home + "/quality/agreement?line=1#pairs")
	manager.Get(s.home + "/quality/agreement?line=99&marks=odd").Status(http.StatusOK).Says("4 · 3").SaysNot("Show all")
	manager.Get(s.home + "/quality/agreement/export?as=csv&of=pairs&line=2&marks=same").Status(http.StatusOK).SaysNot("Renata Ocampo Vega")
	manager.Get(s.home+"/quality/meetings/export?as=csv").Status(http.StatusOK).Says("Marking reframing, corrected", "a 4 names both interests")
	manager.Get(s.home + "/quality/agreement?one=" + s.Andina.Assessor.Membership().String() + "&other=" + s.Andina.Assessor.Membership().String()).Says("Choose two different assessors.")
	manager.Get(s.home + "/quality/meetings/" + before.String()).Says("This record was corrected on")
	manager.Get(s.home + "/quality/meetings/" + before.String() + "/correction").Status(http.StatusConflict)
	manager.Get(s.home + "/quality/meetings").Says("Marking reframing, corrected").SaysNot(before.String())
	manager.Post(s.home+"/quality/meetings", webtest.Form{"title": {"T"}, "held_on.day": {"1"}, "held_on.month": {"1"}, "held_on.year": {"2027"}, "minute": {"M"}}).Status(422).Says("At least 2", "this day is in the future")
	manager.Post(plan+"/draw", nil).Follow().Says("Nothing is due")

	admin.Get(s.home + "/quality").Status(http.StatusOK).SaysNot("End the plan")
	admin.Get(waiting).Status(http.StatusOK).SaysNot("Note the review")
	for _, refused := range []string{"/quality/plans/new", "/quality/meetings/new"} {
		admin.Get(s.home + refused).Status(http.StatusForbidden)
	}
	admin.Post(waiting, webtest.Form{"outcome": {"sound"}}).Status(http.StatusForbidden)
	admin.Post(plan+"/end", nil).Status(http.StatusForbidden)

	own.Get(s.home + "/quality").To(s.home + "/quality/own")
	own.Get(s.home+"/quality/own").Status(http.StatusOK).Says("Renata Ocampo Vega", "Unsound", "Marking reframing, corrected")
	own.Get(reviewed).Status(http.StatusOK).Says("The notes say less than the marks.").SaysNot("See the assessor’s appointment")
	own.Get(at).Status(http.StatusOK).Says("a 4 names both interests")
	for _, absent := range []string{waiting, s.home + "/quality/meetings/" + before.String()} {
		own.Get(absent).Status(http.StatusNotFound)
	}
	for _, denied := range []string{"/quality/checks", "/quality/meetings", "/quality/agreement", "/quality/checks/export", "/quality/agreement/export", "/quality/meetings/export"} {
		own.Get(s.home + denied).Status(http.StatusForbidden)
	}
	for _, other := range []tenants.Member{s.Andina.Trainer, s.Nordic.Manager} {
		for _, absent := range []string{reviewed, at} {
			s.site.As(other).Get(absent).Status(http.StatusNotFound)
		}
		s.site.As(other).Post(waiting, webtest.Form{"outcome": {"sound"}}).Status(http.StatusNotFound)
		s.site.As(other).Post(plan+"/draw", nil).Status(http.StatusNotFound)
	}
	manager.Post(plan+"/end", nil).Follow().Says("has ended", "Ended plans")
	manager.Get(plan + "/end").Status(http.StatusConflict)
}

func TestEveryPageOfQualityIsAccessibleAndFits(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	checks, meeting, before := s.drawn()
	at := s.home + "/quality/meetings/"
	plan := s.home + "/quality/plans/" + s.ID("select id from sampling_plan where tenant_id = $1", s.Andina.ID).String()
	browsertest.Sweep(t, s.site.URL, s.site.Token, "quality", browsertest.Looks, []browsertest.Visit[webtest.Person]{
		{"plans", s.Andina.Manager, s.home + "/quality"},
		{"end", s.Andina.Manager, plan + "/end"},
		{"checks", s.Andina.Manager, s.home + "/quality/checks"},
		{"none-found", s.Andina.Manager, s.home + "/quality/checks?outcome=sound"},
		{"review", s.Andina.Manager, checks[s.Andina.Assessor2.Membership()]},
		{"reviewed", s.Andina.Manager, checks[s.Andina.Assessor.Membership()]},
		{"meetings", s.Andina.Manager, s.home + "/quality/meetings"},
		{"meeting", s.Andina.Manager, at + meeting.String()},
		{"corrected", s.Andina.Manager, at + before.String()},
		{"correction", s.Andina.Manager, at + meeting.String() + "/correction"},
		{"agreement", s.Andina.Manager, s.home + "/quality/agreement"},
		{"own", s.Andina.Assessor, s.home + "/quality/own"},
		{"own-review", s.Andina.Assessor, checks[s.Andina.Assessor.Membership()]},
		{"bare", s.Nordic.Manager, "/o/" + s.Nordic.Slug + "/quality"},
		{"new-plan", s.Nordic.Manager, "/o/" + s.Nordic.Slug + "/quality/plans/new"},
		{"bare-checks", s.Nordic.Manager, "/o/" + s.Nordic.Slug + "/quality/checks"},
		{"bare-meetings", s.Nordic.Manager, "/o/" + s.Nordic.Slug + "/quality/meetings"},
		{"bare-own", s.Nordic.Assessor, "/o/" + s.Nordic.Slug + "/quality/own"},
	})
}
