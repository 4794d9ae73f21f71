package trainings

import (
	"github.com/google/uuid"

	"accord/tenants"
)

// Own reads the course of one enrolment as its trainee follows it: the cohort,
// its sessions by time, cancelled ones too, and their own marks. Nobody else's
// rows are asked for, so whoever may read only these may read it. Returns
// NotFound when the actor may not see the enrolment.
func Own(tx tenants.Transaction, enrolment uuid.UUID) (Training, error) {
	e, err := EnrolmentOf(tx, enrolment)
	if err != nil {
		return Training{}, err
	}
	t := Training{}
	if t.Cohort, err = Get(tx, e.CohortID); err != nil {
		return t, err
	}
	if t.Sessions, err = of[TrainingSession](tx, e.CohortID, "starts_at, number"); err != nil {
		return t, err
	}
	marks, err := where[Attendance](tx, "enrolment_id = ?", e.ID)
	if err != nil {
		return t, err
	}
	done, err := where[Completion](tx, "enrolment_id = ?", e.ID)
	if err != nil {
		return t, err
	}
	s := Standing{Enrolment: e, Marks: make(map[uuid.UUID]Attendance, len(marks))}
	for _, m := range marks {
		s.Marks[m.TrainingSessionID] = m
	}
	if len(done) > 0 {
		s.Completion = &done[0]
	}
	t.Standing = t.Cohort.stand(s, t.Sessions, AtRiskRule{})
	return t, nil
}
