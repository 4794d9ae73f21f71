package days

import (
	"strings"
	"time"
	"unicode/utf8"

	"github.com/google/uuid"

	"accord/app/assessments"
	"accord/app/trainings"
	"accord/tenants"
	"accord/tenants/fault"
)

// NewSlot is what a form says of a slot.
type NewSlot struct {
	Begins, Ends      trainings.Clock
	Room              string
	Link              string    // "": the day's
	Assessment        uuid.UUID // none: it is free; of a candidate's slot, it stays
	Scenario, Version string
	Reason            string // why it moves, for those who are told
}

// AddSlot adds a slot to a day. With a candidate's come the assessors who are
// assigned to the assessment, but for those who are away that day. Returns
// Invalid with every wrong field, Conflict when the day is over or has as many
// as it can, or when somebody or the room is taken at that time.
func AddSlot(tx *tenants.Tx, day uuid.UUID, in NewSlot) (Slot, error) {
	d, err := opened(tx, day, "plan")
	if err != nil {
		return Slot{}, err
	}
	all, err := add(tx, d, []NewSlot{in})
	if err != nil {
		return Slot{}, err
	}
	return all[0], nil
}

// add makes slots of an opened day, in one statement for them and one for those
// who take part.
func add(tx *tenants.Tx, d Day, in []NewSlot) ([]Slot, error) {
	there, err := counts(tx, []uuid.UUID{d.ID})
	if err != nil {
		return nil, err
	}
	if n := there[d.ID].Free + there[d.ID].Taken; n+len(in) > MaxSlots {
		return nil, fault.New(fault.Conflict, "day.full", "Max", MaxSlots)
	}
	var wanted []uuid.UUID
	for _, n := range in {
		if n.Assessment != uuid.Nil {
			wanted = append(wanted, n.Assessment)
		}
	}
	open, err := openOnes(tx, d.ProgramID, wanted)
	if err != nil {
		return nil, err
	}
	slots := make([]Slot, len(in))
	for i, n := range in {
		s := Slot{TenantID: tx.Tenant(), ID: tx.NewID(), DayID: d.ID, State: Planned, CreatedAt: tx.Now(), ChangedAt: tx.Now()}
		if err := n.into(tx, d, &s, open); err != nil {
			return nil, err
		}
		if err := tx.Allow("plan", &s); err != nil {
			return nil, err
		}
		slots[i] = s
	}
	parts, err := expected(tx, d, slots)
	if err != nil {
		return nil, err
	}
	if err := free(tx, d, slots, bySlot(parts)); err != nil {
		return nil, err
	}
	if err := insert(tx, &slots); err != nil {
		return nil, taken(err, slots...)
	}
	if len(parts) > 0 {
		if err := insert(tx, &parts); err != nil {
			return nil, taken(err, slots...)
		}
	}
	for _, s := range slots {
		tx.Record(tenants.Event{Action: "slot.planned", Resource: "day_slot", Subject: s.ID, Case: d.ID, Detail: s.facts()})
	}
	return slots, nil
}

// expected are the assessors of the slots' assessments who are not away, and assess still.
func expected(tx *tenants.Tx, d Day, slots []Slot) (parts []Part, err error) {
	var ids, who []uuid.UUID
	for _, s := range slots {
		if !s.Free() {
			ids = append(ids, *s.AssessmentID)
		}
	}
	if len(ids) == 0 {
		return nil, nil
	}
	assigned, err := assignedTo(tx, ids)
	if err != nil {
		return nil, err
	}
	for _, all := range assigned {
		for _, g := range all {
			who = append(who, g.MembershipID)
		}
	}
	gone, err := away(tx, who, d.HeldOn)
	if err != nil {
		return nil, err
	}
	known, err := judging(tx, who)
	if err != nil {
		return nil, err
	}
	for _, s := range slots {
		if s.Free() {
			continue
		}
		for _, g := range assigned[*s.AssessmentID] {
			if m, here := known[g.MembershipID]; here && !gone[m.ID] {
				parts = append(parts, part(tx, s, Assessor, &m.ID, m.Name, m.Email))
			}
		}
	}
	return parts, nil
}

func part(tx *tenants.Tx, s Slot, as string, member *uuid.UUID, name, email string) Part {
	return Part{TenantID: s.TenantID, ID: tx.NewID(), SlotID: s.ID, Part: as, MembershipID: member, Name: name, Email: strings.ToLower(email),
		StartsAt: s.StartsAt, EndsAt: s.EndsAt, Active: true, AddedAt: tx.Now(), AddedBy: membership(tx)}
}

