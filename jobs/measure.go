package jobs

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/google/uuid"
	"github.com/hibiken/asynq"

	"accord/tenants"
)

// Throughput is what BenchOutbox measures, in jobs a second from the first
// business transaction to the last effect.
type Throughput struct{ Outbox, Asynq float64 }

// BenchOutbox measures the way from a business transaction to the effect of
// its job, against raw asynq: the same business transactions and the same
// effects through the same kernel, but enqueued straight into Redis after the
// commit, with neither outbox nor fence. Both run in turn, n jobs a round; the
// answer is each one's median round. The database must be of its own: what is
// enqueued there otherwise is done, too. organisations need to exist.
func BenchOutbox(ctx context.Context, db *tenants.DB, redisURL string, organisations []uuid.UUID, n, rounds int) (Throughput, error) {
	b := &outboxBench{db: db, organisations: organisations}
	r, err := New(Options{DB: db, RedisURL: redisURL, Log: slog.New(slog.DiscardHandler), Concurrency: 16,
		Kinds: []Kind{{Name: benchKind, Do: func(tx *tenants.Tx, t tenants.Task) error { tx.Record(b.event("bench.effect")); return nil }}}})
	if err != nil {
		return Throughput{}, err
	}
	loops, stop := context.WithCancel(ctx)
	defer stop()
	err = r.server.Start(asynq.HandlerFunc(func(ctx context.Context, task *asynq.Task) error {
		run := r.process
		if task.Type() == benchRaw {
			run = b.raw
		}
		err := run(ctx, task)
		if err == nil {
			b.done.Add(1)
		}
		return err
	}))
	if err != nil {
		return Throughput{}, err
	}
	r.loops.Go(func() { r.relay.run(loops, nil) })
	r.stop = stop
	defer func() { _ = r.Stop(context.WithoutCancel(ctx)) }()

	ours := func(tx *tenants.Tx) { tx.Enqueue(tenants.Job{Kind: benchKind}) }
	client := asynq.NewClientFromRedisClient(r.redis)
	raw := func(tenant uuid.UUID) error {
		t := ticket{tenant: tenant, id: uuid.Must(uuid.NewV7()), kind: benchRaw, door: tenants.DoorMember}
		_, err := client.EnqueueContext(ctx, asynq.NewTask(benchRaw, t.payload()), asynq.TaskID(t.taskID()), asynq.Queue("notify"))
		return err
	}
	var outbox, plain []float64
	for round := range rounds + 1 {
		a, err := b.round(ctx, n, ours, func(uuid.UUID) error { return nil })
		if err != nil {
			return Throughput{}, fmt.Errorf("jobs: through the outbox: %w", err)
		}
		c, err := b.round(ctx, n, func(*tenants.Tx) {}, raw)
		if err != nil {
			return Throughput{}, fmt.Errorf("jobs: raw asynq: %w", err)
		}
		if round > 0 { // the first warms up
			outbox, plain = append(outbox, a), append(plain, c)
		}
	}
	return Throughput{Outbox: median(outbox), Asynq: median(plain)}, nil
}

const (
	benchKind = "bench.outbox"
	benchRaw  = "bench.raw"
)

type outboxBench struct {
	db            *tenants.DB
	organisations []uuid.UUID
	done          atomic.Int64
}

func (b *outboxBench) event(action string) tenants.Event {
	return tenants.Event{Action: action, Resource: "bench", Subject: uuid.Must(uuid.NewV7())}
}

// round is n business transactions by 8 writers, and the wait for n effects.
func (b *outboxBench) round(ctx context.Context, n int, within func(*tenants.Tx), after func(tenant uuid.UUID) error) (float64, error) {
	b.done.Store(0)
	start := time.Now()
	var (
		next    atomic.Int64
		writers sync.WaitGroup
		mu      sync.Mutex
		faults  []error
	)
	for range 8 {
		writers.Go(func() {
			for i := next.Add(1) - 1; i < int64(n); i = next.Add(1) - 1 {
				tenant := b.organisations[int(i)%len(b.organisations)]
				err := b.write(ctx, tenant, "bench.business", within)
				if err == nil {
					err = after(tenant)
				}
				if err != nil {
					mu.Lock()
					faults = append(faults, err)
					mu.Unlock()
					return
				}
			}
		})
	}
	writers.Wait()
	if err := errors.Join(faults...); err != nil {
		return 0, err
	}
	for b.done.Load() < int64(n) {
		if time.Since(start) > 2*time.Minute {
			return 0, fmt.Errorf("%d of %d jobs were done in two minutes", b.done.Load(), n)
		}
		if !pause(ctx, time.Millisecond, nil) {
			return 0, ctx.Err()
		}
	}
	return float64(n) / time.Since(start).Seconds(), nil
}

func (b *outboxBench) write(ctx context.Context, tenant uuid.UUID, action string, within func(*tenants.Tx)) error {
	m, err := b.db.AdmitClerk(ctx, tenant, "bench", "bench")
	if err != nil {
		return err
	}
	return b.db.Write(ctx, m, func(tx *tenants.Tx) error {
		tx.Record(b.event(action))
		within(tx)
		return nil
	})
}

// raw is the worker's side without outbox and fence.
func (b *outboxBench) raw(ctx context.Context, task *asynq.Task) error {
	t, err := readTicket(benchRaw, task.Payload())
	if err != nil {
		return err
	}
	return b.write(ctx, t.tenant, "bench.effect", func(*tenants.Tx) {})
}

func median(of []float64) float64 {
	slices.Sort(of)
	return of[len(of)/2]
}
