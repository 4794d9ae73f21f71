package appeals

import (
	"accord/tenants"
	"accord/tenants/fault"

	"github.com/google/uuid"
)

// Remove takes somebody off a panel. What they voted counts no more, and what they
// drafted falls. Returns Conflict when the appeal has ended, and to who is on the
// panel: they step down themselves, and, as they read who dissents, take nobody
// else off it.
func Remove(tx *tenants.Tx, panellist uuid.UUID) (Panellist, error) {
	p, err := PanellistOf(tx, panellist)
	if err != nil {
		return p, err
	}
	if p.OutAt != nil {
		return p, fault.Absent("panellist")
	}
	if err := open(tx, p); err != nil {
		return p, err
	}
	if p.MembershipID == tx.Membership() {
		return p, fault.New(fault.Conflict, "appeal.remove_self")
	}
	if _, err := Seat(tx, p.AppealID); err == nil {
		return p, fault.New(fault.Conflict, "appeal.remove_sits")
	} else if !fault.Is(err, fault.NotFound) {
		return p, err
	}
	return out(tx, p, "remove", "appeal.panel_removed")
}

func out(tx *tenants.Tx, p Panellist, right, action string) (Panellist, error) {
	if err := tx.Allow(right, &p); err != nil {
		return p, err
	}
	now := tx.Now()
	p.OutAt = &now
	tx.Record(tenants.Event{Action: action, Resource: "panellist", Subject: p.ID, Case: p.CandidateID, Detail: map[string]any{"panellist": p.Name}})
	return p, update(tx, &p, "OutAt", "Conflict")
}

// seated is the actor's own place on a panel, to change it. Who has not declared
// cannot read the appeal: that it is open, their place says.
func seated(tx *tenants.Tx, appeal uuid.UUID) (Panellist, error) {
	p, err := Seat(tx, appeal)
	if err != nil {
		return p, err
	}
	if err := open(tx, p); err != nil {
		return p, err
	}
	return Seat(tx, appeal)
}

func open(tx *tenants.Tx, p Panellist) error {
	if err := tx.Lock(p.AssessmentID); err != nil {
		return err
	}
	p, err := PanellistOf(tx, p.ID)
	if err == nil && p.EndedAt != nil {
		err = fault.New(fault.Conflict, "appeal.over")
	}
	return err
}
