package exercises_test

import (
	"testing"
	"time"

	"github.com/google/uuid"

	"accord/app/exercises"
	"accord/app/trainings"
	"accord/tenants"
	"accord/tenants/fault"
)

func TestACoachGivesFeedbackAtTheirOwnTableAlone(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	b := s.played()
	own, other := b.Tables[0].Seats[0].ID, b.Tables[1].Seats[0].ID
	s.said(s.give(s.coach, other, 0), fault.NotFound)
	s.said(s.give(s.Andina.Trainer, own, 0), fault.Forbidden)
	s.said(s.give(s.Andina.Manager, own, 0), fault.Forbidden)
	s.said(s.give(s.Nordic.Manager, own, 0), fault.NotFound)
	f, err := s.save(s.coach, own, 0, kind)
	s.ok(err)
	_, err = s.save(s.coach, own, 0, exercises.Notes{{Heading: "opening", Strengths: "From another tab."}})
	s.said(err, fault.Conflict, "feedback.changed_meanwhile")
	_, err = s.save(s.coach, own, f.Revision, exercises.Notes{{Heading: "charm", Strengths: "x"}, {Heading: "opening", Level: 9}})
	s.said(err, fault.Invalid, "feedback.heading", "feedback.level")
	s.ok(s.give(s.coach, own, f.Revision))
	s.said(s.give(s.coach, own, f.Revision+1), fault.Conflict, "feedback.given_already")
	_, err = s.save(s.coach, own, f.Revision+1, nil)
	s.said(err, fault.Conflict, "feedback.given_already")
	s.said(s.write(s.coach, func(tx *tenants.Tx) error {
		_, err := exercises.Give(tx, b.Tables[0].Seats[1].ID, exercises.Saving{Notes: exercises.Notes{{Heading: "opening", Strengths: "  "}}})
		return err
	}), fault.Invalid, "feedback.empty")
}

func TestFeedbackThatWasGivenIsAmendedAndBothStay(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	seat := s.played().Tables[0].Seats[0]
	s.said(s.amend(s.coach, seat.ID, 0, "Too early."), fault.Conflict, "feedback.not_given")
	s.ok(s.give(s.coach, seat.ID, 0))
	s.said(s.amend(s.coach, seat.ID, 1, ""), fault.Invalid, "feedback.reason_required")
	s.said(s.amend(s.coach, seat.ID, 9, "From another tab."), fault.Conflict, "feedback.changed_meanwhile")
	s.said(s.amend(s.Andina.Manager, seat.ID, 1, "Not mine."), fault.Forbidden)
	s.ok(s.amend(s.coach, seat.ID, 1, "I had mixed up two people."))
	var own []exercises.Own
	s.ok(s.read(s.Andina.Manager, func(tx *tenants.Tx) (err error) { own, err = exercises.OwnOf(tx, seat.EnrolmentID); return err }))
	if len(own) != 1 || len(own[0].Versions) != 2 || own[0].Versions[0].Reason != "I had mixed up two people." || own[0].Versions[1].Notes[0] != kind[0] {
		t.Errorf("kept as %+v", own)
	}
	if err := s.Try(`update feedback set number = 1 where seat_id = $1`, seat.ID); err == nil {
		t.Error("the database lets what was given change")
	}
	if err := s.Try(`update exercise_seat set role = 'observer' where id = $1`, seat.ID); err == nil {
		t.Error("the database lets somebody sit elsewhere after their feedback")
	}
}

func TestNobodyMovesForWhoseExerciseThereIsFeedback(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	b := s.played()
	_, err := s.save(s.coach, b.Tables[0].Seats[0].ID, 0, kind)
	s.ok(err)
	_, err = s.arrange(s.Andina.Manager, b.Round, exercises.Arrangement{Was: 2, Tables: b.Arranged()[1:]})
	s.said(err, fault.Conflict, "round.has_feedback_for")
	cancel := func() error {
		return s.write(s.Andina.Manager, func(tx *tenants.Tx) error { _, err := exercises.Cancel(tx, b.Round.ID); return err })
	}
	s.ok(s.give(s.coach, b.Tables[0].Seats[0].ID, 1))
	s.said(cancel(), fault.Conflict, "round.has_feedback")
}

