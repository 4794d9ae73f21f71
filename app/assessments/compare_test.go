package assessments_test

import (
	"testing"

	"accord/app/assessments"
	"accord/tenants"
)

func (s stage) compare(t *testing.T, m tenants.Member, a assessments.Assessment) (c assessments.Comparison) {
	t.Helper()
	s.read(t, m, func(tx *tenants.Tx) (err error) { c, err = assessments.Compare(tx, a.ID); return err })
	return c
}

func TestTwoAssessorsSeeEachOthersSheetsOnceBothAreIn(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	both := s.Member(s.org, tenants.RoleProgramManager, tenants.RoleAssessor) // a manager who judges, too
	a := s.opened(t)
	s.assign(t, a, s.org.Assessor, both)
	s.declare(t, a, s.org.Assessor, both)
	sees := func(m tenants.Member, want int) {
		t.Helper()
		c := s.compare(t, m, a)
		scores := 0
		for _, r := range c.Rows {
			for _, score := range r.Scores {
				if score.Points != nil {
					scores++
				}
			}
		}
		if len(c.Sheets) != want || scores != 3*want {
			t.Errorf("%s sees %d sheets and %d scores, want %d sheets", m.Name(), len(c.Sheets), scores, want)
		}
	}
	s.sheet(t, a, s.org.Assessor, 4, 4, 3)
	sees(s.org.Assessor, 1) // one's own
	sees(both, 0)           // a manager's right does not open it to whoever has yet to judge
	sees(s.org.Manager, 0)  // nor does it open one to whoever could moderate or decide
	if c := s.compare(t, s.org.Manager, a); len(c.Missing()) != 1 || len(c.Hidden()) != 1 || c.Hidden()[0].MembershipID != s.org.Assessor.Membership() {
		t.Errorf("the manager knows of %d missing and %d in", len(c.Missing()), len(c.Hidden()))
	}
	s.sheet(t, a, both, 4, 2, 4)
	sees(s.org.Assessor, 2)
	sees(both, 2)
	sees(s.org.Manager, 2)
}

// A sheet that waits for another's opens once that is not asked for any more.
func TestASheetOpensOnceNoOtherIsMissing(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	a := s.declared(t)
	s.sheet(t, a, s.org.Assessor, 4, 4, 3)
	counts := func(when string, want int) {
		t.Helper()
		sheets, scores := s.byPolicy(t, s.org.Manager, a)
		if behind, of := s.behindPolicy(t, s.org.Manager, a); sheets != want || scores != 3*want || behind != want || of != 3*want {
			t.Errorf("%s: the manager sees %d sheets by policy and %d behind it, want %d", when, sheets, behind, want)
		}
	}
	counts("while one is missing", 0)
	s.write(t, s.org.Assessor2, func(tx *tenants.Tx) error { _, err := assessments.Decline(tx, a.ID, "We share an office."); return err })
	counts("once it is given back", 1)
	other := s.Member(s.org, tenants.RoleAssessor)
	s.assign(t, a, other)
	counts("once another is asked", 0)
	s.write(t, s.org.Manager, func(tx *tenants.Tx) error {
		all, err := assessments.Assignments(tx, a.ID)
		if err == nil {
			_, err = assessments.Unassign(tx, all[len(all)-1].ID)
		}
		return err
	})
	counts("once they are taken off", 1)
}

func TestADraftIsItsAssessorsAlone(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	a := s.declared(t)
	if _, err := s.save(s.org.Assessor, assessments.SheetInput{AssessmentID: a.ID, Comment: "Weak"}); err != nil {
		t.Fatal(err)
	}
	for _, m := range []tenants.Member{s.org.Manager, s.org.Admin, s.org.Assessor2} {
		s.read(t, m, func(tx *tenants.Tx) error {
			var n int64
			err := tx.DB().Model(&assessments.ScoreSheet{}).Count(&n).Error
			if n != 0 {
				t.Errorf("%s reads a draft", m.Name())
			}
			return err
		})
	}
}

func TestDifferencesAreMarked(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	a := s.disputed(t) // 4 4 3 against 4 2 4, pass marks 3
	c := s.compare(t, s.org.Manager, a)
	for i, want := range []bool{false, true, false} {
		if c.Rows[i].Differs != want {
			t.Errorf("criterion %d differs: %v, want %v", i+1, c.Rows[i].Differs, want)
		}
	}
	if c.Differences() != 1 || len(c.Missing()) != 0 {
		t.Errorf("%d differences, %d missing", c.Differences(), len(c.Missing()))
	}
	for i, want := range []assessments.Total{{Points: 11, Of: 15, Below: 0, Reached: 733, Passes: true}, {Points: 10, Of: 15, Below: 1, Reached: 666}} {
		if c.Totals[i] != want {
			t.Errorf("sheet %d adds up to %+v, want %+v", i+1, c.Totals[i], want)
		}
	}
}
