package register

import (
	"strings"
	"unicode/utf8"

	"github.com/google/uuid"

	"accord/app/standards"
	"accord/tenants"
	"accord/tenants/fault"
)

// MaxReason is the longest reason of a revocation, in characters.
const MaxReason = 2000

// Revoke ends a credential. Its public page stays and says since when it is no
// longer valid; the reason is for the organisation and the holder. Returns
// Invalid without a reason, Conflict when it was revoked before.
func Revoke(tx *tenants.OversightTx, credential uuid.UUID, reason string) (Credential, error) {
	reason = strings.TrimSpace(reason)
	var check fault.Check
	check.If(reason == "", "reason", "register.reason_required")
	check.If(utf8.RuneCountInString(reason) > MaxReason, "reason", "register.reason_long", "Max", MaxReason)
	if err := check.Err(); err != nil {
		return Credential{}, err
	}
	if err := tx.Lock(credential); err != nil {
		return Credential{}, err
	}
	c, err := Find(tx, credential)
	if err != nil {
		return c, err
	}
	if c.RevokedAt != nil {
		return c, fault.New(fault.Conflict, "register.revoked_already")
	}
	if err := tx.Allow("revoke", &c); err != nil {
		return c, err
	}
	now := tx.Now()
	c.RevokedAt, c.RevokedBy, c.RevokedReason = &now, id(tx.Membership()), reason
	err = tx.DB().Model(&Credential{}).Where("tenant_id = ? and id = ?", c.TenantID, c.ID).
		Updates(map[string]any{"revoked_at": now, "revoked_by": c.RevokedBy, "revoked_reason": reason}).Error
	if err != nil {
		return c, err
	}
	zone, err := zoneOf(tx, c.TenantID)
	if err != nil {
		return c, err
	}
	err = tx.DB().Model(&PublishedCredential{}).Where("tenant_id = ? and id = ?", c.TenantID, c.ID).
		Updates(map[string]any{"revoked_on": standards.DayOf(now, zone)}).Error
	if err != nil {
		return c, err
	}
	tx.Record(tenants.Event{Action: "credential.revoked", Resource: "credential", Subject: c.ID, Case: c.SubmissionID, Tenant: c.TenantID,
		Detail: map[string]any{"number": c.Number}})
	return c, nil
}
