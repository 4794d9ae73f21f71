package adjustments

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/google/uuid"

	"accord/app/candidates"
	"accord/tenants"
	"accord/tenants/fault"
)

// Ask notes what a candidate asks for, or is the candidate asking. Returns
// NotFound when the candidate is not the actor's to see, Invalid with each field
// that is wrong, and Conflict when MaxWaiting of their own wait for a decision.
func Ask(tx *tenants.Tx, candidate uuid.UUID, kind, arrangement string) (Adjustment, error) {
	c, err := candidates.Get(tx, candidate)
	if err != nil {
		return Adjustment{}, err
	}
	a := Adjustment{TenantID: tx.Tenant(), ID: tx.NewID(), CandidateID: c.ID, Kind: kind, Arrangement: strings.TrimSpace(arrangement), State: Asked,
		AskedAt: tx.Now(), AskedBy: by(tx), AskedByName: tx.Name(), ByCandidate: c.PersonID != nil && *c.PersonID == tx.Person()}
	if err := tx.Allow("ask", &a); err != nil {
		return a, err
	}
	var check fault.Check
	check.If(!slices.Contains(Kinds, a.Kind), "kind", "adjustment.kind_required")
	check.If(a.Arrangement == "", "arrangement", "adjustment.arrangement_required")
	check.If(utf8.RuneCountInString(a.Arrangement) > MaxArrangement, "arrangement", "candidate.too_long", "Max", MaxArrangement)
	if err := check.Err(); err != nil {
		return a, err
	}
	if a.ByCandidate {
		if err := tx.Lock(c.ID); err != nil {
			return a, err
		}
		n, err := waiting(tx, c.ID)
		if err == nil && n >= MaxWaiting {
			err = fault.New(fault.Conflict, "adjustment.many_wait", "Max", MaxWaiting)
		}
		if err != nil {
			return a, err
		}
	}
	if err := insert(tx, &a); err != nil {
		return a, err
	}
	tx.Record(tenants.Event{Action: "adjustment.asked", Resource: "adjustment", Subject: a.ID, Case: a.CandidateID, Detail: map[string]any{"kind": a.Kind, "by_candidate": a.ByCandidate}})
	return a, nil
}
