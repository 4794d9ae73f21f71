package candidates

import (
	"time"

	"github.com/google/uuid"

	"accord/tenants"
)

// EditEntry changes a logbook entry. What was verified or disputed is no longer:
// somebody must look again; a referee who is being asked is not any more.
// Returns Invalid with every wrong field, NotFound when the
// entry was removed or is not the actor's to see.
func EditEntry(tx *tenants.Tx, id uuid.UUID, in NewEntry, today time.Time) (LogbookEntry, error) {
	in = in.tidy()
	e, err := lockedEntry(tx, id)
	if err != nil {
		return LogbookEntry{}, err
	}
	// The same field as before needs no word about names again.
	in.NoName = in.NoName || in.Field == e.Field
	if err := in.check(today); err != nil {
		return LogbookEntry{}, err
	}
	if err := tx.Allow("edit", &e); err != nil {
		return LogbookEntry{}, err
	}
	was := e
	in.into(&e)
	if e.equals(was) {
		return was, nil
	}
	if err := unask(tx, e.ID); err != nil {
		return LogbookEntry{}, err
	}
	e.VerifiedAt, e.VerifiedBy, e.RefereeID, e.RefereeName, e.DisputedAt = nil, nil, nil, "", nil
	err = update(tx, &e, "HeldOn", "Role", "Medium", "Hours", "Field", "Parties", "Settled", "VerifiedAt", "VerifiedBy", "RefereeID", "RefereeName", "DisputedAt")
	if err != nil {
		return LogbookEntry{}, err
	}
	tx.Record(tenants.Event{Action: "logbook.edited", Resource: "logbook_entry", Subject: e.ID, Case: e.CandidateID, Detail: map[string]any{
		"held_on": day(e.HeldOn), "hours": e.Hours, "role": e.Role,
		"was": map[string]any{"held_on": day(was.HeldOn), "hours": was.Hours, "role": was.Role, "medium": was.Medium,
			"field": was.Field, "parties": was.Parties, "settled": was.Settled, "verified": was.VerifiedAt != nil, "disputed": was.DisputedAt != nil, "referee": was.RefereeName}}})
	return e, nil
}

func (e LogbookEntry) equals(o LogbookEntry) bool {
	return e.HeldOn.Equal(o.HeldOn) && e.Role == o.Role && e.Medium == o.Medium && e.Hours == o.Hours &&
		e.Field == o.Field && e.Parties == o.Parties && e.Settled == o.Settled
}

// lockedEntry takes an entry to change it: its logbook waits.
func lockedEntry(tx *tenants.Tx, id uuid.UUID) (LogbookEntry, error) {
	e, err := entry(tx, id)
	if err != nil {
		return e, err
	}
	if err := tx.Lock(e.CandidateID); err != nil {
		return e, err
	}
	return entry(tx, id)
}
