package people

import (
	"github.com/google/uuid"

	"accord/tenants"
	"accord/tenants/fault"
)

// End ends a membership, or withdraws an invitation: from the commit on the
// person is admitted no more, their sessions and tokens included. Returns
// Conflict for the last administrator and for a membership that has ended.
func End(tx *tenants.Tx, id uuid.UUID) error {
	if err := tx.Lock(tx.Tenant()); err != nil { // two administrators could each end the other
		return err
	}
	m, err := membership(tx, id)
	if err != nil {
		return err
	}
	if err := tx.Allow("end", &m); err != nil {
		return err
	}
	if m.EndedAt != nil {
		return fault.New(fault.Conflict, "people.membership_ended")
	}
	if err := another(tx, m); err != nil {
		return err
	}
	action := "membership.ended"
	if m.AcceptedAt == nil {
		action = "membership.withdrawn"
	}
	tx.Record(tenants.Event{Action: action, Resource: "membership", Subject: m.ID})
	return tx.DB().Model(&m).Update("ended_at", tx.Now()).Error
}
