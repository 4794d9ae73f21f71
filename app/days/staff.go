package days

import (
	"slices"
	"unicode/utf8"

	"github.com/google/uuid"

	"accord/app/assessments"
	"accord/app/assessors"
	"accord/app/people"
	"accord/tenants"
	"accord/tenants/fault"
)

// MaxParts is how many take part in a slot, at most.
const MaxParts = 12

// AddAssessor has a member assess in a slot. Who is not assigned to its
// assessment is assigned first, through the conflict gate. Returns Conflict, with
// the reason, when the gate refuses them, when they are not qualified and so
// are assigned for a reason alone (assessors.AssignByHand), when they noted that they are away
// that day, take part already or are taken, or when the slot is free or settled.
func AddAssessor(tx *tenants.Tx, slot, member uuid.UUID) (Part, error) {
	s, d, err := slotFor(tx, slot)
	if err != nil {
		return Part{}, err
	}
	if s.Free() {
		return Part{}, fault.New(fault.Conflict, "slot.is_free")
	}
	known, err := members(tx, []uuid.UUID{member})
	if err != nil {
		return Part{}, err
	}
	m, is := known[member]
	if !is {
		return Part{}, fault.Absent("membership")
	}
	gone, err := away(tx, []uuid.UUID{member}, d.HeldOn)
	if err != nil {
		return Part{}, err
	}
	if gone[member] {
		return Part{}, fault.New(fault.Conflict, "slot.away", "Name", m.Name)
	}
	assigned, err := assessments.Assignments(tx, *s.AssessmentID)
	if err != nil {
		return Part{}, err
	}
	if !slices.ContainsFunc(assigned, func(g assessments.Assignment) bool { return g.MembershipID == member }) {
		if _, err := assessments.Assign(tx, *s.AssessmentID, member); err != nil {
			return Part{}, err
		}
		if against, err := assessors.Unqualified(tx, member); err != nil || against != nil {
			if err == nil {
				err = fault.New(fault.Conflict, "assessor.by_hand_first", "Name", m.Name)
			}
			return Part{}, err
		}
	} else if still, err := judging(tx, []uuid.UUID{member}); err != nil || len(still) == 0 { // since they were assigned
		if err == nil {
			err = fault.New(fault.Conflict, "assessment.no_assessor", "Assessor", m.Name)
		}
		return Part{}, err
	}
	return join(tx, d, s, part(tx, s, Assessor, &m.ID, m.Name, m.Email))
}

// Player is who plays a role: a member, or somebody without an account.
type Player struct {
	Member      uuid.UUID
	Name, Email string // of somebody without an account
}

// AddPlayer has somebody play a role in a slot. Returns Invalid with every wrong
// field, Conflict when they take part already or are taken, or when the slot is
// free or settled.
func AddPlayer(tx *tenants.Tx, slot uuid.UUID, in Player) (Part, error) {
	s, d, err := slotFor(tx, slot)
	if err != nil {
		return Part{}, err
	}
	if s.Free() {
		return Part{}, fault.New(fault.Conflict, "slot.is_free")
	}
	var p Part
	var c fault.Check
	if in.Member != uuid.Nil {
		known, err := members(tx, []uuid.UUID{in.Member})
		if err != nil {
			return Part{}, err
		}
		m, is := known[in.Member]
		if !is {
			return Part{}, fault.Absent("membership")
		}
		p = part(tx, s, RolePlayer, &m.ID, m.Name, m.Email)
	} else {
		name := people.CheckName(&c, "name", oneLine(in.Name))
		p = part(tx, s, RolePlayer, nil, name, people.CheckEmail(&c, "email", in.Email))
	}
	whose, err := candidate(tx, *s.CandidateID)
	if err != nil {
		return Part{}, err
	}
	c.If(p.Email == whose.Email, "email", "slot.player_is_candidate")
	if err := c.Err(); err != nil {
		return Part{}, err
	}
	return join(tx, d, s, p)
}

