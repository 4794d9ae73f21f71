package assessments_test

import (
	"testing"

	"accord/app/assessments"
	"accord/app/paging"
	"accord/tenants"
)

func (s stage) list(t *testing.T, m tenants.Member, f assessments.Filter) (items []assessments.Item) {
	t.Helper()
	s.read(t, m, func(tx *tenants.Tx) error {
		page, err := assessments.List(tx, f, paging.Ask{})
		items = page.Items
		return err
	})
	return items
}

func TestAListSaysHowFarEachAssessmentIs(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	stageOf := func(want assessments.Stage, in int) {
		t.Helper()
		all := s.list(t, s.org.Manager, assessments.Filter{Name: "lucia"})
		if len(all) != 1 || all[0].Stage != want || all[0].In != in {
			t.Errorf("the list says %+v, want one that is %s with %d sheets", all, want, in)
		}
	}
	a := s.opened(t)
	stageOf(assessments.Unassigned, 0)
	s.assign(t, a, s.org.Assessor, s.org.Assessor2)
	stageOf(assessments.Judging, 0)
	s.declare(t, a, s.org.Assessor, s.org.Assessor2)
	s.sheet(t, a, s.org.Assessor, 4, 4, 4)
	stageOf(assessments.Judging, 1)
	s.sheet(t, a, s.org.Assessor2, 4, 4, 1)
	stageOf(assessments.Disputed, 2)
	if n := len(s.list(t, s.org.Manager, assessments.Filter{Stage: assessments.Disputed})); n != 1 {
		t.Errorf("%d are disputed", n)
	}
	third := s.Member(s.org, tenants.RoleAssessor)
	s.assign(t, a, third)
	stageOf(assessments.Judging, 2)
	s.declare(t, a, third)
	s.sheet(t, a, third, 4, 4, 2)
	stageOf(assessments.Judged, 3)
	if n := len(s.list(t, s.org.Manager, assessments.Filter{Stage: assessments.Disputed})); n != 0 {
		t.Errorf("%d are disputed", n)
	}
	if err := s.decide(s.org.Manager, a, assessments.Failed, "Not yet."); err != nil {
		t.Fatal(err)
	}
	stageOf(assessments.Decided, 3)
	if n := len(s.list(t, s.org.Manager, assessments.Filter{Stage: assessments.Undecided})); n != 0 {
		t.Errorf("%d are undecided", n)
	}
	if n := len(s.list(t, s.Nordic.Manager, assessments.Filter{})); n != 0 {
		t.Errorf("another organisation lists %d", n)
	}
	if n := len(s.list(t, s.org.Trainer, assessments.Filter{})); n != 0 {
		t.Errorf("a trainer lists %d", n)
	}
}

func TestAQueueIsWhatWaitsForTheAssessor(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	first := s.declared(t)
	s.candidate = s.newCandidate(t, "Bruno Díaz")
	second := s.opened(t)
	s.assign(t, second, s.org.Assessor)
	s.sheet(t, first, s.org.Assessor, 3, 3, 3)
	s.read(t, s.org.Assessor, func(tx *tenants.Tx) error {
		tasks, err := assessments.Mine(tx)
		if len(tasks) != 2 || tasks[0].Assessment.ID != second.ID || tasks[0].Criteria != 3 || tasks[0].Marked != 0 || tasks[0].Assignment.DeclaredAt != nil {
			t.Errorf("the queue begins with %+v", tasks)
		}
		if len(tasks) == 2 && (!tasks[1].Submitted || tasks[1].Marked != 3) {
			t.Errorf("and ends with %+v", tasks[1])
		}
		return err
	})
	s.read(t, s.org.Manager, func(tx *tenants.Tx) error {
		tasks, err := assessments.Mine(tx)
		if len(tasks) != 0 {
			t.Errorf("the manager's queue is %v", tasks)
		}
		return err
	})
}
