package candidates

import (
	"strings"
	"unicode/utf8"

	"github.com/google/uuid"

	"accord/tenants"
	"accord/tenants/fault"
)

// The lengths of what a referee writes, in characters.
const (
	MaxDeclared = 300
	MaxReason   = 500
)

// Saying is what a referee says of one mediation.
type Saying struct {
	Item   uuid.UUID
	Says   RefereeState // Confirmed or Disputed
	Reason string       // why not
}

// Testimony is what a referee says.
type Testimony struct {
	Declared string // how they are related to the candidate and the mediations
	Sayings  []Saying
	// NoName is the referee's word that no reason names a party, asked for when
	// one looks as if it did.
	NoName bool
}

// Answer is what a referee says of all they were asked about, once. What they
// confirm is verified by them; what they dispute does not count. Returns
// Invalid with each field that is wrong ("said_" and "reason_" with the item's
// id), Conflict when the request is over or a mediation was changed or removed
// meanwhile, NotFound for who came by another link.
func Answer(tx *tenants.Tx, id uuid.UUID, in Testimony) (Refereed, error) {
	r, err := lockedRequest(tx, id)
	if err != nil {
		return r, err
	}
	if r.State != Asked || !tx.Now().Before(r.LapsesAt) {
		return r, fault.New(fault.Conflict, "referee.over")
	}
	if err := tx.Allow("answer", &r.RefereeRequest); err != nil {
		return r, err
	}
	said, err := in.check(r)
	if err != nil {
		return r, err
	}
	// Taken while they are still asked about: that is what opens them.
	entries, err := attested(tx, r)
	if err != nil {
		return r, err
	}
	answered := map[RefereeState][]RefereeItem{}
	for i := range r.Items {
		item := &r.Items[i]
		if item.State != Asked {
			continue
		}
		item.State, item.Reason = said[item.ID].Says, said[item.ID].Reason
		answered[item.State] = append(answered[item.State], *item)
		recordSaid(tx, r.RefereeRequest, *item, entries[item.EntryID])
	}
	for _, as := range []RefereeState{Confirmed, Disputed} {
		if err := attest(tx, r.RefereeRequest, as, answered[as]); err != nil {
			return r, err
		}
	}
	r.Declared = oneLine(in.Declared)
	return r, end(tx, &r.RefereeRequest, Answered, map[string]any{"referee": r.Name, "confirmed": len(answered[Confirmed]), "disputed": len(answered[Disputed])})
}

func attested(tx *tenants.Tx, r Refereed) (map[uuid.UUID]LogbookEntry, error) {
	var asked []uuid.UUID
	for _, i := range r.Open() {
		asked = append(asked, i.EntryID)
	}
	entries, err := entriesOf(tx, r.CandidateID, asked)
	if err != nil {
		return nil, err
	}
	if err := tenants.AllowEach(tx, "attest", entries); err != nil {
		return nil, err
	}
	all := make(map[uuid.UUID]LogbookEntry, len(entries))
	for _, e := range entries {
		all[e.ID] = e
	}
	if len(all) < len(asked) {
		return nil, fault.New(fault.Conflict, "referee.changed")
	}
	return all, nil
}

// recordSaid notes what a referee said of one mediation.
func recordSaid(tx *tenants.Tx, r RefereeRequest, i RefereeItem, e LogbookEntry) {
	action := "logbook.confirmed"
	if i.State == Disputed {
		action = "logbook.disputed"
	}
	tx.Record(tenants.Event{Action: action, Resource: "logbook_entry", Subject: e.ID, Case: e.CandidateID,
		Detail: map[string]any{"referee": r.Name, "request": r.ID, "held_on": day(e.HeldOn), "hours": e.Hours}})
}

func (in Testimony) check(r Refereed) (map[uuid.UUID]Saying, error) {
	var c fault.Check
	declared := oneLine(in.Declared)
	switch {
	case c.If(declared == "", "declared", "referee.declare"):
	case c.If(utf8.RuneCountInString(declared) > MaxDeclared, "declared", "candidate.too_long", "Max", MaxDeclared):
	case c.If(unsafe(declared), "declared", "candidate.formula"):
	}
	said := map[uuid.UUID]Saying{}
	for _, s := range in.Sayings {
		s.Reason = strings.TrimSpace(oneLine(s.Reason))
		said[s.Item] = s
	}
	open := 0
	for _, i := range r.Open() {
		s, is := said[i.ID]
		if is {
			open++
		}
		at := "reason_" + i.ID.String()
		switch {
		case c.If(s.Says != Confirmed && s.Says != Disputed, "said_"+i.ID.String(), "referee.say"):
		case s.Says == Confirmed:
			s.Reason = ""
			said[i.ID] = s
		case c.If(s.Reason == "", at, "referee.reason_required"):
		case c.If(utf8.RuneCountInString(s.Reason) > MaxReason, at, "candidate.too_long", "Max", MaxReason):
		case c.If(unsafe(s.Reason), at, "candidate.formula"):
		case c.If(!in.NoName && LooksLikeName(s.Reason), at, "referee.reason_name"):
		}
	}
	if open < len(said) { // said of what is not asked any more: they must see what is
		return nil, fault.New(fault.Conflict, "referee.changed")
	}
	return said, c.Err()
}
