package jobs

import (
	"context"
	"time"

	"accord/app/certificates"
	"accord/app/evidence"
	"accord/tenants"
)

// A certificate's paper becomes a sealed PDF, and so a version of the
// candidate's evidence.
var _ = register(Kind{
	Name: "certificate.seal", Timeout: 5 * time.Minute,
	Handle: func(ctx context.Context, k *Kit, t tenants.Task) error {
		if k.Room.Vault == nil {
			return noVault
		}
		var paper certificates.Paper
		var sealing evidence.Sealing
		err := k.Read(ctx, t, func(tx *tenants.Tx) (err error) {
			if paper, err = certificates.PaperOf(tx, t.ArgID("subject"), k.BaseURL); err != nil {
				return err
			}
			sealing, err = evidence.PrepareSeal(tx, paper.Record, paper.Zone)
			return err
		})
		if err != nil || !paper.Due {
			return err
		}
		if sealing, err = k.Room.Render(ctx, t, sealing); err != nil {
			return err
		}
		return k.Work(ctx, t, func(tx *tenants.Tx) error {
			v, err := evidence.Seal(tx, sealing)
			if err != nil {
				return err
			}
			return certificates.Seal(tx, t.ArgID("subject"), v.ID)
		})
	},
})

// The candidate is written to once the paper is there.
var _ = register(Kind{
	Name: "certificate.send",
	Do:   func(tx *tenants.Tx, t tenants.Task) error { return certificates.SendFirst(tx, t.ArgID("subject")) },
})

// What a certificate says is made known to whoever holds its number.
var _ = register(Kind{
	Name: "certificate.publish",
	Oversee: func(tx *tenants.OversightTx, t tenants.Task) error {
		return certificates.Publish(tx, t.ArgID("subject"))
	},
})
