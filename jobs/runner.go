package jobs

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"sync"
	"time"

	"github.com/hibiken/asynq"
	"github.com/redis/go-redis/v9"

	"accord/tenants"
)

// Runner is the relay, the scan of deadlines, the daily pruning, the journal's
// sequencer and a worker. Any number may run, in one program or in many.
type Runner struct {
	mux     *mux
	relay   *relay
	scanner *scanner
	pruner  *pruner
	trees   *sequencer
	redis   redis.UniversalClient
	server  *asynq.Server
	log     *slog.Logger

	wakeRelay, wakeScan chan struct{}
	activity            chan struct{} // a task ended

	loops    sync.WaitGroup
	stop     context.CancelFunc // of the loops
	abandon  context.CancelFunc // of running tasks
	stopOnce sync.Once
}

func newRunner(o Options, m *mux, client redis.UniversalClient) *Runner {
	quiet()
	r := &Runner{mux: m, redis: client, log: o.Log,
		wakeRelay: make(chan struct{}, 1), wakeScan: make(chan struct{}, 1), activity: make(chan struct{}, 1)}
	r.relay = &relay{db: o.DB, redis: client, client: asynq.NewClientFromRedisClient(client), kinds: m.kit.kinds, poll: o.Poll, lease: o.Lease,
		log: o.Log, meters: m.meters}
	r.scanner = &scanner{db: o.DB, every: o.ScanEvery, log: o.Log, meters: m.meters, fired: func() { signal(r.wakeRelay) }}
	r.pruner = &pruner{db: o.DB, every: 24 * time.Hour, log: o.Log}
	r.trees = &sequencer{db: o.DB, every: o.SequenceEvery, origin: o.BaseURL, keys: o.JournalKeys, log: o.Log}
	base, abandon := context.WithCancel(context.Background())
	r.abandon = abandon
	r.server = asynq.NewServerFromRedisClient(client, asynq.Config{
		Concurrency:              o.Concurrency,
		BaseContext:              func() context.Context { return base },
		Queues:                   queues,
		TaskCheckInterval:        o.Poll,
		DelayedTaskCheckInterval: 500 * time.Millisecond,
		ShutdownTimeout:          o.Grace,
		// An error is only ever that the outcome could not be noted, or that the program stops: it counts for nothing.
		IsFailure:      func(error) bool { return false },
		RetryDelayFunc: func(int, error, *asynq.Task) time.Duration { return time.Second + rand.N(2*time.Second) },
		Logger:         asynqLog{o.Log},
		LogLevel:       asynq.WarnLevel,
	})
	return r
}

// Start begins to work and returns. Redis and PostgreSQL may still be on their
// way up.
func (r *Runner) Start(ctx context.Context) error {
	if err := r.server.Start(asynq.HandlerFunc(r.process)); err != nil {
		return fmt.Errorf("jobs: start: %w", err)
	}
	loops, stop := context.WithCancel(context.WithoutCancel(ctx))
	r.stop = stop
	r.loops.Go(func() { r.relay.run(loops, r.wakeRelay) })
	r.loops.Go(func() { r.scanner.run(loops, r.wakeScan) })
	r.loops.Go(func() { r.pruner.run(loops) })
	r.loops.Go(func() { r.trees.run(loops) })
	return nil
}

// Stop takes no more tasks, gives the running ones their grace, and ends. What
// did not finish goes back to Redis and is done by another. Returns ctx's
// error when that ends first.
func (r *Runner) Stop(ctx context.Context) error {
	done := make(chan struct{})
	go func() {
		defer close(done)
		r.stopOnce.Do(func() {
			if r.stop != nil {
				r.stop()
			}
			r.loops.Wait()
			r.server.Shutdown()
			r.abandon()
			_ = r.redis.Close()
		})
	}()
	select {
	case <-done:
		return nil
	case <-ctx.Done():
		r.abandon()
		return ctx.Err()
	}
}

// Wake makes the scan and the relay look at once, after a test moved the clock.
func (r *Runner) Wake() { signal(r.wakeScan); signal(r.wakeRelay) }

// Ping says whether Redis answers, for /readyz.
func (r *Runner) Ping(ctx context.Context) error { return r.redis.Ping(ctx).Err() }

// Settle wakes the runner and waits until nothing that is due is open. Jobs
// that wait for their next try are not due.
func (r *Runner) Settle(ctx context.Context) error {
	for {
		if _, err := r.scanner.all(ctx); err != nil {
			return err
		}
		busy, err := r.busy(ctx)
		if err != nil || !busy {
			return err
		}
		signal(r.wakeRelay)
		if !pause(ctx, 50*time.Millisecond, r.activity) {
			return ctx.Err()
		}
	}
}

func (r *Runner) busy(ctx context.Context) (busy bool, err error) {
	err = r.mux.kit.DB.Clerk(ctx, func(tx *tenants.ClerkTx) error {
		rows, err := tx.Query(`select exists (select from outbox where state = 'open' and (dispatched or next_at <= $1))`, tx.Now())
		if err != nil {
			return err
		}
		defer rows.Close()
		if !rows.Next() {
			return rows.Err()
		}
		return rows.Scan(&busy)
	})
	return busy, err
}

// process is one task from asynq.
func (r *Runner) process(ctx context.Context, task *asynq.Task) error {
	t, err := readTicket(task.Type(), task.Payload())
	if err != nil {
		r.log.Error("a task that is no ticket was dropped", slog.String("kind", task.Type()), slog.Any("cause", err))
		return nil
	}
	_, err = r.mux.perform(ctx, t)
	signal(r.activity)
	if err != nil && !errors.Is(err, context.Canceled) {
		r.log.Warn("what came of a job cannot be noted; it will come again", slog.String("job", t.id.String()), slog.Any("cause", err))
	}
	return err
}

// signal tells without waiting; one that is pending is enough.
func signal(c chan struct{}) {
	select {
	case c <- struct{}{}:
	default:
	}
}

// asynqLog is what asynq has to say, in our log.
type asynqLog struct{ log *slog.Logger }

func (l asynqLog) Debug(args ...any) { l.log.Debug(fmt.Sprint(args...), slog.String("part", "asynq")) }
func (l asynqLog) Info(args ...any)  { l.log.Info(fmt.Sprint(args...), slog.String("part", "asynq")) }
func (l asynqLog) Warn(args ...any)  { l.log.Warn(fmt.Sprint(args...), slog.String("part", "asynq")) }
func (l asynqLog) Error(args ...any) { l.log.Error(fmt.Sprint(args...), slog.String("part", "asynq")) }
func (l asynqLog) Fatal(args ...any) { l.log.Error(fmt.Sprint(args...), slog.String("part", "asynq")) }

// quiet sends what the Redis client has to say to our log; the relay and asynq
// tell of what matters.
var quiet = sync.OnceFunc(func() { redis.SetLogger(redisLog{}) })

type redisLog struct{}

func (redisLog) Printf(ctx context.Context, format string, v ...any) {
	slog.DebugContext(ctx, fmt.Sprintf(format, v...), slog.String("part", "redis"))
}
