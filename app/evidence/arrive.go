package evidence

import (
	"github.com/google/uuid"

	"accord/app/evidence/s3vault"
	"accord/tenants"
	"accord/tenants/fault"
)

// arrived notes that the vault has all of a version's bytes and asks for its
// type to be established. Doing it again does nothing. Returns Conflict when
// the upload was abandoned.
func arrived(tx *tenants.Tx, id uuid.UUID, o s3vault.Object) (Version, error) {
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
		return v, fault.New(fault.Conflict, "evidence.abandoned")
	default:
		return v, nil
	}
	if err := tx.Allow("upload", &v); err != nil {
		return v, err
	}
	now := tx.Now()
	v.State, v.StoreVersion, v.ReceivedAt = Received, o.Version, &now
	if err := move(tx, &v, map[string]any{"state": v.State, "store_version": v.StoreVersion, "received_at": now}); err != nil {
		return v, err
	}
	tx.Record(tenants.Event{Action: "document.received", Resource: "version", Subject: v.ID, Case: v.timeline(),
		Detail: map[string]any{"document": v.DocumentID, "number": v.Number, "kind": v.Kind, "size": v.Size}})
	tx.Enqueue(tenants.Job{Kind: "evidence.type", Queue: "collect", Args: map[string]any{"version": v.ID}, Case: v.timeline()})
	return v, tx.NotDue(v.ID)
}
