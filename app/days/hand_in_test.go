package days_test

import (
	"testing"

	"github.com/google/uuid"

	"accord/app/assessments"
	"accord/app/days"
	"accord/tenants"
	"accord/tenants/fault"
)

func TestASheetOfWhoDidNotAppearIsHandedInKnowingly(t *testing.T) {
	t.Parallel()
	s := newStage(t, 3)
	slots := s.fill(0, 1)
	s.publish()
	s.until(slots[1].EndsAt)
	s.ok(s.org.Manager, func(tx *tenants.Tx) error {
		_, err := days.Attend(tx, slots[0].ID, days.Attendance{Outcome: days.NoShow, Note: "Nobody came."})
		return err
	})
	s.ok(s.org.Manager, func(tx *tenants.Tx) error {
		_, err := days.Attend(tx, slots[1].ID, days.Attendance{Outcome: days.Held})
		return err
	})
	handIn := func(assessment uuid.UUID, sure bool) error {
		return s.try(s.org.Assessor, func(tx *tenants.Tx) error {
			now, err := assessments.MySheet(tx, assessment)
			if err != nil {
				return err
			}
			in := assessments.SheetInput{AssessmentID: assessment, Marks: map[uuid.UUID]assessments.Mark{}}
			for _, c := range now.Criteria {
				three := 3
				in.Marks[c.ID] = assessments.Mark{Points: &three, Note: "By the recording."}
			}
			_, err = days.HandIn(tx, in, sure)
			return err
		})
	}
	for _, of := range s.assessments[:2] {
		s.ok(s.org.Assessor, func(tx *tenants.Tx) error { _, err := assessments.Declare(tx, of); return err })
	}
	kept := func() int { return s.Count(`select count(*) from audit_log where action = 'assessment.judged_absent'`) }
	s.refused("without a word", handIn(s.assessments[0], false), fault.Invalid, "")
	if err := handIn(s.assessments[1], false); err != nil || kept() != 0 {
		t.Errorf("who came: %v, %d are noted", err, kept())
	}
	if err := handIn(s.assessments[0], true); err != nil || kept() != 1 {
		t.Errorf("knowingly: %v, %d are noted", err, kept())
	}
}

func TestWhoIsNotQualifiedJoinsNoSlotUnassigned(t *testing.T) {
	t.Parallel()
	s := newStage(t, 2)
	slot := s.fill(0)[0]
	other := s.Member(s.org, tenants.RoleAssessor)
	s.Unqualify(other)
	join := func() error {
		return s.try(s.org.Manager, func(tx *tenants.Tx) error { _, err := days.AddAssessor(tx, slot.ID, other.Membership()); return err })
	}
	s.refused("without the qualification", join(), fault.Conflict, "assessor.by_hand_first")
	s.assign(0, other) // for a reason, on the page of the assessment
	if err := join(); err != nil {
		t.Error(err)
	}
}
