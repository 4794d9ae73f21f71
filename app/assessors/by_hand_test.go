package assessors_test

import (
	"testing"

	"accord/app/assessments"
	"accord/app/assessors"
	"accord/tenants"
	"accord/tenants/fault"
)

func TestWhoIsNotQualifiedIsAssignedForAReason(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	assign := func(m tenants.Member, because string) error {
		return s.DB.Write(t.Context(), s.Andina.Manager, func(tx *tenants.Tx) error {
			_, err := assessors.AssignByHand(tx, assessors.ByHand{AssessmentID: s.assessment.ID, MembershipID: m.Membership(), Because: because})
			return err
		})
	}
	kept := func() int {
		return s.Count(`select count(*) from audit_log where action = 'assessment.assigned_unqualified' and subject_id = $1`, s.assessment.ID)
	}
	refused(t, assign(s.Andina.Trainer, "Nobody else is there."), fault.Conflict, "assessment.no_assessor") // the gate holds whatever is said
	if err := assign(s.Andina.Assessor, "Not needed."); err != nil || kept() != 0 {
		t.Errorf("who is qualified: %v, %d reasons", err, kept())
	}
	s.Unqualify(s.Andina.Assessor2)
	if err := assign(s.Andina.Assessor2, " "); fault.CodeOf(err) != fault.Invalid {
		t.Errorf("without a reason: %v", err)
	}
	if n := s.Count(`select count(*) from assessor_assignment where assessment_id = $1`, s.assessment.ID); n != 1 {
		t.Errorf("%d are assigned", n)
	}
	if err := assign(s.Andina.Assessor2, "The only one who speaks Kichwa."); err != nil || kept() != 1 {
		t.Errorf("with a reason: %v, %d reasons", err, kept())
	}
	if s.Count(`select count(*) from audit_log where action = 'assessment.assigned_unqualified' and detail ->> 'reason' = 'The only one who speaks Kichwa.'`) != 1 {
		t.Error("the journal does not keep the reason")
	}
	if err := s.DB.Read(t.Context(), s.Andina.Manager, func(tx *tenants.Tx) error {
		all, err := assessments.Assignments(tx, s.assessment.ID)
		if len(all) != 2 {
			t.Errorf("%d judge", len(all))
		}
		return err
	}); err != nil {
		t.Error(err)
	}
}
