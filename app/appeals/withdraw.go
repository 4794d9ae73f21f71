package appeals

import (
	"accord/tenants"
	"accord/tenants/fault"

	"github.com/google/uuid"
)

// Withdraw takes an appeal back. Until the time is over another may be lodged.
// Returns Conflict when it has ended, and to who sits on its panel, which decides it.
func Withdraw(tx *tenants.Tx, id uuid.UUID) (Appeal, error) {
	a, err := locked(tx, id)
	if err != nil {
		return a, err
	}
	if _, err := Seat(tx, a.ID); err == nil {
		return a, fault.New(fault.Conflict, "appeal.withdraw_sits")
	} else if !fault.Is(err, fault.NotFound) {
		return a, err
	}
	if err := tx.Allow("withdraw", &a); err != nil {
		return a, err
	}
	if err := tx.NotDue(a.ID); err != nil {
		return a, err
	}
	now := tx.Now()
	a.State, a.EndedAt = Withdrawn, &now
	tx.Record(tenants.Event{Action: "appeal.withdrawn", Resource: "appeal", Subject: a.ID, Case: a.CandidateID})
	return a, update(tx, &a, "State", "EndedAt")
}

// locked takes an open appeal to change it. Returns Conflict when it has ended.
func locked(tx *tenants.Tx, id uuid.UUID) (Appeal, error) {
	a, err := Get(tx, id)
	if err != nil {
		return a, err
	}
	if err := tx.Lock(a.AssessmentID); err != nil {
		return a, err
	}
	if a, err = Get(tx, id); err == nil && a.State != Lodged {
		err = fault.New(fault.Conflict, "appeal.over")
	}
	return a, err
}
