package tenants

import (
	"context"
	"database/sql"
	"time"
)

// How long what is over is kept before Prune deletes it. The database holds to
// the same ages (migrations/0430_pruning.sql).
const (
	KeepJobs     = 30 * 24 * time.Hour // done or cancelled; what failed is kept until it is replayed
	KeepSessions = 30 * 24 * time.Hour // after they ended or ran out
	KeepLinks    = 30 * 24 * time.Hour // after they ran out, used or not
	KeepKeys     = 30 * 24 * time.Hour // how long an Idempotency-Key holds
)

// prunes are the statements, each by the login that may. Links go before their
// redemptions: a link that is still there keeps that it was used.
var prunes = []struct {
	what string
	door Door
	keep time.Duration
	sql  string
}{
	{"outbox", DoorClerk, KeepJobs, `delete from outbox where (tenant_id, id) in (select tenant_id, id from outbox
		where state in ('done', 'cancelled') and coalesce(finished_at, created_at) < $1 limit $2)`},
	{"idempotency", DoorClerk, KeepKeys, `delete from idempotency where (tenant_id, person_id, key) in (select tenant_id, person_id, key from idempotency
		where created_at < $1 limit $2)`},
	{"link", DoorClerk, KeepLinks, `delete from link where (tenant_id, id) in (select tenant_id, id from link where expires_at < $1 limit $2)`},
	{"link_redemption", DoorGate, KeepLinks, `delete from link_redemption where link_id in (select r.link_id from link_redemption r
		where r.redeemed_at < $1 and not exists (select from link l where l.id = r.link_id) limit $2)`},
	{"account_session", DoorGate, KeepSessions, `delete from account_session where id in (select id from account_session
		where least(coalesce(revoked_at, expires_at), expires_at) < $1 limit $2)`},
}

// Prune deletes what nobody needs any more: jobs that are done, sessions and
// links that are over, keys of forms and of API calls. Each transaction deletes
// at most batch rows of one table, so that nobody waits for it; it goes on
// until nothing is left or ctx ends, and answers how many rows of which table
// went. Dead letters and the journal are not touched. Package jobs alone uses it.
func (db *DB) Prune(ctx context.Context, batch int) (map[string]int64, error) {
	gone := map[string]int64{}
	for _, p := range prunes {
		for {
			n, err := db.pruned(ctx, p.door, p.sql, db.Now().Add(-p.keep), batch)
			gone[p.what] += n
			if err != nil {
				return gone, err
			}
			if n < int64(batch) {
				break
			}
		}
	}
	return gone, nil
}

func (db *DB) pruned(ctx context.Context, door Door, statement string, before time.Time, batch int) (n int64, err error) {
	err = db.within(ctx, door, claims{now: db.Now()}, true, func(conn *sql.Conn) error {
		done, err := conn.ExecContext(ctx, statement, before, batch)
		if err != nil {
			return err
		}
		n, err = done.RowsAffected()
		return err
	})
	return n, err
}
