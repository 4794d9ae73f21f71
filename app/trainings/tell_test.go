package trainings

import (
	"testing"
	"time"

	"github.com/google/uuid"

	"accord/app/apptest"
	"accord/tenants"
	"accord/tenants/fault"
)

// letters counts the mails of a kind that wait to be sent.
func (s *scene) letters(kind string) int {
	return s.Count("select count(*) from outbox where kind = 'mail' and tenant_id = $1 and args->>'letter' = $2", s.Andina.ID, kind)
}

// as is a session's own form, to change one thing of it.
func as(x TrainingSession) NewSession {
	return NewSession{Title: x.Title, StartsAt: x.StartsAt, EndsAt: x.EndsAt, Hours: x.Hours, Place: x.Place, Link: x.Link}
}

func (s *scene) edit(t *testing.T, m tenants.Member, id uuid.UUID, in NewSession) error {
	t.Helper()
	return write(t, s.World, m, func(tx *tenants.Tx) error { _, err := EditSession(tx, id, in); return err })
}

func TestEverybodyConcernedIsToldOnceWhenASessionMoves(t *testing.T) {
	t.Parallel()
	s := newScene(t, 0, 1, 3)
	ok(t, write(t, s.World, s.Andina.Trainer, func(tx *tenants.Tx) error { _, err := Withdraw(tx, s.Enrolment[2].ID); return err }))
	in := as(s.Sessions[0])
	in.StartsAt, in.EndsAt = in.StartsAt.Add(time.Hour), in.EndsAt.Add(time.Hour)
	said(t, s.edit(t, s.Andina.Trainer, s.Sessions[0].ID, in), fault.Invalid, "session.reason_required")
	in.Reason = "The room is not free."
	ok(t, s.edit(t, s.Andina.Trainer, s.Sessions[0].ID, in))
	if n := s.letters("session_moved"); n != 3 { // two candidates and the trainer; who withdrew is left alone
		t.Errorf("%d letters", n)
	}
	ok(t, s.edit(t, s.Andina.Trainer, s.Sessions[0].ID, in)) // the same again moves nothing
	in.Title = "Listening well"
	ok(t, s.edit(t, s.Andina.Trainer, s.Sessions[0].ID, in)) // nobody need know of a title
	if n := s.letters("session_moved"); n != 3 {
		t.Errorf("%d letters", n)
	}
	if n := s.Count("select revision from training_session where id = $1", s.Sessions[0].ID); n != 1 {
		t.Errorf("revision %d", n)
	}
}

func TestNobodyIsToldOfASessionThatIsPast(t *testing.T) {
	t.Parallel()
	s := newScene(t, 1, 0, 2)
	in := as(s.Sessions[0])
	in.Place = "Room 7"
	ok(t, s.edit(t, s.Andina.Trainer, s.Sessions[0].ID, in))
	if n := s.letters("session_moved"); n != 0 {
		t.Errorf("%d letters", n)
	}
}

func TestACancelledSessionIsToldOfWithItsReason(t *testing.T) {
	t.Parallel()
	s := newScene(t, 0, 1, 2)
	cancel := func(reason string) error {
		return write(t, s.World, s.Andina.Trainer, func(tx *tenants.Tx) error { _, err := CancelSession(tx, s.Sessions[0].ID, reason); return err })
	}
	said(t, cancel("  "), fault.Invalid, "session.reason_required")
	ok(t, cancel("The trainer is ill."))
	ok(t, cancel("")) // cancelled before, it stays so
	if n := s.letters("session_cancelled"); n != 3 {
		t.Errorf("%d letters", n)
	}
	if n := s.Count("select count(*) from session_notice where cohort_id = $1 and kind = 'cancelled' and reason = 'The trainer is ill.' and told = 3", s.Cohort.ID); n != 1 {
		t.Errorf("%d notices", n)
	}
}

func TestALinkIsAWholeWebAddress(t *testing.T) {
	t.Parallel()
	s := newScene(t, 0, 0, 0)
	for link, good := range map[string]bool{
		"https://meet.example.org/room?x=1#y": true, "http://10.0.0.1:8080/": true, "": true,
		"javascript:alert(1)": false, "meet.example.org": false, "https://": false, "ftp://x.example": false, "https://user:pw@x.example/": false,
		"https://x.example/a b": false, "data:text/html,x": false, "//x.example": false,
	} {
		at := apptest.Start
		err := write(t, s.World, s.Andina.Trainer, func(tx *tenants.Tx) error {
			_, err := AddSession(tx, s.Cohort.ID, NewSession{Title: "a", StartsAt: at, EndsAt: at.Add(time.Hour), Hours: 1, Link: link})
			return err
		})
		if good {
			ok(t, err)
		} else {
			said(t, err, fault.Invalid, "session.link_form")
		}
	}
}

func TestASessionHasTrainersOfItsCohortAndElseAllOfThem(t *testing.T) {
	t.Parallel()
	s := newScene(t, 0, 1, 0)
	ok(t, write(t, s.World, s.Andina.Manager, func(tx *tenants.Tx) error {
		return Staff(tx, s.Cohort.ID, []uuid.UUID{s.Andina.Trainer.Membership(), s.Andina.Trainer2.Membership()})
	}))
	told := func() int {
		var c Concerned
		ok(t, read(t, s.World, s.Andina.Manager, func(tx *tenants.Tx) (err error) { c, err = ConcernedBy(tx, s.Sessions[0]); return err }))
		return len(c.Trainers)
	}
	if told() != 2 {
		t.Errorf("%d trainers where none is named", told())
	}
	in := as(s.Sessions[0])
	in.Trainers = []uuid.UUID{s.Andina.Trainer2.Membership()}
	ok(t, s.edit(t, s.Andina.Trainer, s.Sessions[0].ID, in))
	if told() != 1 {
		t.Errorf("%d trainers where one is named", told())
	}
	in.Trainers = []uuid.UUID{s.Andina.Manager.Membership()}
	said(t, s.edit(t, s.Andina.Trainer, s.Sessions[0].ID, in), fault.Invalid, "session.not_trainer")
	ok(t, write(t, s.World, s.Andina.Manager, func(tx *tenants.Tx) error {
		return Staff(tx, s.Cohort.ID, []uuid.UUID{s.Andina.Trainer.Membership()})
	}))
	if told() != 1 { // who trains the cohort no more trains none of its sessions: all who are left do
		t.Errorf("%d trainers after one left", told())
	}
}

func TestOnlyWhoPlansMovesASession(t *testing.T) {
	t.Parallel()
	s := newScene(t, 0, 1, 1)
	in := as(s.Sessions[0])
	in.Place, in.Reason = "Elsewhere", "I say so."
	refused(t, s.edit(t, s.Andina.Assessor, s.Sessions[0].ID, in), fault.NotFound)
	refused(t, s.edit(t, s.Nordic.Manager, s.Sessions[0].ID, in), fault.NotFound)
	if n := s.letters("session_moved"); n != 0 {
		t.Errorf("%d letters", n)
	}
}
