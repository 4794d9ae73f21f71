package assessors

import (
	"slices"
	"time"

	"github.com/google/uuid"

	"accord/tenants"
	"accord/tenants/fault"
)

// MaxSpan is how many days a span may last.
const MaxSpan = 366

// NewTime is what a form says of days in which somebody can assess, or cannot.
type NewTime struct {
	Kind          string // Free or Away
	From, Through time.Time
}

// AddTime notes days in which a member can assess, or cannot. Where both are
// said of a day, they cannot. Returns NotFound when the member does not assess
// or is not the actor's to see, Invalid with every wrong field.
func AddTime(tx *tenants.Tx, member uuid.UUID, in NewTime) (AssessorTime, error) {
	if _, err := Member(tx, member); err != nil {
		return AssessorTime{}, err
	}
	t := AssessorTime{TenantID: tx.Tenant(), ID: tx.NewID(), MembershipID: member, Kind: in.Kind, FromOn: dayOf(in.From), UntilOn: dayOf(in.Through), AddedAt: tx.Now(), AddedBy: membership(tx)}
	if err := tx.Allow("edit", &t); err != nil {
		return t, err
	}
	now, err := today(tx)
	if err != nil {
		return t, err
	}
	day := dayOf(now)
	var c fault.Check
	c.If(!slices.Contains(Kinds, in.Kind), "kind", "assessor.kind")
	switch {
	case c.If(t.FromOn.Before(day.AddDate(-1, 0, 0)) || t.FromOn.After(day.AddDate(5, 0, 0)), "from", "assessor.from"):
	case c.If(t.UntilOn.Before(t.FromOn), "until", "assessor.until_before"):
	case c.If(t.UntilOn.Before(day), "until", "assessor.until_past"):
	case c.If(t.UntilOn.After(t.FromOn.AddDate(0, 0, MaxSpan)), "until", "assessor.until_long"):
	}
	if err := c.Err(); err != nil {
		return t, err
	}
	if err := insert(tx, &t); err != nil {
		return t, err
	}
	tx.Record(tenants.Event{Action: "assessor.time_added", Resource: "assessor_time", Subject: t.ID, Case: member, Detail: t.facts()})
	return t, nil
}

// RemoveTime takes noted days away. Returns NotFound when they were before, or
// are not the actor's to see.
func RemoveTime(tx *tenants.Tx, id uuid.UUID) (AssessorTime, error) {
	t, err := one[AssessorTime](tx, "assessor_time", "id = ? and removed_at is null", id)
	if err != nil {
		return t, err
	}
	if err := tx.Allow("edit", &t); err != nil {
		return t, err
	}
	now := tx.Now()
	t.RemovedAt = &now
	if err := update(tx, &t, "RemovedAt"); err != nil {
		return t, err
	}
	tx.Record(tenants.Event{Action: "assessor.time_removed", Resource: "assessor_time", Subject: t.ID, Case: t.MembershipID, Detail: t.facts()})
	return t, nil
}

func (t AssessorTime) facts() map[string]any {
	return map[string]any{"kind": t.Kind, "from": t.FromOn.Format(time.DateOnly), "until": t.UntilOn.Format(time.DateOnly)}
}

// dayOf is the calendar day of a moment as its own zone has it, at midnight UTC.
func dayOf(at time.Time) time.Time {
	return time.Date(at.Year(), at.Month(), at.Day(), 0, 0, 0, 0, time.UTC)
}
