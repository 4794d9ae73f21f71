package trainings

import (
	"time"

	"github.com/google/uuid"

	"accord/tenants"
	"accord/tenants/fault"
)

// Edit changes a cohort. Besides what Open asks: the program stays once
// somebody is enrolled, the time zone once a session is planned, the rule of completion once somebody has completed,
// there is room for all who are enrolled, and its sessions lie within its days.
func Edit(tx *tenants.Tx, id uuid.UUID, in NewCohort) (Cohort, error) {
	in = in.tidy()
	if err := tx.Lock(id); err != nil {
		return Cohort{}, err
	}
	c, err := Get(tx, id)
	if err != nil {
		return Cohort{}, err
	}
	if err := stillOpen(c); err != nil {
		return Cohort{}, err
	}
	if err := tx.Allow("edit", &c); err != nil {
		return Cohort{}, err
	}
	if in.TimeZone == "" {
		in.TimeZone = c.TimeZone
	}
	p, err := programFor(tx, in.Program)
	if err != nil && !fault.Is(err, fault.NotFound) {
		return Cohort{}, err
	}
	if p.ID == c.ProgramID {
		p.ClosedAt = nil // a program that closed takes no new cohorts; those it has go on
	}
	if err := in.check(p); err != nil {
		return Cohort{}, err
	}
	if err := in.fits(tx, c); err != nil {
		return Cohort{}, err
	}
	was := c
	in.into(&c)
	fields := changed(cohortFields, was.list(), c.list())
	if len(fields) == 0 {
		return c, nil
	}
	if err := update(tx, &c, "ProgramID", "Code", "Title", "Language", "Place", "StartsOn", "EndsOn", "Capacity", "RequiredHours", "AttendanceFloor", "FeeNote", "TimeZone"); err != nil {
		return Cohort{}, codeTaken(err)
	}
	detail := map[string]any{"fields": fields}
	if was.RequiredHours != c.RequiredHours || was.AttendanceFloor != c.AttendanceFloor {
		detail["was"] = map[string]any{"required_hours": was.RequiredHours, "attendance_floor": was.AttendanceFloor}
	}
	tx.Record(tenants.Event{Action: "cohort.edited", Resource: "cohort", Subject: c.ID, Detail: detail})
	if err := settle(tx, c.ID); err != nil {
		return c, err
	}
	return c, followed(tx, c)
}

// fits holds a change against what the cohort already holds.
func (in NewCohort) fits(tx *tenants.Tx, c Cohort) error {
	enrolled, err := count[Enrolment](tx, "cohort_id = ? and withdrawn_at is null", c.ID)
	if err != nil {
		return err
	}
	ever, err := count[Enrolment](tx, "cohort_id = ?", c.ID)
	if err != nil {
		return err
	}
	completed, err := count[Completion](tx, "cohort_id = ?", c.ID)
	if err != nil {
		return err
	}
	sessions, err := of[TrainingSession](tx, c.ID, "starts_at")
	if err != nil {
		return err
	}
	zone := c.Zone()
	var f fault.Check
	f.If(ever > 0 && in.Program != c.ProgramID, "program", "cohort.program_stays")
	f.If(in.Capacity < enrolled, "capacity", "cohort.capacity_enrolled", "Enrolled", enrolled)
	f.If(completed > 0 && in.RequiredHours != c.RequiredHours, "required_hours", "cohort.rule_stays")
	f.If(completed > 0 && in.AttendanceFloor != c.AttendanceFloor, "attendance_floor", "cohort.rule_stays")
	for _, s := range sessions {
		if s.CancelledAt != nil {
			continue
		}
		if f.If(in.TimeZone != c.TimeZone, "time_zone", "cohort.zone_stays") {
			break
		}
		if f.If(day(s.StartsAt.In(zone)).Before(in.StartsOn), "starts_on", "cohort.session_outside", "Number", s.Number) {
			break
		}
		if f.If(day(s.StartsAt.In(zone)).After(in.EndsOn), "ends_on", "cohort.session_outside", "Number", s.Number) {
			break
		}
	}
	return f.Err()
}

var cohortFields = []string{"program", "code", "title", "language", "place", "starts_on", "ends_on", "capacity", "required_hours", "attendance_floor", "fee_note", "time_zone"}

func (c Cohort) list() []any {
	return []any{c.ProgramID, c.Code, c.Title, c.Language, c.Place, c.StartsOn.Format(time.DateOnly), c.EndsOn.Format(time.DateOnly),
		c.Capacity, c.RequiredHours, c.AttendanceFloor, c.FeeNote, c.TimeZone}
}

func stillOpen(c Cohort) error {
	if c.ClosedAt != nil {
		return fault.New(fault.Conflict, "cohort.closed")
	}
	return nil
}
