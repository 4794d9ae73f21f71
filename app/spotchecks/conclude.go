package spotchecks

import (
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"accord/app/letters"
	"accord/tenants"
	"accord/tenants/fault"
)

// Conclude records what the check found and closes the request: from that
// moment IMI reads none of its documents any more. Returns Conflict when it
// was closed before, or while the organisation still has time to answer;
// Invalid for an outcome that what was released cannot bear. A request may be
// withdrawn at any time.
func Conclude(tx *tenants.OversightTx, request uuid.UUID, outcome, summary string) (Finding, error) {
	summary = strings.TrimSpace(summary)
	var c fault.Check
	c.If(!slices.Contains(Outcomes, outcome), "outcome", "request.outcome_required")
	if !c.If(summary == "", "summary", "request.summary_required") {
		c.If(len([]rune(summary)) > 4000, "summary", "request.summary_long")
	}
	if err := c.Err(); err != nil {
		return Finding{}, err
	}
	if err := tx.Lock(request); err != nil {
		return Finding{}, err
	}
	k, err := Load(tx, request)
	if err != nil {
		return Finding{}, err
	}
	r := k.Request
	if err := tx.Allow("conclude", &r); err != nil {
		return Finding{}, err
	}
	if r.ClosedAt != nil {
		return Finding{}, fault.New(fault.Conflict, "request.closed")
	}
	if c.If(!slices.Contains(k.Bearable(tx.Now()), outcome), "outcome", "request.outcome_unanswered") {
		if k.Awaited(tx.Now()) {
			return Finding{}, fault.New(fault.Conflict, "request.answer_awaited")
		}
		return Finding{}, c.Err()
	}
	f := Finding{TenantID: r.TenantID, ID: tx.NewID(), RequestID: r.ID, Outcome: outcome, Summary: summary, DecidedAt: tx.Now(), DecidedBy: id(tx.Membership())}
	if err := create(tx, &f); err != nil {
		return Finding{}, err
	}
	if err := set(tx, &r, map[string]any{"closed_at": tx.Now()}); err != nil {
		return Finding{}, err
	}
	if err := tx.NotDue(r.TenantID, r.ID); err != nil {
		return Finding{}, err
	}
	tx.Record(tenants.Event{Action: "request.concluded", Resource: "document_request", Subject: r.ID, Tenant: r.TenantID, Detail: map[string]any{"outcome": outcome}})
	tx.Enqueue(r.TenantID, inside(letters.ToRoles(letters.Outcome, r.ID, tenants.RoleAdministrator, tenants.RoleProgramManager)))
	return f, nil
}

// Awaited says whether something is unanswered that there is still time for.
func (c Case) Awaited(now time.Time) bool {
	return c.ClosedAt == nil && c.State() != Answered && !now.After(c.DueAt)
}

// Bearable are the outcomes that stand on what was answered: a request that
// may still be answered can only be withdrawn, one that was not answered in
// full is not satisfactory, and where nothing came nothing can be mended.
func (c Case) Bearable(now time.Time) []string {
	switch {
	case c.State() == Answered:
		return Outcomes
	case c.Awaited(now):
		return []string{Withdrawn}
	case len(c.Releases) == 0:
		return []string{Unsatisfactory, NotSupplied, Withdrawn}
	}
	return []string{SatisfactoryWithActions, Unsatisfactory, NotSupplied, Withdrawn}
}
