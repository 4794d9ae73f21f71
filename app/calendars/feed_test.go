package calendars_test

import (
	"testing"
	"time"

	"github.com/google/uuid"

	"accord/app/calendars"
	"accord/app/checkins"
	"accord/app/evaluations"
	"accord/app/materials"
	"accord/app/personal"
	"accord/app/trainings"
	"accord/tenants"
	"accord/tenants/fault"
)

func TestTrainersAndRoomsThatAreNeededTwiceAreFound(t *testing.T) {
	t.Parallel()
	s := newYear(t)
	one := s.at(t, s.One, "2027-02-01 09:00", trainings.NewSession{Place: "Room 2"})
	both := s.at(t, s.Both, "2027-02-01 11:00", trainings.NewSession{Place: "room 2", Trainers: []uuid.UUID{s.Nordic.Trainer2.Membership()}})
	third := s.at(t, s.Both, "2027-02-01 13:00", trainings.NewSession{})
	town := s.at(t, s.One, "2027-02-02 09:00", trainings.NewSession{})
	s.at(t, s.Both, "2027-02-02 09:00", trainings.NewSession{Trainers: []uuid.UUID{s.Nordic.Trainer2.Membership()}})
	clashes := map[uuid.UUID][]calendars.Clash{}
	for _, e := range s.window(t, s.Nordic.Manager, calendars.Filter{}) {
		clashes[e.ID] = e.Clashes
	}
	if c := clashes[one.ID]; len(c) != 1 || c[0].Place != "Room 2" || c[0].With.ID != both.ID || c[0].Cohort.ID != s.Both.ID {
		t.Errorf("one room for two: %+v", c)
	}
	if c := clashes[both.ID]; len(c) != 2 { // the room with the first, the trainer with the third
		t.Errorf("the second clashes with %+v", c)
	}
	if c := clashes[third.ID]; len(c) != 1 || c[0].Trainer == "" {
		t.Errorf("a trainer needed twice: %+v", c)
	}
	if c := clashes[town.ID]; len(c) != 0 {
		t.Errorf("being in the same town is a clash: %+v", c)
	}
	s.write(t, s.Nordic.Manager, func(tx *tenants.Tx) error { _, err := trainings.CancelSession(tx, both.ID, "Snow"); return err })
	for _, e := range s.window(t, s.Nordic.Manager, calendars.Filter{Cohort: s.One.ID}) {
		if e.CohortID != s.One.ID || len(e.Clashes) > 0 {
			t.Errorf("after the cancellation %s has %+v", e.Title, e.Clashes)
		}
	}
	if got := s.window(t, s.Nordic.Manager, calendars.Filter{Trainer: s.Nordic.Trainer2.Membership()}); len(got) != 3 {
		t.Errorf("the second trainer has %d sessions", len(got))
	}
	err := s.DB.Read(t.Context(), s.Nordic.Manager, func(tx *tenants.Tx) error {
		_, err := calendars.Window(tx, calendars.Filter{From: one.StartsAt, To: one.StartsAt})
		return err
	})
	refused(t, err, fault.Invalid)
}

// A coach has tables of trainees, and no session of their own: in a calendar
// they neither train it, nor are needed twice.
func TestACoachIsNoTrainerOfTheSessions(t *testing.T) {
	t.Parallel()
	s := newYear(t)
	s.write(t, s.Nordic.Manager, func(tx *tenants.Tx) error {
		return trainings.Appoint(tx, s.One.ID, trainings.Staffing{Trainers: []uuid.UUID{s.Nordic.Trainer.Membership()}, Coaches: []uuid.UUID{s.Nordic.Trainer2.Membership()}})
	})
	one := s.at(t, s.One, "2027-02-01 09:00", trainings.NewSession{})
	s.at(t, s.Both, "2027-02-01 09:00", trainings.NewSession{Trainers: []uuid.UUID{s.Nordic.Trainer2.Membership()}})
	for _, e := range s.window(t, s.Nordic.Manager, calendars.Filter{}) {
		if len(e.Clashes) > 0 {
			t.Errorf("%s clashes with %+v", e.Title, e.Clashes)
		}
		if e.ID == one.ID && (len(e.Trainers) != 1 || e.Trainers[0].ID != s.Nordic.Trainer.Membership()) {
			t.Errorf("it is trained by %+v", e.Trainers)
		}
	}
	if got := s.window(t, s.Nordic.Manager, calendars.Filter{Trainer: s.Nordic.Trainer2.Membership(), Cohort: s.One.ID}); len(got) != 0 {
		t.Errorf("who coaches is shown %d sessions as a trainer's", len(got))
	}
}

