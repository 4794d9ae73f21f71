package adjustments

import (
	"strings"
	"unicode/utf8"

	"github.com/google/uuid"

	"accord/tenants"
	"accord/tenants/fault"
)

// Grant has it arranged. Returns Conflict when it was decided.
func Grant(tx *tenants.Tx, id uuid.UUID) (Adjustment, error) { return decide(tx, id, Granted, "") }

// Refuse says why it is not arranged. Returns Invalid without a reason,
// Conflict when it was decided.
func Refuse(tx *tenants.Tx, id uuid.UUID, reason string) (Adjustment, error) {
	reason = strings.TrimSpace(reason)
	var c fault.Check
	c.If(reason == "", "reason", "adjustment.reason_required")
	c.If(utf8.RuneCountInString(reason) > MaxReason, "reason", "candidate.too_long", "Max", MaxReason)
	if err := c.Err(); err != nil {
		return Adjustment{}, err
	}
	return decide(tx, id, Refused, reason)
}

func decide(tx *tenants.Tx, id uuid.UUID, to State, reason string) (Adjustment, error) {
	a, err := locked(tx, id, Asked, "decide")
	if err != nil {
		return a, err
	}
	now := tx.Now()
	a.State, a.Reason, a.DecidedAt, a.DecidedBy, a.DecidedByName = to, reason, &now, by(tx), tx.Name()
	tx.Record(tenants.Event{Action: "adjustment." + string(to), Resource: "adjustment", Subject: a.ID, Case: a.CandidateID, Detail: map[string]any{"kind": a.Kind}})
	return a, update(tx, &a, "State", "Reason", "DecidedAt", "DecidedBy", "DecidedByName")
}

// locked takes an adjustment in a state, to change it. Returns Conflict when it
// is in another.
func locked(tx *tenants.Tx, id uuid.UUID, in State, action string) (Adjustment, error) {
	a, err := Get(tx, id)
	if err != nil {
		return a, err
	}
	if err := tx.Lock(a.CandidateID); err != nil {
		return a, err
	}
	if a, err = Get(tx, id); err != nil {
		return a, err
	}
	if err := tx.Allow(action, &a); err != nil {
		return a, err
	}
	if a.State != in {
		return a, fault.New(fault.Conflict, "adjustment.is."+string(a.State))
	}
	return a, nil
}
