package assessors_test

import (
	"testing"
	"time"

	"github.com/google/uuid"

	"accord/app/apptest"
	"accord/app/assessors"
	"accord/tenants"
	"accord/tenants/fault"
)

func (s *stage) appointing(t *testing.T, by tenants.Member, member, program uuid.UUID, grounds string) error {
	t.Helper()
	return s.try(t, by, func(tx *tenants.Tx) error { _, err := assessors.Appoint(tx, member, program, grounds); return err })
}

func TestAnAppointmentIsMadeOnGroundsAndByAnother(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	who, m := s.Andina.Assessor.Membership(), s.Andina.Manager
	refused(t, s.appointing(t, m, who, s.Andina.QAP, grounds), fault.Conflict, "assessor.appointed_already")
	refused(t, s.appointing(t, m, who, s.Andina.CMTP, grounds), fault.Invalid, "assessor.program_trains")
	refused(t, s.appointing(t, m, who, s.Andina.QAP, "  short  "), fault.Invalid, "assessor.grounds")
	refused(t, s.appointing(t, m, who, s.Nordic.QAP, grounds), fault.NotFound, "")
	refused(t, s.appointing(t, m, s.Andina.Trainer.Membership(), s.Andina.QAP, grounds), fault.NotFound, "")
	refused(t, s.appointing(t, m, s.Nordic.Assessor.Membership(), s.Andina.QAP, grounds), fault.NotFound, "")
	refused(t, s.appointing(t, s.Andina.Assessor, who, s.Andina.QAP, grounds), fault.Forbidden, "")
	both := s.Member(s.Andina, tenants.RoleProgramManager, tenants.RoleAssessor)
	refused(t, s.appointing(t, both, both.Membership(), s.Andina.QAP, grounds), fault.Forbidden, "")
	var a assessors.Assessor
	s.write(t, m, func(tx *tenants.Tx) (err error) { a, err = assessors.Of(tx, who); return err })
	end := func(by tenants.Member) error {
		return s.try(t, by, func(tx *tenants.Tx) error { _, err := assessors.End(tx, a.Appointments[0].ID); return err })
	}
	refused(t, end(s.Andina.Assessor), fault.Forbidden, "")
	refused(t, end(s.Andina.Assessor2), fault.NotFound, "")
	refused(t, end(s.Nordic.Manager), fault.NotFound, "")
	if err := end(m); err != nil {
		t.Fatal(err)
	}
	refused(t, end(m), fault.Conflict, "assessor.appointment_over")
	if err := s.appointing(t, m, who, s.Andina.QAP, grounds); err != nil { // again, on its own grounds
		t.Error(err)
	}
	// The database holds it whoever writes.
	for sql, what := range map[string]string{
		`update assessor_appointment set grounds = 'other grounds now' where ended_at is null`:        "other grounds",
		`update assessor_appointment set ended_at = null, ended_by = null where ended_at is not null`: "an ended one in force again",
	} {
		if s.Try(sql) == nil {
			t.Errorf("it lets through %s", what)
		}
	}
	if n, err := s.ByLogin(tenants.DoorMember, s.Nordic.ID, `update assessor_appointment set ended_at = now(), ended_by = id where tenant_id = $1`, s.Andina.ID); n != 0 || err != nil {
		t.Errorf("another organisation's login reaches %d: %v", n, err)
	}
	if _, err := s.ByLogin(tenants.DoorMember, s.Andina.ID, `delete from assessor_appointment`); err == nil {
		t.Error("an appointment can be deleted")
	}
}

