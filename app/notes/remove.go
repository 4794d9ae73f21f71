package notes

import (
	"github.com/google/uuid"

	"accord/tenants"
	"accord/tenants/fault"
)

// Remove takes a note of the actor's own out, and its words. Doing it twice is
// doing it once. Returns NotFound when it is not theirs, Conflict when it was
// saved elsewhere since that revision, and what Keep returns of an assessment
// that is not theirs to judge any more.
func Remove(tx *tenants.Tx, assessment, id uuid.UUID, revision int) (Note, error) {
	if err := writable(tx, assessment); err != nil {
		return Note{}, err
	}
	n, err := own(tx, assessment, id)
	if err != nil || n.RemovedAt != nil {
		return n, err
	}
	if n.Revision != revision {
		return n, fault.New(fault.Conflict, "note.changed_elsewhere")
	}
	if err := tx.Allow("write", &n); err != nil {
		return n, err
	}
	now := tx.Now()
	n.RemovedAt, n.Words, n.SavedAt = &now, "", now
	n.Revision++
	err = change(tx, n.ID, map[string]any{"removed_at": now, "words": "", "saved_at": now, "revision": n.Revision})
	if err == nil {
		record(tx, "assessment.note_removed", n)
	}
	return n, err
}
