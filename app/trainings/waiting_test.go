package trainings

import (
	"testing"
	"time"

	"github.com/google/uuid"

	"accord/tenants"
	"accord/tenants/fault"
)

// fullScene is a cohort of two places that are taken, with two who wait.
func fullScene(t *testing.T) (*scene, []Waiting) {
	t.Helper()
	s := newScene(t, 0, 0, 2)
	s.capacity(t, 2)
	var all []Waiting
	for i := range 2 {
		s.Clock.Add(time.Minute)
		w, err := s.wait(t, s.Andina.Manager, 10+i)
		ok(t, err)
		all = append(all, w)
	}
	return s, all
}

func (s *scene) capacity(t *testing.T, n int) {
	t.Helper()
	in := november(s.World)
	in.Capacity = n
	ok(t, write(t, s.World, s.Andina.Manager, func(tx *tenants.Tx) error { _, err := Edit(tx, s.Cohort.ID, in); return err }))
}

func (s *scene) wait(t *testing.T, m tenants.Member, who int) (w Waiting, err error) {
	t.Helper()
	err = write(t, s.World, m, func(tx *tenants.Tx) (err error) { w, err = Wait(tx, s.Cohort.ID, person(who)); return err })
	return w, err
}

func (s *scene) place(t *testing.T, m tenants.Member, id uuid.UUID) error {
	t.Helper()
	return write(t, s.World, m, func(tx *tenants.Tx) error { _, err := Place(tx, id); return err })
}

func (s *scene) queue(t *testing.T, m tenants.Member) Queue {
	t.Helper()
	var q Queue
	ok(t, read(t, s.World, m, func(tx *tenants.Tx) error {
		c, err := Get(tx, s.Cohort.ID)
		if err == nil {
			q, err = QueueOf(tx, c)
		}
		return err
	}))
	return q
}

func TestAFreePlaceGoesToTheFirstOfTheListByAPersonsHandAndTheyAreTold(t *testing.T) {
	t.Parallel()
	s, waiting := fullScene(t)
	said(t, s.place(t, s.Andina.Manager, waiting[0].ID), fault.Conflict, "enrolment.full")
	ok(t, write(t, s.World, s.Andina.Manager, func(tx *tenants.Tx) error { _, err := Withdraw(tx, s.Enrolment[0].ID); return err }))
	if q := s.queue(t, s.Andina.Manager); q.Free != 1 || len(q.Waiting) != 2 || q.Waiting[0].ID != waiting[0].ID || q.Waiting[0].Candidate.Email != person(10).Email {
		t.Fatalf("%+v", q)
	}
	said(t, s.place(t, s.Andina.Manager, waiting[1].ID), fault.Conflict, "waiting.not_first")
	if n := s.letters("place_given"); n != 0 {
		t.Errorf("%d were told before anybody gave a place", n)
	}
	ok(t, s.place(t, s.Andina.Manager, waiting[0].ID))
	said(t, s.place(t, s.Andina.Manager, waiting[0].ID), fault.Conflict, "waiting.left")
	if q := s.queue(t, s.Andina.Manager); q.Free != 0 || len(q.Waiting) != 1 || s.letters("place_given") != 1 {
		t.Errorf("%+v, %d letters", q, s.letters("place_given"))
	}
	s.capacity(t, 3) // a place more
	ok(t, s.place(t, s.Andina.Manager, waiting[1].ID))
}

func TestNobodyWaitsWhereThereIsAPlaceOrTwice(t *testing.T) {
	t.Parallel()
	s := newScene(t, 0, 0, 2)
	_, err := s.wait(t, s.Andina.Manager, 10)
	said(t, err, fault.Conflict, "waiting.not_full")
	s.capacity(t, 2)
	_, err = s.wait(t, s.Andina.Manager, 0)
	said(t, err, fault.Conflict, "enrolment.already")
	w, err := s.wait(t, s.Andina.Manager, 10)
	ok(t, err)
	_, err = s.wait(t, s.Andina.Manager, 10)
	said(t, err, fault.Conflict, "waiting.already")
	for range 2 { // off the list already, they stay so
		ok(t, write(t, s.World, s.Andina.Manager, func(tx *tenants.Tx) error { return Leave(tx, w.ID) }))
	}
	_, err = s.wait(t, s.Andina.Manager, 10)
	ok(t, err)
}

func TestTheWaitingListIsItsKeepersAlone(t *testing.T) {
	t.Parallel()
	s, waiting := fullScene(t)
	if q := s.queue(t, s.Andina.Trainer); len(q.Waiting) != 0 {
		t.Errorf("a trainer reads %d who wait", len(q.Waiting))
	}
	_, err := s.wait(t, s.Andina.Trainer, 12)
	refused(t, err, fault.Forbidden)
	for m, code := range map[*tenants.Member]fault.Code{&s.Andina.Trainer: fault.Forbidden, &s.Andina.Assessor: fault.NotFound, &s.Nordic.Manager: fault.NotFound} {
		refused(t, s.place(t, *m, waiting[0].ID), code)
		refused(t, write(t, s.World, *m, func(tx *tenants.Tx) error { return Leave(tx, waiting[0].ID) }), code)
	}
	ok(t, write(t, s.World, s.Andina.Manager, func(tx *tenants.Tx) error { _, err := Close(tx, s.Cohort.ID); return err }))
	said(t, s.place(t, s.Andina.Manager, waiting[0].ID), fault.Conflict, "cohort.closed")
}
