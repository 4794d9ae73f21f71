package evaluations_test

import (
	"testing"
	"time"

	"accord/app/evaluations"
	"accord/tenants"
	"accord/tenants/fault"
)

func (s *course) close(t *testing.T) error {
	t.Helper()
	return s.write(t, s.Andina.Manager, func(tx *tenants.Tx) error { _, err := evaluations.Close(tx, s.Eval.ID); return err })
}

// waitedFor lets a transaction come to wait for the evaluation's lock.
func (s *course) waitedFor(t *testing.T) {
	t.Helper()
	for t.Context().Err() == nil {
		if s.Count(`select count(*) from pg_locks where locktype = 'advisory' and not granted
			and ((classid::bigint << 32) | objid::bigint) = hashtextextended($1::text, 0)`, s.Eval.ID.String()) > 0 {
			return
		}
	}
}

// The manager closes while an answer is being kept: it counts, and closing waits for it.
func TestAnAnswerUnderWayCountsBeforeTheClose(t *testing.T) {
	t.Parallel()
	s := newCourse(t, 3)
	ok(t, s.answer(t, 0, replies(5, "")))
	ok(t, s.answer(t, 1, replies(4, "")))
	closed := make(chan error, 1)
	ok(t, s.write(t, s.Guests[2], func(tx *tenants.Tx) error {
		if err := evaluations.Send(tx, s.Eval.ID, s.People[2].ID, replies(3, "Gracias")); err != nil {
			return err
		}
		go func() { closed <- s.close(t) }()
		s.waitedFor(t)
		return nil
	}))
	ok(t, <-closed)
	r, err := s.results(t, s.Andina.Manager)
	ok(t, err)
	if !r.Shown || r.Answered != 3 || r.Tallies[0].Answers() != 3 {
		t.Errorf("after the close: %+v", r)
	}
}

// An answer that began before the close and comes after it is refused, also by
// its own hour, at which the evaluation was open; the results stay as they were read.
func TestAnAnswerThatComesAfterTheCloseIsRefusedByWhicheverHour(t *testing.T) {
	t.Parallel()
	s := newCourse(t, 4)
	for i := range 3 {
		ok(t, s.answer(t, i, replies(4, "")))
	}
	began := s.Clock.Now()
	err := s.write(t, s.Guests[3], func(tx *tenants.Tx) error {
		s.Clock.Add(time.Second)
		ok(t, s.close(t))
		return evaluations.Send(tx, s.Eval.ID, s.People[3].ID, replies(1, "Tarde"))
	})
	refused(t, err, fault.Conflict, "evaluation.closed")
	r, err := s.results(t, s.Andina.Manager)
	ok(t, err)
	if !r.Shown || r.Answered != 3 || r.Tallies[0].Answers() != 3 {
		t.Errorf("after the close: %+v", r)
	}
	// Nor does the database take one that asks nobody.
	s.Exec(`select set_config('app.now', $1, false)`, began.Format(time.RFC3339Nano))
	if err := s.Try(`insert into evaluation_answered (tenant_id, id, evaluation_id, enrolment_id) values ($1, gen_random_uuid(), $2, $3)`, s.Andina.ID, s.Eval.ID, s.People[3].ID); err == nil {
		t.Error("the database takes an answer of a closed evaluation")
	}
	if err := s.Try(`update evaluation set closed_at = null, closes_at = closes_at + interval '1 day' where id = $1`, s.Eval.ID); err == nil {
		t.Error("the database opens it again")
	}
}

// An answer that waits for a closing under way is refused once that is done.
func TestAnAnswerThatWaitsForTheCloseIsRefused(t *testing.T) {
	t.Parallel()
	s := newCourse(t, 1)
	answered := make(chan error, 1)
	ok(t, s.write(t, s.Andina.Manager, func(tx *tenants.Tx) error {
		if _, err := evaluations.Close(tx, s.Eval.ID); err != nil {
			return err
		}
		go func() { answered <- s.answer(t, 0, replies(5, "")) }()
		s.waitedFor(t)
		return nil
	}))
	refused(t, <-answered, fault.Conflict, "evaluation.closed")
	if n := s.Count(`select count(*) from evaluation_answered where evaluation_id = $1`, s.Eval.ID); n != 0 {
		t.Errorf("%d answers are noted", n)
	}
}