// Whoever sets the tables or cancels the round, and whoever writes about it,
// wait for each other.
func TestFeedbackWaitsForWhoeverSetsTheTables(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]func(*tenants.Tx, exercises.RoundBoard) error{
		"cancelled": func(tx *tenants.Tx, b exercises.RoundBoard) error {
			_, err := exercises.Cancel(tx, b.Round.ID)
			return err
		},
		"another's": func(tx *tenants.Tx, b exercises.RoundBoard) error {
			tables := b.Arranged()
			tables[0].Coach = nil
			_, err := exercises.Arrange(tx, b.Round.ID, exercises.Arrangement{Was: 2, Tables: tables})
			return err
		},
	} {
		s := newScene(t)
		b := s.played()
		written := make(chan error, 1)
		s.ok(s.write(s.Andina.Manager, func(tx *tenants.Tx) error {
			if err := change(tx, b); err != nil {
				return err
			}
			go func() { written <- s.give(s.coach, b.Tables[0].Seats[0].ID, 0) }()
			for s.Count(`select count(*) from pg_locks where locktype = 'advisory' and not granted`) == 0 {
				select {
				case err := <-written:
					t.Fatalf("%s: feedback was written meanwhile: %v", name, err)
				default:
				}
			}
			return nil
		}))
		if err := <-written; !fault.Is(err, fault.NotFound) && !fault.Is(err, fault.Conflict) && !fault.Is(err, fault.Forbidden) {
			t.Errorf("%s: feedback was written after it: %v", name, err)
		}
	}
}

func TestARoundThatIsCancelledIsOver(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	b := s.played()
	cancel := func() error {
		return s.write(s.Andina.Trainer, func(tx *tenants.Tx) error { _, err := exercises.Cancel(tx, b.Round.ID); return err })
	}
	s.ok(cancel())
	s.said(cancel(), fault.Conflict, "round.cancelled")
	s.said(s.give(s.coach, b.Tables[0].Seats[0].ID, 0), fault.NotFound)
}

func TestNoFeedbackBeforeTheSessionHasBegun(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	r, err := s.plan(s.Andina.Trainer, s.to)
	s.ok(err)
	coach := s.coach.Membership()
	_, err = s.arrange(s.Andina.Trainer, r, exercises.Arrangement{Was: 1, Tables: []exercises.Table{{Coach: &coach, Seats: []exercises.Place{{Enrolment: s.people[0].ID, Role: exercises.Mediator}}}}})
	s.ok(err)
	seat := s.board(s.coach, r.ID).Tables[0].Seats[0].ID
	s.said(s.give(s.coach, seat, 0), fault.Conflict, "feedback.not_begun")
	s.Clock.Add(48 * time.Hour)
	s.ok(s.give(s.coach, seat, 0))
}

func TestHoursOfPracticeDeriveFromTheTables(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	b := s.played()
	chair := b.Tables[0].Seats[0]
	s.ok(s.give(s.coach, chair.ID, 0))
	practice := func() map[uuid.UUID]exercises.Practised {
		var all map[uuid.UUID]exercises.Practised
		s.ok(s.read(s.Andina.Trainer, func(tx *tenants.Tx) (err error) { all, err = exercises.Practice(tx, s.cohort.ID); return err }))
		return all
	}
	all := practice()
	if p := all[chair.EnrolmentID]; !chair.Mediates || p.Times != 1 || p.Minutes != 45 || p.Hours() != 0.8 || p.Mediated != 1 || p.Feedback != 1 || len(all) != 6 {
		t.Errorf("practised: %+v of %d", p, len(all))
	}
	s.ok(s.write(s.Andina.Trainer, func(tx *tenants.Tx) error {
		_, err := trainings.RecordAttendance(tx, s.held.ID, []trainings.Marked{{Enrolment: chair.EnrolmentID, Mark: trainings.Absent}})
		return err
	}))
	if p := practice()[chair.EnrolmentID]; p.Times != 0 || p.Mediated != 0 {
		t.Errorf("absent, they practised %+v", p)
	}
}
