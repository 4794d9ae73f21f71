package days

import (
	"time"

	"github.com/google/uuid"

	"accord/app/letters"
	"accord/tenants"
)

// RemindKind is the kind of the deadline at which a slot is reminded of.
const RemindKind = "slot.remind"

// tell tells everybody concerned by a slot, and sets its reminder anew.
func tell(tx *tenants.Tx, wasDay, d Day, was, s Slot, kind, reason string, parts []Part) error {
	if err := tellPeople(tx, wasDay, d, was, s, kind, reason, s.CandidateID, parts); err != nil {
		return err
	}
	return reminded(tx, d, s)
}

// tellPeople writes down what they are told, and to each a letter.
func tellPeople(tx *tenants.Tx, wasDay, d Day, was, s Slot, kind, reason string, whose *uuid.UUID, parts []Part) error {
	n := Notice{TenantID: tx.Tenant(), ID: tx.NewID(), SlotID: s.ID, Kind: kind, WasStartsAt: was.StartsAt, WasZone: wasDay.TimeZone,
		StartsAt: s.StartsAt, EndsAt: s.EndsAt, Zone: d.TimeZone, Place: s.Where(d), Link: s.LinkOr(d), Reason: reason, Told: len(parts), ToldAt: tx.Now(), ToldBy: membership(tx)}
	if whose != nil {
		n.Told++
	}
	if n.Told == 0 {
		return nil
	}
	if err := insert(tx, &n); err != nil {
		return err
	}
	tx.Record(tenants.Event{Action: "slot.told", Resource: "slot_notice", Subject: n.ID, Case: d.ID, Detail: map[string]any{"kind": kind, "count": n.Told, "reason": reason}})
	if whose != nil {
		k, err := letterToCandidate(tx, kind, *whose)
		if err != nil {
			return err
		}
		tx.Enqueue(letters.ToSlot(k, n.ID, d.ID, uuid.Nil))
	}
	for _, p := range parts {
		tx.Enqueue(letters.ToSlot(letterTo(kind, p.Part), n.ID, d.ID, p.ID))
	}
	return nil
}

// letterToCandidate is the letter of a kind of notice to the candidate: who signs
// in to their own file is asked whether they come.
func letterToCandidate(tx *tenants.Tx, kind string, id uuid.UUID) (letters.Kind, error) {
	signs, err := signsIn(tx, id)
	switch {
	case kind == Invitation && signs:
		return letters.SlotAsked, err
	case kind == Move && signs:
		return letters.SlotAskedAnew, err
	}
	return letterTo(kind, ""), err
}

// signsIn says whether a candidate has come to sign in to their own file.
func signsIn(tx *tenants.Tx, id uuid.UUID) (bool, error) {
	c, err := candidate(tx, id)
	return c.PersonID != nil, err
}

// letterTo is the letter of a kind of notice to who takes part; part is "" for
// the candidate.
func letterTo(kind, part string) letters.Kind {
	switch {
	case kind == Move:
		return letters.SlotMoved
	case kind == Cancellation:
		return letters.SlotCancelled
	case part == Assessor:
		return letters.SlotAssessor
	case part == RolePlayer:
		return letters.SlotPlayer
	}
	return letters.SlotInvited
}

// reminded sets a slot's reminder, in place of one that was set before.
func reminded(tx *tenants.Tx, d Day, s Slot) error {
	if err := tx.NotDue(s.ID); err != nil {
		return err
	}
	due := d.remindAt(s)
	if s.State != Invited || !due.After(tx.Now()) {
		return nil
	}
	return tx.Due(tenants.Deadline{Subject: s.ID, Kind: RemindKind, Stage: s.Stage(), At: due})
}

// remindAt is the day before, at the slot's own hour by the clock on the wall.
func (d Day) remindAt(s Slot) time.Time {
	on := s.StartsAt.In(d.Zone())
	return time.Date(on.Year(), on.Month(), on.Day()-1, on.Hour(), on.Minute(), 0, 0, d.Zone())
}

// Stage tells the reminder of a slot at one hour from that at another.
func (s Slot) Stage() string { return "the day before " + s.StartsAt.UTC().Format(time.RFC3339) }

// Remind writes to everybody who takes part in a slot, the day before; to a
// candidate who signs in and has not said whether they come, that this is missing. One that
// has moved or ended since is not reminded of. Returns NotFound when it is not
// the actor's to see.
func Remind(tx *tenants.Tx, slot uuid.UUID, stage string) error {
	s, err := SlotOf(tx, slot)
	if err != nil || s.State != Invited || s.Stage() != stage || !s.StartsAt.After(tx.Now()) {
		return err
	}
	parts, err := PartsOf(tx, s.ID)
	if err != nil {
		return err
	}
	kind, err := reminderToCandidate(tx, s)
	if err != nil {
		return err
	}
	tx.Enqueue(letters.ToSlot(kind, s.ID, s.DayID, uuid.Nil))
	for _, p := range parts {
		tx.Enqueue(letters.ToSlot(letters.SlotReminder, s.ID, s.DayID, p.ID))
	}
	tx.Record(tenants.Event{Action: "slot.reminded", Resource: "day_slot", Subject: s.ID, Case: s.DayID, Detail: map[string]any{"count": len(parts) + 1}})
	return nil
}

func reminderToCandidate(tx *tenants.Tx, s Slot) (letters.Kind, error) {
	said, err := AnswersTo(tx, []Slot{s})
	if err != nil || said.To(s) != Unanswered {
		return letters.SlotReminder, err
	}
	signs, err := signsIn(tx, *s.CandidateID)
	if signs {
		return letters.SlotUnanswered, err
	}
	return letters.SlotReminder, err
}
