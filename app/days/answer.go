package days

import (
	"time"
	"unicode/utf8"

	"github.com/google/uuid"

	"accord/app/letters"
	"accord/tenants"
	"accord/tenants/fault"
)

// Answer is what a slot's candidate said of their invitation.
type Answer struct {
	TenantID   uuid.UUID `gorm:"primaryKey"`
	ID         uuid.UUID `gorm:"primaryKey"`
	SlotID     uuid.UUID
	Revision   int // the slot's: what was said of another hour or place has fallen
	Comes      bool
	Reason     string // why they cannot
	AnsweredAt time.Time
	KeptAt     *time.Time // whoever plans keeps the slot although they cannot come
	KeptBy     *uuid.UUID
}

// TableName of an answer says to what.
func (Answer) TableName() string { return "slot_answer" }

var _ = tenants.Register(tenants.Resource{Name: "slot_answer", Model: Answer{}, Side: tenants.OrganisationSide, Actions: []string{"read", "answer", "keep"}})

// Confirm says that the actor, whose slot it is, comes. Returns NotFound when it
// is another's, Forbidden to who is not its candidate, Conflict when it has begun
// or is withdrawn.
func Confirm(tx *tenants.Tx, slot uuid.UUID) (Answer, error) { return say(tx, slot, true, "") }

// Decline says that the actor, whose slot it is, cannot come, and why; whoever
// plans gets a letter. Returns Invalid without a reason, otherwise what Confirm
// does.
func Decline(tx *tenants.Tx, slot uuid.UUID, reason string) (Answer, error) {
	reason = oneLine(reason)
	var c fault.Check
	c.If(reason == "", "reason", "slot.say_why")
	c.If(utf8.RuneCountInString(reason) > MaxReason, "reason", "candidate.too_long", "Max", MaxReason)
	if err := c.Err(); err != nil {
		return Answer{}, err
	}
	return say(tx, slot, false, reason)
}

func say(tx *tenants.Tx, slot uuid.UUID, comes bool, reason string) (Answer, error) {
	s, err := lockedSlot(tx, slot)
	if err != nil {
		return Answer{}, err
	}
	a, err := answerTo(tx, s)
	there := err == nil
	if err != nil && !fault.Is(err, fault.NotFound) {
		return a, err
	}
	if !there {
		a = Answer{TenantID: tx.Tenant(), ID: tx.NewID(), SlotID: s.ID, Revision: s.Revision}
	}
	if err := tx.Allow("answer", &a); err != nil {
		return a, err
	}
	switch {
	case s.State != Invited:
		return a, fault.New(fault.Conflict, "slot.asks_nothing")
	case !s.StartsAt.After(tx.Now()):
		return a, fault.New(fault.Conflict, "slot.answer_late")
	}
	was := there && !a.Comes
	a.Comes, a.Reason, a.AnsweredAt, a.KeptAt, a.KeptBy = comes, reason, tx.Now(), nil, nil
	if there {
		err = update(tx, &a, "Comes", "Reason", "AnsweredAt", "KeptAt", "KeptBy")
	} else {
		err = insert(tx, &a)
	}
	if err != nil {
		return a, err
	}
	action := "slot.confirmed"
	if !comes {
		action = "slot.declined"
	}
	tx.Record(tenants.Event{Action: action, Resource: "slot_answer", Subject: a.ID, Case: s.DayID, Detail: map[string]any{"slot": s.ID}})
	switch {
	case !comes && !was:
		tx.Enqueue(toPlanners(letters.SlotDeclined, a, s))
	case comes && was:
		tx.Enqueue(toPlanners(letters.SlotRestored, a, s))
	}
	return a, nil
}

func toPlanners(k letters.Kind, a Answer, s Slot) tenants.Job {
	j := letters.ToRoles(k, a.ID, tenants.RoleProgramManager)
	j.Case = s.DayID
	return j
}

// lockedSlot takes a slot as it is once its day is the transaction's own.
func lockedSlot(tx *tenants.Tx, id uuid.UUID) (Slot, error) {
	s, err := SlotOf(tx, id)
	if err != nil {
		return s, err
	}
	if err := tx.Lock(s.DayID); err != nil {
		return s, err
	}
	return SlotOf(tx, id) // again: it may have changed before the lock was ours
}

// Keep notes that a slot stands although its candidate cannot come, so that
// nothing is left to do about it until they answer anew. Returns Conflict when
// they did not say so, it is kept already, has begun or is settled.
func Keep(tx *tenants.Tx, slot uuid.UUID) (Answer, error) {
	s, _, err := slotFor(tx, slot)
	if err != nil {
		return Answer{}, err
	}
	a, err := answerTo(tx, s)
	if err != nil && !fault.Is(err, fault.NotFound) {
		return a, err
	}
	switch {
	case err != nil || a.Comes || a.KeptAt != nil:
		return a, fault.New(fault.Conflict, "slot.nothing_to_keep")
	case !s.StartsAt.After(tx.Now()):
		return a, fault.New(fault.Conflict, "slot.begun", "Name", s.CandidateName)
	}
	if err := tx.Allow("keep", &a); err != nil {
		return a, err
	}
	now := tx.Now()
	a.KeptAt, a.KeptBy = &now, membership(tx)
	if err := update(tx, &a, "KeptAt", "KeptBy"); err != nil {
		return a, err
	}
	tx.Record(tenants.Event{Action: "slot.kept", Resource: "slot_answer", Subject: a.ID, Case: s.DayID, Detail: map[string]any{"slot": s.ID}})
	return a, nil
}

// Release cancels a slot for its candidate, who can be given another, and leaves
// its hour, room and scenario as a slot that is free, which it returns. Those who
// were invited are told, with the reason. Returns Invalid without a reason,
// Conflict when it is free, has begun or is settled.
func Release(tx *tenants.Tx, id uuid.UUID, reason string) (Slot, error) {
	s, d, err := slotFor(tx, id)
	if err != nil {
		return s, err
	}
	switch {
	case s.Free():
		return s, fault.New(fault.Conflict, "slot.free_already")
	case !s.StartsAt.After(tx.Now()):
		return s, fault.New(fault.Conflict, "slot.begun", "Name", s.CandidateName)
	}
	reason = oneLine(reason)
	if err := reasoned(reason); err != nil {
		return s, err
	}
	parts, err := PartsOf(tx, s.ID)
	if err != nil {
		return s, err
	}
	if _, err := cancelled(tx, d, s, reason, parts); err != nil {
		return s, err
	}
	free := Slot{TenantID: s.TenantID, ID: tx.NewID(), DayID: d.ID, StartsAt: s.StartsAt, EndsAt: s.EndsAt, Room: s.Room, Link: s.Link, Scenario: s.Scenario, ScenarioVersion: s.ScenarioVersion,
		State: Planned, CreatedAt: tx.Now(), ChangedAt: tx.Now()}
	if err := tx.Allow("plan", &free); err != nil {
		return s, err
	}
	if err := insert(tx, &free); err != nil {
		return s, taken(err, free)
	}
	tx.Record(tenants.Event{Action: "slot.planned", Resource: "day_slot", Subject: free.ID, Case: d.ID, Detail: free.facts()})
	return free, nil
}
