package submissions

import (
	"strings"
	"unicode/utf8"

	"github.com/google/uuid"

	"accord/tenants"
	"accord/tenants/fault"
)

// DeclareConflict is the word of a person of IMI that they have a conflict
// with a program (IMI-AP-01): from then on nothing of its submissions opens to
// them. Returns Invalid without a reason, NotFound when the program is; to say
// it twice is to say it once.
func DeclareConflict(tx *tenants.OversightTx, program uuid.UUID, reason string) (Conflict, error) {
	reason = strings.TrimSpace(reason)
	var check fault.Check
	check.If(reason == "", "reason", "review.conflict_required")
	check.If(utf8.RuneCountInString(reason) > 1000, "reason", "review.conflict_long", "Max", 1000)
	if err := check.Err(); err != nil {
		return Conflict{}, err
	}
	p, err := programOf(tx, program)
	if err != nil {
		return Conflict{}, err
	}
	standing, err := first[Conflict](tx, "program_id = ? and membership_id = ? and ended_at is null", p.ID, tx.Membership())
	if err != nil || standing != nil {
		if standing != nil {
			return *standing, nil
		}
		return Conflict{}, err
	}
	c := Conflict{TenantID: p.TenantID, ID: tx.NewID(), ProgramID: p.ID, MembershipID: tx.Membership(), DeclaredByName: tx.Name(), Reason: reason, DeclaredAt: tx.Now()}
	if err := tx.Allow("declare", &c); err != nil {
		return c, err
	}
	if err := inserted(tx, &c); err != nil {
		return c, err
	}
	tx.Record(tenants.Event{Action: "conflict.declared", Resource: "conflict_of_interest", Subject: c.ID, Detail: map[string]any{"program": p.ID}})
	return c, nil
}

// EndConflict ends a declared conflict; an administrator does it, and never
// their own. Returns Conflict when it has ended.
func EndConflict(tx *tenants.OversightTx, conflict uuid.UUID) (Conflict, error) {
	c, err := one[Conflict](tx, "conflict_of_interest", "id = ?", conflict)
	if err != nil {
		return c, err
	}
	if c.EndedAt != nil {
		return c, fault.New(fault.Conflict, "review.conflict_ended")
	}
	if err := tx.Allow("end", &c); err != nil {
		return c, err
	}
	now := tx.Now()
	c.EndedAt = &now
	if err := change[Conflict](tx, c.TenantID, c.ID, map[string]any{"ended_at": now}); err != nil {
		return c, err
	}
	tx.Record(tenants.Event{Action: "conflict.ended", Resource: "conflict_of_interest", Subject: c.ID, Detail: map[string]any{"program": c.ProgramID}})
	return c, nil
}

// Conflicts lists the conflicts that stand and that the actor may see.
func Conflicts(tx *tenants.OversightTx) ([]Conflict, error) {
	return many[Conflict](tx, "declared_at desc, id desc", "ended_at is null")
}
