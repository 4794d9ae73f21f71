package trainings

import (
	"testing"
	"time"

	"github.com/google/uuid"

	"accord/app/apptest"
	"accord/tenants"
	"accord/tenants/fault"
)

func TestSessionsAreNumberedAsTheyArePlanned(t *testing.T) {
	t.Parallel()
	s := newScene(t, 1, 1, 0)
	ok(t, write(t, s.World, s.Andina.Trainer, func(tx *tenants.Tx) error {
		_, err := CancelSession(tx, s.Sessions[1].ID, "The room is not free.")
		return err
	}))
	third := plan(t, s.World, s.Andina.Trainer, s.Cohort, apptest.Start.AddDate(0, 0, -5))
	if third.Number != 3 || third.Place != "Quito and online" {
		t.Errorf("planned as %+v", third)
	}
	f := s.file(t)
	if f.Sessions[0].ID != third.ID || f.Delivered(s.Clock.Now()) != 20 || f.Next(s.Clock.Now()) != nil {
		t.Errorf("delivered %v, next %v", f.Delivered(s.Clock.Now()), f.Next(s.Clock.Now()))
	}
}

func TestEveryWrongFieldOfASessionIsNamedAtOnce(t *testing.T) {
	t.Parallel()
	s := newScene(t, 0, 0, 0)
	at := apptest.Start
	for name, x := range map[string]struct {
		in     NewSession
		fields []string
	}{
		"nothing":            {NewSession{}, []string{"title", "starts", "hours"}},
		"before the cohort":  {NewSession{Title: "a", StartsAt: at.AddDate(0, -3, 0), EndsAt: at.AddDate(0, -3, 0).Add(time.Hour), Hours: 1}, []string{"starts"}},
		"no length":          {NewSession{Title: "a", StartsAt: at, EndsAt: at, Hours: 1}, []string{"ends"}},
		"two days":           {NewSession{Title: "a", StartsAt: at, EndsAt: at.Add(48 * time.Hour), Hours: 5}, []string{"ends"}},
		"longer than itself": {NewSession{Title: "a", StartsAt: at, EndsAt: at.Add(2 * time.Hour), Hours: 2.5}, []string{"hours"}},
		"negative":           {NewSession{Title: "a", StartsAt: at, EndsAt: at.Add(2 * time.Hour), Hours: -1}, []string{"hours"}},
	} {
		err := write(t, s.World, s.Andina.Trainer, func(tx *tenants.Tx) error { _, err := AddSession(tx, s.Cohort.ID, x.in); return err })
		refused(t, err, fault.Invalid)
		t.Run(name, func(t *testing.T) { sameFields(t, err, x.fields...) })
	}
}

func TestTheLastEveningOfACohortIsWithinItInItsOwnZone(t *testing.T) {
	t.Parallel()
	s := newScene(t, 0, 0, 0)
	quito, err := time.LoadLocation("America/Guayaquil")
	ok(t, err)
	plan(t, s.World, s.Andina.Trainer, s.Cohort, time.Date(2026, 11, 28, 21, 0, 0, 0, quito)) // the 29th in UTC
}

func TestASessionThatTookPlaceIsNotCancelled(t *testing.T) {
	t.Parallel()
	s := newScene(t, 1, 0, 1)
	_, err := s.record(t, s.Andina.Trainer, 0, Marked{Enrolment: s.Enrolment[0].ID, Mark: Absent})
	ok(t, err)
	err = write(t, s.World, s.Andina.Trainer, func(tx *tenants.Tx) error {
		_, err := CancelSession(tx, s.Sessions[0].ID, "The room is not free.")
		return err
	})
	said(t, err, fault.Conflict, "session.recorded")
}

func TestThosePresentFollowASessionsNewLength(t *testing.T) {
	t.Parallel()
	s := newScene(t, 1, 0, 3)
	_, err := s.record(t, s.Andina.Trainer, 0, Marked{s.Enrolment[0].ID, Present, 0, nil}, Marked{s.Enrolment[1].ID, Part, 6, nil}, Marked{s.Enrolment[2].ID, Absent, 0, nil})
	ok(t, err)
	edit := func(hours float64, at time.Time) error {
		return write(t, s.World, s.Andina.Trainer, func(tx *tenants.Tx) error {
			_, err := EditSession(tx, s.Sessions[0].ID, NewSession{Title: "Listening", StartsAt: at, EndsAt: at.Add(11 * time.Hour), Hours: hours})
			return err
		})
	}
	was := s.Sessions[0].StartsAt
	ok(t, edit(8, was))
	if f := s.file(t); f.Standings[0].Attended != 8 || f.Standings[1].Attended != 6 || f.Standings[2].Attended != 0 {
		t.Errorf("attended %v %v %v", f.Standings[0].Attended, f.Standings[1].Attended, f.Standings[2].Attended)
	}
	said(t, edit(6, was), fault.Invalid, "session.part_longer")
	said(t, edit(8, apptest.Start.Add(time.Hour)), fault.Invalid, "session.recorded_future")
	ok(t, edit(8, was)) // nothing changes
	if s.events("session.edited", s.Cohort.ID) != 1 {
		t.Error("the journal does not hold the one edit")
	}
}

func TestSessionsOfOthersAreAbsent(t *testing.T) {
	t.Parallel()
	s := newScene(t, 1, 0, 0)
	for _, m := range []tenants.Member{s.Andina.Trainer2, s.Andina.Assessor, s.Nordic.Admin} {
		refused(t, write(t, s.World, m, func(tx *tenants.Tx) error {
			_, err := CancelSession(tx, s.Sessions[0].ID, "The room is not free.")
			return err
		}), fault.NotFound)
		refused(t, write(t, s.World, m, func(tx *tenants.Tx) error { _, err := AddSession(tx, s.Cohort.ID, NewSession{}); return err }), fault.NotFound)
	}
	refused(t, write(t, s.World, s.Andina.Manager, func(tx *tenants.Tx) error {
		_, err := CancelSession(tx, uuid.New(), "The room is not free.")
		return err
	}), fault.NotFound)
}
