package trainings

import (
	"slices"

	"github.com/google/uuid"

	"accord/tenants"
	"accord/tenants/fault"
)

// Marked is what a sheet says of one candidate.
type Marked struct {
	Enrolment uuid.UUID
	Mark      string  // one of Marks; "" leaves what was recorded
	Hours     float64 // attended, for Part alone
}

// Recorded is what a sheet changed.
type Recorded struct{ New, Corrected int }

// RecordAttendance records who was at a session, all of the sheet or nothing.
// What is marked as before is left alone; a correction keeps in the journal
// what was there before. Returns Invalid at "mark.ID" or "hours.ID" of each
// wrong line, Conflict when the session has not begun or was cancelled, or the
// cohort is closed.
func RecordAttendance(tx *tenants.Tx, session uuid.UUID, sheet []Marked) (Recorded, error) {
	s, c, err := sessionFor(tx, session, "record")
	if err != nil {
		return Recorded{}, err
	}
	if s.StartsAt.After(tx.Now()) {
		return Recorded{}, fault.New(fault.Conflict, "attendance.not_begun")
	}
	before, err := recorded(tx, c, s)
	if err != nil {
		return Recorded{}, err
	}
	rows, changes, err := before.hold(tx, sheet)
	if err != nil || len(rows) == 0 {
		return Recorded{}, err
	}
	if err := mark(tx, rows); err != nil {
		return Recorded{}, err
	}
	done := Recorded{New: len(rows) - len(changes), Corrected: len(changes)}
	detail := map[string]any{"number": s.Number, "new": done.New}
	if len(changes) > 0 {
		detail["corrected"] = changes
	}
	e := tenants.Event{Action: "attendance.recorded", Resource: "training_session", Subject: s.ID, Case: c.ID, Detail: detail}
	if done.New == 0 {
		e = tenants.Event{Action: "attendance.corrected", Resource: e.Resource, Subject: s.ID, Case: c.ID, Detail: detail}
	}
	tx.Record(e)
	return done, nil
}

// sheetBefore is a session's sheet as it stands.
type sheetBefore struct {
	session   TrainingSession
	enrolled  map[uuid.UUID]Enrolment
	marks     map[uuid.UUID]Attendance
	completed map[uuid.UUID]bool
}

func recorded(tx *tenants.Tx, c Cohort, s TrainingSession) (sheetBefore, error) {
	b := sheetBefore{s, map[uuid.UUID]Enrolment{}, map[uuid.UUID]Attendance{}, map[uuid.UUID]bool{}}
	enrolments, err := of[Enrolment](tx, c.ID, "id")
	if err != nil {
		return b, err
	}
	marks, err := where[Attendance](tx, "training_session_id = ?", s.ID)
	if err != nil {
		return b, err
	}
	done, err := of[Completion](tx, c.ID, "id")
	if err != nil {
		return b, err
	}
	for _, e := range enrolments {
		b.enrolled[e.ID] = e
	}
	for _, m := range marks {
		b.marks[m.EnrolmentID] = m
	}
	for _, d := range done {
		b.completed[d.EnrolmentID] = true
	}
	return b, nil
}

// hold compares a sheet with what was recorded: the rows to write, and of
// those that correct, what was there.
func (b sheetBefore) hold(tx *tenants.Tx, sheet []Marked) ([]Attendance, []map[string]any, error) {
	var f fault.Check
	var rows []Attendance
	var changes []map[string]any
	seen := map[uuid.UUID]bool{}
	for _, m := range sheet {
		e, known := b.enrolled[m.Enrolment]
		if !known || seen[m.Enrolment] {
			return nil, nil, fault.Absent("enrolment")
		}
		seen[e.ID] = true
		if m.Mark == "" {
			continue
		}
		hours, ok := b.hours(&f, m)
		if !ok {
			continue
		}
		was, had := b.marks[e.ID]
		if had && was.Mark == m.Mark && was.Hours == hours {
			continue
		}
		if f.If(b.completed[e.ID], "mark."+e.ID.String(), "attendance.completed") ||
			f.If(e.WithdrawnAt != nil, "mark."+e.ID.String(), "attendance.withdrawn") {
			continue
		}
		id := tx.NewID()
		if had {
			id = was.ID
			changes = append(changes, map[string]any{"enrolment": e.ID, "candidate": e.CandidateID, "was": was.Mark, "was_hours": was.Hours, "is": m.Mark, "hours": hours})
		}
		rows = append(rows, Attendance{TenantID: tx.Tenant(), ID: id, CohortID: e.CohortID, TrainingSessionID: b.session.ID, EnrolmentID: e.ID,
			Mark: m.Mark, Hours: hours, RecordedAt: tx.Now(), RecordedBy: membership(tx)})
	}
	return rows, changes, f.Err()
}

// hours are what a mark is worth.
func (b sheetBefore) hours(f *fault.Check, m Marked) (float64, bool) {
	id := m.Enrolment.String()
	switch {
	case f.If(!slices.Contains(Marks, m.Mark), "mark."+id, "attendance.mark"):
		return 0, false
	case m.Mark == Present:
		return b.session.Hours, true
	case m.Mark == Part:
		wrong := !(m.Hours > 0) || m.Hours >= b.session.Hours || !hundredths(m.Hours)
		return m.Hours, !f.If(wrong, "hours."+id, "attendance.part_hours", "Hours", b.session.Hours)
	}
	return 0, true
}
