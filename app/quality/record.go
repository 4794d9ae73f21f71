package quality

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/google/uuid"

	"accord/app/people"
	"accord/tenants"
	"accord/tenants/fault"
)

// The bounds of a meeting's minute, in characters; and of those who took part.
const (
	MaxTitle   = 200
	MaxMinute  = 8000
	MaxActions = 4000
	MinMembers = 2
)

// NewMeeting is what a form says of a meeting.
type NewMeeting struct {
	HeldOn   time.Time
	Title    string
	Minute   string
	Actions  string
	Programs []uuid.UUID // that it was about; none: all
	Members  []uuid.UUID // who took part: memberships
	Corrects uuid.UUID   // the record that this one takes the place of; the zero id: none
}

// Record keeps the minute of a meeting. It stays as it is; one that corrects
// another takes its place. Returns Invalid with every wrong field, NotFound when
// what it corrects is not the actor's to see, Conflict when that was corrected
// before.
func Record(tx *tenants.Tx, in NewMeeting) (Standardisation, error) {
	s := Standardisation{TenantID: tx.Tenant(), ID: tx.NewID(), HeldOn: dayOf(in.HeldOn), Title: strings.Join(strings.Fields(in.Title), " "), Minute: strings.TrimSpace(in.Minute),
		Actions: strings.TrimSpace(in.Actions), RecordedAt: tx.Now(), RecordedBy: tx.Membership(), RecordedByName: tx.Name()}
	if err := tx.Allow("record", &s); err != nil {
		return s, err
	}
	if in.Corrects != uuid.Nil {
		s.Corrects = &in.Corrects
		if err := tx.Lock(in.Corrects); err != nil {
			return s, err
		}
	}
	before, err := corrected(tx, in.Corrects)
	if err != nil {
		return s, err
	}
	members, err := s.check(tx, in, before)
	if err != nil {
		return s, err
	}
	if err := insert(tx, &s); err != nil {
		if tenants.Violates(err, "standardisation_corrects") {
			err = correctedAlready().Because(err)
		}
		return s, err
	}
	var attend []StandardisationMember
	for _, m := range members {
		attend = append(attend, StandardisationMember{TenantID: s.TenantID, ID: tx.NewID(), StandardisationID: s.ID, MembershipID: m.MembershipID, Name: m.Name})
	}
	if err := insert(tx, &attend); err != nil {
		return s, err
	}
	var about []StandardisationProgram
	for _, id := range distinct(in.Programs) {
		about = append(about, StandardisationProgram{TenantID: s.TenantID, ID: tx.NewID(), StandardisationID: s.ID, ProgramID: id})
	}
	if len(about) > 0 {
		if err := insert(tx, &about); err != nil {
			return s, err
		}
	}
	action, detail := "quality.meeting_recorded", map[string]any{"title": s.Title, "held_on": s.HeldOn.Format(time.DateOnly), "members": len(attend)}
	if s.Corrects != nil {
		action, detail["corrects"] = "quality.meeting_corrected", *s.Corrects
	}
	tx.Record(tenants.Event{Action: action, Resource: "standardisation", Subject: s.ID, Detail: detail})
	return s, nil
}

// Attendable are those who can have taken part in a meeting: who works here,
// and, where a new record corrects one, who was noted then. Returns NotFound when
// that is not the actor's to see, Conflict when it was corrected before.
func Attendable(tx *tenants.Tx, corrects uuid.UUID) ([]StandardisationMember, error) {
	before, err := corrected(tx, corrects)
	if err != nil {
		return nil, err
	}
	return attendable(tx, before)
}

// corrected are those who took part as it was recorded before.
func corrected(tx *tenants.Tx, id uuid.UUID) ([]StandardisationMember, error) {
	if id == uuid.Nil {
		return nil, nil
	}
	old, err := Meeting(tx, id)
	if err != nil {
		return nil, err
	}
	if _, again, err := CorrectedBy(tx, id); err != nil || again {
		if err == nil {
			err = correctedAlready()
		}
		return nil, err
	}
	all, err := Attending(tx, []Standardisation{old})
	return all[id], err
}

func correctedAlready() *fault.Error { return fault.New(fault.Conflict, "quality.corrected_already") }

func attendable(tx *tenants.Tx, before []StandardisationMember) ([]StandardisationMember, error) {
	staff, err := Staff(tx)
	if err != nil {
		return nil, err
	}
	all := slices.Clone(before)
	for _, m := range staff {
		if !slices.ContainsFunc(before, func(b StandardisationMember) bool { return b.MembershipID == m.ID }) {
			all = append(all, attended(m))
		}
	}
	slices.SortStableFunc(all, func(a, b StandardisationMember) int { return strings.Compare(a.Name, b.Name) })
	return all, nil
}

func attended(m people.Membership) StandardisationMember {
	return StandardisationMember{TenantID: m.TenantID, MembershipID: m.ID, Name: m.Name}
}

// check answers who took part.
func (s Standardisation) check(tx *tenants.Tx, in NewMeeting, before []StandardisationMember) (took []StandardisationMember, err error) {
	zone, err := Zone(tx)
	if err != nil {
		return nil, err
	}
	today := dayOf(tx.Now().In(zone))
	known, err := Programs(tx)
	if err != nil {
		return nil, err
	}
	all, err := attendable(tx, before)
	if err != nil {
		return nil, err
	}
	for _, m := range all {
		if slices.Contains(in.Members, m.MembershipID) {
			took = append(took, m)
		}
	}
	var c fault.Check
	switch {
	case c.If(in.HeldOn.IsZero() || s.HeldOn.Before(today.AddDate(-10, 0, 0)), "held_on", "quality.held_required"):
	case c.If(s.HeldOn.After(today), "held_on", "quality.held_later"):
	}
	for _, text := range []struct {
		field, text string
		max         int
	}{{"title", s.Title, MaxTitle}, {"minute", s.Minute, MaxMinute}, {"actions", s.Actions, MaxActions}} {
		c.If(text.text == "" && text.field != "actions", text.field, "quality."+text.field+"_required")
		c.If(utf8.RuneCountInString(text.text) > text.max, text.field, "candidate.too_long", "Max", text.max)
	}
	c.If(slices.ContainsFunc(in.Programs, func(id uuid.UUID) bool { _, is := known[id]; return !is }), "programs", "quality.program_unknown")
	switch {
	case c.If(len(took) != len(distinct(in.Members)), "members", "quality.member_unknown"):
	case c.If(len(took) < MinMembers, "members", "quality.members_few", "Min", MinMembers):
	}
	return took, c.Err()
}

func distinct(ids []uuid.UUID) (all []uuid.UUID) {
	for _, id := range ids {
		if !slices.Contains(all, id) {
			all = append(all, id)
		}
	}
	return all
}
