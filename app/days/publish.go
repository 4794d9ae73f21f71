package days

import (
	"github.com/google/uuid"

	"accord/tenants"
	"accord/tenants/fault"
)

// Publish publishes a day and invites everybody to the slots that are
// candidates' and to which nobody was invited; slots that were given to
// candidates since are invited by publishing again. It answers to how many slots.
// Returns Conflict when there is none, when one has no assessor or has begun, or
// when the day is over.
func Publish(tx *tenants.Tx, id uuid.UUID) (int, error) {
	d, err := opened(tx, id, "publish")
	if err != nil {
		return 0, err
	}
	slots, err := Slots(tx, d.ID)
	if err != nil {
		return 0, err
	}
	var inviting []Slot
	var ids []uuid.UUID
	for _, s := range slots {
		if s.State == Planned && !s.Free() {
			inviting, ids = append(inviting, s), append(ids, s.ID)
		}
	}
	if len(inviting) == 0 {
		return 0, fault.New(fault.Conflict, "day.nobody_to_invite")
	}
	parts, err := Parts(tx, ids...)
	if err != nil {
		return 0, err
	}
	for _, s := range inviting {
		switch {
		case len(assessing(parts[s.ID])) == 0:
			return 0, fault.New(fault.Conflict, "slot.no_assessor", "Name", s.CandidateName)
		case !s.StartsAt.After(tx.Now()):
			return 0, fault.New(fault.Conflict, "slot.begun", "Name", s.CandidateName)
		}
	}
	if d.State == Planned {
		now := tx.Now()
		d.State, d.PublishedAt = Published, &now
		if err := update(tx, &d, "State", "PublishedAt"); err != nil {
			return 0, err
		}
	}
	for _, s := range inviting {
		if err := tx.Allow("plan", &s); err != nil {
			return 0, err
		}
		s.State, s.ChangedAt = Invited, tx.Now()
		if err := update(tx, &s, "State", "ChangedAt"); err != nil {
			return 0, err
		}
		if err := tell(tx, d, d, s, s, Invitation, "", parts[s.ID]); err != nil {
			return 0, err
		}
	}
	tx.Record(tenants.Event{Action: "day.published", Resource: "assessment_day", Subject: d.ID, Case: d.ID, Detail: map[string]any{"count": len(inviting)}})
	return len(inviting), nil
}
