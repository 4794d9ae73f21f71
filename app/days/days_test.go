package days_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"accord/app/apptest"
	"accord/app/assessments"
	"accord/app/assessors"
	"accord/app/days"
	"accord/tenants"
	"accord/tenants/fault"
)

func TestADayGoesFromItsPlanToItsEnd(t *testing.T) {
	t.Parallel()
	s := newStage(t, 3)
	slots := s.fill(0, 1)
	if d := s.day; d.TimeZone != "America/Guayaquil" || d.State != days.Planned || !slots[0].StartsAt.Equal(time.Date(2026, 11, 23, 14, 0, 0, 0, time.UTC)) || !slots[1].StartsAt.Equal(slots[0].EndsAt.Add(15*time.Minute)) {
		t.Fatalf("%+v %+v", d, slots)
	}
	if parts := s.parts(slots[0].ID); len(parts) != 2 || parts[0].Part != days.Assessor || !parts[0].Active {
		t.Fatalf("the assigned assessors take part: %+v", parts)
	}
	s.ok(s.org.Manager, func(tx *tenants.Tx) error {
		waiting, err := days.Waiting(tx, s.org.QAP)
		if len(waiting) != 1 || waiting[0].ID != s.assessments[2] {
			t.Errorf("who has no slot waits: %v", waiting)
		}
		return err
	})
	s.ok(s.org.Manager, func(tx *tenants.Tx) error {
		_, err := days.AddPlayer(tx, slots[0].ID, days.Player{Name: "Pía Montalvo", Email: "Pia@correo.example"})
		return err
	})
	s.publish()
	if s.letters("slot_invited") != 2 || s.letters("slot_assessor") != 4 || s.letters("slot_player") != 1 {
		t.Error("not everybody was invited once")
	}
	if n := s.Count(`select count(*) from deadline where tenant_id = $1 and kind = 'slot.remind' and cancelled_at is null and due_at = $2`, s.org.ID, slots[0].StartsAt.AddDate(0, 0, -1)); n != 1 {
		t.Errorf("%d reminders of the day before", n)
	}
	s.ok(s.org.Manager, func(tx *tenants.Tx) error { // the day before
		return days.Remind(tx, slots[0].ID, slots[0].Stage())
	})
	if s.letters("slot_reminder") != 4 {
		t.Error("not everybody was reminded")
	}
	s.until(slots[1].EndsAt)
	s.ok(s.org.Assessor, func(tx *tenants.Tx) error {
		_, err := days.Attend(tx, slots[0].ID, days.Attendance{Outcome: days.Held})
		return err
	})
	missing := s.parts(slots[1].ID)[1]
	s.ok(s.org.Manager, func(tx *tenants.Tx) error {
		_, err := days.Attend(tx, slots[1].ID, days.Attendance{Outcome: days.NoShow, Note: "Nobody came, and nobody wrote.", Absent: []uuid.UUID{missing.ID}})
		return err
	})
	if !s.parts(slots[1].ID)[1].Absent {
		t.Error("an assessor who did not appear is noted")
	}
	s.ok(s.org.Assessor, func(tx *tenants.Tx) error { _, err := days.TakeBack(tx, slots[1].ID); return err })
	if is := s.slot(slots[1].ID); is.State != days.Invited || s.parts(is.ID)[1].Absent {
		t.Errorf("taken back: %+v", is)
	}
	err := s.try(s.org.Manager, func(tx *tenants.Tx) error { _, err := days.Close(tx, s.day.ID); return err })
	s.refused("a day with a slot that is not noted", err, fault.Conflict, "day.unsettled")
	s.ok(s.org.Manager, func(tx *tenants.Tx) error {
		_, err := days.Attend(tx, slots[1].ID, days.Attendance{Outcome: days.NoShow, Note: "Nobody came."})
		return err
	})
	s.ok(s.org.Manager, func(tx *tenants.Tx) error { _, err := days.Close(tx, s.day.ID); return err })
	s.ok(s.org.Manager, func(tx *tenants.Tx) error {
		waiting, err := days.Waiting(tx, s.org.QAP)
		if len(waiting) != 2 {
			t.Errorf("who did not appear waits again: %d", len(waiting))
		}
		return err
	})
}