// join adds somebody to a slot; where it was told, they are invited at once.
func join(tx *tenants.Tx, d Day, s Slot, p Part) (Part, error) {
	there, err := PartsOf(tx, s.ID)
	if err != nil {
		return p, err
	}
	switch {
	case slices.ContainsFunc(there, func(o Part) bool { return o.Email == p.Email }):
		return p, fault.New(fault.Conflict, "slot.takes_part", "Name", p.Name)
	case len(there) >= MaxParts:
		return p, fault.New(fault.Conflict, "slot.many", "Max", MaxParts)
	}
	if err := free(tx, d, []Slot{s}, bySlot([]Part{p})); err != nil {
		return p, err
	}
	if err := insert(tx, &p); err != nil {
		return p, taken(err, s)
	}
	tx.Record(tenants.Event{Action: "slot.joined", Resource: "day_slot", Subject: s.ID, Case: d.ID, Detail: map[string]any{"part": p.Part, "name": p.Name}})
	if s.State == Invited {
		return p, tellPeople(tx, d, d, s, s, Invitation, "", nil, []Part{p})
	}
	return p, nil
}

// TakeOut takes somebody out of a slot; an assessor stays assigned to the
// assessment. Those who were invited are told, with the reason. Returns Conflict
// when the slot is settled, or when it was told and no assessor would be left.
func TakeOut(tx *tenants.Tx, slot, id uuid.UUID, reason string) (Part, error) {
	s, d, err := slotFor(tx, slot)
	if err != nil {
		return Part{}, err
	}
	p, err := PartOf(tx, id)
	if err != nil || p.SlotID != s.ID || p.OutAt != nil {
		if err == nil {
			err = fault.Absent("slot_part")
		}
		return p, err
	}
	if s.State == Invited {
		var c fault.Check
		c.If(oneLine(reason) == "", "reason", "session.reason_required")
		c.If(utf8.RuneCountInString(reason) > MaxReason, "reason", "candidate.too_long", "Max", MaxReason)
		if err := c.Err(); err != nil {
			return p, err
		}
		there, err := PartsOf(tx, s.ID)
		if err != nil {
			return p, err
		}
		if p.Part == Assessor && len(assessing(there)) < 2 {
			return p, fault.New(fault.Conflict, "slot.last_assessor")
		}
	}
	now := tx.Now()
	p.OutAt, p.Active = &now, false
	if err := update(tx, &p, "OutAt", "Active"); err != nil {
		return p, err
	}
	tx.Record(tenants.Event{Action: "slot.left", Resource: "day_slot", Subject: s.ID, Case: d.ID, Detail: map[string]any{"part": p.Part, "name": p.Name}})
	if s.State == Invited {
		return p, tellPeople(tx, d, d, s, s, Cancellation, oneLine(reason), nil, []Part{p})
	}
	return p, nil
}

// assessing are the assessors among those who take part.
func assessing(all []Part) (some []Part) {
	for _, p := range all {
		if p.Part == Assessor {
			some = append(some, p)
		}
	}
	return some
}

// Joining are who can be added to a slot: assessors by the conflict gate, each
// with what stands against them, and members as role-players.
func Joining(tx *tenants.Tx, s Slot) (assess []assessments.Choice, play []people.Membership, err error) {
	if s.Free() {
		return nil, nil, nil
	}
	if assess, err = assessments.Choices(tx, *s.AssessmentID); err != nil {
		return nil, nil, err
	}
	assigned, err := assessments.Assignments(tx, *s.AssessmentID)
	if err != nil {
		return nil, nil, err
	}
	for i, c := range assess { // whoever is assigned passed the gate
		if slices.ContainsFunc(assigned, func(g assessments.Assignment) bool { return g.MembershipID == c.Membership.ID }) {
			assess[i].Refusal = nil
		}
	}
	play, err = staff(tx)
	return assess, play, err
}
