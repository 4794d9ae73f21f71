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
	s.Qualify(third)
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
