package assessments_test

import (
	"testing"

	"github.com/google/uuid"

	"accord/app/apptest"
	"accord/app/assessments"
	"accord/app/designs"
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

func TestAnAssessmentKeepsTheVersionItBeganBy(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	a := s.opened(t)
	s.write(t, s.org.Manager, func(tx *tenants.Tx) error {
		w, err := designs.Begin(tx, s.org.QAP)
		if err != nil {
			return err
		}
		if err := designs.RemoveCriterion(tx, s.org.QAP, w.Criteria[2].ID); err != nil {
			return err
		}
		in := designs.NewCriterion{Heading: "skills", Title: designs.Text{En: "Works with interpreters"}, Benchmark: designs.Text{En: "All follow."}, ScaleMax: 5, Weight: 9,
			Levels: designs.Levels{{From: 0, Says: designs.Text{En: "Not"}}, {From: 1, Says: designs.Text{En: "Yes"}}}, Methods: []string{"role_play_live"}}
		if _, err = designs.AddCriterion(tx, s.org.QAP, in); err != nil {
			return err
		}
		_, err = designs.Publish(tx, s.org.QAP, 3, "Interpreters.")
		return err
	})
	s.read(t, s.org.Manager, func(tx *tenants.Tx) error {
		criteria, err := assessments.Criteria(tx, a.ID)
		d, _ := designs.Get(tx, a.DesignID)
		if err != nil || len(criteria) != 3 || criteria[2].Title != "Helps the parties explore interests" || d.Version() != 1 {
			t.Errorf("it is judged by version %d and %+v, %v", d.Version(), criteria, err)
		}
		return err
	})
	newest := s.ID(`select id from assessment_design where tenant_id = $1 and number = 2`, s.org.ID)
	if s.Try(`update assessment set design_id = $3 where tenant_id = $1 and id = $2`, s.org.ID, a.ID, newest) == nil {
		t.Error("the database gives it another version")
	}
	if s.Try(`insert into assessment (tenant_id, id, candidate_id, program_id, design_id, candidate_name, rule_set, opened_at)
		select tenant_id, gen_random_uuid(), $3, program_id, design_id, 'Bruno', rule_set, opened_at from assessment where tenant_id = $1 and id = $2`, s.org.ID, a.ID, s.newCandidate(t, "Bruno").ID) == nil {
		t.Error("the database opens one by a version that is superseded")
	}
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

func TestAnAssessmentNeedsADesignAndAnOpenProgram(t *testing.T) {
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
	refused(t, "no design", open(bare), fault.Conflict, "assessment.no_design")
	s.Exec(`update program set closed_at = $3 where tenant_id = $1 and id = $2`, s.org.ID, s.org.QAP, apptest.Start)
	refused(t, "a closed program", open(s.org.QAP), fault.Conflict, "assessment.program_closed")
}
