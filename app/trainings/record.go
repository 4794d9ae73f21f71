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
	Was       *Was    // what stood there for whoever marked; nil does not say
}

// Was is a mark as somebody saw it before they changed it.
type Was struct {
	Mark  string // "" where nothing was recorded
	Hours float64
}

// Recorded is what a sheet changed.
type Recorded struct{ New, Corrected int }

// RecordAttendance records who was at a session, all of the sheet or nothing.
// What is marked as before is left alone; a correction keeps what was there
// before. Returns Invalid at "mark.ID" or "hours.ID" of each wrong line,
// Conflict at "mark.ID" of each line that somebody else changed meanwhile to
// something else, and Conflict when the session has not begun or was
// cancelled, or the cohort is closed.
func RecordAttendance(tx *tenants.Tx, session uuid.UUID, sheet []Marked) (Recorded, error) {
	s, c, err := sessionFor(tx, session, "record")
	if err != nil {
		return Recorded{}, err
	}
	b, err := bookOf(tx, c)
	if err != nil {
		return Recorded{}, err
	}
	if err := b.take(tx, s, sheet, func(enrolment string) string { return enrolment }); err != nil {
		return Recorded{}, err
	}
	return b.write(tx)
}

// book is a cohort's marks as they stand, and what is to be written over them.
type book struct {
	enrolled  map[uuid.UUID]Enrolment
	marks     map[cell]Attendance
	completed map[uuid.UUID]bool

	wrong     fault.Check
	conflicts []conflict
	rows      []Attendance
	changes   []AttendanceChange
	sessions  []TrainingSession // of the rows, each once
}

type cell struct{ session, enrolment uuid.UUID }

// conflict is a mark that somebody else changed meanwhile.
type conflict struct {
	field string
	is    Attendance
}

func bookOf(tx *tenants.Tx, c Cohort) (*book, error) {
	b := &book{enrolled: map[uuid.UUID]Enrolment{}, marks: map[cell]Attendance{}, completed: map[uuid.UUID]bool{}}
	enrolments, err := of[Enrolment](tx, c.ID, "id")
	if err != nil {
		return b, err
	}
	marks, err := of[Attendance](tx, c.ID, "id")
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
		b.marks[cell{m.TrainingSessionID, m.EnrolmentID}] = m
	}
	for _, d := range done {
		b.completed[d.EnrolmentID] = true
	}
	return b, nil
}

// take compares a session's sheet with what was recorded, and notes the rows
// to write. name makes the end of a field's name of an enrolment's id.
func (b *book) take(tx *tenants.Tx, s TrainingSession, sheet []Marked, name func(string) string) error {
	if s.StartsAt.After(tx.Now()) {
		return fault.New(fault.Conflict, "attendance.not_begun")
	}
	seen, before := map[uuid.UUID]bool{}, len(b.rows)
	for _, m := range sheet {
		e, known := b.enrolled[m.Enrolment]
		if !known || seen[m.Enrolment] {
			return fault.Absent("enrolment")
		}
		seen[e.ID] = true
		b.line(tx, s, e, m, name(e.ID.String()))
	}
	if len(b.rows) > before {
		b.sessions = append(b.sessions, s)
	}
	return nil
}

// line takes one mark. What its maker left as it was is no change, whatever
// became of it meanwhile; what they changed must stand as they saw it.
func (b *book) line(tx *tenants.Tx, s TrainingSession, e Enrolment, m Marked, field string) {
	if m.Mark == "" {
		return
	}
	hours, ok := hoursOf(s, &b.wrong, m, field)
	if !ok {
		return
	}
	was, had := b.marks[cell{s.ID, e.ID}]
	if had && was.Mark == m.Mark && was.Hours == hours {
		return
	}
	if m.Was != nil {
		if m.Was.Mark == m.Mark && (m.Mark != Part || m.Was.Hours == m.Hours) {
			return
		}
		if was.Mark != m.Was.Mark || was.Mark == Part && was.Hours != m.Was.Hours {
			b.conflicts = append(b.conflicts, conflict{"mark." + field, was})
			return
		}
	}
	if b.wrong.If(b.completed[e.ID], "mark."+field, "attendance.completed") ||
		b.wrong.If(e.WithdrawnAt != nil, "mark."+field, "attendance.withdrawn") {
		return
	}
	row := Attendance{TenantID: tx.Tenant(), ID: tx.NewID(), CohortID: e.CohortID, TrainingSessionID: s.ID, EnrolmentID: e.ID,
		Mark: m.Mark, Hours: hours, RecordedAt: tx.Now(), RecordedBy: membership(tx)}
	if had {
		row.ID = was.ID
	}
	b.rows = append(b.rows, row)
	b.changes = append(b.changes, AttendanceChange{TenantID: row.TenantID, ID: tx.NewID(), CohortID: row.CohortID, TrainingSessionID: s.ID, EnrolmentID: e.ID,
		WasMark: was.Mark, WasHours: was.Hours, Mark: row.Mark, Hours: row.Hours, At: row.RecordedAt, By: row.RecordedBy, ByName: tx.Name()})
}

