package applications

import (
	"github.com/google/uuid"

	"accord/tenants"
	"accord/tenants/fault"
)

// ForgetKind is the job that erases a draft which nobody can come back to.
const ForgetKind = "application.forget"

// Forget erases an application that was never sent, once the link to it is
// over: no row of it stays. One that was sent, that another link leads to
// meanwhile, or that is gone already, is left alone.
func Forget(tx *tenants.Tx, id uuid.UUID) error {
	if err := tx.Lock(id); err != nil {
		return err
	}
	a, err := Get(tx, id) // a clerk sees no other draft
	if fault.Is(err, fault.NotFound) || err == nil && a.SubmittedAt != nil {
		return nil
	}
	if err != nil {
		return err
	}
	if err := tx.Allow("forget", &a); err != nil {
		return err
	}
	tx.Record(tenants.Event{Action: "application.forgotten", Resource: "application", Subject: a.ID, Case: a.ID})
	return erase(tx, &a)
}
