package certificates

import (
	"github.com/google/uuid"

	"accord/app/organisations"
	"accord/app/standards"
	"accord/tenants"
	"accord/tenants/fault"
)

// Revoke takes a certificate back, for a reason that stays inside the
// organisation; its number says from now on that it was revoked, and since
// when. Revoked before, it stays as it was. Returns Invalid without a reason,
// Conflict when it was replaced: the one that counts is then the other.
func Revoke(tx *tenants.Tx, id uuid.UUID, reason string) (Certificate, error) {
	if err := tx.Lock(id); err != nil {
		return Certificate{}, err
	}
	c, err := Find(tx, id)
	if err != nil || c.RevokedAt != nil {
		return c, err
	}
	if c.ReplacedAt != nil {
		return c, fault.New(fault.Conflict, "certificate.replaced_no_revoke")
	}
	if err := tx.Allow("revoke", &c); err != nil {
		return c, err
	}
	reason = oneLine(reason)
	var check fault.Check
	checkReason(&check, reason)
	if err := check.Err(); err != nil {
		return c, err
	}
	o, err := organisations.Find(tx, tx.Tenant())
	if err != nil {
		return c, err
	}
	now, today := tx.Now(), standards.DayOf(tx.Now(), o.Zone())
	c.RevokedAt, c.RevokedOn, c.RevokedBy, c.RevokedReason = &now, &today, membership(tx), reason
	if err := update(tx, &c, "RevokedAt", "RevokedOn", "RevokedBy", "RevokedReason"); err != nil {
		return c, err
	}
	tx.Record(tenants.Event{Action: "certificate.revoked", Resource: "certificate", Subject: c.ID, Case: c.CandidateID, Detail: c.facts()})
	toPublish(tx, c.ID)
	return c, nil
}
