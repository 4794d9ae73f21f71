package days

import (
	"unicode/utf8"

	"github.com/google/uuid"

	"accord/tenants"
	"accord/tenants/fault"
)

// CancelSlot cancels a slot for good; its candidate can be given another. Those
// who were invited are told, with the reason. Returns Invalid without a reason,
// Conflict when it is settled or its day over.
func CancelSlot(tx *tenants.Tx, id uuid.UUID, reason string) (Slot, error) {
	s, d, err := slotFor(tx, id)
	if err != nil {
		return s, err
	}
	reason = oneLine(reason)
	if err := reasoned(reason); err != nil {
		return s, err
	}
	parts, err := PartsOf(tx, s.ID)
	if err != nil {
		return s, err
	}
	return cancelled(tx, d, s, reason, parts)
}

// cancelled cancels a slot and tells those who were invited.
func cancelled(tx *tenants.Tx, d Day, s Slot, reason string, parts []Part) (Slot, error) {
	invited, now := s.State == Invited, tx.Now()
	s.State, s.Note, s.SettledAt, s.SettledBy, s.ChangedAt = Cancelled, reason, &now, membership(tx), now
	if invited {
		s.Revision++
	}
	if err := update(tx, &s, "State", "Note", "Revision", "SettledAt", "SettledBy", "ChangedAt"); err != nil {
		return s, err
	}
	tx.Record(tenants.Event{Action: "slot.cancelled", Resource: "day_slot", Subject: s.ID, Case: d.ID, Detail: map[string]any{"reason": reason}})
	if !invited {
		return s, nil
	}
	return s, tell(tx, d, d, s, s, Cancellation, reason, parts)
}

// CancelDay cancels a day with its slots; those who were invited are told, with
// the reason. Returns Invalid without a reason, Conflict when it is over or a slot
// took place.
func CancelDay(tx *tenants.Tx, id uuid.UUID, reason string) (Day, error) {
	d, err := opened(tx, id, "end")
	if err != nil {
		return d, err
	}
	reason = oneLine(reason)
	if err := reasoned(reason); err != nil {
		return d, err
	}
	if err := over(tx, d, reason, false); err != nil {
		return d, err
	}
	now := tx.Now()
	d.State, d.Reason, d.EndedAt = Cancelled, reason, &now
	if err := update(tx, &d, "State", "Reason", "EndedAt"); err != nil {
		return d, err
	}
	tx.Record(tenants.Event{Action: "day.cancelled", Resource: "assessment_day", Subject: d.ID, Case: d.ID, Detail: map[string]any{"reason": reason}})
	return d, nil
}

// Close closes a day once it is noted how each slot went; what is free, or
// was told to nobody, is cancelled with it. Returns Conflict before the day has come, when
// it was not published or is over, and when how a slot went is not noted.
func Close(tx *tenants.Tx, id uuid.UUID) (Day, error) {
	d, err := opened(tx, id, "end")
	if err != nil {
		return d, err
	}
	switch {
	case d.State != Published:
		return d, fault.New(fault.Conflict, "day.not_published")
	case dayOf(d.HeldOn).After(today(tx, d.TimeZone)):
		return d, fault.New(fault.Conflict, "day.not_yet")
	}
	if err := over(tx, d, "", true); err != nil {
		return d, err
	}
	now := tx.Now()
	d.State, d.EndedAt = Closed, &now
	if err := update(tx, &d, "State", "EndedAt"); err != nil {
		return d, err
	}
	tx.Record(tenants.Event{Action: "day.closed", Resource: "assessment_day", Subject: d.ID, Case: d.ID})
	return d, nil
}

// over settles what is left of a day that ends.
func over(tx *tenants.Tx, d Day, reason string, closing bool) error {
	slots, err := Slots(tx, d.ID)
	if err != nil {
		return err
	}
	var ids []uuid.UUID
	for _, s := range slots {
		switch {
		case closing && s.State == Invited:
			return fault.New(fault.Conflict, "day.unsettled", "Name", s.CandidateName)
		case !closing && s.Settled():
			return fault.New(fault.Conflict, "day.took_place")
		case s.Ahead():
			ids = append(ids, s.ID)
		}
	}
	parts, err := Parts(tx, ids...)
	if err != nil {
		return err
	}
	for _, s := range slots {
		if !s.Ahead() {
			continue
		}
		if err := tx.Allow("plan", &s); err != nil {
			return err
		}
		if _, err := cancelled(tx, d, s, reason, parts[s.ID]); err != nil {
			return err
		}
	}
	return nil
}

func reasoned(reason string) error {
	var c fault.Check
	c.If(reason == "", "reason", "session.reason_required")
	c.If(utf8.RuneCountInString(reason) > MaxReason, "reason", "candidate.too_long", "Max", MaxReason)
	return c.Err()
}
