package days_test

import (
	"testing"

	"github.com/google/uuid"

	"accord/app/days"
	"accord/tenants"
	"accord/tenants/fault"
)

func TestADayIsHeldByItsRules(t *testing.T) {
	t.Parallel()
	s := newStage(t, 3)
	slots := s.fill(0, 1)
	m, day := s.org.Manager, s.day.ID
	plan := func(change func(*days.NewDay)) func(*tenants.Tx) error {
		return func(tx *tenants.Tx) error {
			in := newDay(s.org, on, "Quito")
			change(&in)
			_, err := days.Plan(tx, in)
			return err
		}
	}
	fill := func(change func(*days.Series)) func(*tenants.Tx) error {
		return func(tx *tenants.Tx) error {
			in := days.Series{Begins: clock(15, 0), Count: 2, Minutes: 30}
			change(&in)
			_, err := days.Fill(tx, day, in)
			return err
		}
	}
	edit := func(change func(*days.NewSlot)) func(*tenants.Tx) error {
		return func(tx *tenants.Tx) error {
			in := days.NewSlot{Begins: clock(9, 0), Ends: clock(10, 0)}
			change(&in)
			_, err := days.EditSlot(tx, slots[0].ID, in)
			return err
		}
	}
	attend := func(in days.Attendance) func(*tenants.Tx) error {
		return func(tx *tenants.Tx) error { _, err := days.Attend(tx, slots[0].ID, in); return err }
	}
	type try struct {
		what string
		by   tenants.Member
		do   func(*tenants.Tx) error
		code fault.Code
		key  string
	}
	all := func(tries ...try) {
		t.Helper()
		for _, c := range tries {
			s.refused(c.what, s.try(c.by, c.do), c.code, c.key)
		}
	}
	all(
		try{"a day without a title", m, plan(func(d *days.NewDay) { d.Title = " " }), fault.Invalid, "day.title_required"},
		try{"a day that is past", m, plan(func(d *days.NewDay) { d.On = on.AddDate(0, 0, -30) }), fault.Invalid, "day.on_past"},
		try{"a day in ten years", m, plan(func(d *days.NewDay) { d.On = on.AddDate(10, 0, 0) }), fault.Invalid, "day.on_far"},
		try{"a day nowhere", m, plan(func(d *days.NewDay) { d.Place = "" }), fault.Invalid, "day.place_or_link"},
		try{"a day with a link that is none", m, plan(func(d *days.NewDay) { d.Link = "javascript:alert(1)" }), fault.Invalid, "session.link_form"},
		try{"a day of a program that trains", m, plan(func(d *days.NewDay) { d.Program = s.org.CMTP }), fault.Invalid, "assessor.program_trains"},
		try{"a day of another's program", m, plan(func(d *days.NewDay) { d.Program = s.Nordic.QAP }), fault.Invalid, "day.program_required"},
		try{"a day planned by an assessor", s.org.Assessor, plan(func(*days.NewDay) {}), fault.NotFound, "not_found.assessment_day"},
		try{"a day planned by a trainer", s.org.Trainer, plan(func(*days.NewDay) {}), fault.NotFound, "not_found.assessment_day"},
		try{"another's day", s.Nordic.Manager, fill(func(*days.Series) {}), fault.NotFound, "not_found.assessment_day"},
		try{"an assessor who plans", s.org.Assessor, fill(func(*days.Series) {}), fault.NotFound, ""},
		try{"no slots", m, fill(func(f *days.Series) { f.Count = 0 }), fault.Invalid, "day.count"},
		try{"slots of a minute", m, fill(func(f *days.Series) { f.Minutes = 1 }), fault.Invalid, "day.minutes"},
		try{"slots past midnight", m, fill(func(f *days.Series) { f.Count, f.Minutes = 10, 120 }), fault.Invalid, "day.past_midnight"},
		try{"more candidates than slots", m, fill(func(f *days.Series) { f.Count, f.Assessments = 1, s.assessments }), fault.Invalid, "day.more_than_slots"},
		try{"an assessment of nobody here", m, fill(func(f *days.Series) { f.Assessments = []uuid.UUID{uuid.New()} }), fault.Invalid, "slot.not_open"},
		try{"an end before the beginning", m, edit(func(n *days.NewSlot) { n.Ends = clock(8, 0) }), fault.Invalid, "slot.ends_before"},
		try{"a scenario without its version", m, edit(func(n *days.NewSlot) { n.Scenario = "La herencia" }), fault.Invalid, "slot.version_required"},
		try{"another candidate's assessment", m, edit(func(n *days.NewSlot) { n.Assessment = s.assessments[1] }), fault.Invalid, "slot.stays"},
		try{"attendance before anybody was invited", m, attend(days.Attendance{Outcome: days.Held}), fault.Forbidden, ""},
		try{"an end before it is published", m, func(tx *tenants.Tx) error { _, err := days.Close(tx, day); return err }, fault.Conflict, "day.not_published"},
		try{"a cancellation without a reason", m, func(tx *tenants.Tx) error { _, err := days.CancelDay(tx, day, " "); return err }, fault.Invalid, "session.reason_required"},
		try{"a role-player who is the candidate", m, func(tx *tenants.Tx) error {
			_, err := days.AddPlayer(tx, slots[0].ID, days.Player{Name: "Ana", Email: s.people[0].Email})
			return err
		}, fault.Invalid, "slot.player_is_candidate"},
		try{"a role-player without an address", m, func(tx *tenants.Tx) error {
			_, err := days.AddPlayer(tx, slots[0].ID, days.Player{Name: "Ana"})
			return err
		}, fault.Invalid, "people.email_missing"},
	)
	s.publish()
	all(
		try{"publishing when nobody is left to invite", m, func(tx *tenants.Tx) error { _, err := days.Publish(tx, day); return err }, fault.Conflict, "day.nobody_to_invite"},
		try{"attendance before the hour", m, attend(days.Attendance{Outcome: days.Held}), fault.Conflict, "slot.not_begun"},
		try{"closing before the day", m, func(tx *tenants.Tx) error { _, err := days.Close(tx, day); return err }, fault.Conflict, "day.not_yet"},
		try{"taking back what is not noted", m, func(tx *tenants.Tx) error { _, err := days.TakeBack(tx, slots[0].ID); return err }, fault.Conflict, "slot.nothing_noted"},
	)
	for _, p := range s.parts(slots[0].ID)[1:] {
		s.ok(m, func(tx *tenants.Tx) error {
			_, err := days.TakeOut(tx, slots[0].ID, p.ID, "One is enough.")
			return err
		})
	}
	last := s.parts(slots[0].ID)[0]
	s.until(slots[1].EndsAt)
	all(
		try{"the last assessor taken out", m, func(tx *tenants.Tx) error { _, err := days.TakeOut(tx, slots[0].ID, last.ID, "x"); return err }, fault.Conflict, "slot.last_assessor"},
		try{"a no-show without a note", m, attend(days.Attendance{Outcome: days.NoShow}), fault.Invalid, "slot.note_required"},
		try{"a slot held by nobody", m, attend(days.Attendance{Outcome: days.Held, Absent: []uuid.UUID{last.ID}}), fault.Invalid, "slot.held_by_nobody"},
		try{"not held, and nobody was missing", m, attend(days.Attendance{Outcome: days.Cancelled, Note: "x"}), fault.Invalid, "slot.who_was_missing"},
		try{"another way it went", m, attend(days.Attendance{Outcome: days.Invited}), fault.Invalid, "form.choose"},
		try{"an assessor of another slot", s.org.Trainer, attend(days.Attendance{Outcome: days.Held}), fault.NotFound, "not_found.day_slot"},
		try{"a swap after it began", m, func(tx *tenants.Tx) error { _, _, err := days.Swap(tx, slots[0].ID, slots[1].ID, "x"); return err }, fault.Conflict, "slot.begun"},
	)
	s.ok(m, attend(days.Attendance{Outcome: days.NoShow, Note: "Nobody came."}))
	s.ok(m, func(tx *tenants.Tx) error { // its assessor did not come: it is cancelled, and the candidate told
		_, err := days.Attend(tx, slots[1].ID, days.Attendance{Outcome: days.Cancelled, Note: "The flight was cancelled.", Absent: []uuid.UUID{s.parts(slots[1].ID)[0].ID}})
		return err
	})
	if is := s.slot(slots[1].ID); is.State != days.Cancelled || s.letters("slot_cancelled") == 0 {
		t.Errorf("%+v", is)
	}
	s.Clock.Add(days.UndoFor)
	all(
		try{"taking back after a day", m, func(tx *tenants.Tx) error { _, err := days.TakeBack(tx, slots[0].ID); return err }, fault.Conflict, "slot.for_good"},
		try{"cancelling a day that took place", m, func(tx *tenants.Tx) error { _, err := days.CancelDay(tx, day, "x"); return err }, fault.Conflict, "day.took_place"},
		try{"a slot that is settled", m, edit(func(*days.NewSlot) {}), fault.Conflict, "slot.settled"},
	)
	s.ok(m, func(tx *tenants.Tx) error { _, err := days.Close(tx, day); return err })
	all(
		try{"a day that is over", m, fill(func(*days.Series) {}), fault.Conflict, "day.over"},
		try{"attendance of a day that is over", m, attend(days.Attendance{Outcome: days.Held}), fault.Conflict, "day.over"},
	)
}