// make makes somebody's feed.
func (s *year) make(t *testing.T, m tenants.Member, enrolment uuid.UUID, everything bool) calendars.Feed {
	t.Helper()
	var f calendars.Feed
	s.write(t, m, func(tx *tenants.Tx) (err error) {
		f, err = calendars.Make(tx, calendars.NewFeed{Enrolment: enrolment, Everything: everything})
		return err
	})
	return f
}

func TestAMembersFeedHasWhatTheySeeNow(t *testing.T) {
	t.Parallel()
	s := newYear(t)
	s.at(t, s.One, "2026-12-01 09:00", trainings.NewSession{})
	s.at(t, s.Both, "2026-12-02 09:00", trainings.NewSession{})
	holds := func(m tenants.Member, f calendars.Feed) (n int) {
		t.Helper()
		ok(t, s.DB.Read(t.Context(), m, func(tx *tenants.Tx) error { all, err := calendars.Sessions(tx, f); n = len(all); return err }))
		return n
	}
	trainer, second := s.make(t, s.Nordic.Trainer, uuid.Nil, false), s.make(t, s.Nordic.Trainer2, uuid.Nil, true)
	manager, all := s.make(t, s.Nordic.Manager, uuid.Nil, false), s.make(t, s.Nordic.Admin, uuid.Nil, true)
	if a, b, c, d := holds(s.Nordic.Trainer, trainer), holds(s.Nordic.Trainer2, second), holds(s.Nordic.Manager, manager), holds(s.Nordic.Admin, all); a != 2 || b != 1 || c != 0 || d != 2 {
		t.Errorf("the feeds hold %d, %d, %d and %d sessions", a, b, c, d)
	}
	s.write(t, s.Nordic.Manager, func(tx *tenants.Tx) error {
		return trainings.Staff(tx, s.Both.ID, []uuid.UUID{s.Nordic.Trainer2.Membership()})
	})
	if n := holds(s.Nordic.Trainer, trainer); n != 1 {
		t.Errorf("who trains a cohort no more still has %d sessions", n)
	}
	refused(t, s.DB.Read(t.Context(), s.Nordic.Trainer2, func(tx *tenants.Tx) error { _, err := calendars.Sessions(tx, trainer); return err }), fault.NotFound)
}

func TestANewAddressEndsTheOldOne(t *testing.T) {
	t.Parallel()
	s := newYear(t)
	first := s.make(t, s.Nordic.Trainer, uuid.Nil, false)
	second := s.make(t, s.Nordic.Trainer, uuid.Nil, false)
	clerk, err := s.DB.AdmitClerk(t.Context(), s.Nordic.ID, "calendar", "test")
	ok(t, err)
	holder := func(id uuid.UUID) error {
		return s.DB.Read(t.Context(), clerk, func(tx *tenants.Tx) error { _, err := calendars.Holder(tx, id); return err })
	}
	refused(t, holder(first.ID), fault.NotFound)
	ok(t, holder(second.ID))
	s.write(t, s.Nordic.Trainer, func(tx *tenants.Tx) error { return calendars.End(tx, uuid.Nil) })
	refused(t, holder(second.ID), fault.NotFound)
	if err := s.Try(`update calendar_feed set ended_at = null where id = $1`, first.ID); err == nil {
		t.Error("a feed that ended works again")
	}
	s.make(t, s.Nordic.Assessor, uuid.Nil, false) // assessors follow their slots
}