func TestDaysAreNotedByWhoseTheyAreOrTheProgramManager(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	who := s.Andina.Assessor.Membership()
	var noted assessors.AssessorTime
	add := func(by tenants.Member, member uuid.UUID, in assessors.NewTime) error {
		return s.try(t, by, func(tx *tenants.Tx) (err error) { noted, err = assessors.AddTime(tx, member, in); return err })
	}
	in := assessors.NewTime{Kind: assessors.Away, From: apptest.Start, Through: apptest.Start.AddDate(0, 0, 5)}
	for key, change := range map[string]func(*assessors.NewTime){
		"assessor.kind":         func(n *assessors.NewTime) { n.Kind = "" },
		"assessor.from":         func(n *assessors.NewTime) { n.From = time.Time{} },
		"assessor.until_before": func(n *assessors.NewTime) { n.Through = n.From.AddDate(0, 0, -1) },
		"assessor.until_past":   func(n *assessors.NewTime) { n.From, n.Through = n.From.AddDate(0, 0, -9), n.From.AddDate(0, 0, -2) },
		"assessor.until_long":   func(n *assessors.NewTime) { n.Through = n.From.AddDate(0, 0, assessors.MaxSpan+1) },
	} {
		wrong := in
		change(&wrong)
		refused(t, add(s.Andina.Assessor, who, wrong), fault.Invalid, key)
	}
	refused(t, add(s.Andina.Assessor2, who, in), fault.NotFound, "")
	refused(t, add(s.Andina.Trainer, who, in), fault.NotFound, "")
	refused(t, add(s.Nordic.Manager, who, in), fault.NotFound, "")
	if err := add(s.Andina.Assessor, who, in); err != nil {
		t.Fatal(err)
	}
	is := func() (a assessors.Assessor) {
		s.write(t, s.Andina.Manager, func(tx *tenants.Tx) (err error) { a, err = assessors.Of(tx, who); return err })
		return a
	}
	if a := is(); a.Availability() != assessors.IsAway || a.On(apptest.Start.AddDate(0, 0, 6)) != assessors.Unsaid || len(a.Times) != 1 {
		t.Errorf("%s today, %s in six days", a.Availability(), a.On(apptest.Start.AddDate(0, 0, 6)))
	}
	remove := func(by tenants.Member) error {
		return s.try(t, by, func(tx *tenants.Tx) error { _, err := assessors.RemoveTime(tx, noted.ID); return err })
	}
	refused(t, remove(s.Andina.Assessor2), fault.NotFound, "")
	if err := remove(s.Andina.Assessor); err != nil {
		t.Fatal(err)
	}
	refused(t, remove(s.Andina.Assessor), fault.NotFound, "")
	if s.Try(`update assessor_time set until_on = until_on + 1`) == nil || s.Try(`update assessor_time set removed_at = null where removed_at is not null`) == nil {
		t.Error("the database lets noted days be changed")
	}
}

func TestALanguageAndALimitAreOnesOwnOrTheProgramManagersToSay(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	who := s.Andina.Assessor.Membership()
	edit := func(by tenants.Member, in assessors.NewProfile) error {
		return s.try(t, by, func(tx *tenants.Tx) error { _, err := assessors.EditProfile(tx, who, in); return err })
	}
	refused(t, edit(s.Andina.Assessor, assessors.NewProfile{Languages: []string{"xx"}}), fault.Invalid, "candidate.language_unknown")
	refused(t, edit(s.Andina.Assessor, assessors.NewProfile{MonthlyLimit: -1}), fault.Invalid, "assessor.limit")
	refused(t, edit(s.Andina.Assessor2, assessors.NewProfile{}), fault.NotFound, "")
	refused(t, edit(s.Nordic.Manager, assessors.NewProfile{}), fault.NotFound, "")
	for _, by := range []tenants.Member{s.Andina.Assessor, s.Andina.Manager} {
		if err := edit(by, assessors.NewProfile{Languages: []string{"es", "en", "es"}, MonthlyLimit: 4}); err != nil {
			t.Error(err)
		}
	}
	if n := s.Count(`select count(*) from audit_log where action = 'assessor.profile_edited' and subject_id = $1`, who); n != 1 {
		t.Errorf("the journal tells %d times of one change", n)
	}
	list := func(m tenants.Member, f assessors.Filter) (all []assessors.Assessor) {
		if err := s.DB.Read(t.Context(), m, func(tx *tenants.Tx) (err error) { all, err = assessors.List(tx, f); return err }); err != nil {
			t.Fatal(err)
		}
		return all
	}
	if all := list(s.Andina.Manager, assessors.Filter{Program: s.Andina.QAP}); len(all) != 2 || all[0].Profile.Languages+all[1].Profile.Languages != "en es" {
		t.Errorf("%+v", all)
	}
	if all := list(s.Andina.Assessor, assessors.Filter{}); len(all) != 1 || all[0].Member.ID != who {
		t.Errorf("an assessor sees %d", len(all))
	}
	if all := list(s.Andina.Trainer, assessors.Filter{}); len(all) != 0 {
		t.Errorf("a trainer sees %d", len(all))
	}
	if all := list(s.Andina.Manager, assessors.Filter{Availability: assessors.IsAway}); len(all) != 0 {
		t.Errorf("%d are away", len(all))
	}
}