func TestADayThatGoesElsewhereTakesItsSlotsAndTellsWithBothHoursAndZones(t *testing.T) {
	t.Parallel()
	s := newStage(t, 2)
	slot := s.fill(0)[0]
	s.publish()
	in := newDay(s.org, on.AddDate(0, 0, 7), "Madrid")
	in.TimeZone = "Europe/Madrid"
	err := s.try(s.org.Manager, func(tx *tenants.Tx) error { _, err := days.EditDay(tx, s.day.ID, in); return err })
	s.refused("a move without a reason", err, fault.Invalid, "session.reason_required")
	in.Reason = "The house in Quito is closed."
	s.ok(s.org.Manager, func(tx *tenants.Tx) error { _, err := days.EditDay(tx, s.day.ID, in); return err })
	is := s.slot(slot.ID)
	if !is.StartsAt.Equal(time.Date(2026, 11, 30, 8, 0, 0, 0, time.UTC)) || is.Revision != 1 {
		t.Errorf("nine by the clock of the place: %v, revision %d", is.StartsAt, is.Revision)
	}
	if n := s.Count(`select count(*) from slot_notice where slot_id = $1 and kind = 'moved' and was_starts_at = $2 and was_zone = 'America/Guayaquil' and starts_at = $3 and zone = 'Europe/Madrid' and told = 3`, slot.ID, slot.StartsAt, is.StartsAt); n != 1 || s.letters("slot_moved") != 3 {
		t.Errorf("%d notices, %d letters", n, s.letters("slot_moved"))
	}
	if parts := s.parts(slot.ID); !parts[0].StartsAt.Equal(is.StartsAt) {
		t.Error("who takes part is booked for the new hour")
	}
	if n := s.Count(`select count(*) from deadline where subject_id = $1 and cancelled_at is null and fired_at is null`, slot.ID); n != 1 {
		t.Errorf("%d reminders are set", n)
	}
	// A slot alone.
	err = s.try(s.org.Manager, func(tx *tenants.Tx) error {
		_, err := days.EditSlot(tx, slot.ID, days.NewSlot{Begins: clock(16, 0), Ends: clock(17, 0), Room: "Sala 2", Reason: "The room was needed."})
		return err
	})
	if err != nil || s.letters("slot_moved") != 6 || s.slot(slot.ID).Room != "Sala 2" {
		t.Errorf("%v, %d letters", err, s.letters("slot_moved"))
	}
	s.ok(s.org.Manager, func(tx *tenants.Tx) error { _, err := days.CancelSlot(tx, slot.ID, "The program pauses."); return err })
	if s.letters("slot_cancelled") != 3 || s.parts(slot.ID)[0].Active {
		t.Errorf("%d letters of a slot that is cancelled", s.letters("slot_cancelled"))
	}
}

