package assessments_test

import (
	"context"
	"testing"

	"github.com/google/uuid"

	"accord/app/apptest"
	"accord/app/assessments"
	"accord/tenants"
	"accord/tenants/fault"
)

func (s stage) tryAssign(by tenants.Member, a assessments.Assessment, membership uuid.UUID) error {
	return s.try(by, func(tx *tenants.Tx) error { _, err := assessments.Assign(tx, a.ID, membership); return err })
}

func TestAnAssessorIsAssignedAndToldByMail(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	a := s.opened(t)
	s.assign(t, a, s.org.Assessor)
	if n := s.Count(`select count(*) from outbox where tenant_id = $1 and kind = 'mail' and args->>'letter' = 'assessment_assigned' and args->>'to_membership' = $2`,
		s.org.ID, s.org.Assessor.Membership().String()); n != 1 {
		t.Errorf("%d letters to the assessor, want 1", n)
	}
	s.read(t, s.org.Assessor, func(tx *tenants.Tx) error {
		g, err := assessments.MyAssignment(tx, a.ID)
		if g.AssessorName != s.org.Assessor.Name() || g.DeclaredAt != nil {
			t.Errorf("assigned as %q, declared %v", g.AssessorName, g.DeclaredAt)
		}
		return err
	})
}

func TestATrainerOfTheCandidateIsNotAssignedAndTheReasonIsSaid(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	a := s.opened(t)
	both := s.Member(s.org, tenants.RoleTrainer, tenants.RoleAssessor)
	s.train(t, both)
	err := s.tryAssign(s.org.Manager, a, both.Membership())
	refused(t, "the trainer", err, fault.Conflict, "assessment.assessor_trained")
	if said := argsOf(err); said["Cohort"] != "FM-26" || said["Candidate"] != s.candidate.Name || said["Assessor"] != both.Name() {
		t.Errorf("the reason is said with %v", said)
	}
	s.read(t, s.org.Manager, func(tx *tenants.Tx) error {
		all, err := assessments.Choices(tx, a.ID)
		for _, c := range all {
			if (c.Refusal != nil) != (c.Membership.ID == both.Membership()) {
				t.Errorf("%s is offered with %v", c.Membership.Name, c.Refusal)
			}
		}
		if len(all) != 3 {
			t.Errorf("%d assessors are listed, want 3", len(all))
		}
		return err
	})
}

func TestLeavingTheCohortDoesNotMakeAnIndependentAssessor(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	a := s.opened(t)
	after, before := s.Member(s.org, tenants.RoleTrainer, tenants.RoleAssessor), s.Member(s.org, tenants.RoleTrainer, tenants.RoleAssessor)
	s.train(t, after)
	s.train(t, before)
	s.Exec(`insert into training_session (tenant_id, id, cohort_id, number, title, starts_at, ends_at, hours, created_at)
		values ($1,$2,$3,1,'Opening','2026-09-01T14:00Z','2026-09-01T18:00Z',4,$4)`, s.org.ID, uuid.Must(uuid.NewV7()), s.cohort, apptest.Start)
	s.Exec(`update cohort_trainer set removed_at = '2026-09-20' where tenant_id = $1 and membership_id = $2`, s.org.ID, after.Membership())
	s.Exec(`update cohort_trainer set removed_at = '2026-08-20' where tenant_id = $1 and membership_id = $2`, s.org.ID, before.Membership())
	refused(t, "a trainer who left after the first session", s.tryAssign(s.org.Manager, a, after.Membership()), fault.Conflict, "assessment.assessor_trained")
	if err := s.tryAssign(s.org.Manager, a, before.Membership()); err != nil {
		t.Errorf("a trainer who left before the first session: %v", err)
	}
}

func TestAnAssessorIsNotAssigned(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	a := s.opened(t)
	refused(t, "a trainer without the role", s.tryAssign(s.org.Manager, a, s.org.Trainer2.Membership()), fault.Conflict, "assessment.no_assessor")
	refused(t, "somebody of another organisation", s.tryAssign(s.org.Manager, a, s.Nordic.Assessor.Membership()), fault.NotFound, "not_found.membership")
	refused(t, "by another organisation", s.tryAssign(s.Nordic.Manager, a, s.Nordic.Assessor.Membership()), fault.NotFound, "not_found.assessment")
	refused(t, "by an assessor, to themselves", s.tryAssign(s.org.Assessor, a, s.org.Assessor.Membership()), fault.NotFound, "")
	s.assign(t, a, s.org.Assessor)
	refused(t, "by an assigned assessor, to a colleague", s.tryAssign(s.org.Assessor, a, s.org.Assessor2.Membership()), fault.NotFound, "")
	refused(t, "twice", s.tryAssign(s.org.Manager, a, s.org.Assessor.Membership()), fault.Conflict, "assessment.assessor_assigned")
	self := s.Member(s.org, tenants.RoleAssessor)
	s.Force(`update candidate set person_id = $3 where tenant_id = $1 and id = $2`, s.org.ID, s.candidate.ID, self.Person())
	refused(t, "the candidate", s.tryAssign(s.org.Manager, a, self.Membership()), fault.Conflict, "assessment.assessor_is_candidate")
}

