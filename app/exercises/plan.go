package exercises

import (
	"github.com/google/uuid"

	"accord/app/trainings"
	"accord/tenants"
	"accord/tenants/fault"
)

// Plan plans an exercise for a session, at the version it has now. Returns
// Invalid when the exercise is of another program or retired, Conflict when the
// session was cancelled or the cohort is closed.
func Plan(tx *tenants.Tx, session, exercise uuid.UUID) (Round, error) {
	s, err := trainings.SessionOf(tx, session)
	if err != nil {
		return Round{}, err
	}
	c, err := open(tx, s.CohortID)
	if err != nil {
		return Round{}, err
	}
	if s.CancelledAt != nil {
		return Round{}, fault.New(fault.Conflict, "session.cancelled")
	}
	e, err := Find(tx, exercise)
	if err != nil && !fault.Is(err, fault.NotFound) {
		return Round{}, err
	}
	var f fault.Check
	f.If(err != nil || e.ProgramID != c.ProgramID || e.RetiredAt != nil, "exercise", "round.exercise_required")
	if err := f.Err(); err != nil {
		return Round{}, err
	}
	v, err := versionNumbered(tx, e.ID, e.Version)
	if err != nil {
		return Round{}, err
	}
	r := Round{TenantID: tx.Tenant(), ID: tx.NewID(), CohortID: c.ID, TrainingSessionID: s.ID, ExerciseID: e.ID, VersionID: v.ID, Revision: 1,
		RevisedAt: tx.Now(), RevisedByName: tx.Name(), PlannedAt: tx.Now(), PlannedBy: membership(tx)}
	if err := tx.Allow("plan", &r); err != nil {
		return r, err
	}
	if err := insert(tx, &r); err != nil {
		return r, err
	}
	tx.Record(tenants.Event{Action: "round.planned", Resource: "exercise_round", Subject: r.ID, Case: c.ID, Detail: map[string]any{"title": v.Title, "version": v.Number, "number": s.Number}})
	return r, nil
}

// Cancel takes a round out of its session. Returns Conflict when feedback was
// given in it: it took place.
func Cancel(tx *tenants.Tx, id uuid.UUID) (Round, error) {
	r, err := planned(tx, id)
	if err != nil {
		return r, err
	}
	given, err := count[Feedback](tx, "round_id = ? and given_at is not null", r.ID)
	if err != nil {
		return r, err
	}
	if given > 0 {
		return r, fault.New(fault.Conflict, "round.has_feedback")
	}
	now := tx.Now()
	r.CancelledAt = &now
	if err := update(tx, &r, "CancelledAt"); err != nil {
		return r, err
	}
	tx.Record(tenants.Event{Action: "round.cancelled", Resource: "exercise_round", Subject: r.ID, Case: r.CohortID})
	return r, nil
}

// planned takes a round to work on its tables: locked, permitted, not cancelled.
func planned(tx *tenants.Tx, id uuid.UUID) (Round, error) {
	if err := tx.Lock(id); err != nil {
		return Round{}, err
	}
	r, err := RoundOf(tx, id)
	if err != nil {
		return r, err
	}
	if _, err := open(tx, r.CohortID); err != nil {
		return r, err
	}
	if r.CancelledAt != nil { // said before it is asked for: nobody may plan what was cancelled
		return r, fault.New(fault.Conflict, "round.cancelled")
	}
	return r, tx.Allow("plan", &r)
}

// open reads a cohort that is not closed. One whom a coach asks for is absent.
func open(tx *tenants.Tx, id uuid.UUID) (trainings.Cohort, error) {
	c, err := trainings.Get(tx, id)
	if err == nil && c.ClosedAt != nil {
		err = fault.New(fault.Conflict, "cohort.closed")
	}
	return c, err
}
