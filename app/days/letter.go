package days

import (
	"github.com/google/uuid"

	"accord/app/letters"
	"accord/app/programs"
	"accord/tenants"
)

// Letter is what a letter about a slot says, and to whom.
type Letter struct {
	To      letters.Recipient
	Slot    Entry
	Program programs.Program
	Moot    bool // they take part no more, or it has moved on
}

// LetterOf reads for a letter about a slot to whom it goes: who takes part in
// it, or its candidate where part is no id. leaving says that they need not take
// part any more. Returns NotFound when the actor may not see it.
func LetterOf(tx *tenants.Tx, slot, part uuid.UUID, leaving bool) (l Letter, err error) {
	s, err := SlotOf(tx, slot)
	if err != nil {
		return l, err
	}
	d, err := Get(tx, s.DayID)
	if err != nil {
		return l, err
	}
	l.Slot = Entry{Slot: s, Day: d}
	if l.Program, err = Program(tx, d.ProgramID); err != nil {
		return l, err
	}
	l.Moot = !leaving && s.State == Cancelled
	if part == uuid.Nil {
		c, err := candidate(tx, *s.CandidateID)
		l.To = letters.Recipient{Name: c.Name, Email: c.Email, Locale: c.Language}
		return l, err
	}
	p, err := PartOf(tx, part)
	if err != nil {
		return l, err
	}
	l.Moot = l.Moot || !leaving && p.OutAt != nil
	l.To = letters.Recipient{Name: p.Name, Email: p.Email, Locale: d.Language}
	if p.MembershipID == nil {
		return l, nil
	}
	known, err := members(tx, []uuid.UUID{*p.MembershipID})
	m, here := known[*p.MembershipID]
	l.To = letters.Recipient{Name: m.Name, Email: m.Email, Locale: m.Locale}
	l.Moot = l.Moot || !here
	return l, err
}

// ScenarioText is the scenario with its version; a dash where there is none.
func (s Slot) ScenarioText() string {
	if s.Scenario == "" {
		return "—"
	}
	return s.Scenario + " (" + s.ScenarioVersion + ")"
}