// EditSlot changes a slot, and gives a free one to a candidate. Those who were
// invited are told of another hour, room or link. Returns Invalid with every
// wrong field, Conflict when it is settled or its day over, or when somebody or
// the room is taken at that time.
func EditSlot(tx *tenants.Tx, id uuid.UUID, in NewSlot) (Slot, error) {
	s, d, err := slotFor(tx, id)
	if err != nil {
		return s, err
	}
	was, filled := s, s.Free() && in.Assessment != uuid.Nil
	open, err := openOnes(tx, d.ProgramID, []uuid.UUID{in.Assessment})
	if err != nil {
		return s, err
	}
	if err := in.into(tx, d, &s, open); err != nil {
		return s, err
	}
	differs := s.differs(d, was, d)
	if differs && s.State == Invited {
		var c fault.Check
		c.If(in.reason() == "", "reason", "session.reason_required")
		c.If(!s.StartsAt.After(tx.Now()), "begins", "slot.past")
		if err := c.Err(); err != nil {
			return s, err
		}
		s.Revision++
	}
	parts, err := Parts(tx, s.ID)
	if err != nil {
		return s, err
	}
	var joining []Part
	if filled {
		if joining, err = expected(tx, d, []Slot{s}); err != nil {
			return s, err
		}
		parts = bySlot(joining)
	}
	if err := free(tx, d, []Slot{s}, parts); err != nil {
		return s, err
	}
	s.ChangedAt = tx.Now()
	if err := update(tx, &s, "StartsAt", "EndsAt", "Room", "Link", "AssessmentID", "CandidateID", "CandidateName", "Scenario", "ScenarioVersion", "Revision", "ChangedAt"); err != nil {
		return s, taken(err, s)
	}
	if len(joining) > 0 {
		if err := insert(tx, &joining); err != nil {
			return s, taken(err, s)
		}
	}
	tx.Record(tenants.Event{Action: "slot.edited", Resource: "day_slot", Subject: s.ID, Case: d.ID, Detail: s.facts()})
	if differs && s.State == Invited {
		return s, tell(tx, d, d, was, s, Move, in.reason(), parts[s.ID])
	}
	return s, nil
}

// slotFor takes a slot that is not settled, with its day opened.
func slotFor(tx *tenants.Tx, id uuid.UUID) (Slot, Day, error) {
	s, err := SlotOf(tx, id)
	if err != nil {
		return s, Day{}, err
	}
	d, err := opened(tx, s.DayID, "plan")
	if err != nil {
		return s, d, err
	}
	if s, err = SlotOf(tx, id); err != nil { // again: it may have changed before the lock was ours
		return s, d, err
	}
	if !s.Ahead() {
		return s, d, fault.New(fault.Conflict, "slot.settled")
	}
	return s, d, tx.Allow("plan", &s)
}

func (in NewSlot) reason() string { return oneLine(in.Reason) }

// into checks what a form says and writes it on a slot.
func (in NewSlot) into(tx *tenants.Tx, d Day, s *Slot, open map[uuid.UUID]assessments.Assessment) error {
	var c fault.Check
	ends := d.HeldOn
	if in.Ends == 0 {
		ends = ends.AddDate(0, 0, 1) // midnight
	}
	from, real := in.Begins.On(d.HeldOn, d.Zone())
	to, realEnd := in.Ends.On(ends, d.Zone())
	c.If(!real, "begins", "series.no_such_hour", "Day", d.HeldOn.Format(time.DateOnly))
	switch {
	case c.If(!realEnd, "ends", "series.no_such_hour", "Day", d.HeldOn.Format(time.DateOnly)):
	case c.If(!to.After(from), "ends", "slot.ends_before"):
	case c.If(to.Sub(from) > 12*time.Hour, "ends", "slot.long"):
	}
	s.StartsAt, s.EndsAt, s.Room, s.Link = from.UTC(), to.UTC(), oneLine(in.Room), strings.TrimSpace(in.Link)
	s.Scenario, s.ScenarioVersion = oneLine(in.Scenario), oneLine(in.Version)
	c.If(utf8.RuneCountInString(s.Room) > MaxRoom, "room", "candidate.too_long", "Max", MaxRoom)
	c.If(s.Link != "" && !trainings.IsWebAddress(s.Link), "link", "session.link_form")
	c.If(utf8.RuneCountInString(s.Scenario) > MaxTitle, "scenario", "candidate.too_long", "Max", MaxTitle)
	switch {
	case c.If(utf8.RuneCountInString(s.ScenarioVersion) > MaxVersion, "version", "candidate.too_long", "Max", MaxVersion):
	case c.If(s.Scenario == "" && s.ScenarioVersion != "", "scenario", "slot.scenario_required"):
	case c.If(s.Scenario != "" && s.ScenarioVersion == "", "version", "slot.version_required"):
	}
	c.If(utf8.RuneCountInString(in.Reason) > MaxReason, "reason", "candidate.too_long", "Max", MaxReason)
	if in.Assessment != uuid.Nil {
		a, is := open[in.Assessment]
		switch {
		case s.Free() && c.If(!is, "assessment", "slot.not_open"):
		case s.Free():
			s.AssessmentID, s.CandidateID, s.CandidateName = &a.ID, &a.CandidateID, a.CandidateName
		default:
			c.If(*s.AssessmentID != in.Assessment, "assessment", "slot.stays")
		}
	}
	return c.Err()
}

func (s Slot) facts() map[string]any {
	m := map[string]any{"starts_at": s.StartsAt.UTC(), "ends_at": s.EndsAt.UTC(), "day": s.DayID}
	if !s.Free() {
		m["assessment"] = *s.AssessmentID
	}
	return m
}

func bySlot(parts []Part) map[uuid.UUID][]Part {
	all := map[uuid.UUID][]Part{}
	for _, p := range parts {
		all[p.SlotID] = append(all[p.SlotID], p)
	}
	return all
}
