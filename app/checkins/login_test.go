package checkins_test

import (
	"testing"
	"time"

	"accord/app/trainings"
	"accord/tenants"
)

// What the database lets the organisation's login delete of attendance, whoever
// asks and whatever the verbs do: marks by check-in of a session that has not
// begun, and no others.
func TestTheLoginItselfDeletesNoMarkButOfWhoCameEarly(t *testing.T) {
	t.Parallel()
	const delete = `delete from attendance where training_session_id = $1`
	for name, c := range map[string]struct {
		before func(t *testing.T, s *class)
		gone   int
	}{
		"who came early":           {func(*testing.T, *class) {}, 1},
		"a session that has begun": {func(_ *testing.T, s *class) { s.Clock.Add(15 * time.Minute) }, 0},
		"a mark that a trainer made": {func(t *testing.T, s *class) {
			s.Clock.Add(15 * time.Minute)
			ok(t, s.write(t, s.Andina.Trainer, func(tx *tenants.Tx) error {
				_, err := trainings.RecordAttendance(tx, s.Session.ID, []trainings.Marked{{Enrolment: s.People[0].ID, Mark: trainings.Absent}})
				return err
			}))
			s.Clock.Add(-15 * time.Minute)
		}, 0},
		"a mark that a completion stands on": {func(t *testing.T, s *class) {
			ok(t, s.write(t, s.Andina.Manager, func(tx *tenants.Tx) error {
				return trainings.CompleteByException(tx, s.People[0].ID, "Credited from the spring course.")
			}))
		}, 0},
		"a closed cohort": {func(_ *testing.T, s *class) {
			s.Force(`update cohort set closed_at = $2 where id = $1`, s.Cohort.ID, s.Clock.Now()) // no verb closes one with sessions ahead
		}, 0},
		"a cancelled session": {func(_ *testing.T, s *class) {
			s.Force(`update training_session set cancelled_at = $2 where id = $1`, s.Session.ID, s.Clock.Now())
		}, 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newClass(t)
			_, err := s.come(t, 0, s.open(t))
			ok(t, err)
			c.before(t, s)
			if n, err := s.ByLogin(tenants.DoorMember, s.Nordic.ID, delete, s.Session.ID); err != nil || n != 0 {
				t.Errorf("another organisation's reaches %d: %v", n, err)
			}
			n, err := s.ByLogin(tenants.DoorMember, s.Andina.ID, delete, s.Session.ID)
			if err != nil || n != c.gone || s.marks() != 1-c.gone {
				t.Errorf("%d marks went, %d are left: %v", n, s.marks(), err)
			}
		})
	}
	s := newClass(t)
	for _, door := range []tenants.Door{tenants.DoorPublic, tenants.DoorSelf, tenants.DoorOverseer, tenants.DoorGate, tenants.DoorClerk} {
		if _, err := s.ByLogin(door, s.Andina.ID, delete, s.Session.ID); err == nil {
			t.Errorf("the login of the door %q may delete attendance", door)
		}
	}
}