// write keeps the marks, with what they were, and says so in the journal:
// once for each session.
func (b *book) write(tx *tenants.Tx) (Recorded, error) {
	if err := b.refused(tx); err != nil || len(b.rows) == 0 {
		return Recorded{}, err
	}
	if err := mark(tx, b.rows); err != nil {
		return Recorded{}, err
	}
	if err := insert(tx, &b.changes); err != nil {
		return Recorded{}, err
	}
	var all Recorded
	for _, s := range b.sessions {
		done := b.note(tx, s)
		all.New, all.Corrected = all.New+done.New, all.Corrected+done.Corrected
	}
	return all, settle(tx, b.sessions[0].CohortID)
}

func (b *book) note(tx *tenants.Tx, s TrainingSession) (done Recorded) {
	var corrected []map[string]any
	for _, c := range b.changes {
		switch {
		case c.TrainingSessionID != s.ID:
		case c.WasMark == "":
			done.New++
		default:
			done.Corrected++
			corrected = append(corrected, map[string]any{"enrolment": c.EnrolmentID, "candidate": b.enrolled[c.EnrolmentID].CandidateID,
				"was": c.WasMark, "was_hours": c.WasHours, "is": c.Mark, "hours": c.Hours})
		}
	}
	detail := map[string]any{"number": s.Number, "new": done.New}
	if done.Corrected > 0 {
		detail["corrected"] = corrected
	}
	e := tenants.Event{Action: "attendance.recorded", Resource: "training_session", Subject: s.ID, Case: s.CohortID, Detail: detail}
	if done.New == 0 {
		e = tenants.Event{Action: "attendance.corrected", Resource: e.Resource, Subject: s.ID, Case: s.CohortID, Detail: detail}
	}
	tx.Record(e)
	return done
}

// refused says what is wrong with the marks, else which of them somebody else
// changed meanwhile, and who.
func (b *book) refused(tx *tenants.Tx) error {
	if err := b.wrong.Err(); err != nil || len(b.conflicts) == 0 {
		return err
	}
	var ids []uuid.UUID
	for _, c := range b.conflicts {
		if c.is.RecordedBy != nil {
			ids = append(ids, *c.is.RecordedBy)
		}
	}
	members, err := membersByID(tx, ids)
	if err != nil {
		return err
	}
	refused := fault.New(fault.Conflict, "attendance.changed_meanwhile", "Count", len(b.conflicts))
	for _, c := range b.conflicts {
		var by any = fault.Say("attendance.own_check_in")
		if c.is.RecordedBy != nil {
			by = members[*c.is.RecordedBy].Name
		}
		refused.Fields = append(refused.Fields, fault.FieldError{Field: c.field, Sentence: fault.Say("attendance.meanwhile."+c.is.Mark, "By", by)})
	}
	return refused
}

// hoursOf are what a mark is worth.
func hoursOf(s TrainingSession, f *fault.Check, m Marked, field string) (float64, bool) {
	switch {
	case f.If(!slices.Contains(Marks, m.Mark), "mark."+field, "attendance.mark"):
		return 0, false
	case m.Mark == Present || m.Mark == Late:
		return s.Hours, true
	case m.Mark == Part:
		wrong := !(m.Hours > 0) || m.Hours >= s.Hours || !hundredths(m.Hours)
		return m.Hours, !f.If(wrong, "hours."+field, "attendance.part_hours", "Hours", s.Hours)
	}
	return 0, true
}