func TestTwoSlotsAreSwappedBothOrNeitherAndBothSidesAreTold(t *testing.T) {
	t.Parallel()
	s := newStage(t, 3)
	slots := s.fill(0, 1)
	s.publish()
	swap := func(reason string) error {
		return s.try(s.org.Manager, func(tx *tenants.Tx) error { _, _, err := days.Swap(tx, slots[0].ID, slots[1].ID, reason); return err })
	}
	s.refused("a swap without a reason", swap(""), fault.Invalid, "session.reason_required")
	if err := swap("Bruno comes from Cuenca by the early bus."); err != nil {
		t.Fatal(err)
	}
	a, b := s.slot(slots[0].ID), s.slot(slots[1].ID)
	if !a.StartsAt.Equal(slots[1].StartsAt) || !b.StartsAt.Equal(slots[0].StartsAt) || a.Revision != 1 || b.Revision != 1 {
		t.Errorf("%v %v", a, b)
	}
	if s.letters("slot_moved") != 6 || s.Count(`select count(*) from slot_notice where kind = 'moved' and tenant_id = $1`, s.org.ID) != 2 {
		t.Error("both sides are told")
	}
	for _, slot := range []days.Slot{a, b} { // the same assessors are in both, and are booked for both
		for _, p := range s.parts(slot.ID) {
			if !p.StartsAt.Equal(slot.StartsAt) {
				t.Errorf("%s is booked for %v", p.Name, p.StartsAt)
			}
		}
	}
	// With one of another day whose role-player is taken at that hour, neither moves.
	other := s.plan(on.AddDate(0, 0, 1), "Quito")
	player := days.Player{Name: "Pía Montalvo", Email: "pia@correo.example"}
	s.assign(2, s.org.Assessor)
	var far days.Slot
	s.ok(s.org.Manager, func(tx *tenants.Tx) (err error) {
		if far, err = days.AddSlot(tx, other.ID, days.NewSlot{Begins: clock(9, 0), Ends: clock(10, 0), Assessment: s.assessments[2]}); err != nil {
			return err
		}
		if _, err = days.AddPlayer(tx, far.ID, player); err != nil {
			return err
		}
		_, err = days.AddPlayer(tx, b.ID, player)
		return err
	})
	err := s.try(s.org.Manager, func(tx *tenants.Tx) error { _, _, err := days.Swap(tx, a.ID, far.ID, "x"); return err })
	s.refused("days that do not stand alike", err, fault.Conflict, "slot.swap_apart")
	s.ok(s.org.Manager, func(tx *tenants.Tx) error { _, err := days.Publish(tx, other.ID); return err })
	s.ok(s.org.Manager, func(tx *tenants.Tx) error { _, _, err := days.Swap(tx, a.ID, far.ID, "A later train."); return err })
	if s.slot(far.ID).DayID != s.day.ID || s.slot(a.ID).DayID != other.ID {
		t.Error("slots of two days change their days")
	}
	err = s.try(s.org.Manager, func(tx *tenants.Tx) error {
		_, err := days.EditSlot(tx, far.ID, days.NewSlot{Begins: clock(9, 30), Ends: clock(10, 30), Reason: "x"})
		return err
	})
	s.refused("somebody who is in the slot beside it", err, fault.Conflict, "slot.person_taken")
	if s.slot(far.ID).Revision != 1 {
		t.Error("what was refused moved nothing")
	}
}

func TestNobodyAndNoRoomIsBookedTwice(t *testing.T) {
	t.Parallel()
	s := newStage(t, 4)
	slot := s.fill(0)[0]
	s.assign(3, s.org.Assessor)
	elsewhere := s.plan(on, "Cuenca") // another day of the organisation, on the same date
	add := func(day days.Day, in days.NewSlot) (made days.Slot, err error) {
		return made, s.try(s.org.Manager, func(tx *tenants.Tx) (err error) { made, err = days.AddSlot(tx, day.ID, in); return err })
	}
	half := days.NewSlot{Begins: clock(9, 30), Ends: clock(10, 30)}
	with := func(i int, room string) days.NewSlot {
		n := half
		n.Room = room
		if i >= 0 {
			n.Assessment = s.assessments[i]
		}
		return n
	}
	_, err := add(elsewhere, with(0, ""))
	s.refused("a candidate", err, fault.Conflict, "slot.person_taken")
	_, err = add(elsewhere, with(3, ""))
	s.refused("an assessor", err, fault.Conflict, "slot.person_taken")
	_, err = add(s.day, with(-1, "sala  1"))
	s.refused("a room, however it is written", err, fault.Conflict, "slot.room_taken")
	free, err := add(elsewhere, with(-1, "Sala 1"))
	if err != nil {
		t.Fatalf("a room of the same name at another place: %v", err)
	}
	s.ok(s.org.Manager, func(tx *tenants.Tx) error {
		_, err := days.AddPlayer(tx, slot.ID, days.Player{Name: "Pía Montalvo", Email: "pia@correo.example"})
		return err
	})
	// The same, by the login of members past the verbs: the database refuses.
	s.ok(s.org.Manager, func(tx *tenants.Tx) error { _, err := days.CancelSlot(tx, free.ID, "x"); return err })
	insert := `insert into day_slot (tenant_id, id, day_id, starts_at, ends_at, room, room_key, assessment_id, candidate_id, candidate_name, state, created_at, changed_at)
		values ($1,$2,$3,$4,$5,$6,'',$7,$8,$9,'planned',$10,$10)`
	later := slot.StartsAt.Add(30 * time.Minute)
	id := uuid.Must(uuid.NewV7())
	_, err = s.ByLogin(tenants.DoorMember, s.org.ID, insert, s.org.ID, id, elsewhere.ID, later, later.Add(time.Hour), "", s.assessments[0], s.people[0].ID, "Ana", apptest.Start)
	constraint(t, "a candidate", err, "day_slot_candidate_free")
	_, err = s.ByLogin(tenants.DoorMember, s.org.ID, insert, s.org.ID, id, s.day.ID, later, later.Add(time.Hour), "SALA 1", nil, nil, "", apptest.Start)
	constraint(t, "a room", err, "day_slot_room_free")
	if _, err = s.ByLogin(tenants.DoorMember, s.org.ID, insert, s.org.ID, id, elsewhere.ID, later, later.Add(time.Hour), "", s.assessments[3], s.people[3].ID, "Diego", apptest.Start); err != nil {
		t.Fatal(err)
	}
	join := `insert into slot_part (tenant_id, id, slot_id, part, membership_id, name, email, starts_at, ends_at, active, added_at) values ($1,$2,$3,$4,$5,'x',$6,$7,$7,false,$7)`
	_, err = s.ByLogin(tenants.DoorMember, s.org.ID, join, s.org.ID, uuid.Must(uuid.NewV7()), id, "assessor", s.org.Assessor.Membership(), s.parts(slot.ID)[0].Email, apptest.Start)
	constraint(t, "an assessor", err, "slot_part_free")
	_, err = s.ByLogin(tenants.DoorMember, s.org.ID, join, s.org.ID, uuid.Must(uuid.NewV7()), id, "role_player", nil, "pia@correo.example", apptest.Start)
	constraint(t, "a role-player", err, "slot_part_free")
	_, err = s.ByLogin(tenants.DoorMember, s.org.ID, `update day_slot set starts_at = ends_at, ends_at = ends_at + interval '1 hour' where id = $1`, slot.ID)
	if err != nil {
		t.Errorf("one after the other is no double booking: %v", err)
	}
}

