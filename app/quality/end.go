package quality

import (
	"github.com/google/uuid"

	"accord/tenants"
	"accord/tenants/fault"
)

// EndPlan ends a plan: nothing more is drawn by it; what was drawn is still to
// be reviewed. Returns NotFound when it is not the actor's to see, Conflict when
// it has ended.
func EndPlan(tx *tenants.Tx, id uuid.UUID) (SamplingPlan, error) {
	p, err := planInForce(tx, id)
	if err != nil {
		return p, err
	}
	if err := tx.Allow("end", &p); err != nil {
		return p, err
	}
	now, by := tx.Now(), tx.Membership()
	p.EndedAt, p.EndedBy = &now, &by
	if err := update(tx, &p, "EndedAt", "EndedBy"); err != nil {
		return p, err
	}
	tx.Record(tenants.Event{Action: "quality.plan_ended", Resource: "sampling_plan", Subject: p.ID, Detail: map[string]any{"program": p.ProgramID}})
	return p, nil
}

// planInForce takes a plan to change it or draw by it. Returns Conflict when it
// has ended.
func planInForce(tx *tenants.Tx, id uuid.UUID) (SamplingPlan, error) {
	p, err := Plan(tx, id)
	if err != nil {
		return p, err
	}
	if err := tx.Lock(p.ID); err != nil {
		return p, err
	}
	if p, err = Plan(tx, id); err == nil && p.EndedAt != nil {
		err = fault.New(fault.Conflict, "quality.plan_over")
	}
	return p, err
}
