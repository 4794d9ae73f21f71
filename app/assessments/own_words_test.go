package assessments_test

import (
	"context"
	"strings"
	"testing"

	"github.com/google/uuid"

	"accord/app/assessments"
	"accord/app/candidates"
	"accord/app/days"
	"accord/app/people"
	"accord/tenants"
	"accord/tenants/fault"
)

// Nobody writes a score, or a word of their own, in another's name: the
// database lets none through the member door, with a condition or without.
func TestTheDatabaseLetsNobodyWriteInAnothersName(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	third := s.Member(s.org, tenants.RoleAssessor)
	a := s.opened(t)
	s.assign(t, a, s.org.Assessor, s.org.Assessor2, third)
	s.declare(t, a, s.org.Assessor, s.org.Assessor2)
	s.write(t, s.org.Assessor, func(tx *tenants.Tx) error {
		_, err := assessments.SaveSheet(tx, filled(t, tx, a, 4, 4, 3))
		return err
	})
	for _, who := range []struct {
		name string
		m    tenants.Member
	}{{"the other assessor", s.org.Assessor2}, {"the manager", s.org.Manager}, {"an administrator", s.org.Admin}} {
		conn := s.behind(t, who.m)
		for what, sql := range map[string]string{
			"every score":         `update score set points = 0`,
			"every note":          `update score set note = 'x' returning 1`,
			"every sheet":         `update score_sheet set comment = 'x', revision = revision + 1`,
			"every sheet, in":     `update score_sheet set submitted_at = app.now()`,
			"a sheet for another": `insert into score_sheet (tenant_id, id, assessment_id, candidate_id, membership_id, started_at, saved_at, revision) select tenant_id, gen_random_uuid(), assessment_id, candidate_id, membership_id, app.now(), app.now(), 1 from assessor_assignment where membership_id = '` + third.Membership().String() + `'`,
			"another's word":      `update assessor_assignment set declared_at = app.now() where membership_id = '` + third.Membership().String() + `'`,
			"another's conflict":  `update assessor_assignment set conflict = 'We are friends.', removed_at = app.now() where membership_id = '` + third.Membership().String() + `'`,
			"a new criterion": `insert into assessment_criterion (tenant_id, id, assessment_id, design_criterion_id, heading, title, position, scale_max, pass_mark, weight)
				select tenant_id, gen_random_uuid(), '` + a.ID.String() + `', id, heading, 'x', 9, scale_max, floor, weight from design_criterion limit 1`,
		} {
			if done, err := conn.Exec(t.Context(), sql); err == nil && done.RowsAffected() > 0 {
				t.Errorf("%s writes %s: %d rows", who.name, what, done.RowsAffected())
			}
		}
		_ = conn.Close(context.Background())
	}
	s.sheet(t, a, s.org.Assessor, 4, 4, 3) // their own goes in as it was
}

// Whoever runs programs and is on file themselves neither decides on themselves
// nor reads how they are judged; others do.
func TestNobodyDecidesOnThemselves(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	a := s.disputed(t)
	entry := s.Row("logbook_entry", map[string]any{"tenant_id": s.org.ID, "candidate_id": s.candidate.ID, "role": "mediator", "medium": "online", "settled": "yes", "parties": 2})
	verify := func(m tenants.Member) error {
		return s.try(m, func(tx *tenants.Tx) error {
			_, err := candidates.VerifyEntries(tx, s.candidate.ID, []uuid.UUID{entry})
			return err
		})
	}
	s.write(t, s.org.Admin, func(tx *tenants.Tx) error {
		c, err := assessments.Compare(tx, a.ID)
		if err != nil {
			return err
		}
		in := assessments.Agreement{AssessmentID: a.ID, HeldOn: s.Clock.Now().Truncate(24 * 60 * 60 * 1e9), Reasons: "We watched it again.", Points: map[uuid.UUID]assessments.Mark{}}
		three := 3
		in.Points[c.Rows[1].Criterion.ID] = assessments.Mark{Points: &three}
		_, err = assessments.Moderate(tx, in)
		return err
	})
	s.Force(`update candidate set person_id = $2 where id = $1`, s.candidate.ID, s.org.Manager.Person())
	refused(t, "the candidate decides", s.decide(s.org.Manager, a, assessments.Passed, "I was good."), fault.Forbidden, "assessment.you_are_judged")
	refused(t, "the candidate verifies", verify(s.org.Manager), fault.Forbidden, "")
	if sheets, scores := s.behindPolicy(t, s.org.Manager, a); sheets != 0 || scores != 0 {
		t.Errorf("the candidate reads %d sheets and %d scores of their own", sheets, scores)
	}
	if sheets, scores := s.byPolicy(t, s.org.Manager, a); sheets != 0 || scores != 0 {
		t.Errorf("the candidate is shown %d sheets and %d scores of their own", sheets, scores)
	}
	s.Force(`update candidate set person_id = null, email = (select email from membership where id = $2) where id = $1`, s.candidate.ID, s.org.Manager.Membership())
	refused(t, "the candidate by their address", s.decide(s.org.Manager, a, assessments.Passed, "I was good."), fault.Forbidden, "assessment.you_are_judged")
	for what, sql := range map[string]string{
		"decides":  `update assessment set decided_at = now(), decided_by = $2, decided_by_name = 'x', outcome = 'passed', rule_outcome = 'passed', decision_minute = 'x' where candidate_id = $1`,
		"verifies": `update logbook_entry set verified_at = now(), verified_by = $2 where candidate_id = $1`,
	} {
		if err := s.Try(sql, s.candidate.ID, s.org.Manager.Membership()); err == nil || !strings.Contains(err.Error(), "the candidate "+what) {
			t.Errorf("the candidate %s at the database: %v", what, err)
		}
	}
	if err := verify(s.org.Admin); err != nil {
		t.Errorf("somebody else verifies: %v", err)
	}
	if err := s.decide(s.org.Admin, a, assessments.Passed, "Both recommend."); err != nil {
		t.Errorf("somebody else decides: %v", err)
	}
}

