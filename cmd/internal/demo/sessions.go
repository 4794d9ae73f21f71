package demo

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"accord/tenants"
)

// carrySessions moves sessions that are alive on with the clock: it is the
// demo's day that passes, and nobody has left their desk. It goes first, so
// that no session is idle for the moment between; what is over stays over.
func (d *Demo) carrySessions(ctx context.Context, by time.Duration) error {
	gate, err := pgx.Connect(ctx, d.Parts.Config.Databases[tenants.DoorGate])
	if err != nil {
		return err
	}
	defer gate.Close(ctx)
	now := d.Clock.Now()
	_, err = gate.Exec(ctx, `
		update account_session set last_seen_at = last_seen_at + $1, expires_at = expires_at + $1
		where revoked_at is null and expires_at > $2 and last_seen_at > $3`,
		by, now, now.Add(-tenants.SessionIdle))
	return err
}
