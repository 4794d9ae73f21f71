package checkins_test

import (
	"testing"
	"time"

	"accord/app/trainings"
	"accord/tenants"
	"accord/tenants/fault"
)

// cancel cancels the session, as the program manager.
func (s *class) cancel(t *testing.T) error {
	t.Helper()
	return s.write(t, s.Andina.Manager, func(tx *tenants.Tx) error {
		_, err := trainings.CancelSession(tx, s.Session.ID, "The trainer is ill.")
		return err
	})
}

// move moves the session by a while, as the program manager.
func (s *class) move(t *testing.T, by time.Duration) error {
	t.Helper()
	return s.write(t, s.Andina.Manager, func(tx *tenants.Tx) error {
		_, err := trainings.EditSession(tx, s.Session.ID, trainings.NewSession{Title: s.Session.Title, StartsAt: s.Session.StartsAt.Add(by), EndsAt: s.Session.EndsAt.Add(by),
			Hours: s.Session.Hours, Reason: "The room is taken."})
		return err
	})
}

func (s *class) marks() int {
	return s.Count(`select count(*) from attendance where training_session_id = $1`, s.Session.ID)
}

func TestWhoCameEarlyDoesNotStopASessionFromBeingCancelled(t *testing.T) {
	t.Parallel()
	s := newClass(t)
	code := s.open(t)
	for i := range 2 {
		_, err := s.come(t, i, code)
		ok(t, err)
	}
	ok(t, s.cancel(t))
	if n := s.marks(); n != 0 {
		t.Errorf("%d marks stand for a session that was not held", n)
	}
	if n := s.Count(`select count(*) from audit_log where action = 'attendance.taken_back' and subject_id = $1 and detail->>'was' = 'present'
		and detail->>'candidate' = any($2)`, s.Session.ID, []string{s.People[0].CandidateID.String(), s.People[1].CandidateID.String()}); n != 2 {
		t.Errorf("the journal tells of %d marks that went", n)
	}
	ok(t, s.DB.Read(t.Context(), s.Andina.Trainer, func(tx *tenants.Tx) error {
		all, err := trainings.HistoryOf(tx, s.Session.ID, s.People[0].ID)
		if len(all) != 1 || all[0].How != trainings.ByCheckIn {
			t.Errorf("what was is kept as %+v", all)
		}
		return err
	}))
	_, err := s.come(t, 2, code)
	refused(t, err, fault.Conflict, "session.cancelled")
}

func TestASessionThatBeganWithSomebodyThereIsNotCancelled(t *testing.T) {
	t.Parallel()
	s := newClass(t)
	_, err := s.come(t, 0, s.open(t))
	ok(t, err)
	s.Clock.Add(15 * time.Minute) // it begins
	refused(t, s.cancel(t), fault.Conflict, "session.recorded")
	refused(t, s.move(t, 2*time.Hour), fault.Invalid, "")
	if n := s.marks(); n != 1 {
		t.Errorf("%d marks are left of one", n)
	}
}

func TestACompletionKeepsTheMarkThatItStandsOn(t *testing.T) {
	t.Parallel()
	s := newClass(t)
	_, err := s.come(t, 0, s.open(t))
	ok(t, err)
	ok(t, s.write(t, s.Andina.Manager, func(tx *tenants.Tx) error {
		return trainings.CompleteByException(tx, s.People[0].ID, "Credited from the spring course.")
	}))
	refused(t, s.cancel(t), fault.Conflict, "session.recorded")
	if n := s.marks(); n != 1 {
		t.Errorf("%d marks are left of one", n)
	}
}

// Moved by a little, who is there is there; moved away, they come again.
func TestASessionMovesWithWhoCameEarly(t *testing.T) {
	t.Parallel()
	s := newClass(t)
	_, err := s.come(t, 0, s.open(t))
	ok(t, err)
	ok(t, s.move(t, 10*time.Minute))
	if s.mark(t, 0) != trainings.Present {
		t.Error("ten minutes later they are gone")
	}
	ok(t, s.move(t, 48*time.Hour))
	if n := s.marks(); n != 0 {
		t.Errorf("%d marks stand for a session in two days", n)
	}
	s.Clock.Add(48 * time.Hour)
	came, err := s.come(t, 0, s.room(t).Code)
	ok(t, err)
	if !came.Fresh {
		t.Errorf("they come again as %+v", came)
	}
}
