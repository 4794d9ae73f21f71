package jobs

import (
	"context"
	"fmt"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"accord/tenants"
)

// Drained counts what became of the jobs that Drain did.
type Drained struct {
	Done, Retried, Dead int
}

// Drain fires the deadlines and does the jobs of these tenants that are due by
// the kernel's clock, one after the other, with those they enqueue, until
// nothing is due. It goes the same way as a Runner, but for Redis: tests of
// concepts use it.
func (k *Kit) Drain(ctx context.Context, of ...uuid.UUID) (d Drained, err error) {
	m := newMux(k)
	s := &scanner{db: k.DB, log: k.Log, meters: m.meters, only: of}
	for round := 0; ; round++ {
		if _, err := s.all(ctx); err != nil {
			return d, err
		}
		due, err := k.due(ctx, of)
		if err != nil || len(due) == 0 {
			return d, err
		}
		if round == 1000 {
			return d, fmt.Errorf("jobs: what is due does not come to an end; the last is of kind %s", due[0].kind)
		}
		for _, t := range due {
			v, err := m.perform(ctx, t)
			if err != nil {
				return d, err
			}
			switch v {
			case succeeded:
				d.Done++
			case again:
				d.Retried++
			case stopped:
				d.Dead++
			}
		}
	}
}

func (k *Kit) due(ctx context.Context, of []uuid.UUID) (all []ticket, err error) {
	err = k.DB.Clerk(ctx, func(tx *tenants.ClerkTx) error {
		rows, err := tx.Query(`select tenant_id, id, generation, kind, door from outbox
			where state = 'open' and next_at <= $1 and tenant_id = any($2) order by next_at, id limit 500`, tx.Now(), of)
		if err != nil {
			return err
		}
		all, err = pgx.CollectRows(rows, func(row pgx.CollectableRow) (t ticket, err error) {
			err = row.Scan(&t.tenant, &t.id, &t.generation, &t.kind, &t.door)
			return
		})
		return err
	})
	return all, err
}
