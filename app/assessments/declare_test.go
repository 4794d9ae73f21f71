package assessments_test

import (
	"strings"
	"testing"

	"github.com/google/uuid"

	"accord/app/assessments"
	"accord/app/candidates"
	"accord/tenants"
	"accord/tenants/fault"
)

func TestNothingButTheNameOpensBeforeTheDeclaration(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	a := s.opened(t)
	s.assign(t, a, s.org.Assessor)
	s.write(t, s.org.Manager, func(tx *tenants.Tx) error { return addEntry(tx, s.candidate.ID) })
	sees := func(want bool) {
		t.Helper()
		s.read(t, s.org.Assessor, func(tx *tenants.Tx) error {
			if got, err := assessments.Get(tx, a.ID); err != nil || got.CandidateName != s.candidate.Name {
				t.Errorf("the assessment: %q, %v", got.CandidateName, err)
			}
			_, err := candidates.Get(tx, s.candidate.ID)
			if (err == nil) != want {
				t.Errorf("the candidate's file opens: %v", err)
			}
			entries, err := candidates.Logbook(tx, s.candidate.ID)
			if (len(entries) == 1) != want {
				t.Errorf("%d entries of the logbook are read", len(entries))
			}
			return err
		})
	}
	sees(false)
	s.read(t, s.org.Assessor, func(tx *tenants.Tx) error {
		_, err := assessments.MySheet(tx, a.ID)
		refused(t, "the sheet", err, fault.Conflict, "assessment.undeclared")
		return nil
	})
	refused(t, "a mark", s.try(s.org.Assessor, func(tx *tenants.Tx) error {
		_, err := assessments.SaveSheet(tx, assessments.SheetInput{AssessmentID: a.ID})
		return err
	}), fault.Conflict, "assessment.undeclared")
	s.declare(t, a, s.org.Assessor)
	sees(true)
	s.declare(t, a, s.org.Assessor) // saying it twice is saying it once
}

func TestTheDatabaseOpensNoSheetBeforeTheDeclaration(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	a := s.opened(t)
	s.assign(t, a, s.org.Assessor)
	insert := func() error {
		return s.Try(`insert into score_sheet (tenant_id, id, assessment_id, candidate_id, membership_id, started_at, saved_at, revision) values ($1,$2,$3,$4,$5,now(),now(),1)`,
			s.org.ID, uuid.Must(uuid.NewV7()), a.ID, a.CandidateID, s.org.Assessor.Membership())
	}
	if insert() == nil {
		t.Error("a sheet was inserted for somebody who had not declared")
	}
	s.declare(t, a, s.org.Assessor)
	if err := insert(); err != nil {
		t.Errorf("after the declaration: %v", err)
	}
}

func TestNobodyDeclaresForAnotherOrAfterTrainingTheCandidate(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	a := s.opened(t)
	s.assign(t, a, s.org.Assessor, s.org.Assessor2)
	declare := func(m tenants.Member) error {
		return s.try(m, func(tx *tenants.Tx) error { _, err := assessments.Declare(tx, a.ID); return err })
	}
	refused(t, "the manager", declare(s.org.Manager), fault.NotFound, "not_found.assignment")
	refused(t, "another organisation's assessor", declare(s.Nordic.Assessor), fault.NotFound, "")
	s.train(t, s.org.Assessor)
	refused(t, "who has trained since", declare(s.org.Assessor), fault.Forbidden, "assessment.you_trained")
	if err := declare(s.org.Assessor2); err != nil {
		t.Errorf("the other: %v", err)
	}
}

func TestAConflictIsDeclaredInWordsAndEndsTheAssignment(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	a := s.opened(t)
	s.assign(t, a, s.org.Assessor)
	decline := func(m tenants.Member, words string) error {
		return s.try(m, func(tx *tenants.Tx) error { _, err := assessments.Decline(tx, a.ID, words); return err })
	}
	refused(t, "without words", decline(s.org.Assessor, "  "), fault.Invalid, "")
	refused(t, "with too many", decline(s.org.Assessor, strings.Repeat("ñ", 1001)), fault.Invalid, "")
	refused(t, "by another", decline(s.org.Assessor2, "She is my cousin."), fault.NotFound, "")
	if err := decline(s.org.Assessor, "She is my cousin."); err != nil {
		t.Fatal(err)
	}
	refused(t, "assigned again", s.tryAssign(s.org.Manager, a, s.org.Assessor.Membership()), fault.Conflict, "assessment.assessor_conflict")
	s.read(t, s.org.Assessor, func(tx *tenants.Tx) error {
		_, err := assessments.Get(tx, a.ID)
		refused(t, "reading on", err, fault.NotFound, "")
		return nil
	})
	s.read(t, s.org.Manager, func(tx *tenants.Tx) error {
		all, err := assessments.Conflicts(tx, a.ID)
		if len(all) != 1 || all[0].Conflict != "She is my cousin." {
			t.Errorf("the manager reads %v", all)
		}
		return err
	})
	if n := s.Count(`select count(*) from outbox where tenant_id = $1 and args->>'letter' = 'assessor_declined'`, s.org.ID); n != 1 {
		t.Errorf("%d letters to the managers, want 1", n)
	}
}
