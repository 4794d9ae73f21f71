package tenants_test

import (
	"errors"
	"testing"

	"accord/tenants"
	"accord/tenants/fault"
)

func TestWhatOnlyAsksIsRefusedAsTheActIsAndDoesNothing(t *testing.T) {
	t.Parallel()
	b := newBed(t)
	o := b.org(t)
	c := b.candidate(t, o, "Camila Torres", "es")
	ctx := tenants.OnlyAsk(tenants.WithOnce(t.Context(), "a key of the form", "POST /"))
	reached := false
	rename := func(by tenants.Member) error {
		return b.Write(ctx, by, func(tx *tenants.Tx) error {
			if err := tx.Allow("edit", &c); err != nil {
				return err
			}
			reached = true
			return nil
		})
	}
	if err := rename(o.trainer); !errors.Is(err, tenants.ErrNotAllowed) || !fault.Is(err, fault.NotFound) { // reads English candidates only
		t.Errorf("whoever may not is answered %v", err)
	}
	if err := rename(o.admin); err == nil || fault.Is(err, fault.Forbidden) || reached {
		t.Errorf("whoever may is answered %v, and the act went on: %v", err, reached)
	}
	// What never asks does not commit either.
	err := b.Write(ctx, o.admin, func(tx *tenants.Tx) error {
		tx.Record(tenants.Event{Action: "candidate.changed", Resource: "candidate", Subject: c.ID})
		return nil
	})
	if err == nil || b.count(t, `select count(*) from audit_log where subject_id = $1 and action = 'candidate.changed'`, c.ID) != 0 {
		t.Errorf("something was done: %v", err)
	}
	if n := b.count(t, `select count(*) from idempotency where tenant_id = $1`, o.id); n != 0 {
		t.Error("the form's key is used up")
	}
}
