package merges

import (
	"github.com/google/uuid"

	"accord/tenants"
)

// Finish makes a merge final once it cannot be undone any more: what was kept
// for undoing it is erased. Undone or final before, it is left alone.
func Finish(tx *tenants.Tx, id uuid.UUID) error {
	m, err := Get(tx, id)
	if err != nil {
		return err
	}
	if err := lock(tx, m.KeptID, m.MergedID); err != nil {
		return err
	}
	if m, err = Get(tx, id); err != nil || m.State != Merged || m.Open(tx.Now()) {
		return err
	}
	if err := tx.Allow("finish", &m); err != nil {
		return err
	}
	now := tx.Now()
	m.FinalAt = &now
	tx.Record(tenants.Event{Action: "candidate.merge_final", Resource: "candidate_merge", Subject: m.ID, Case: m.KeptID, Detail: map[string]any{"merge": m.ID}})
	return m.end(tx, Final, "FinalAt")
}