func TestATraineesFeedHasTheirCohortAndNothingElse(t *testing.T) {
	t.Parallel()
	s := newYear(t)
	one := s.at(t, s.One, "2026-12-01 09:00", trainings.NewSession{})
	s.at(t, s.Both, "2026-12-02 09:00", trainings.NewSession{})
	s.Exec(`insert into check_in (tenant_id, id, cohort_id, training_session_id, opened_at) values ($1, gen_random_uuid(), $2, $3, $4)`, s.Nordic.ID, s.One.ID, one.ID, s.Clock.Now())
	s.write(t, s.Nordic.Manager, func(tx *tenants.Tx) error {
		if _, err := materials.Add(tx, s.One.ID, materials.NewMaterial{Title: "Reader", Address: "https://library.example/reader"}); err != nil {
			return err
		}
		_, err := evaluations.Begin(tx, s.One.ID, s.Clock.Now(), s.Clock.Now().AddDate(0, 0, 7))
		return err
	})
	f := s.make(t, s.guest, s.Who.ID, false)
	feed := s.byLink(t, f.ID)
	read := func() (n int, err error) {
		err = s.DB.Read(t.Context(), feed, func(tx *tenants.Tx) error { all, err := calendars.OwnSessions(tx); n = len(all); return err })
		return n, err
	}
	n, err := read()
	ok(t, err)
	if n != 1 {
		t.Errorf("the feed holds %d sessions of one", n)
	}
	// A calendar's address goes to others' servers: it opens the sessions alone.
	refused(t, s.DB.Read(t.Context(), feed, func(tx *tenants.Tx) error { _, err := trainings.Own(tx, s.Who.ID); return err }), fault.NotFound)
	refused(t, s.DB.Write(t.Context(), feed, func(tx *tenants.Tx) error { _, _, err := trainings.SessionFor(tx, one.ID, "check_in"); return err }), fault.Forbidden)
	reads := func(m tenants.Member) (all []string) {
		t.Helper()
		for resource, row := range map[string]any{"check_in": &checkins.CheckIn{}, "cohort_material": &materials.Material{}, "evaluation": &evaluations.Evaluation{}} {
			var n int64
			ok(t, s.DB.Read(t.Context(), m, func(tx *tenants.Tx) error { return tx.DB().Model(row).Where("true").Count(&n).Error }))
			if n > 0 {
				all = append(all, resource)
			}
		}
		return all
	}
	if own, followed := reads(s.guest), reads(feed); len(own) != 3 || len(followed) != 0 {
		t.Errorf("the personal link reads %v, the calendar's %v", own, followed)
	}
	refused(t, s.DB.Write(t.Context(), s.Nordic.Manager, func(tx *tenants.Tx) error {
		_, err := calendars.Make(tx, calendars.NewFeed{Enrolment: s.Who.ID})
		return err
	}), fault.NotFound)
	s.Clock.Add(time.Hour)
	s.write(t, s.Nordic.Manager, func(tx *tenants.Tx) error { return personal.Send(tx, s.Who.ID) })
	s.Clock.Add(time.Hour)
	s.write(t, s.Nordic.Manager, func(tx *tenants.Tx) error { return personal.Renew(tx, s.Who.ID) })
	_, err = read()
	refused(t, err, fault.NotFound) // it ended with the link that it was made by
}

// An address is a key that is kept for years: nobody makes them without end,
// and whoever is refused keeps the one they have.
func TestSomebodyMakesAFewAddressesADay(t *testing.T) {
	t.Parallel()
	s := newYear(t)
	for name, who := range map[string]struct {
		tenants.Member
		enrolment uuid.UUID
	}{"a trainee": {s.guest, s.Who.ID}, "a trainer": {s.Nordic.Trainer, uuid.Nil}} {
		var last calendars.Feed
		for range calendars.MaxFeeds {
			last = s.make(t, who.Member, who.enrolment, false)
		}
		err := s.DB.Write(t.Context(), who.Member, func(tx *tenants.Tx) error {
			_, err := calendars.Make(tx, calendars.NewFeed{Enrolment: who.enrolment})
			return err
		})
		refused(t, err, fault.Conflict)
		ok(t, s.DB.Read(t.Context(), who.Member, func(tx *tenants.Tx) error {
			f, err := calendars.Mine(tx, who.enrolment)
			if f.ID != last.ID {
				t.Errorf("%s has the address %s and not %s", name, f.ID, last.ID)
			}
			return err
		}))
	}
	s.make(t, s.Nordic.Trainer2, uuid.Nil, false) // another's count is theirs
	s.Clock.Add(calendars.MadeIn)
	s.make(t, s.guest, s.Who.ID, false)
	s.make(t, s.Nordic.Trainer, uuid.Nil, false)
}
