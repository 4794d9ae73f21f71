package assessments_test

import (
	"slices"
	"testing"

	"github.com/google/uuid"

	"accord/app/apptest"
	"accord/app/assessments"
	"accord/tenants"
	"accord/tenants/fault"
)

// Two people at one time: one does it, and the other reads why not. Nothing is
// overwritten, and nobody is shown a fault of the machine.
func TestOfTwoAtOnceOneWinsAndTheOtherReadsWhy(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	verb := func(m tenants.Member, fn func(*tenants.Tx) error) func() error {
		return func() error { return s.try(m, fn) }
	}
	assign := func(by tenants.Member, a uuid.UUID, m tenants.Member) func() error {
		return verb(by, func(tx *tenants.Tx) error { _, err := assessments.Assign(tx, a, m.Membership()); return err })
	}
	unassign := func(a assessments.Assessment, m tenants.Member) func() error {
		return verb(s.org.Manager, func(tx *tenants.Tx) error {
			all, err := assessments.Assignments(tx, a.ID)
			i := slices.IndexFunc(all, func(g assessments.Assignment) bool { return g.MembershipID == m.Membership() })
			if err == nil {
				_, err = assessments.Unassign(tx, all[i].ID)
			}
			return err
		})
	}
	submit := func(tx *tenants.Tx, a assessments.Assessment, points int) error {
		now, err := assessments.MySheet(tx, a.ID)
		if err != nil {
			return err
		}
		in := assessments.SheetInput{AssessmentID: a.ID, Revision: now.Revision, Marks: map[uuid.UUID]assessments.Mark{}}
		for _, c := range now.Criteria {
			in.Marks[c.ID] = assessments.Mark{Points: &points}
		}
		_, err = assessments.SubmitSheet(tx, in)
		return err
	}
	hand := func(a assessments.Assessment, m tenants.Member, points int) func() error {
		return verb(m, func(tx *tenants.Tx) error { return submit(tx, a, points) })
	}
	decide := func(by tenants.Member, a assessments.Assessment, what assessments.Outcome, because string) func() error {
		return verb(by, func(tx *tenants.Tx) error {
			_, err := assessments.Decide(tx, assessments.Decision{AssessmentID: a.ID, Outcome: what, Minute: "So.", Because: because})
			return err
		})
	}
	third := s.Member(s.org, tenants.RoleAssessor)
	moderate := func(a assessments.Assessment) func() error {
		return verb(s.org.Manager, func(tx *tenants.Tx) error {
			c, err := assessments.Compare(tx, a.ID)
			if err != nil {
				return err
			}
			three := 3
			in := assessments.Agreement{AssessmentID: a.ID, HeldOn: apptest.Start.Truncate(24 * 60 * 60 * 1e9), Reasons: "Watched again.", Points: map[uuid.UUID]assessments.Mark{c.Rows[1].Criterion.ID: {Points: &three}}}
			_, err = assessments.Moderate(tx, in)
			return err
		})
	}
	for _, c := range []struct {
		what string
		of   func() (one, other func() error)
	}{
		{"open twice", func() (one, other func() error) {
			open := func(m tenants.Member) func() error {
				return verb(m, func(tx *tenants.Tx) error {
					_, err := assessments.Open(tx, assessments.NewAssessment{CandidateID: s.candidate.ID, ProgramID: s.org.QAP})
					return err
				})
			}
			return open(s.org.Manager), open(s.org.Admin)
		}},
		{"ask the same assessor", func() (one, other func() error) {
			a := s.opened(t)
			return assign(s.org.Manager, a.ID, s.org.Assessor), assign(s.org.Admin, a.ID, s.org.Assessor)
		}},
		{"ask two to be the third", func() (one, other func() error) {
			a := s.disputed(t)
			return assign(s.org.Manager, a.ID, third), assign(s.org.Admin, a.ID, s.Member(s.org, tenants.RoleAssessor))
		}},
		{"a minute and a third assessor", func() (one, other func() error) {
			a := s.disputed(t)
			return moderate(a), assign(s.org.Admin, a.ID, third)
		}},
		{"two minutes", func() (one, other func() error) { a := s.disputed(t); return moderate(a), moderate(a) }},
		{"two decisions", func() (one, other func() error) {
			a := s.judged(t)
			return decide(s.org.Manager, a, assessments.Passed, ""), decide(s.org.Admin, a, assessments.Failed, "I saw the end.")
		}},
		{"a sheet handed in twice", func() (one, other func() error) {
			a := s.declared(t)
			return hand(a, s.org.Assessor, 4), hand(a, s.org.Assessor, 1)
		}},
		{"a sheet, and its assessor taken off", func() (one, other func() error) {
			a := s.declared(t)
			return hand(a, s.org.Assessor, 4), unassign(a, s.org.Assessor)
		}},
		{"a sheet, and a conflict", func() (one, other func() error) {
			a := s.declared(t)
			return hand(a, s.org.Assessor, 4), verb(s.org.Assessor, func(tx *tenants.Tx) error {
				_, err := assessments.Decline(tx, a.ID, "We have worked together.")
				return err
			})
		}},
	} {
		for range 2 {
			s.candidate = s.newCandidate(t, "Ana Lucía Torres")
			one, other := c.of()
			came := apptest.AtOnce(one, other)
			won := 0
			for _, err := range came {
				switch code := fault.CodeOf(err); {
				case err == nil:
					won++
				case code != fault.Conflict && code != fault.NotFound:
					t.Errorf("%s: %v", c.what, err)
				}
			}
			if won != 1 {
				t.Errorf("%s: %d won: %v", c.what, won, came)
			}
		}
	}
}
