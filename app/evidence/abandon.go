package evidence

import (
	"github.com/google/uuid"

	"accord/tenants"
	"accord/tenants/fault"
)

// Abandon gives an unfinished upload up. Doing it again does nothing. Returns
// Conflict when the file has been received.
func Abandon(tx *tenants.Tx, id uuid.UUID) (Version, error) {
	if err := tx.Lock(id); err != nil {
		return Version{}, err
	}
	v, err := Get(tx, id)
	if err != nil {
		return v, err
	}
	switch v.State {
	case Uploading:
	case Abandoned:
		return v, nil
	default:
		return v, fault.New(fault.Conflict, "evidence.received_already")
	}
	if err := tx.Allow("abandon", &v); err != nil {
		return v, err
	}
	v.State = Abandoned
	if err := move(tx, &v, map[string]any{"state": v.State}); err != nil {
		return v, err
	}
	tx.Record(tenants.Event{Action: "document.upload_abandoned", Resource: "version", Subject: v.ID, Case: v.timeline(),
		Detail: map[string]any{"document": v.DocumentID, "number": v.Number}})
	return v, tx.NotDue(v.ID)
}
