package appeals_test

import (
	"testing"

	"accord/app/appeals"
	"accord/app/assessments"
	"accord/app/paging"
	"accord/tenants"
)

func TestWhatFellSaysSoWhereverItIsRead(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	guest := s.tell()
	a, err := s.lodge(guest)
	if err != nil {
		t.Fatal(err)
	}
	for _, of := range []string{"assessment", "result"} {
		if s.Try(`update `+of+` set fell_at = now() where tenant_id = $1 and id = $2`, s.org.ID, a.AssessmentID) == nil {
			t.Errorf("the database sets an %s aside without an appeal", of)
		}
	}
	other := s.Member(s.org, tenants.RoleTrainer)
	s.panel(a, other, s.org.Admin)
	if err := s.decide(a, appeals.Allowed, other, s.org.Admin); err != nil {
		t.Fatal(err)
	}
	for who, m := range map[string]tenants.Member{"a manager": s.org.Manager, "an administrator": s.org.Admin, "who judged it": s.org.Assessor} {
		s.ok(m, func(tx *tenants.Tx) error {
			fell, err := assessments.Get(tx, a.AssessmentID)
			if err == nil && (fell.FellAt == nil || *fell.Outcome != assessments.Failed) {
				t.Errorf("%s reads %+v", who, fell)
			}
			return err
		})
	}
	s.ok(guest, func(tx *tenants.Tx) error {
		r, err := appeals.ResultOf(tx, a.AssessmentID)
		if err == nil && r.FellAt == nil {
			t.Errorf("the candidate reads %+v", r)
		}
		return err
	})
	listed := func(f assessments.Filter) (n int) {
		s.ok(s.org.Manager, func(tx *tenants.Tx) error {
			page, err := assessments.List(tx, f, paging.Ask{})
			for _, i := range page.Items {
				if i.Stage != assessments.SetAside {
					t.Errorf("%+v lists %+v", f, i)
				}
			}
			n = len(page.Items)
			return err
		})
		return n
	}
	if n := listed(assessments.Filter{Stage: assessments.SetAside}); n != 1 {
		t.Errorf("%d are listed as set aside", n)
	}
	for _, f := range []assessments.Filter{{Stage: assessments.Decided}, {Stage: assessments.Undecided}, {Outcome: assessments.Failed}, {Recent: true}} {
		if n := listed(f); n != 0 {
			t.Errorf("%+v: %d are listed", f, n)
		}
	}
	for what, set := range map[string]string{"stands again": "fell_at = null", "falls later": "fell_at = now()", "says otherwise": "decision_minute = 'Otherwise.'"} {
		if s.Try(`update assessment set `+set+` where tenant_id = $1 and id = $2`, s.org.ID, a.AssessmentID) == nil {
			t.Errorf("the database lets an assessment change that has fallen: it %s", what)
		}
	}
	if s.Try(`update result set words = 'Otherwise.' where tenant_id = $1 and id = $2`, s.org.ID, a.AssessmentID) == nil {
		t.Error("the database lets what was told be changed")
	}
}

func TestWhatIsOpenedAfterAFallFollowsIt(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	a := s.lodged()
	other := s.Member(s.org, tenants.RoleTrainer)
	s.panel(a, other, s.org.Admin)
	again := func() (next assessments.Assessment, found bool) {
		s.ok(s.org.Manager, func(tx *tenants.Tx) error {
			fell, err := assessments.Get(tx, a.AssessmentID)
			if err == nil {
				next, found, err = assessments.Again(tx, fell)
			}
			return err
		})
		return next, found
	}
	if _, found := again(); found {
		t.Error("what stands has a following")
	}
	if err := s.decide(a, appeals.Allowed, other, s.org.Admin); err != nil {
		t.Fatal(err)
	}
	if _, found := again(); found {
		t.Error("nothing was opened, and something is found")
	}
	var opened assessments.Assessment
	s.ok(s.org.Manager, func(tx *tenants.Tx) (err error) {
		opened, err = assessments.Open(tx, assessments.NewAssessment{CandidateID: s.candidate.ID, ProgramID: s.org.QAP})
		return err
	})
	if next, found := again(); !found || next.ID != opened.ID {
		t.Errorf("%v %v follows", found, next.ID)
	}
}
