package assessments_test

import (
	"testing"
	"time"

	"accord/app/assessments"
	"accord/app/paging"
	"accord/tenants"
)

// Each figure is as many as its list has, and no assessment is in two stages.
func TestEachFigureIsAsManyAsItsListHas(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	judged := s.judged(t)
	opened := func(name string) assessments.Assessment {
		s.candidate = s.newCandidate(t, name)
		return s.opened(t)
	}
	opened("Nobody judges")
	s.assign(t, opened("One is asked"), s.org.Assessor)
	s.candidate = s.newCandidate(t, "They differ")
	s.disputed(t)
	passed := opened("Passed already")
	s.assign(t, passed, s.org.Assessor, s.org.Assessor2)
	s.declare(t, passed, s.org.Assessor, s.org.Assessor2)
	s.sheet(t, passed, s.org.Assessor, 4, 4, 4)
	s.sheet(t, passed, s.org.Assessor2, 4, 4, 4)
	if err := s.decide(s.org.Manager, passed, assessments.Passed, "Both say so."); err != nil {
		t.Fatal(err)
	}
	s.fails(t, opened("Failed"))
	s.Clock.Add(assessments.Slow)
	opened("After the others")
	now := func(m tenants.Member) (f assessments.Figures) {
		s.read(t, m, func(tx *tenants.Tx) (err error) { f, err = assessments.FiguresNow(tx); return err })
		return f
	}
	f := now(s.org.Manager)
	want := map[assessments.Stage]int{assessments.Unassigned: 2, assessments.Judging: 1, assessments.Disputed: 1, assessments.Judged: 1}
	s.read(t, s.org.Manager, func(tx *tenants.Tx) error {
		for _, stage := range assessments.OpenStages {
			page, err := assessments.List(tx, assessments.Filter{Stage: stage}, paging.Ask{})
			if err != nil {
				return err
			}
			for _, i := range page.Items {
				if i.Stage != stage {
					t.Errorf("%s is %s, and listed among the %s", i.CandidateName, i.Stage, stage)
				}
			}
			if f.Stages[stage] != want[stage] || len(page.Items) != want[stage] {
				t.Errorf("%s: %d counted, %d listed, %d there", stage, f.Stages[stage], len(page.Items), want[stage])
			}
		}
		waiting, err := assessments.List(tx, assessments.Filter{Stage: assessments.Undecided, Waiting: true}, paging.Ask{})
		if err == nil && (f.Waiting != 4 || len(waiting.Items) != 4) {
			t.Errorf("%d wait, %d listed", f.Waiting, len(waiting.Items))
		}
		return err
	})
	if len(f.Rates) != 1 || f.Rates[0].Decided != 2 || f.Rates[0].Passed != 1 || f.Rates[0].Percent() != 50 || f.Open() != 5 {
		t.Errorf("%d are open, the rates are %+v", f.Open(), f.Rates)
	}
	s.read(t, s.org.Manager, func(tx *tenants.Tx) error {
		all, err := assessments.Every(tx, assessments.Filter{Stage: assessments.Decided, Recent: true, Outcome: assessments.Passed})
		if err == nil && (len(all) != 1 || all[0].ID != passed.ID) {
			t.Errorf("passed are %+v", all)
		}
		return err
	})
	if other := now(s.Nordic.Manager); other.Open() != 0 || len(other.Rates) != 0 {
		t.Errorf("another organisation counts %+v", other)
	}
	s.Clock.Add(assessments.RatePeriod - assessments.Slow + time.Second)
	if f := now(s.org.Manager); len(f.Rates) != 0 || judged.ID == passed.ID {
		t.Errorf("after a year the rates are %+v", f.Rates)
	}
}
