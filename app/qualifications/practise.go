package qualifications

import (
	"math"
	"slices"
	"time"

	"github.com/google/uuid"

	"accord/app/candidates"
	"accord/tenants"
	"accord/tenants/fault"
)

// NewPractice is what a form says of one mediation.
type NewPractice struct {
	HeldOn time.Time // a day
	Hours  float64
	Role   string
	Field  string
	// NoName is the writer's word that the field names nobody, asked for when it looks as if it did.
	NoName bool
}

// AddPractice notes a mediation that a member has done. Returns Invalid with
// every wrong field, NotFound when the member is not the actor's to see.
func AddPractice(tx *tenants.Tx, member uuid.UUID, in NewPractice) (Practice, error) {
	if _, err := Member(tx, member); err != nil {
		return Practice{}, err
	}
	p := Practice{TenantID: tx.Tenant(), ID: tx.NewID(), MembershipID: member, CreatedAt: tx.Now(), CreatedBy: membership(tx)}
	if err := tx.Allow("edit", &p); err != nil {
		return p, err
	}
	if err := in.into(tx, &p); err != nil {
		return p, err
	}
	if err := insert(tx, &p); err != nil {
		return p, err
	}
	tx.Record(tenants.Event{Action: "practice.added", Resource: "practice", Subject: p.ID, Case: member, Detail: p.facts()})
	return p, nil
}

// EditPractice changes a mediation; one that was confirmed is so no longer.
// Returns Invalid with every wrong field, NotFound when it was removed.
func EditPractice(tx *tenants.Tx, id uuid.UUID, in NewPractice) (Practice, error) {
	p, err := allowed(tx, id)
	if err != nil {
		return p, err
	}
	was := p
	in.NoName = in.NoName || oneLine(in.Field) == was.Field // the same words as before need no word about names again
	if err := in.into(tx, &p); err != nil {
		return p, err
	}
	if p.HeldOn.Equal(was.HeldOn) && p.Hours == was.Hours && p.Role == was.Role && p.Field == was.Field {
		return was, nil
	}
	p.ConfirmedAt, p.ConfirmedBy = nil, nil
	if err := update(tx, &p, "HeldOn", "Hours", "Role", "Field", "ConfirmedAt", "ConfirmedBy"); err != nil {
		return p, err
	}
	detail := p.facts()
	detail["was"], detail["confirmed"] = was.facts(), was.ConfirmedAt != nil
	tx.Record(tenants.Event{Action: "practice.edited", Resource: "practice", Subject: p.ID, Case: p.MembershipID, Detail: detail})
	return p, nil
}

// RemovePractice takes a mediation away; the row stays, so that what once
// counted can be explained. Returns NotFound when it was removed before.
func RemovePractice(tx *tenants.Tx, id uuid.UUID) (Practice, error) {
	p, err := allowed(tx, id)
	if err != nil {
		return p, err
	}
	now := tx.Now()
	p.RemovedAt = &now
	if err := update(tx, &p, "RemovedAt"); err != nil {
		return p, err
	}
	tx.Record(tenants.Event{Action: "practice.removed", Resource: "practice", Subject: p.ID, Case: p.MembershipID, Detail: p.facts()})
	return p, nil
}

// PracticeOf reads a mediation. Returns NotFound when it was removed or is not
// the actor's to see.
func PracticeOf(tx *tenants.Tx, id uuid.UUID) (Practice, error) { return practiceOf(tx, id) }

func allowed(tx *tenants.Tx, id uuid.UUID) (Practice, error) {
	p, err := practiceOf(tx, id)
	if err != nil {
		return p, err
	}
	return p, tx.Allow("edit", &p)
}

func (in NewPractice) into(tx *tenants.Tx, p *Practice) error {
	now, err := today(tx)
	if err != nil {
		return err
	}
	in.Field, in.HeldOn = oneLine(in.Field), dayOf(in.HeldOn)
	var c fault.Check
	switch {
	case c.If(in.HeldOn.Before(first), "held_on", "logbook.too_early"):
	case c.If(in.HeldOn.After(dayOf(now)), "held_on", "logbook.future"):
	}
	c.If(!(in.Hours > 0) || in.Hours > 1000 || math.Abs(in.Hours*100-math.Round(in.Hours*100)) > 1e-6, "hours", "logbook.hours")
	c.If(!slices.Contains(Roles, in.Role), "role", "logbook.role")
	if c.If(in.Field == "", "field", "logbook.field_required") {
		return c.Err()
	}
	line(&c, "field", in.Field, MaxField)
	c.If(!in.NoName && candidates.LooksLikeName(in.Field), "field", "logbook.field_name")
	p.HeldOn, p.Hours, p.Role, p.Field = in.HeldOn, in.Hours, in.Role, in.Field
	return c.Err()
}

func (p Practice) facts() map[string]any {
	return map[string]any{"held_on": p.HeldOn.Format(time.DateOnly), "hours": p.Hours, "role": p.Role}
}
