package trainings

import (
	"testing"

	"github.com/google/uuid"

	"accord/tenants"
	"accord/tenants/fault"
)

func (s *scene) complete(t *testing.T, m tenants.Member, who ...int) (int, error) {
	t.Helper()
	ids := []uuid.UUID{}
	for _, i := range who {
		ids = append(ids, s.Enrolment[i].ID)
	}
	n := 0
	err := write(t, s.World, m, func(tx *tenants.Tx) (err error) { n, err = Complete(tx, s.Cohort.ID, ids); return err })
	return n, err
}

func TestThoseWhoMeetTheRuleCompleteTogether(t *testing.T) {
	t.Parallel()
	s := newScene(t, 4, 0, 3)
	s.everywhere(t, 0, 4)
	s.everywhere(t, 1, 4)
	s.everywhere(t, 2, 3)
	_, err := s.complete(t, s.Andina.Trainer, 0, 1, 2)
	said(t, err, fault.Conflict, "completion.short")
	if s.Count("select count(*) from completion where cohort_id = $1", s.Cohort.ID) != 0 {
		t.Error("some completed although one could not")
	}
	n, err := s.complete(t, s.Andina.Trainer, 0, 1, 0)
	ok(t, err)
	again, err := s.complete(t, s.Andina.Trainer, 1, 0)
	ok(t, err)
	if n != 2 || again != 0 {
		t.Errorf("completed %d, then %d", n, again)
	}
	ok(t, read(t, s.World, s.Andina.Manager, func(tx *tenants.Tx) error {
		all, err := CompletionsOf(tx, s.Enrolment[0].CandidateID)
		if len(all) != 1 || all[0].Hours != 40 || all[0].CompletedOn.Format("2006-01-02") != "2026-11-15" || all[0].ProgramID != s.Andina.CMTP {
			t.Errorf("completed as %+v", all)
		}
		return err
	}))
	if s.events("completion.completed", s.Enrolment[0].CandidateID) != 1 || s.events("cohort.completed", s.Cohort.ID) != 1 {
		t.Error("the two timelines do not both tell of it")
	}
}

func TestWhatACompletionStandsOnStays(t *testing.T) {
	t.Parallel()
	s := newScene(t, 4, 0, 2)
	s.everywhere(t, 0, 4)
	_, err := s.complete(t, s.Andina.Trainer, 0)
	ok(t, err)
	_, err = s.record(t, s.Andina.Manager, 0, Marked{s.Enrolment[0].ID, Absent, 0, nil})
	said(t, err, fault.Invalid, "attendance.completed")
	_, err = s.record(t, s.Andina.Trainer, 0, Marked{s.Enrolment[0].ID, Present, 0, nil}, Marked{s.Enrolment[1].ID, Present, 0, nil}) // the same mark again is no change
	ok(t, err)
	said(t, write(t, s.World, s.Andina.Manager, func(tx *tenants.Tx) error { _, err := Withdraw(tx, s.Enrolment[0].ID); return err }), fault.Conflict, "enrolment.completed")
	first := s.Sessions[0]
	said(t, write(t, s.World, s.Andina.Manager, func(tx *tenants.Tx) error {
		_, err := EditSession(tx, first.ID, NewSession{Title: first.Title, StartsAt: first.StartsAt, EndsAt: first.EndsAt, Hours: 9})
		return err
	}), fault.Conflict, "session.completed")
}

func TestAnExceptionNeedsAReasonAndAProgramManager(t *testing.T) {
	t.Parallel()
	s := newScene(t, 4, 0, 2)
	s.everywhere(t, 0, 4)
	s.everywhere(t, 1, 3)
	except := func(m tenants.Member, who int, reason string) error {
		return write(t, s.World, m, func(tx *tenants.Tx) error { return CompleteByException(tx, s.Enrolment[who].ID, reason) })
	}
	const why = "Made up the fourth session with cohort FOUND-2026-B."
	refused(t, except(s.Andina.Trainer, 1, why), fault.Forbidden)
	refused(t, except(s.Andina.Trainer2, 1, why), fault.NotFound)
	said(t, except(s.Andina.Manager, 1, "  ill  "), fault.Invalid, "completion.reason_required")
	said(t, except(s.Andina.Manager, 0, why), fault.Conflict, "completion.no_exception")
	ok(t, except(s.Andina.Manager, 1, why))
	said(t, except(s.Andina.Manager, 1, why), fault.Conflict, "enrolment.completed")
	if s.Count("select count(*) from completion where enrolment_id = $1 and exception_reason = $2 and hours = 30", s.Enrolment[1].ID, why) != 1 {
		t.Error("the reason was not kept")
	}
	if s.events("completion.excepted", s.Enrolment[1].CandidateID) != 1 {
		t.Error("the journal does not call it an exception")
	}
}

func TestACompletionNeedsSomebodyOfTheCohort(t *testing.T) {
	t.Parallel()
	s := newScene(t, 1, 0, 1)
	_, err := s.complete(t, s.Andina.Trainer)
	said(t, err, fault.Invalid, "completion.choose")
	err = write(t, s.World, s.Andina.Trainer, func(tx *tenants.Tx) error { _, err := Complete(tx, s.Cohort.ID, []uuid.UUID{uuid.New()}); return err })
	refused(t, err, fault.NotFound)
	for _, m := range []tenants.Member{s.Andina.Trainer2, s.Nordic.Admin} {
		_, err = s.complete(t, m, 0)
		refused(t, err, fault.NotFound)
	}
}
