package jobs

import (
	"context"
	"encoding/json"
	"log/slog"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"accord/tenants"
)

// scanner turns deadlines that have fallen due into jobs. Any number may run
// at once; a scan that was missed is made up for by the next.
type scanner struct {
	db     *tenants.DB
	every  time.Duration
	log    *slog.Logger
	meters *meters
	fired  func()      // wakes the relay
	only   []uuid.UUID // tenants; nil: all
}

func (s *scanner) run(ctx context.Context, wake <-chan struct{}) {
	for wait := time.Duration(0); pause(ctx, wait, wake); wait = s.every {
		n, err := s.all(ctx)
		if err != nil && ctx.Err() == nil {
			s.log.Error("the scan of deadlines failed", slog.Any("cause", err))
			wait = min(s.every, 5*time.Second)
			continue
		}
		if n > 0 {
			s.fired()
		}
	}
}

// all scans until nothing is due.
func (s *scanner) all(ctx context.Context) (int, error) {
	total := 0
	for {
		n, err := s.scan(ctx)
		total += n
		if err != nil || n < batch {
			if err == nil {
				s.meters.scanned(s.db.Now())
			}
			return total, err
		}
	}
}

// scan fires one batch: the job and the mark that it was fired are one
// transaction, and the job's key is the deadline's id and stage, so neither
// two scanners nor a repeated commit fire twice.
func (s *scanner) scan(ctx context.Context) (int, error) {
	fired := 0
	err := s.db.Clerk(ctx, func(tx *tenants.ClerkTx) error {
		rows, err := tx.Query(`
			select tenant_id, id, subject_id, kind, queue, stage, door, due_at from deadline
			where fired_at is null and cancelled_at is null and due_at <= $1 and ($3::uuid[] is null or tenant_id = any($3))
			order by due_at limit $2 for update skip locked`, tx.Now(), batch, s.only)
		if err != nil {
			return err
		}
		due, err := pgx.CollectRows(rows, pgx.RowToStructByPos[deadline])
		if err != nil || len(due) == 0 {
			return err
		}
		fired = len(due)
		var ids []uuid.UUID
		for _, d := range due {
			args, err := json.Marshal(map[string]any{"subject": d.Subject, "stage": d.Stage})
			if err != nil {
				return err
			}
			_, err = tx.Exec(`insert into outbox (tenant_id, id, kind, queue, door, args, case_id, dedupe_key, created_at, due_at, next_at)
				values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$9) on conflict do nothing`,
				d.Tenant, uuid.Must(uuid.NewV7()), d.Kind, d.Queue, d.Door, args, d.Subject, d.ID.String()+":"+d.Stage, tx.Now(), d.DueAt)
			if err != nil {
				return err
			}
			ids = append(ids, d.ID)
		}
		_, err = tx.Exec(`update deadline set fired_at = $2 where id = any($1)`, ids, tx.Now())
		return err
	})
	return fired, err
}

type deadline struct {
	Tenant, ID, Subject uuid.UUID
	Kind, Queue, Stage  string
	Door                string
	DueAt               time.Time
}
