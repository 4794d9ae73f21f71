package assessments_test

import (
	"testing"

	"github.com/google/uuid"

	"accord/app/apptest"
	"accord/app/assessments"
	"accord/tenants"
	"accord/tenants/fault"
)

func TestAnAssessmentIsOpenedWithTheCriteriaAsTheyStand(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	a := s.opened(t)
	if a.CandidateName != s.candidate.Name || a.RuleSet != "certified_mediator/2025-09-01" {
		t.Errorf("opened as %q under %s", a.CandidateName, a.RuleSet)
	}
	s.read(t, s.org.Manager, func(tx *tenants.Tx) error {
		criteria, err := assessments.Criteria(tx, a.ID)
		if len(criteria) != 3 || criteria[0].Title != "Opens the mediation and explains the process" || criteria[0].PassMark != 3 {
			t.Errorf("the criteria are %v", criteria)
		}
		return err
	})
}

func TestAnAssessmentIsNotOpened(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	open := func(m tenants.Member, candidate, program uuid.UUID) error {
		return s.try(m, func(tx *tenants.Tx) error {
			_, err := assessments.Open(tx, assessments.NewAssessment{CandidateID: candidate, ProgramID: program})
			return err
		})
	}
	manager := s.org.Manager
	refused(t, "under a program that trains", open(manager, s.candidate.ID, s.org.CMTP), fault.Conflict, "assessment.program_trains")
	refused(t, "of somebody unknown", open(manager, uuid.New(), s.org.QAP), fault.NotFound, "not_found.candidate")
	refused(t, "under another organisation's program", open(manager, s.candidate.ID, s.Nordic.QAP), fault.NotFound, "not_found.program")
	refused(t, "by another organisation", open(s.Nordic.Manager, s.candidate.ID, s.Nordic.QAP), fault.NotFound, "not_found.candidate")
	refused(t, "by the candidate's trainer", open(s.org.Trainer, s.candidate.ID, s.org.QAP), fault.NotFound, "")
	refused(t, "by an assessor", open(s.org.Assessor, s.candidate.ID, s.org.QAP), fault.NotFound, "")
	s.opened(t)
	refused(t, "twice", open(manager, s.candidate.ID, s.org.QAP), fault.Conflict, "assessment.already_open")

	other := s.newCandidate(t, "Bruno Díaz").ID
	s.Exec(`update recognition set withdrawn_at = now() where tenant_id = $1 and program_id = $2`, s.org.ID, s.org.QAP)
	refused(t, "under a program that is not recognised", open(manager, other, s.org.QAP), fault.Conflict, "assessment.program_not_recognised")
}

func TestAnAssessmentNeedsCriteriaAndAnOpenProgram(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	open := func(program uuid.UUID) error {
		return s.try(s.org.Admin, func(tx *tenants.Tx) error {
			_, err := assessments.Open(tx, assessments.NewAssessment{CandidateID: s.candidate.ID, ProgramID: program})
			return err
		})
	}
	bare := uuid.Must(uuid.NewV7())
	s.Exec(`insert into program (tenant_id, id, kind, title, language, created_at, proposed_at) values ($1,$2,'MAQAP','Advocates','en',$3,$3)`, s.org.ID, bare, apptest.Start)
	s.Exec(`insert into recognition (tenant_id, id, program_id, recognised_at, next_audit_on) values ($1,$2,$3,$4,'2028-12-31')`, s.org.ID, uuid.Must(uuid.NewV7()), bare, apptest.Start)
	refused(t, "no criteria", open(bare), fault.Conflict, "assessment.no_criteria")
	s.Exec(`update program set closed_at = $3 where tenant_id = $1 and id = $2`, s.org.ID, s.org.QAP, apptest.Start)
	refused(t, "a closed program", open(s.org.QAP), fault.Conflict, "assessment.program_closed")
}
