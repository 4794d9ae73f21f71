package quality

import (
	"encoding/binary"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/google/uuid"

	"accord/app/programs"
	"accord/tenants"
	"accord/tenants/fault"
)

// The bounds of a plan.
const (
	MaxLeast      = 50
	MaxFirstCases = 50
	MaxPlanNote   = 2000
	MaxSpan       = 1100 // days
)

// NewPlan is what a form says of a plan.
type NewPlan struct {
	ProgramID     uuid.UUID
	From, Through time.Time // days of decision
	Percent       int       // of each assessor's sheets
	Least         int       // of each assessor
	FirstCases    int       // 0: none
	Note          string
}

// OpenPlan puts a plan in force. Returns NotFound when the program is none of
// the organisation's, Invalid with every wrong field, Conflict while another
// plan for the program is in force.
func OpenPlan(tx *tenants.Tx, in NewPlan) (SamplingPlan, error) {
	p := SamplingPlan{TenantID: tx.Tenant(), ID: tx.NewID(), ProgramID: in.ProgramID, FromOn: dayOf(in.From), UntilOn: dayOf(in.Through), Percent: in.Percent,
		Least: in.Least, FirstCases: in.FirstCases, Note: strings.TrimSpace(in.Note), Seed: seedOf(tx.NewID()), OpenedAt: tx.Now(), OpenedBy: tx.Membership(), OpenedByName: tx.Name()}
	if err := tx.Allow("open", &p); err != nil {
		return p, err
	}
	program, err := one[programs.Program](tx, "program", "id = ?", in.ProgramID)
	if err != nil {
		return p, err
	}
	if err := p.check(program); err != nil {
		return p, err
	}
	if err := insert(tx, &p); err != nil {
		if tenants.Violates(err, "sampling_plan_in_force") {
			return p, fault.New(fault.Conflict, "quality.plan_there", "Program", program.Title).Because(err)
		}
		return p, err
	}
	tx.Record(tenants.Event{Action: "quality.plan_opened", Resource: "sampling_plan", Subject: p.ID, Detail: map[string]any{"program": p.ProgramID, "title": program.Title,
		"from": p.FromOn.Format(time.DateOnly), "until": p.UntilOn.Format(time.DateOnly), "percent": p.Percent, "least": p.Least, "first_cases": p.FirstCases, "seed": p.Seed}})
	return p, nil
}

func (p SamplingPlan) check(program programs.Program) error {
	var c fault.Check
	switch {
	case c.If(!program.Assesses(), "program", "assessor.program_trains"):
	case c.If(program.ClosedAt != nil, "program", "assessment.program_closed", "Program", program.Title):
	}
	switch {
	case c.If(p.FromOn.Year() < 2000 || p.FromOn.Year() > 2100, "from", "quality.from_range"):
	case c.If(p.UntilOn.Before(p.FromOn), "until", "quality.until_before"):
	case c.If(p.UntilOn.After(p.FromOn.AddDate(0, 0, MaxSpan)), "until", "quality.until_long"):
	}
	c.If(p.Percent < 1 || p.Percent > 100, "percent", "quality.percent_range")
	c.If(p.Least < 0 || p.Least > MaxLeast, "least", "quality.least_range", "Max", MaxLeast)
	c.If(p.FirstCases < 0 || p.FirstCases > MaxFirstCases, "first_cases", "quality.first_range", "Max", MaxFirstCases)
	c.If(utf8.RuneCountInString(p.Note) > MaxPlanNote, "note", "candidate.too_long", "Max", MaxPlanNote)
	return c.Err()
}

// seedOf makes a seed of an id's random half, small enough for any JSON number.
func seedOf(id uuid.UUID) int64 { return int64(binary.BigEndian.Uint64(id[8:]) & (1<<53 - 1)) }

// dayOf is the calendar day of a moment as its own zone has it, at midnight UTC.
func dayOf(at time.Time) time.Time {
	return time.Date(at.Year(), at.Month(), at.Day(), 0, 0, 0, 0, time.UTC)
}
