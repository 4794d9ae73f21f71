package days

import (
	"slices"
	"unicode/utf8"

	"github.com/google/uuid"

	"accord/tenants"
	"accord/tenants/fault"
)

// Swap has two slots change their hours, rooms and days, both or neither: each
// goes with its candidate and all who take part. Those who were invited are told,
// with the reason. Both are of one program, on days that stand alike. Returns
// Invalid without a reason, Conflict when one is settled or has begun, when its
// day is over, or when somebody is taken then.
func Swap(tx *tenants.Tx, one, other uuid.UUID, reason string) (Slot, Slot, error) {
	reason = oneLine(reason)
	var c fault.Check
	c.If(one == other, "other", "slot.swap_itself")
	c.If(utf8.RuneCountInString(reason) > MaxReason, "reason", "candidate.too_long", "Max", MaxReason)
	if err := c.Err(); err != nil {
		return Slot{}, Slot{}, err
	}
	ids := []uuid.UUID{one, other}
	if err := lockDays(tx, ids); err != nil {
		return Slot{}, Slot{}, err
	}
	was, day := map[uuid.UUID]Slot{}, map[uuid.UUID]Day{}
	for _, id := range ids {
		s, d, err := slotFor(tx, id)
		if err != nil {
			return Slot{}, Slot{}, err
		}
		if !s.StartsAt.After(tx.Now()) {
			return Slot{}, Slot{}, fault.New(fault.Conflict, "slot.begun", "Name", s.CandidateName)
		}
		was[id], day[id] = s, d
	}
	a, b, dayA, dayB := was[one], was[other], day[one], day[other]
	if dayA.ProgramID != dayB.ProgramID || dayA.State != dayB.State {
		return a, b, fault.New(fault.Conflict, "slot.swap_apart")
	}
	c.If((a.State == Invited || b.State == Invited) && reason == "", "reason", "session.reason_required")
	if err := c.Err(); err != nil {
		return a, b, err
	}
	for _, s := range []*Slot{&a, &b} {
		if s.State == Invited {
			s.Revision++
		}
	}
	a.DayID, b.DayID = b.DayID, a.DayID
	a.StartsAt, b.StartsAt = b.StartsAt, a.StartsAt
	a.EndsAt, b.EndsAt = b.EndsAt, a.EndsAt
	a.Room, b.Room = b.Room, a.Room
	a.Link, b.Link = b.Link, a.Link
	parts, err := Parts(tx, one, other)
	if err != nil {
		return a, b, err
	}
	if err := free(tx, dayB, []Slot{a, b}, parts); err != nil {
		return a, b, err
	}
	if err := retimed(tx, []Slot{a, b}); err != nil {
		return a, b, taken(err, a, b)
	}
	tx.Record(tenants.Event{Action: "slot.swapped", Resource: "day_slot", Subject: a.ID, Case: dayA.ID, Detail: map[string]any{"with": b.ID, "starts_at": a.StartsAt.UTC(), "was": b.StartsAt.UTC(), "reason": reason}})
	if dayB.ID != dayA.ID { // both days tell of it
		tx.Record(tenants.Event{Action: "slot.swapped", Resource: "day_slot", Subject: b.ID, Case: dayB.ID, Detail: map[string]any{"with": a.ID, "starts_at": b.StartsAt.UTC(), "was": a.StartsAt.UTC(), "reason": reason}})
	}
	if a.State == Invited {
		if err := tell(tx, dayA, dayB, was[one], a, Move, reason, parts[one]); err != nil {
			return a, b, err
		}
	}
	if b.State == Invited {
		return a, b, tell(tx, dayB, dayA, was[other], b, Move, reason, parts[other])
	}
	return a, b, nil
}

// lockDays takes the days of slots in one order, whichever way round the slots
// are named: two who swap between the same days wait for each other.
func lockDays(tx *tenants.Tx, slots []uuid.UUID) error {
	var of []uuid.UUID
	for _, id := range slots {
		s, err := SlotOf(tx, id)
		if err != nil {
			return err
		}
		of = append(of, s.DayID)
	}
	slices.SortFunc(of, func(a, b uuid.UUID) int { return slices.Compare(a[:], b[:]) })
	for _, day := range slices.Compact(of) {
		if err := tx.Lock(day); err != nil {
			return err
		}
	}
	return nil
}

// Swappable are the slots with which one can change its hour, the first first.
func Swappable(tx *tenants.Tx, s Slot) ([]Entry, error) {
	d, err := Get(tx, s.DayID)
	if err != nil {
		return nil, err
	}
	all, err := swappable(tx, d, s)
	if err != nil {
		return nil, err
	}
	return entries(tx, all)
}
