package days

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/google/uuid"

	"accord/tenants"
	"accord/tenants/fault"
)

// Attendance is how a slot went.
type Attendance struct {
	Outcome State       // Held; NoShow: the candidate did not appear; Cancelled: it could not be held without its assessors
	Absent  []uuid.UUID // the assessors, as parts, who did not appear
	Note    string      // why the candidate did not appear, or why it could not be held; otherwise optional
}

// Outcomes are how a slot can have gone, in the order forms offer them.
var Outcomes = []State{Held, NoShow, Cancelled}

// Attend notes how a slot went once it has begun: that it was held, that its
// candidate did not appear, or that it could not be held because an assessor did
// not, which cancels it and tells those concerned. Returns Invalid with every
// wrong field, Conflict when it has not begun, nobody was invited or it is
// settled.
func Attend(tx *tenants.Tx, id uuid.UUID, in Attendance) (Slot, error) {
	s, d, err := attended(tx, id)
	if err != nil {
		return s, err
	}
	in.Note = strings.TrimSpace(in.Note)
	switch {
	case s.State != Invited:
		return s, fault.New(fault.Conflict, "slot.settled")
	case s.StartsAt.After(tx.Now()):
		return s, fault.New(fault.Conflict, "slot.not_begun")
	}
	parts, err := PartsOf(tx, s.ID)
	if err != nil {
		return s, err
	}
	missing, err := in.check(parts)
	if err != nil {
		return s, err
	}
	for _, p := range missing {
		p.Absent = true
		if err := update(tx, &p, "Absent"); err != nil {
			return s, err
		}
		tx.Record(tenants.Event{Action: "slot.assessor_absent", Resource: "day_slot", Subject: s.ID, Case: d.ID, Detail: map[string]any{"name": p.Name, "assessor": p.MembershipID}})
	}
	if in.Outcome == Cancelled {
		return cancelled(tx, d, s, oneLine(in.Note), parts)
	}
	now := tx.Now()
	s.State, s.Note, s.SettledAt, s.SettledBy, s.ChangedAt = in.Outcome, in.Note, &now, membership(tx), now
	if err := update(tx, &s, "State", "Note", "SettledAt", "SettledBy", "ChangedAt"); err != nil {
		return s, err
	}
	tx.Record(tenants.Event{Action: "slot." + string(in.Outcome), Resource: "day_slot", Subject: s.ID, Case: d.ID, Detail: map[string]any{"note": s.Note}})
	return s, tx.NotDue(s.ID)
}

// check answers who of the assessors was missing.
func (in Attendance) check(parts []Part) (missing []Part, err error) {
	var c fault.Check
	c.If(!slices.Contains(Outcomes, in.Outcome), "outcome", "form.choose")
	most := MaxNote
	if in.Outcome == Cancelled {
		most = MaxReason
	}
	switch {
	case c.If(in.Outcome != Held && in.Note == "", "note", "slot.note_required"):
	case c.If(utf8.RuneCountInString(in.Note) > most, "note", "candidate.too_long", "Max", most):
	}
	there := assessing(parts)
	for _, p := range there {
		if slices.Contains(in.Absent, p.ID) {
			missing = append(missing, p)
		}
	}
	switch {
	case c.If(len(missing) != len(in.Absent), "absent", "form.choose"):
	case c.If(in.Outcome == Held && len(missing) == len(there), "absent", "slot.held_by_nobody"):
	case c.If(in.Outcome == Cancelled && len(missing) == 0, "absent", "slot.who_was_missing"):
	}
	return missing, c.Err()
}

// TakeBack takes back what was noted of a slot, within UndoFor and before its day
// is closed. Returns Conflict after that, and where nothing is noted.
func TakeBack(tx *tenants.Tx, id uuid.UUID) (Slot, error) {
	s, d, err := attended(tx, id)
	if err != nil {
		return s, err
	}
	switch {
	case !s.Settled():
		return s, fault.New(fault.Conflict, "slot.nothing_noted")
	case !s.Undoable(tx.Now()):
		return s, fault.New(fault.Conflict, "slot.for_good", "Hours", int(UndoFor.Hours()))
	}
	parts, err := PartsOf(tx, s.ID)
	if err != nil {
		return s, err
	}
	for _, p := range parts {
		if !p.Absent {
			continue
		}
		p.Absent = false
		if err := update(tx, &p, "Absent"); err != nil {
			return s, err
		}
	}
	was := s.State
	s.State, s.Note, s.SettledAt, s.SettledBy, s.ChangedAt = Invited, "", nil, nil, tx.Now()
	if err := update(tx, &s, "State", "Note", "SettledAt", "SettledBy", "ChangedAt"); err != nil {
		return s, err
	}
	tx.Record(tenants.Event{Action: "slot.reopened", Resource: "day_slot", Subject: s.ID, Case: d.ID, Detail: map[string]any{"was": string(was)}})
	return s, nil
}

// attended takes a slot to note how it went: locked, permitted, of a day that is not over.
func attended(tx *tenants.Tx, id uuid.UUID) (Slot, Day, error) {
	s, err := lockedSlot(tx, id)
	if err != nil {
		return s, Day{}, err
	}
	d, err := Get(tx, s.DayID)
	if err != nil {
		return s, d, err
	}
	if !d.Open() {
		return s, d, fault.New(fault.Conflict, "day.over")
	}
	if s.State == Cancelled {
		return s, d, fault.New(fault.Conflict, "slot.settled")
	}
	return s, d, tx.Allow("attend", &s)
}
