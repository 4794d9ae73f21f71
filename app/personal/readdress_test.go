package personal_test

import (
	"testing"
	"time"

	"github.com/google/uuid"

	"accord/app/calendars"
	"accord/app/candidates"
	"accord/app/personal"
	"accord/app/trainings"
	"accord/tenants"
	"accord/tenants/fault"
)

// correct gives somebody another address, as the program manager.
func (s *course) correct(t *testing.T, i int, email string) {
	t.Helper()
	ok(t, s.write(t, s.Andina.Manager, func(tx *tenants.Tx) error {
		_, err := candidates.Edit(tx, s.People[i].CandidateID, candidates.NewCandidate{Name: "Camila Torres", Email: email, Language: "es"})
		return err
	}))
}

// sendAgain is what the job does that follows a correction.
func (s *course) sendAgain(t *testing.T, i int) {
	t.Helper()
	clerk, err := s.DB.AdmitClerk(t.Context(), s.Andina.ID, candidates.ReaddressedKind, "test")
	ok(t, err)
	ok(t, s.write(t, clerk, func(tx *tenants.Tx) error { return personal.SendAgain(tx, s.People[i].CandidateID) }))
}

func TestWhoeverHadMailAtAWrongAddressKeepsNoKey(t *testing.T) {
	t.Parallel()
	s := newCourse(t)
	ok(t, s.send(t, 0))
	old := s.link(t, 0)
	stranger := s.guest(t, old.ID)
	var feed calendars.Feed
	ok(t, s.write(t, stranger, func(tx *tenants.Tx) (err error) {
		feed, err = calendars.Make(tx, calendars.NewFeed{Enrolment: s.People[0].ID})
		return err
	}))
	follower := s.guest(t, feed.ID)
	own := func(m tenants.Member) error {
		return s.read(t, m, func(tx *tenants.Tx) error { _, err := trainings.Own(tx, s.People[0].ID); return err })
	}
	ok(t, own(stranger))

	s.correct(t, 0, "p0@correo.example") // the name alone
	ok(t, own(stranger))
	s.correct(t, 0, "camila@correo.example")
	refused(t, own(stranger), fault.NotFound, "")
	refused(t, s.read(t, follower, func(tx *tenants.Tx) error { _, err := calendars.OwnSessions(tx); return err }), fault.NotFound, "")
	refused(t, s.read(t, s.Andina.Manager, func(tx *tenants.Tx) error { _, err := personal.Of(tx, s.People[0].ID); return err }), fault.NotFound, "")

	s.sendAgain(t, 0)
	now := s.link(t, 0)
	if now.ID == old.ID || now.Sent != 1 {
		t.Errorf("after the correction the link is %+v", now)
	}
	if l, err := s.DB.LinkOf(t.Context(), s.DB.LinkToken(now.ID)); err != nil || l.Email != "camila@correo.example" {
		t.Errorf("it is for %q, %v", l.Email, err)
	}
	ok(t, own(s.guest(t, now.ID)))
	s.sendAgain(t, 0)
	if again := s.link(t, 0); again.ID != now.ID || again.Sent != 1 {
		t.Errorf("the job come twice made %+v", again)
	}
	if n := s.Count(`select count(*) from audit_log where action = 'personal_link.replaced' and subject_id = $1 and detail->>'readdressed' = 'true'`, old.ID); n != 1 {
		t.Errorf("the journal tells %d times of the end", n)
	}
}

func TestACorrectedAddressIsWrittenToOnlyWhereALinkWasAndStillWouldWork(t *testing.T) {
	t.Parallel()
	s := newCourse(t)
	none := func(i int) {
		t.Helper()
		refused(t, s.read(t, s.Andina.Manager, func(tx *tenants.Tx) error { _, err := personal.Of(tx, s.People[i].ID); return err }), fault.NotFound, "")
	}
	s.correct(t, 0, "camila@correo.example") // never had one
	s.sendAgain(t, 0)
	none(0)
	ok(t, s.send(t, 1))
	s.correct(t, 1, "bea@correo.example")
	ok(t, s.write(t, s.Andina.Manager, func(tx *tenants.Tx) error { _, err := trainings.Withdraw(tx, s.People[1].ID); return err }))
	s.sendAgain(t, 1)
	none(1)
	ok(t, s.send(t, 2))
	s.Clock.Add(100 * 24 * time.Hour)
	s.correct(t, 2, "carla@correo.example")
	s.sendAgain(t, 2)
	none(2)
}

// The state is the table's too: no link is made for an address that was corrected meanwhile.
func TestNoLinkIsMadeForAnotherAddressThanTheTrainees(t *testing.T) {
	t.Parallel()
	s := newCourse(t)
	for _, l := range []tenants.NewLink{{Act: personal.ActAttend, Email: "before@correo.example"}, {Act: "other", Email: "p0@correo.example"}} {
		var id uuid.UUID
		l.Subject, l.TTL, l.Standing = s.People[0].ID, time.Hour, true
		ok(t, s.write(t, s.Andina.Manager, func(tx *tenants.Tx) (err error) {
			id, err = tx.Link(l)
			tx.Record(tenants.Event{Action: "personal_link.made", Resource: "personal_link", Subject: s.People[0].ID})
			return err
		}))
		err := s.Try(`insert into personal_link (tenant_id, id, cohort_id, enrolment_id, made_at) values ($1, $2, $3, $4, $5)`,
			s.Andina.ID, id, s.Cohort.ID, s.People[0].ID, s.Clock.Now())
		if err == nil {
			t.Errorf("a link to %s for %q is a personal link", l.Email, l.Act)
		}
	}
}
