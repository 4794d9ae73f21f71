package appeals_test

import (
	"net/http"
	"testing"

	"accord/app/appeals"
	"accord/app/assessments"
	"accord/tenants"
)

// decided is a scene whose candidate has contested the decision, and whose panel
// has decided the appeal.
func decided(t *testing.T, outcome appeals.State) *scene {
	t.Helper()
	s := newScene(t)
	s.ok(s.Andina.Manager, func(tx *tenants.Tx) error { _, err := appeals.Tell(tx, s.assessment, "Not yet."); return err })
	var a appeals.Appeal
	s.ok(s.Andina.Manager, func(tx *tenants.Tx) (err error) {
		a, err = appeals.Lodge(tx, appeals.NewAppeal{AssessmentID: s.assessment, Ground: "procedure", Statement: "It began late."})
		return err
	})
	for _, m := range []tenants.Member{s.Andina.Trainer, s.Andina.Admin} {
		s.ok(s.Andina.Manager, func(tx *tenants.Tx) error { _, err := appeals.Name(tx, a.ID, m.Membership()); return err })
		s.ok(m, func(tx *tenants.Tx) error { _, err := appeals.Declare(tx, a.ID); return err })
	}
	var r appeals.Ruling
	s.ok(s.Andina.Trainer, func(tx *tenants.Tx) (err error) {
		r, err = appeals.Draft(tx, appeals.NewRuling{AppealID: a.ID, Outcome: outcome, Minute: "Heard both.", Answer: "You are right."})
		return err
	})
	s.ok(s.Andina.Admin, func(tx *tenants.Tx) error { _, err := appeals.Agree(tx, r.ID); return err })
	return s
}

func TestADecisionThatFellSaysSoOnEveryPage(t *testing.T) {
	t.Parallel()
	s := decided(t, appeals.Allowed)
	at, manager := s.path("/assessments/"+s.assessment.String()), s.site.As(s.Andina.Manager)
	manager.Get(at).Status(http.StatusOK).Says("Set aside on appeal", "lodged an appeal", "the appeal is allowed, the decision set aside on appeal", "Assess again, by others", "does not count any more")
	manager.Get(s.path("/assessments")).Says("Set aside on appeal").SaysNot("Not passed")
	manager.Get(s.path("/assessments?stage=set_aside")).Says("Renata Ocampo Vega")
	manager.Get(s.path("/assessments?stage=decided")).SaysNot("Renata Ocampo Vega")
	manager.Get(s.path("/assessments/export?as=csv")).Says("Not passed: set aside on appeal")
	manager.Get(at + "/result").Says("Set aside on appeal").SaysNot("Can be contested until")
	s.site.As(s.Andina.Assessor).Get(at + "/comparison").Status(http.StatusOK).Says("Set aside on appeal")
	s.site.Nobody().Get(s.link()).Status(http.StatusOK).Says("Set aside on appeal", "You are assessed again, by others.")
	var again assessments.Assessment
	s.ok(s.Andina.Manager, func(tx *tenants.Tx) (err error) {
		again, err = assessments.Open(tx, assessments.NewAssessment{CandidateID: s.ID(`select candidate_id from assessment where id = $1`, s.assessment), ProgramID: s.Andina.QAP})
		return err
	})
	manager.Get(at).Says("See the new assessment").SaysNot("Assess again, by others").SaysNot("This judges anew")
	manager.Get(s.path("/assessments/"+again.ID.String())).Says("This judges anew what an appeal set aside", "See what was set aside").Links(at)
}

func TestADecisionThatIsUpheldSaysSo(t *testing.T) {
	t.Parallel()
	s := decided(t, appeals.Dismissed)
	s.site.As(s.Andina.Manager).Get(s.path("/assessments/"+s.assessment.String())).Status(http.StatusOK).
		Says("Upheld on appeal", "the appeal is dismissed", "Not passed").SaysNot("Set aside on appeal").SaysNot("Assess again")
}