func TestNoMoveOutsideTheStatesIsPossibleAtTheDatabase(t *testing.T) {
	t.Parallel()
	s := newStage(t, 3)
	slots := s.fill(0, 1)
	reach := func(what, sql string, args ...any) {
		t.Helper()
		if n, err := s.ByLogin(tenants.DoorMember, s.org.ID, sql, args...); err == nil && n > 0 {
			t.Errorf("%s passed", what)
		}
	}
	a, b, day := slots[0].ID, slots[1].ID, s.day.ID
	now := s.Clock.Now()
	reach("a slot that invites on a day nobody published", `update day_slot set state = 'invited' where id = $1`, a)
	reach("a slot held before it was invited", `update day_slot set state = 'held', settled_at = $2 where id = $1`, a, now)
	reach("a day closed that was not published", `update assessment_day set state = 'closed', ended_at = $2 where id = $1`, day, now)
	reach("a day cancelled with open slots", `update assessment_day set state = 'cancelled', reason = 'x', ended_at = $2 where id = $1`, day, now)
	reach("a day that moves without its slots", `update assessment_day set held_on = held_on + 1 where id = $1`, day)
	reach("a slot on another day", `update day_slot set starts_at = starts_at + interval '1 day', ends_at = ends_at + interval '1 day' where id = $1`, a)
	reach("a slot of another candidate", `update day_slot set assessment_id = $2, candidate_id = $3 where id = $1`, a, s.assessments[2], s.people[2].ID)
	s.publish()
	reach("a slot noted before it began", `update day_slot set state = 'held', settled_at = $2 where id = $1`, a, now)
	reach("a day planned again", `update assessment_day set state = 'planned' where id = $1`, day)
	reach("a notice changed", `update slot_notice set reason = 'x' where slot_id = $1`, a)
	s.until(slots[1].EndsAt)
	now = s.Clock.Now()
	reach("a no-show without a note", `update day_slot set state = 'no_show', settled_at = $2 where id = $1`, a, now)
	if _, err := s.ByLogin(tenants.DoorMember, s.org.ID, `update day_slot set state = 'no_show', note = 'x', settled_at = $2 where id = $1`, a, now); err != nil {
		t.Fatal(err)
	}
	if _, err := s.ByLogin(tenants.DoorMember, s.org.ID, `update day_slot set state = 'held', settled_at = $2 where id = $1`, b, now); err != nil {
		t.Fatal(err)
	}
	reach("a settled slot that moves", `update day_slot set room = 'x' where id = $1`, a)
	reach("a held slot cancelled", `update day_slot set state = 'cancelled', settled_at = $2 where id = $1`, b, now)
	reach("somebody joins a settled slot", `insert into slot_part (tenant_id, id, slot_id, part, name, email, starts_at, ends_at, active, added_at) values ($1,$2,$3,'role_player','x','x@y.example',$4,$4,true,$4)`, s.org.ID, uuid.New(), a, now)
	s.Clock.Add(days.UndoFor)
	reach("what was noted is taken back after a day", `update day_slot set state = 'invited', settled_at = null where id = $1`, b)
	reach("another organisation's", `update day_slot set note = 'x' where tenant_id = $1`, s.Nordic.ID)
	for _, door := range []tenants.Door{tenants.DoorPublic, tenants.DoorSelf, tenants.DoorOverseer, tenants.DoorGate, tenants.DoorClerk} {
		for _, table := range []string{"assessment_day", "day_slot", "slot_part", "slot_notice"} {
			if _, err := s.ByLogin(door, s.org.ID, `select 1 from `+table); err == nil {
				t.Errorf("the login of the %s door reads %s", door, table)
			}
		}
	}
	if n, err := s.ByLogin(tenants.DoorMember, s.Nordic.ID, `select 1 from day_slot where id = $1`, a); err != nil || n != 0 {
		t.Errorf("another organisation reads %d slots: %v", n, err)
	}
}