func constraint(t *testing.T, what string, err error, name string) {
	t.Helper()
	if !tenants.Violates(err, name) {
		t.Errorf("%s twice: want %s, got %v", what, name, err)
	}
}

func TestTheConflictGateHasNoWayRound(t *testing.T) {
	t.Parallel()
	s := newStage(t, 2)
	slots := s.fill(1) // nobody judges it yet
	id := slots[0].ID
	cohort := uuid.Must(uuid.NewV7())
	s.Exec(`insert into cohort (tenant_id, id, program_id, code, title, language, starts_on, ends_on, capacity, required_hours, attendance_floor, created_at)
		values ($1,$2,$3,'FM-26','Foundations','en','2026-09-01','2026-10-30',20,40,90,$4)`, s.org.ID, cohort, s.org.CMTP, apptest.Start)
	s.Exec(`insert into cohort_trainer (tenant_id, id, cohort_id, membership_id, added_at) values ($1,$2,$3,$4,$5)`, s.org.ID, uuid.Must(uuid.NewV7()), cohort, s.org.Assessor2.Membership(), apptest.Start)
	s.Exec(`insert into enrolment (tenant_id, id, cohort_id, candidate_id, enrolled_at) values ($1,$2,$3,$4,$5)`, s.org.ID, uuid.Must(uuid.NewV7()), cohort, s.people[1].ID, apptest.Start)
	add := func(m tenants.Member) error {
		return s.try(s.org.Manager, func(tx *tenants.Tx) error { _, err := days.AddAssessor(tx, id, m.Membership()); return err })
	}
	err := s.try(s.org.Manager, func(tx *tenants.Tx) error { _, err := days.Publish(tx, s.day.ID); return err })
	s.refused("a slot without an assessor", err, fault.Conflict, "slot.no_assessor")
	s.refused("who trained the candidate (IMI-QA-09)", add(s.org.Assessor2), fault.Conflict, "assessment.assessor_trained")
	s.refused("who does not assess", add(s.org.Trainer), fault.Conflict, "assessment.no_assessor")
	s.refused("another organisation's assessor", add(s.Nordic.Assessor), fault.NotFound, "not_found.membership")
	s.ok(s.org.Assessor, func(tx *tenants.Tx) error {
		_, err := assessors.AddTime(tx, s.org.Assessor.Membership(), assessors.NewTime{Kind: assessors.Away, From: on, Through: on})
		return err
	})
	s.refused("who is away that day", add(s.org.Assessor), fault.Conflict, "slot.away")
	_, err = s.ByLogin(tenants.DoorMember, s.org.ID, `insert into slot_part (tenant_id, id, slot_id, part, membership_id, name, email, starts_at, ends_at, active, added_at) values ($1,$2,$3,'assessor',$4,'x','x@y.example',$5,$5,false,$5)`,
		s.org.ID, uuid.Must(uuid.NewV7()), id, s.org.Assessor.Membership(), apptest.Start)
	if err == nil || !strings.Contains(err.Error(), "not assigned") {
		t.Errorf("an assessor who is not assigned, past the verbs: %v", err)
	}
	third := s.Member(s.org, tenants.RoleAssessor)
	if err := add(third); err != nil {
		t.Fatal(err)
	}
	if n := s.Count(`select count(*) from assessor_assignment where assessment_id = $1 and membership_id = $2 and removed_at is null`, s.assessments[1], third.Membership()); n != 1 {
		t.Error("who is added is assigned, through the gate")
	}
	s.refused("twice", add(third), fault.Conflict, "slot.takes_part")
	// Who declares a conflict is not expected any more.
	s.publish()
	s.ok(third, func(tx *tenants.Tx) error {
		_, err := assessments.Decline(tx, s.assessments[1], "We share an office.")
		return err
	})
	if len(s.parts(id)) != 0 {
		t.Error("who declined still takes part")
	}
}

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

