package trainings

import (
	"testing"
	"time"

	"github.com/google/uuid"

	"accord/tenants"
)

func (s *scene) trained(t *testing.T, m tenants.Member) int {
	t.Helper()
	n := 0
	ok(t, read(t, s.World, s.Andina.Manager, func(tx *tenants.Tx) error {
		all, err := Trained(tx, m.Membership(), s.Enrolment[0].CandidateID)
		n = len(all)
		return err
	}))
	return n
}

func (s *scene) staff(t *testing.T, members ...tenants.Member) {
	t.Helper()
	ids := []uuid.UUID{}
	for _, m := range members {
		ids = append(ids, m.Membership())
	}
	ok(t, write(t, s.World, s.Andina.Manager, func(tx *tenants.Tx) error { return Staff(tx, s.Cohort.ID, ids) }))
}

func TestWhoTrainedACandidateStaysTheirTrainer(t *testing.T) {
	t.Parallel()
	s := newScene(t, 1, 0, 1)
	if s.trained(t, s.Andina.Trainer) != 1 || s.trained(t, s.Andina.Trainer2) != 0 || s.trained(t, s.Andina.Assessor) != 0 {
		t.Error("the trainers are not told apart")
	}
	s.staff(t)
	if s.trained(t, s.Andina.Trainer) != 1 {
		t.Error("taken off after a session, they are no trainer any more")
	}
	ok(t, write(t, s.World, s.Andina.Manager, func(tx *tenants.Tx) error { _, err := Withdraw(tx, s.Enrolment[0].ID); return err }))
	if s.trained(t, s.Andina.Trainer) != 1 {
		t.Error("a withdrawn candidate was never trained")
	}
}

func TestATrainerTakenOffBeforeTheFirstSessionTrainedNobody(t *testing.T) {
	t.Parallel()
	s := newScene(t, 0, 1, 1)
	s.staff(t, s.Andina.Trainer2)
	s.Clock.Add(72 * time.Hour)
	if s.trained(t, s.Andina.Trainer) != 0 || s.trained(t, s.Andina.Trainer2) != 1 {
		t.Error("the one who never taught is their trainer")
	}
}

func TestACandidatesFileShowsTheirTrainings(t *testing.T) {
	t.Parallel()
	s := newScene(t, 2, 1, 2)
	s.everywhere(t, 0, 2)
	ok(t, read(t, s.World, s.Andina.Manager, func(tx *tenants.Tx) error {
		all, err := TrainingsOf(tx, s.Enrolment[0].CandidateID)
		if len(all) != 1 || all[0].Standing.Attended != 20 || all[0].Standing.Status != OnTrack || len(all[0].Sessions) != 3 || all[0].Program.ID != s.Andina.CMTP {
			t.Errorf("shown as %+v", all)
		}
		return err
	}))
}
