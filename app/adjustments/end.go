package adjustments

import (
	"github.com/google/uuid"

	"accord/tenants"
)

// End says that what was granted is needed no more. Returns Conflict when it is
// not in force.
func End(tx *tenants.Tx, id uuid.UUID) (Adjustment, error) {
	a, err := locked(tx, id, Granted, "end")
	if err != nil {
		return a, err
	}
	now := tx.Now()
	a.State, a.EndedAt, a.EndedBy = Ended, &now, by(tx)
	tx.Record(tenants.Event{Action: "adjustment.ended", Resource: "adjustment", Subject: a.ID, Case: a.CandidateID, Detail: map[string]any{"kind": a.Kind}})
	return a, update(tx, &a, "State", "EndedAt", "EndedBy")
}
