package appeals

import (
	"strings"

	"github.com/google/uuid"

	"accord/tenants"
	"accord/tenants/fault"
)

// Agree says that one of a panel agrees to its draft. With the last vote, and more
// than half agreeing, the appeal is decided. To agree again changes nothing, but
// decides where somebody has left the panel since. Returns NotFound when the draft
// is, and Conflict when there is another by now, they have dissented, or the
// appeal has ended.
func Agree(tx *tenants.Tx, ruling uuid.UUID) (Appeal, error) { return vote(tx, ruling, "") }

// Dissent says why one of a panel does not agree to its draft, and stays on
// record. With the last vote, and more than half agreeing, the appeal is decided
// all the same. Returns Invalid without reasons, and what Agree does.
func Dissent(tx *tenants.Tx, ruling uuid.UUID, reasons string) (Appeal, error) {
	reasons = strings.TrimSpace(reasons)
	if err := checked("reasons", reasons, "appeal.reasons_required"); err != nil {
		return Appeal{}, err
	}
	return vote(tx, ruling, reasons)
}

func vote(tx *tenants.Tx, ruling uuid.UUID, dissent string) (Appeal, error) {
	r, err := one[Ruling](tx, "ruling", "id = ?", ruling)
	if err != nil {
		return Appeal{}, err
	}
	a, err := locked(tx, r.AppealID)
	if err != nil {
		return a, err
	}
	seat, err := Seat(tx, a.ID)
	if err != nil {
		return a, err
	}
	d, err := Deliberate(tx, a.ID)
	if err != nil {
		return a, err
	}
	if d.Ruling == nil || d.Ruling.ID != r.ID {
		return a, fault.New(fault.Conflict, "appeal.drafted_anew")
	}
	if before := d.Of(seat); before != nil {
		if !before.Agrees || dissent != "" {
			return a, fault.New(fault.Conflict, "appeal.voted")
		}
		return settle(tx, a, d)
	}
	if err := cast(tx, r, seat, dissent); err != nil {
		return a, err
	}
	// in the draft's own case: who has answered, and that nothing is decided, tells who dissents
	tx.Record(tenants.Event{Action: "appeal.voted", Resource: "ruling", Subject: r.ID, Case: r.ID, Detail: map[string]any{"number": r.Number}})
	if d, err = Deliberate(tx, a.ID); err != nil {
		return a, err
	}
	return settle(tx, a, d)
}

// cast keeps a vote of the actor's: a dissent where there are words.
func cast(tx *tenants.Tx, r Ruling, seat Panellist, dissent string) error {
	v := PanelVote{TenantID: r.TenantID, ID: tx.NewID(), AppealID: r.AppealID, RulingID: r.ID, PanellistID: seat.ID, MembershipID: seat.MembershipID, Name: seat.Name,
		Agrees: dissent == "", Reasons: dissent, CastAt: tx.Now()}
	if err := tx.Allow("cast", &v); err != nil {
		return err
	}
	return insert(tx, &v)
}
