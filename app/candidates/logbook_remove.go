package candidates

import (
	"github.com/google/uuid"

	"accord/tenants"
)

// RemoveEntry takes an entry out of a logbook. The row stays, so that what was
// once counted can be explained. Returns NotFound when it was removed before.
func RemoveEntry(tx *tenants.Tx, id uuid.UUID) (LogbookEntry, error) {
	e, err := lockedEntry(tx, id)
	if err != nil {
		return LogbookEntry{}, err
	}
	if err := tx.Allow("edit", &e); err != nil {
		return LogbookEntry{}, err
	}
	if err := unask(tx, e.ID); err != nil {
		return LogbookEntry{}, err
	}
	now := tx.Now()
	e.RemovedAt = &now
	if err := update(tx, &e, "RemovedAt"); err != nil {
		return LogbookEntry{}, err
	}
	tx.Record(tenants.Event{Action: "logbook.removed", Resource: "logbook_entry", Subject: e.ID, Case: e.CandidateID,
		Detail: map[string]any{"held_on": day(e.HeldOn), "hours": e.Hours, "role": e.Role}})
	return e, nil
}
