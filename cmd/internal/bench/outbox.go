package bench

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"accord/jobs"
)

func init() { benches["outbox"] = outbox }

const (
	outboxJobs   = 1500
	outboxRounds = 5
)

// outbox goes from a business transaction to its job's effect, against raw
// asynq: the price of losing nothing.
func outbox(ctx context.Context, log io.Writer) (figures []Figure, err error) {
	b, err := start(ctx)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, b.stop()) }()
	conn, err := pgx.Connect(ctx, b.owner)
	if err != nil {
		return nil, err
	}
	defer conn.Close(ctx)
	rows, err := conn.Query(ctx, `insert into organisation (tenant_id, slug, name, country, time_zone, created_at)
		select gen_random_uuid(), 'org-' || n, 'Organisation ' || n, 'NL', 'Europe/Amsterdam', now() from generate_series(1, 50) n returning tenant_id`)
	if err != nil {
		return nil, err
	}
	organisations, err := pgx.CollectRows(rows, pgx.RowTo[uuid.UUID])
	if err != nil {
		return nil, err
	}
	db, err := b.kernel(ctx)
	if err != nil {
		return nil, err
	}
	defer db.Close()
	fmt.Fprintf(log, "  %d jobs, %d rounds of each…\n", outboxJobs, outboxRounds)
	t, err := jobs.BenchOutbox(ctx, db, b.Redis.URL(), organisations, outboxJobs, outboxRounds)
	if err != nil {
		return nil, err
	}
	return []Figure{
		plain("raw asynq, transaction to effect", t.Asynq, "jobs/s"),
		plain("through outbox, relay and fence", t.Outbox, "jobs/s"),
		atLeast("outbox / raw asynq", t.Outbox/t.Asynq, "ratio", 0.55),
	}, nil
}
