package tenants_test

import (
	"errors"
	"sync"
	"testing"

	"accord/tenants"
	"accord/tenants/fault"
)

func TestADoubleClickDoesNothingTwice(t *testing.T) {
	t.Parallel()
	b := newBed(t)
	o := b.org(t)
	add := func(key string) error {
		ctx := tenants.WithOnce(t.Context(), key, "candidate.add")
		c := candidate{TenantID: o.id, ID: newID(), Name: "Clicked twice", Email: newID().String() + "@example.org", Language: "en", CreatedAt: now}
		err := b.Write(ctx, o.admin, func(tx *tenants.Tx) error {
			if err := tx.Allow("edit", &c); err != nil {
				return err
			}
			tx.Record(tenants.Event{Action: "candidate.added", Resource: "candidate", Subject: c.ID})
			return tx.DB().Create(&c).Error
		})
		if err == nil {
			ok(t, b.Remember(ctx, tenants.DoorMember, o.id, o.admin.Person(), 303, "/there", nil))
		}
		return err
	}
	key := newID().String()
	var wait sync.WaitGroup
	var mu sync.Mutex
	succeeded := 0
	for range 8 {
		wait.Go(func() {
			err := add(key)
			mu.Lock()
			defer mu.Unlock()
			if err == nil {
				succeeded++
			} else if fault.CodeOf(err) != fault.Conflict {
				t.Errorf("expected a conflict, got %v", err)
			}
		})
	}
	wait.Wait()
	if n := b.count(t, `select count(*) from candidate where tenant_id = $1`, o.id); n != 1 || succeeded != 1 {
		t.Fatalf("%d candidates, %d successes", n, succeeded)
	}
	again, isRepeated := errors.AsType[*tenants.Repeated](add(key))
	if !isRepeated || again.Location != "/there" {
		t.Fatalf("a repetition is answered %+v", again)
	}
	ok(t, add(newID().String()))
	refusedAs(t, fault.Invalid, add("short"))
}

func TestAKeyOfAFailedOperationIsFree(t *testing.T) {
	t.Parallel()
	b := newBed(t)
	o := b.org(t)
	key := newID().String()
	for range 2 {
		err := b.Write(tenants.WithOnce(t.Context(), key, "x.y"), o.admin, func(*tenants.Tx) error { return fault.New(fault.Invalid, "fault.invalid") })
		refusedAs(t, fault.Invalid, err)
	}
}