func TestEverybodyReadsWhatConcernsThem(t *testing.T) {
	t.Parallel()
	s := newStage(t, 3)
	slots := s.fill(0)
	signed := s.Member(s.org, tenants.RoleCandidate) // the first candidate, who signs in
	s.Force(`update candidate set person_id = $3 where tenant_id = $1 and id = $2`, s.org.ID, s.people[0].ID, signed.Person())
	third := s.Member(s.org, tenants.RoleAssessor)
	sees := func(m tenants.Member) (n int) {
		t.Helper()
		if err := s.DB.Read(t.Context(), m, func(tx *tenants.Tx) error {
			if _, err := days.Get(tx, s.day.ID); err == nil {
				n++
			}
			if _, err := days.SlotOf(tx, slots[0].ID); err == nil {
				n++
			}
			parts, err := days.PartsOf(tx, slots[0].ID)
			if len(parts) > 0 {
				n++
			}
			return err
		}); err != nil {
			t.Fatal(err)
		}
		return n
	}
	for _, c := range []struct {
		who           string
		m             tenants.Member
		before, after int
	}{
		{"a program manager", s.org.Manager, 3, 3}, {"its assessor", s.org.Assessor, 0, 3}, {"its candidate", signed, 0, 2},
		{"another assessor", third, 0, 0}, {"a trainer", s.org.Trainer, 0, 0}, {"another organisation's manager", s.Nordic.Manager, 0, 0},
	} {
		if n := sees(c.m); n != c.before {
			t.Errorf("%s reads %d before it is published, not %d", c.who, n, c.before)
		}
		defer func() {
			if n := sees(c.m); n != c.after {
				t.Errorf("%s reads %d once it is published, not %d", c.who, n, c.after)
			}
		}()
	}
	s.publish()
	read := func(m tenants.Member, fn func(tx *tenants.Tx) error) {
		t.Helper()
		if err := s.DB.Read(t.Context(), m, fn); err != nil {
			t.Fatal(err)
		}
	}
	read(s.org.Assessor, func(tx *tenants.Tx) error {
		today, next, err := days.Today(tx)
		if len(today) != 0 || len(next) != 1 || next[0].Count != 1 {
			t.Errorf("a week before: %v %v", today, next)
		}
		return err
	})
	read(signed, func(tx *tenants.Tx) error {
		own, err := days.Own(tx)
		if len(own) != 1 || own[0].Day.Title != "Assessment day" {
			t.Errorf("their own: %v", own)
		}
		return err
	})
	s.until(time.Date(2026, 11, 24, 4, 0, 0, 0, time.UTC)) // eleven at night in Quito: it is still the day
	read(s.org.Assessor, func(tx *tenants.Tx) error {
		today, next, err := days.Today(tx)
		if len(today) != 1 || today[0].Assignment == nil || len(next) != 0 {
			t.Errorf("the day: %v %v", today, next)
		}
		return err
	})
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
