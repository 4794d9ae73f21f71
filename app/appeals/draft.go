package appeals

import (
	"slices"
	"strings"

	"github.com/google/uuid"

	"accord/app/letters"
	"accord/tenants"
	"accord/tenants/fault"
)

// NewRuling is what one of a panel proposes that it decides: its minute is the
// organisation's, its answer the candidate's.
type NewRuling struct {
	AppealID uuid.UUID
	Over     int   // the number of the draft that they have seen, which it takes the place of; 0: none
	Outcome  State // of Outcomes
	Minute   string
	Answer   string
}

// Draft writes down what a panel is to decide, by one who is on it and agrees to
// it thereby. The others are asked by mail; what they said of the last draft
// counts no more. Returns Invalid with each field that is wrong, Conflict when the
// appeal has ended, the panel is too small, one of it has not declared, or
// somebody else has drafted meanwhile.
func Draft(tx *tenants.Tx, in NewRuling) (Ruling, error) {
	in.Minute, in.Answer = strings.TrimSpace(in.Minute), strings.TrimSpace(in.Answer)
	var c fault.Check
	c.If(!slices.Contains(Outcomes, in.Outcome), "outcome", "appeal.outcome_required")
	for _, err := range []error{c.Err(), checked("minute", in.Minute, "appeal.minute_required"), checked("answer", in.Answer, "appeal.answer_required")} {
		if err != nil {
			return Ruling{}, err
		}
	}
	a, err := locked(tx, in.AppealID)
	if err != nil {
		return Ruling{}, err
	}
	r := Ruling{TenantID: a.TenantID, ID: tx.NewID(), AppealID: a.ID, Number: in.Over + 1, MembershipID: tx.Membership(),
		Outcome: in.Outcome, Minute: in.Minute, Answer: in.Answer, DraftedAt: tx.Now()}
	if err := tx.Allow("draft", &r); err != nil {
		return r, err
	}
	seat, err := Seat(tx, a.ID)
	if err != nil {
		return r, err
	}
	r.PanellistID, r.Name = seat.ID, seat.Name
	d, err := Deliberate(tx, a.ID)
	if err != nil {
		return r, err
	}
	if against := d.Incomplete(); against != nil {
		return r, refused(*against)
	}
	if d.last.Number != in.Over {
		return r, fault.New(fault.Conflict, "appeal.drafted_meanwhile", "Name", d.last.Name)
	}
	if err := insert(tx, &r); err != nil {
		return r, err
	}
	if err := cast(tx, r, seat, ""); err != nil {
		return r, err
	}
	for _, p := range d.Panel {
		if p.ID != seat.ID {
			tx.Enqueue(letters.ToMembership(letters.RulingDrafted, p.ID, p.MembershipID))
		}
	}
	tx.Record(tenants.Event{Action: "appeal.drafted", Resource: "ruling", Subject: r.ID, Case: r.ID, Detail: map[string]any{"number": r.Number}})
	return r, nil
}
