package personal_test

import (
	"testing"
	"time"

	"github.com/google/uuid"

	"accord/app/personal"
	"accord/app/trainings"
	"accord/tenants"
	"accord/tenants/fault"
)

func TestATraineeHasOneLinkHoweverOftenItIsSent(t *testing.T) {
	t.Parallel()
	s := newCourse(t)
	ok(t, s.send(t, 0))
	first := s.link(t, 0)
	refused(t, s.send(t, 0), fault.Conflict, "personal.sent_lately")
	s.Clock.Add(personal.Between)
	ok(t, s.send(t, 0))
	again := s.link(t, 0)
	if again.ID != first.ID || again.Sent != 2 {
		t.Errorf("sent twice, the link %s is %s, sent %d times", first.ID, again.ID, again.Sent)
	}
	var links map[uuid.UUID]uuid.UUID
	ok(t, s.write(t, s.Andina.Trainer, func(tx *tenants.Tx) (err error) {
		links, err = personal.LinksFor(tx, s.People[0].ID, s.People[1].ID)
		return err
	}))
	if links[s.People[0].ID] != first.ID || links[s.People[1].ID] == uuid.Nil {
		t.Errorf("the links of two people are %v", links)
	}
}

func TestLinksThatStayDoNotCountAgainstADaysLinks(t *testing.T) {
	t.Parallel()
	s := newCourse(t)
	for range 6 { // an hour allows five links that count on one subject
		ok(t, s.write(t, s.Andina.Manager, func(tx *tenants.Tx) error {
			_, err := tx.Link(tenants.NewLink{Act: "other", Subject: s.People[0].ID, Email: "p0@correo.example", TTL: time.Hour, Standing: true})
			tx.Record(tenants.Event{Action: "personal_link.made", Resource: "personal_link", Subject: s.People[0].ID})
			return err
		}))
	}
	ok(t, s.send(t, 0))
}

func TestWhoWasNeverSentTheirLinkIsSentIt(t *testing.T) {
	t.Parallel()
	s := newCourse(t)
	ok(t, s.send(t, 0))
	sent := 0
	all := func() error {
		return s.write(t, s.Andina.Trainer, func(tx *tenants.Tx) (err error) { sent, err = personal.SendAll(tx, s.Cohort.ID); return err })
	}
	ok(t, all())
	if sent != 2 {
		t.Errorf("%d of 3 were sent to, one had theirs", sent)
	}
	refused(t, all(), fault.Conflict, "personal.all_sent")
}

func TestANewLinkEndsTheOldOne(t *testing.T) {
	t.Parallel()
	s := newCourse(t)
	ok(t, s.send(t, 0))
	old := s.link(t, 0)
	holder := s.guest(t, old.ID)
	renew := func() error {
		return s.write(t, s.Andina.Trainer, func(tx *tenants.Tx) error { return personal.Renew(tx, s.People[0].ID) })
	}
	refused(t, renew(), fault.Conflict, "personal.sent_lately")
	s.Clock.Add(time.Hour)
	ok(t, renew())
	if now := s.link(t, 0); now.ID == old.ID || now.Sent != 1 {
		t.Errorf("the new link is %+v", now)
	}
	refused(t, s.read(t, holder, func(tx *tenants.Tx) error { _, err := trainings.Own(tx, s.People[0].ID); return err }), fault.NotFound, "")
}

func TestOnlyWhoTrainsTheCohortSendsItsLinks(t *testing.T) {
	t.Parallel()
	s := newCourse(t)
	for name, m := range map[string]tenants.Member{"a trainer of another cohort": s.Andina.Trainer2, "an assessor": s.Andina.Assessor, "another organisation": s.Nordic.Manager} {
		err := s.write(t, m, func(tx *tenants.Tx) error { return personal.Send(tx, s.People[0].ID) })
		if !fault.Is(err, fault.NotFound) {
			t.Errorf("%s: %v", name, err)
		}
		if err := s.write(t, m, func(tx *tenants.Tx) error { _, err := personal.SendAll(tx, s.Cohort.ID); return err }); !fault.Is(err, fault.NotFound) {
			t.Errorf("%s sends all: %v", name, err)
		}
		if err := s.write(t, m, func(tx *tenants.Tx) error { return personal.Renew(tx, s.People[0].ID) }); !fault.Is(err, fault.NotFound) {
			t.Errorf("%s renews: %v", name, err)
		}
	}
}

func TestALinkIsNotSentWhenItWouldNotWork(t *testing.T) {
	t.Parallel()
	s := newCourse(t)
	ok(t, s.write(t, s.Andina.Manager, func(tx *tenants.Tx) error { _, err := trainings.Withdraw(tx, s.People[2].ID); return err }))
	refused(t, s.send(t, 2), fault.Conflict, "enrolment.withdrawn")
	s.Clock.Add(100 * 24 * time.Hour)
	refused(t, s.send(t, 0), fault.Conflict, "personal.over")
}