func TestTheDatabaseRefusesAnAssessorWhoTrainedTheCandidate(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	a := s.opened(t)
	for what, m := range map[string]tenants.Member{"the trainer": s.org.Trainer, "another": s.org.Assessor} {
		err := s.Try(`insert into assessor_assignment (tenant_id, id, assessment_id, candidate_id, membership_id, assessor_name, assigned_at)
			values ($1,$2,$3,$4,$5,'x',$6)`, s.org.ID, uuid.Must(uuid.NewV7()), a.ID, a.CandidateID, m.Membership(), apptest.Start)
		if (err != nil) != (what == "the trainer") {
			t.Errorf("%s is inserted: %v", what, err)
		}
	}
}

func TestAnAssignmentIsTakenBackUntilTheSheetIsIn(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	a := s.opened(t)
	s.assign(t, a, s.org.Assessor, s.org.Assessor2)
	s.declare(t, a, s.org.Assessor)
	s.sheet(t, a, s.org.Assessor, 1, 1, 1)
	of := func(m tenants.Member) (id uuid.UUID) {
		s.read(t, m, func(tx *tenants.Tx) error { g, err := assessments.MyAssignment(tx, a.ID); id = g.ID; return err })
		return id
	}
	unassign := func(by tenants.Member, id uuid.UUID) error {
		return s.try(by, func(tx *tenants.Tx) error { _, err := assessments.Unassign(tx, id); return err })
	}
	refused(t, "a harsh judgement is taken out", unassign(s.org.Manager, of(s.org.Assessor)), fault.Conflict, "assessment.sheet_in")
	judges := s.Member(s.org, tenants.RoleProgramManager, tenants.RoleAssessor)
	refused(t, "who manages and can read the sheet that is in", s.tryAssign(s.org.Manager, a, judges.Membership()), fault.Conflict, "assessment.next_manages")
	if s.Try(`insert into assessor_assignment (tenant_id, id, assessment_id, candidate_id, membership_id, assessor_name, assigned_at)
		values ($1, gen_random_uuid(), $2, $3, $4, 'x', $5)`, s.org.ID, a.ID, a.CandidateID, judges.Membership(), apptest.Start) == nil {
		t.Error("the database assigns who can read the sheet that is in")
	}
	second := of(s.org.Assessor2)
	refused(t, "by oneself", unassign(s.org.Assessor2, second), fault.Forbidden, "")
	if err := unassign(s.org.Manager, second); err != nil {
		t.Fatal(err)
	}
	refused(t, "twice", unassign(s.org.Manager, second), fault.Conflict, "")
	s.assign(t, a, s.org.Assessor2)
}

// The sheet is hidden from a manager who has yet to judge; that it is in is not.
func TestAManagerWhoHasYetToJudgeTakesNoSheetOut(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	judges := s.Member(s.org, tenants.RoleProgramManager, tenants.RoleAssessor)
	a := s.opened(t)
	s.assign(t, a, s.org.Assessor, judges)
	s.declare(t, a, s.org.Assessor)
	s.sheet(t, a, s.org.Assessor, 1, 1, 1)
	one := func(m tenants.Member) uuid.UUID {
		return s.ID(`select id from assessor_assignment where tenant_id = $1 and membership_id = $2 and removed_at is null`, s.org.ID, m.Membership())
	}
	unassign := func(id uuid.UUID) error {
		return s.try(judges, func(tx *tenants.Tx) error { _, err := assessments.Unassign(tx, id); return err })
	}
	refused(t, "the other's sheet is taken out", unassign(one(s.org.Assessor)), fault.Conflict, "assessment.sheet_in")
	conn := s.behind(t, judges)
	defer func() { _ = conn.Close(context.Background()) }()
	for what, sql := range map[string]string{"taken out": `update assessor_assignment set removed_at = app.now() where id = $1`, "not in any more": `update assessor_assignment set sheet_in_at = null where id = $1`} {
		if _, err := conn.Exec(t.Context(), sql, one(s.org.Assessor)); err == nil {
			t.Errorf("the database lets a sheet that is hidden be %s", what)
		}
	}
	if err := unassign(one(judges)); err != nil {
		t.Fatal(err)
	}
	refused(t, "who gave it back, to read, and would judge again", s.tryAssign(s.org.Manager, a, judges.Membership()), fault.Conflict, "assessment.next_manages")
}
