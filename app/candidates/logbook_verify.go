package candidates

import (
	"github.com/google/uuid"

	"accord/tenants"
	"accord/tenants/fault"
)

// VerifyEntries notes that somebody compared these entries of a candidate with
// proof of them. Those verified before stay as they are. Returns Invalid when
// none is named, NotFound when one of them is not an entry of this candidate, Conflict
// when a referee disputed one as it stands.
func VerifyEntries(tx *tenants.Tx, candidate uuid.UUID, ids []uuid.UUID) (int, error) {
	if len(ids) == 0 {
		var c fault.Check
		c.Field("entry", "logbook.choose_entries")
		return 0, c.Err()
	}
	if err := tx.Lock(candidate); err != nil {
		return 0, err
	}
	entries, err := entriesOf(tx, candidate, ids)
	if err != nil {
		return 0, err
	}
	if len(entries) != len(distinct(ids)) {
		return 0, fault.Absent("logbook_entry")
	}
	if err := tenants.AllowEach(tx, "verify", entries); err != nil {
		return 0, err
	}
	fresh := make([]uuid.UUID, 0, len(entries))
	for _, e := range entries {
		if e.DisputedAt != nil {
			return 0, fault.New(fault.Conflict, "logbook.disputed_stands", "Name", e.RefereeName)
		}
		if e.VerifiedAt == nil {
			fresh = append(fresh, e.ID)
		}
	}
	if len(fresh) == 0 {
		return 0, nil
	}
	if err := unask(tx, fresh...); err != nil {
		return 0, err
	}
	if err := verify(tx, fresh); err != nil {
		return 0, err
	}
	tx.Record(tenants.Event{Action: "logbook.verified", Resource: "candidate", Subject: candidate,
		Detail: map[string]any{"count": len(fresh), "entries": fresh}})
	return len(fresh), nil
}

func distinct(ids []uuid.UUID) map[uuid.UUID]bool {
	set := make(map[uuid.UUID]bool, len(ids))
	for _, id := range ids {
		set[id] = true
	}
	return set
}
