package jobs

import (
	"context"
	"log/slog"
	"time"

	"accord/tenants"
)

// settle writes what came of a failed try to the row, by the clerk's login,
// which sees no content. A stale copy of the task changes nothing.
func (m *mux) settle(ctx context.Context, k Kind, t ticket, v verdict, why error) (verdict, error) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
	defer cancel()
	tries, stale := 0, false
	err := m.kit.DB.Clerk(ctx, func(tx *tenants.ClerkTx) error {
		var err error
		tries, err = attempts(tx, t)
		if err != nil || tries == 0 {
			stale = tries == 0
			return err
		}
		if v == again && tries >= k.Retry.Tries {
			v = stopped
		}
		if v == stopped {
			_, err = tx.Exec(`update outbox set state = 'dead', finished_at = $3, attempts = $4, last_error = $5 where tenant_id = $1 and id = $2 and state = 'open'`,
				t.tenant, t.id, tx.Now(), tries, sentence(why))
			return err
		}
		_, err = tx.Exec(`update outbox set next_at = $3, dispatched = false, generation = generation + 1, attempts = $4, last_error = $5 where tenant_id = $1 and id = $2 and state = 'open'`,
			t.tenant, t.id, tx.Now().Add(k.Retry.wait(tries)), tries, sentence(why))
		return err
	})
	if err != nil {
		return again, err
	}
	if stale {
		return succeeded, nil
	}
	m.meters.failed(k.Name, v, why)
	level := slog.LevelWarn
	if v == stopped {
		level = slog.LevelError
	}
	m.kit.Log.LogAttrs(ctx, level, map[verdict]string{again: "job failed, will be tried again", stopped: "job is dead"}[v],
		slog.String("tenant", t.tenant.String()), slog.String("job", t.id.String()), slog.String("kind", t.kind),
		slog.Int("tries", tries), slog.String("fault", sentence(why)), slog.Any("cause", why))
	return v, nil
}

// attempts counts this try and holds the row; 0 when the task is not this
// copy's any more.
func attempts(tx *tenants.ClerkTx, t ticket) (int, error) {
	rows, err := tx.Query(`select attempts from outbox where tenant_id = $1 and id = $2 and state = 'open' and generation = $3 for update`, t.tenant, t.id, t.generation)
	if err != nil {
		return 0, err
	}
	defer rows.Close()
	if !rows.Next() {
		return 0, rows.Err()
	}
	var n int
	err = rows.Scan(&n)
	return n + 1, err
}
