package jobs

import (
	"context"
	"time"

	"accord/app/evidence"
	"accord/tenants"
	"accord/tenants/fault"
)

// noVault is a program that was given no store: worth trying again, on one that has it.
var noVault = fault.New(fault.Unavailable, "evidence.store_down")

// What was uploaded is read once: its hash, and what its bytes say it is.
var _ = register(Kind{
	Name: "evidence.type", Timeout: 30 * time.Minute, // 20 GB at a slow store
	Handle: func(ctx context.Context, k *Kit, t tenants.Task) error {
		if k.Room.Vault == nil {
			return noVault
		}
		var v evidence.Version
		var awaited bool
		err := k.Read(ctx, t, func(tx *tenants.Tx) (err error) {
			v, awaited, err = evidence.ToType(tx, t.ArgID("version"))
			return err
		})
		if err != nil || !awaited {
			return err
		}
		found, err := k.Room.Examine(ctx, v)
		if err != nil {
			return err
		}
		return k.Work(ctx, t, func(tx *tenants.Tx) error { _, err := evidence.Establish(tx, v.ID, found); return err })
	},
})

// An upload that nobody finished in a week is given up, and its parts are
// thrown away.
var _ = register(Kind{
	Name: "evidence.lapse",
	Handle: func(ctx context.Context, k *Kit, t tenants.Task) error {
		if k.Room.Vault == nil {
			return noVault
		}
		var v evidence.Version
		err := k.Read(ctx, t, func(tx *tenants.Tx) (err error) { v, err = evidence.Get(tx, t.ArgID("subject")); return err })
		if err != nil || v.State != evidence.Uploading {
			return err
		}
		if err := k.Room.Vault.Abandon(ctx, v.StoreKey, v.UploadID); err != nil {
			return err
		}
		err = k.Work(ctx, t, func(tx *tenants.Tx) error { _, err := evidence.Abandon(tx, v.ID); return err })
		if fault.Is(err, fault.Conflict) { // it was finished at the last moment
			return nil
		}
		return err
	},
})
