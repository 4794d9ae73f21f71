package certificates

import (
	"github.com/google/uuid"

	"accord/tenants"
)

// Seal notes which version in the evidence is a certificate's paper, and has
// the candidate written to. Sealed before, it stays as it was.
func Seal(tx *tenants.Tx, id, version uuid.UUID) error {
	if err := tx.Lock(id); err != nil {
		return err
	}
	c, err := Find(tx, id)
	if err != nil || c.SealedAt != nil {
		return err
	}
	if err := tx.Allow("seal", &c); err != nil {
		return err
	}
	now := tx.Now()
	c.DocumentVersionID, c.SealedAt = &version, &now
	if err := update(tx, &c, "DocumentVersionID", "SealedAt"); err != nil {
		return err
	}
	tx.Record(tenants.Event{Action: "certificate.sealed", Resource: "certificate", Subject: c.ID, Detail: c.facts()})
	tx.Enqueue(tenants.Job{Kind: "certificate.send", Queue: "bulk", Args: map[string]any{"subject": c.ID.String()}, Case: c.CandidateID})
	return nil
}