// A role that is taken away, before or while somebody is asked, or since, is
// gone for judging: at the verbs, and at the database for who was admitted
// a moment before.
func TestARoleThatIsTakenAwayIsGoneForJudging(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	a := s.opened(t)
	gone, ended, later, stays := s.Member(s.org, tenants.RoleAssessor), s.Member(s.org, tenants.RoleAssessor), s.Member(s.org, tenants.RoleAssessor), s.org.Assessor
	roles := func(m tenants.Member) func(tx *tenants.Tx) error {
		return func(tx *tenants.Tx) error {
			return people.SetRoles(tx, m.Membership(), []tenants.Role{tenants.RoleTrainer})
		}
	}
	assign := func(m tenants.Member) error {
		return s.try(s.org.Manager, func(tx *tenants.Tx) error { _, err := assessments.Assign(tx, a.ID, m.Membership()); return err })
	}
	insert := func(m tenants.Member) error {
		return s.Try(`insert into assessor_assignment (tenant_id, id, assessment_id, candidate_id, membership_id, assessor_name, assigned_at) values ($1, gen_random_uuid(), $2, $3, $4, 'x', now())`,
			s.org.ID, a.ID, a.CandidateID, m.Membership())
	}
	// Before.
	s.write(t, s.org.Admin, roles(gone))
	s.write(t, s.org.Admin, func(tx *tenants.Tx) error { return people.End(tx, ended.Membership()) })
	refused(t, "whose role was taken", assign(gone), fault.Conflict, "assessment.no_assessor")
	refused(t, "who has left", assign(ended), fault.NotFound, "")
	for what, m := range map[string]tenants.Member{"whose role was taken": gone, "who has left": ended} {
		if err := insert(m); err == nil || !strings.Contains(err.Error(), "does not hold the role") {
			t.Errorf("%s, at the database: %v", what, err)
		}
	}
	// At the same time: whoever asks waits for the role that is going.
	going := `delete from membership_role where membership_id = '` + later.Membership().String() + `'`
	refused(t, "whose role went meanwhile", s.While(s.org.Admin, going, func() error { return assign(later) }), fault.Conflict, "")
	// Since: who was admitted a moment before writes no more, and then opens nothing.
	if err := assign(stays); err != nil {
		t.Fatal(err)
	}
	s.write(t, s.org.Admin, roles(stays))
	refused(t, "to declare", s.try(stays, func(tx *tenants.Tx) error { _, err := assessments.Declare(tx, a.ID); return err }), fault.Conflict, "")
	s.Exec(`insert into membership_role (tenant_id, membership_id, role, given_at) values ($1, $2, 'assessor', now())`, s.org.ID, stays.Membership())
	s.declare(t, a, stays)
	s.write(t, s.org.Admin, roles(stays))
	save := func(tx *tenants.Tx) error { _, err := assessments.SaveSheet(tx, filled(t, tx, a, 4, 4, 4)); return err }
	refused(t, "to begin a sheet", s.try(stays, save), fault.Conflict, "")
	now, err := s.DB.ReadmitMember(t.Context(), stays.Person(), s.org.ID, "test")
	if err != nil {
		t.Fatal(err)
	}
	refused(t, "to open the sheet", s.DB.Read(t.Context(), now, func(tx *tenants.Tx) error { _, err := assessments.MySheet(tx, a.ID); return err }), fault.NotFound, "")
	s.write(t, s.org.Manager, func(tx *tenants.Tx) error { // nor are they put into a slot
		d, err := days.Plan(tx, days.NewDay{Program: s.org.QAP, Title: "Day", On: s.Clock.Now().AddDate(0, 0, 7).Truncate(24 * 60 * 60 * 1e9), Place: "Quito", Language: "es"})
		if err != nil {
			return err
		}
		slot, err := days.AddSlot(tx, d.ID, days.NewSlot{Begins: 540, Ends: 600, Assessment: a.ID})
		if err != nil {
			return err
		}
		_, err = days.AddAssessor(tx, slot.ID, stays.Membership())
		refused(t, "to join a slot", err, fault.Conflict, "assessment.no_assessor")
		return nil
	})
}
