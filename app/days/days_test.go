package days_test

import (
	"testing"
	"time"

	"github.com/google/uuid"

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
