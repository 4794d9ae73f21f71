package evaluations

import (
	"time"

	"github.com/google/uuid"

	"accord/app/trainings"
	"accord/tenants"
	"accord/tenants/fault"
)

// Begin opens a cohort's evaluation from a day to a day, with what its program
// asks now. Returns Invalid for days that cannot be, Conflict when the cohort
// has one.
func Begin(tx *tenants.Tx, cohort uuid.UUID, from, until time.Time) (Evaluation, error) {
	if err := tx.Lock(cohort); err != nil {
		return Evaluation{}, err
	}
	c, err := trainings.Get(tx, cohort)
	if err != nil {
		return Evaluation{}, err
	}
	e := Evaluation{TenantID: tx.Tenant(), ID: tx.NewID(), CohortID: c.ID, ProgramID: c.ProgramID, OpenedAt: tx.Now(), OpenedBy: membership(tx)}
	if err := tx.Allow("open", &e); err != nil {
		return e, err
	}
	if _, err := OfCohort(tx, c.ID); !fault.Is(err, fault.NotFound) {
		if err == nil {
			err = fault.New(fault.Conflict, "evaluation.there")
		}
		return e, err
	}
	if err := e.days(tx, from, until); err != nil {
		return e, err
	}
	if e.Questions, _, err = QuestionsOf(tx, c.ProgramID); err != nil {
		return e, err
	}
	if err := insert(tx, &e); err != nil {
		return e, err
	}
	e.record(tx, "opened")
	return e, nil
}

// Move changes the days of an evaluation that has not closed. Returns Invalid
// for days that cannot be, Conflict when it has closed: its results were shown.
func Move(tx *tenants.Tx, id uuid.UUID, from, until time.Time) (Evaluation, error) {
	e, err := opened(tx, id)
	if err != nil {
		return e, err
	}
	if err := e.days(tx, from, until); err != nil {
		return e, err
	}
	if err := update(tx, &e, "OpensAt", "ClosesAt"); err != nil {
		return e, err
	}
	e.record(tx, "moved")
	return e, nil
}

// Close ends an evaluation now, for good. Closed before, it stays so. Returns
// Conflict before it has opened.
func Close(tx *tenants.Tx, id uuid.UUID) (Evaluation, error) {
	e, err := opened(tx, id)
	if fault.Is(err, fault.Conflict) {
		return e, nil
	}
	if err != nil {
		return e, err
	}
	if e.At(tx.Now()) == Planned {
		return e, fault.New(fault.Conflict, "evaluation.not_open_yet")
	}
	now := tx.Now()
	e.ClosesAt, e.ClosedAt = now, &now
	if !e.ClosesAt.After(e.OpensAt) {
		e.OpensAt = e.ClosesAt.Add(-time.Second)
	}
	if err := update(tx, &e, "OpensAt", "ClosesAt", "ClosedAt"); err != nil {
		return e, err
	}
	e.record(tx, "closed")
	return e, nil
}

func opened(tx *tenants.Tx, id uuid.UUID) (Evaluation, error) {
	if err := tx.Lock(id); err != nil {
		return Evaluation{}, err
	}
	e, err := Find(tx, id)
	if err != nil {
		return e, err
	}
	if err := tx.Allow("open", &e); err != nil {
		return e, err
	}
	if e.At(tx.Now()) == Closed {
		return e, fault.New(fault.Conflict, "evaluation.closed")
	}
	return e, nil
}

// longest is how long an evaluation can be open.
const longest = 120 * 24 * time.Hour

// days sets when it opens and closes: whole days of the organisation's zone.
func (e *Evaluation) days(tx *tenants.Tx, from, until time.Time) error {
	zone, err := trainings.Zone(tx)
	if err != nil {
		return err
	}
	on := func(d time.Time, more int) time.Time {
		return time.Date(d.Year(), d.Month(), d.Day()+more, 0, 0, 0, 0, zone).UTC()
	}
	e.OpensAt, e.ClosesAt = on(from, 0), on(until, 1)
	var c fault.Check
	switch {
	case c.If(from.IsZero(), "from", "evaluation.from_required"):
	case c.If(from.Year() < 2000 || from.Year() > 2200, "from", "evaluation.from_required"):
	}
	switch {
	case c.If(until.IsZero(), "until", "evaluation.until_required"):
	case c.If(until.Before(from), "until", "evaluation.until_before"):
	case c.If(!e.ClosesAt.After(tx.Now()), "until", "evaluation.until_past"):
	case c.If(e.ClosesAt.Sub(e.OpensAt) > longest, "until", "evaluation.too_far"):
	}
	return c.Err()
}

func (e Evaluation) record(tx *tenants.Tx, what string) {
	tx.Record(tenants.Event{Action: "evaluation." + what, Resource: "evaluation", Subject: e.ID, Case: e.CohortID, Detail: map[string]any{"from": e.OpensAt, "until": e.ClosesAt}})
}
