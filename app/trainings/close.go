package trainings

import (
	"github.com/google/uuid"

	"accord/tenants"
	"accord/tenants/fault"
)

// Close ends a cohort for good: nothing in it changes any more. Closed before,
// it stays so. Returns Conflict while a session is still to come.
func Close(tx *tenants.Tx, id uuid.UUID) (Cohort, error) {
	if err := tx.Lock(id); err != nil {
		return Cohort{}, err
	}
	c, err := Get(tx, id)
	if err != nil {
		return Cohort{}, err
	}
	if c.ClosedAt != nil {
		return c, nil
	}
	if err := tx.Allow("close", &c); err != nil {
		return Cohort{}, err
	}
	ahead, err := count[TrainingSession](tx, "cohort_id = ? and cancelled_at is null and ends_at > ?", c.ID, tx.Now())
	if err != nil {
		return Cohort{}, err
	}
	if ahead > 0 {
		return Cohort{}, fault.New(fault.Conflict, "cohort.sessions_ahead", "Count", ahead)
	}
	now := tx.Now()
	c.ClosedAt = &now
	if err := update(tx, &c, "ClosedAt"); err != nil {
		return Cohort{}, err
	}
	tx.Record(tenants.Event{Action: "cohort.closed", Resource: "cohort", Subject: c.ID})
	return c, followed(tx, c)
}
