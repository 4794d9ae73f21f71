package merges_test

import (
	"testing"

	"github.com/google/uuid"

	"accord/app/apptest"
	"accord/app/assessments"
	"accord/app/candidates"
	"accord/tenants"
	"accord/tenants/fault"
)

// A merge, or its undoing, and what somebody else does to one of the records at
// that moment: in either order, and never half.
func TestAMergeAndWhatHappensAtThatMoment(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	verb := func(fn func(*tenants.Tx) error) func() error { return func() error { return s.try(s.org.Admin, fn) } }
	assign := func(a assessments.Assessment, m tenants.Member) func() error {
		return verb(func(tx *tenants.Tx) error { _, err := assessments.Assign(tx, a.ID, m.Membership()); return err })
	}
	for _, c := range []struct {
		what string
		of   func(ana, dupe candidates.Candidate) (one, other func() error)
		wins int    // how many do it; 0: either or both
		none string // of which there are none afterwards
	}{
		{"a merge, and somebody who trained the duplicate is asked to judge", func(ana, dupe candidates.Candidate) (one, other func() error) {
			trainer := s.Member(s.org, tenants.RoleTrainer, tenants.RoleAssessor)
			s.cohort(t, uuid.NewString()[:8], trainer, dupe)
			a := s.assessed(t, ana, s.org.Assessor)
			return func() error { _, err := s.merge(s.org.Manager, ana.ID, dupe.ID); return err }, assign(a, trainer)
		}, 1, `select count(*) from assessor_assignment g where g.tenant_id = $1 and g.removed_at is null and app.trained(g.tenant_id, g.membership_id, g.candidate_id)`},
		{"a merge, and a new assessment of the record that goes", func(ana, dupe candidates.Candidate) (one, other func() error) {
			return func() error { _, err := s.merge(s.org.Manager, ana.ID, dupe.ID); return err }, verb(func(tx *tenants.Tx) error {
				_, err := assessments.Open(tx, assessments.NewAssessment{CandidateID: dupe.ID, ProgramID: s.org.QAP})
				return err
			})
		}, 0, `select count(*) from assessment a join candidate c on c.tenant_id = a.tenant_id and c.id = a.candidate_id where a.tenant_id = $1 and c.merged_into is not null`},
		{"a merge either way", func(ana, dupe candidates.Candidate) (one, other func() error) {
			return func() error { _, err := s.merge(s.org.Manager, ana.ID, dupe.ID); return err }, func() error { _, err := s.merge(s.org.Admin, dupe.ID, ana.ID); return err }
		}, 1, ``},
		{"an undoing, and a decision on what was moved", func(ana, dupe candidates.Candidate) (one, other func() error) {
			a := s.assessed(t, dupe, s.org.Assessor)
			for _, do := range []func(*tenants.Tx) error{
				func(tx *tenants.Tx) error { _, err := assessments.Declare(tx, a.ID); return err },
				func(tx *tenants.Tx) error {
					now, err := assessments.MySheet(tx, a.ID)
					in := assessments.SheetInput{AssessmentID: a.ID, Marks: map[uuid.UUID]assessments.Mark{}}
					for _, k := range now.Criteria {
						in.Marks[k.ID] = assessments.Mark{Points: &k.ScaleMax}
					}
					if err == nil {
						_, err = assessments.SubmitSheet(tx, in)
					}
					return err
				},
			} {
				s.write(t, s.org.Assessor, do)
			}
			m, err := s.merge(s.org.Manager, ana.ID, dupe.ID)
			if err != nil {
				t.Fatal(err)
			}
			return func() error { return s.undo(m) }, verb(func(tx *tenants.Tx) error {
				_, err := assessments.Decide(tx, assessments.Decision{AssessmentID: a.ID, Outcome: assessments.Passed, Minute: "So."})
				return err
			})
		}, 0, `select count(*) from assessment a join candidate_merge g on g.tenant_id = a.tenant_id and g.merged_id = a.candidate_id where a.tenant_id = $1 and g.state = 'undone' and a.decided_at >= g.merged_at and a.decided_at < g.undone_at`},
		{"an undoing, and a sheet's assessor", func(ana, dupe candidates.Candidate) (one, other func() error) {
			a := s.assessed(t, dupe)
			m, err := s.merge(s.org.Manager, ana.ID, dupe.ID)
			if err != nil {
				t.Fatal(err)
			}
			return func() error { return s.undo(m) }, assign(a, s.org.Assessor2)
		}, 0, `select count(*) from assessor_assignment g join assessment a on a.tenant_id = g.tenant_id and a.id = g.assessment_id where g.tenant_id = $1 and g.candidate_id <> a.candidate_id`},
	} {
		for range 3 {
			ana := s.add(t, candidates.NewCandidate{Name: "Ana Lucía Torres", Email: uuid.NewString() + "@correo.example", Language: "es", Country: "EC"})
			dupe := s.add(t, candidates.NewCandidate{Name: "Torres, Ana Lucia", Email: uuid.NewString() + "@trabajo.example", Language: "es", Country: "EC"})
			came := apptest.AtOnce(c.of(ana, dupe))
			won := 0
			for _, err := range came {
				switch code := fault.CodeOf(err); {
				case err == nil:
					won++
				case code != fault.Conflict && code != fault.NotFound:
					t.Errorf("%s: %v", c.what, err)
				}
			}
			if won == 0 || c.wins > 0 && won != c.wins {
				t.Errorf("%s: %d did it: %v", c.what, won, came)
			}
			if c.none != "" && s.Count(c.none, s.org.ID) != 0 {
				t.Errorf("%s: half of it: %v", c.what, came)
			}
		}
	}
}
