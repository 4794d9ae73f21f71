package merges_test

import (
	"testing"

	"github.com/google/uuid"

	"accord/app/assessments"
	"accord/app/merges"
	"accord/tenants"
)

// A sheet that whoever merges cannot read goes with its assessment all the
// same, and so does what its assessors disagree on.
func TestAMergeTakesDraftsAndDisagreementsAlong(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	var a assessments.Assessment
	s.write(t, s.org.Manager, func(tx *tenants.Tx) (err error) {
		a, err = assessments.Open(tx, assessments.NewAssessment{CandidateID: s.dupe.ID, ProgramID: s.org.QAP})
		return err
	})
	third := s.Member(s.org, tenants.RoleAssessor)
	s.write(t, s.org.Manager, func(tx *tenants.Tx) error {
		if _, err := assessments.Assign(tx, a.ID, s.org.Assessor.Membership()); err != nil {
			return err
		}
		_, err := assessments.Assign(tx, a.ID, s.org.Assessor2.Membership())
		return err
	})
	for i, m := range []tenants.Member{s.org.Assessor, s.org.Assessor2, third} {
		if i == 2 {
			s.write(t, s.org.Manager, func(tx *tenants.Tx) error { _, err := assessments.Assign(tx, a.ID, third.Membership()); return err })
		}
		s.write(t, m, func(tx *tenants.Tx) error { _, err := assessments.Declare(tx, a.ID); return err })
		s.write(t, m, func(tx *tenants.Tx) error {
			sheet, err := assessments.MySheet(tx, a.ID)
			if err != nil {
				return err
			}
			points, in := 5-2*i, assessments.SheetInput{AssessmentID: a.ID, Marks: map[uuid.UUID]assessments.Mark{}}
			for _, c := range sheet.Criteria {
				in.Marks[c.ID] = assessments.Mark{Points: &points}
			}
			if i == 2 {
				_, err = assessments.SaveSheet(tx, in)
			} else {
				_, err = assessments.SubmitSheet(tx, in)
			}
			return err
		})
	}
	of := func(candidate uuid.UUID) int {
		return s.Count(`select (select count(*) from score_sheet where candidate_id = $1) + (select count(*) from disagreement where candidate_id = $1)
			+ (select count(*) from assessor_assignment where candidate_id = $1)`, candidate)
	}
	if n := of(s.dupe.ID); n != 7 {
		t.Fatalf("%d rows hang on the record", n)
	}
	m := s.merged(t)
	if kept, gone := of(s.ana.ID), of(s.dupe.ID); kept != 7 || gone != 0 {
		t.Errorf("%d rows went along, %d stayed", kept, gone)
	}
	s.write(t, s.org.Manager, func(tx *tenants.Tx) error { _, err := merges.Undo(tx, m.ID); return err })
	if kept, gone := of(s.ana.ID), of(s.dupe.ID); kept != 0 || gone != 7 {
		t.Errorf("%d rows stayed, %d went back", kept, gone)
	}
}
