package candidates

import (
	"math"
	"slices"
	"time"
	"unicode/utf8"

	"github.com/google/uuid"

	"accord/tenants"
	"accord/tenants/fault"
)

// MaxField is how long a logbook entry's field may be, in characters.
const MaxField = 100

// NewEntry is what a form says of one mediation.
type NewEntry struct {
	HeldOn  time.Time // a day
	Role    string
	Medium  string
	Hours   float64
	Field   string
	Parties int
	Settled string
	// NoName is the writer's word that the field names nobody, asked for when it looks as if it did.
	NoName bool
}

// AddEntry writes a mediation into a candidate's logbook. today is the day it
// is in the organisation's zone. Returns Invalid with every wrong field.
func AddEntry(tx *tenants.Tx, candidate uuid.UUID, in NewEntry, today time.Time) (LogbookEntry, error) {
	in = in.tidy()
	if err := in.check(today); err != nil {
		return LogbookEntry{}, err
	}
	c, err := Get(tx, candidate)
	if err != nil {
		return LogbookEntry{}, err
	}
	e := LogbookEntry{TenantID: tx.Tenant(), ID: tx.NewID(), CandidateID: c.ID, CreatedAt: tx.Now(), CreatedBy: membership(tx)}
	in.into(&e)
	if err := tx.Allow("create", &e); err != nil {
		return LogbookEntry{}, err
	}
	if err := insert(tx, &e); err != nil {
		return LogbookEntry{}, err
	}
	tx.Record(tenants.Event{Action: "logbook.added", Resource: "logbook_entry", Subject: e.ID, Case: c.ID,
		Detail: map[string]any{"held_on": day(e.HeldOn), "hours": e.Hours, "role": e.Role}})
	return e, nil
}

func (in NewEntry) tidy() NewEntry {
	in.Field = oneLine(in.Field)
	in.HeldOn = time.Date(in.HeldOn.Year(), in.HeldOn.Month(), in.HeldOn.Day(), 0, 0, 0, 0, time.UTC)
	return in
}

// FirstDay is the first day a logbook can tell of: none of today's mediators
// mediated before it.
var FirstDay = time.Date(1950, time.January, 1, 0, 0, 0, 0, time.UTC)

func (in NewEntry) check(today time.Time) error {
	var c fault.Check
	switch {
	case c.If(in.HeldOn.Before(FirstDay), "held_on", "logbook.too_early"):
	case c.If(day(in.HeldOn) > day(today), "held_on", "logbook.future"):
	}
	c.If(!slices.Contains(Roles, in.Role), "role", "logbook.role")
	c.If(!slices.Contains(Mediums, in.Medium), "medium", "logbook.medium")
	c.If(!(in.Hours > 0) || in.Hours > 1000 || !hundredths(in.Hours), "hours", "logbook.hours")
	switch {
	case c.If(in.Field == "", "field", "logbook.field_required"):
	case c.If(utf8.RuneCountInString(in.Field) > MaxField, "field", "candidate.too_long", "Max", MaxField):
	case c.If(unsafe(in.Field), "field", "candidate.formula"):
	case c.If(!in.NoName && LooksLikeName(in.Field), "field", "logbook.field_name"):
	}
	c.If(in.Parties < 2 || in.Parties > 1000, "parties", "logbook.parties")
	c.If(!slices.Contains(Settleds, in.Settled), "settled", "logbook.settled")
	return c.Err()
}

func (in NewEntry) into(e *LogbookEntry) {
	e.HeldOn, e.Role, e.Medium, e.Hours = in.HeldOn, in.Role, in.Medium, in.Hours
	e.Field, e.Parties, e.Settled = in.Field, in.Parties, in.Settled
}

// hundredths says whether hours have at most two places, as they are kept.
func hundredths(h float64) bool { return math.Abs(h*100-math.Round(h*100)) < 1e-6 }

func day(t time.Time) string { return t.Format(time.DateOnly) }
