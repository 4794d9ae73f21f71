package jobs

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/hibiken/asynq"
	"github.com/redis/go-redis/v9"

	"accord/tenants"
)

// idle is how many polls long the pause of a relay without work is.
const idle = 4

// relay puts due rows of the outbox on the way. Any number may run at once.
type relay struct {
	db     *tenants.DB
	redis  redis.UniversalClient
	client *asynq.Client
	kinds  map[string]Kind
	poll   time.Duration
	lease  time.Duration
	log    *slog.Logger
	meters *meters
	epoch  string // that this relay saw last

	claimed func() // between the commit of a claim and the first enqueue; set by the fault test alone
}

// run goes on until ctx ends. wake makes it look at once.
func (r *relay) run(ctx context.Context, wake <-chan struct{}) {
	wait, failing := time.Duration(0), false
	for pause(ctx, wait, wake) {
		n, err := r.round(ctx)
		switch {
		case ctx.Err() != nil:
			return
		case err != nil:
			if !failing {
				r.log.Error("the relay stands still", slog.Any("cause", err))
			}
			wait = 10 * r.poll
		case n > 0:
			wait = r.poll
		default:
			wait = min(max(2*wait, r.poll), idle*r.poll)
		}
		if err == nil && failing {
			r.log.Info("the relay goes on")
		}
		failing = err != nil
	}
}

// round claims what is due, commits, and only then enqueues: a relay that dies
// in between has lost nothing but the lease's time.
func (r *relay) round(ctx context.Context) (int, error) {
	if err := r.watchEpoch(ctx); err != nil {
		return 0, fmt.Errorf("jobs: Redis: %w", err)
	}
	rows, err := r.claim(ctx)
	if err != nil || len(rows) == 0 {
		return 0, err
	}
	if r.claimed != nil {
		r.claimed()
	}
	return len(rows), r.enqueue(ctx, rows)
}

// enqueue hands rows to asynq, some at a time. A fault leaves the rest to
// their lease.
func (r *relay) enqueue(ctx context.Context, rows []claimed) error {
	var (
		group  sync.WaitGroup
		mu     sync.Mutex
		stuck  []claimed
		faults []error
		now    = r.db.Now()
		work   = make(chan claimed, len(rows))
	)
	for _, row := range rows {
		work <- row
		if row.lost {
			r.meters.lost()
		}
	}
	close(work)
	for range min(8, len(rows)) {
		group.Go(func() {
			for row := range work {
				dead, err := r.one(ctx, row, now)
				mu.Lock()
				if dead {
					stuck = append(stuck, row)
				}
				if err != nil {
					faults = append(faults, err)
				}
				mu.Unlock()
				if err != nil {
					return
				}
			}
		})
	}
	group.Wait()
	if err := errors.Join(faults...); err != nil {
		return fmt.Errorf("jobs: enqueue: %w", err)
	}
	return r.bump(ctx, stuck)
}

// one enqueues a row. That Redis knows its task already is what a second look
// usually finds; stuck says that it knows it but nobody works on it.
func (r *relay) one(ctx context.Context, row claimed, now time.Time) (stuck bool, err error) {
	timeout := r.kinds[row.kind].filled().Timeout + time.Minute // the mux ends a try itself, before asynq would
	options := []asynq.Option{asynq.TaskID(row.taskID()), asynq.Queue(row.queue), asynq.MaxRetry(1 << 20), asynq.Timeout(timeout)}
	if !row.lost && row.next.After(now) {
		options = append(options, asynq.ProcessIn(row.next.Sub(now)))
	}
	_, err = r.client.EnqueueContext(ctx, asynq.NewTask(row.kind, row.payload()), options...)
	if !errors.Is(err, asynq.ErrTaskIDConflict) {
		return false, err
	}
	if !row.lost {
		return false, nil
	}
	return r.stuck(ctx, row)
}

// pause waits, or less long when woken; false means the end.
func pause(ctx context.Context, d time.Duration, wake <-chan struct{}) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-wake:
	case <-timer.C:
	}
	return ctx.Err() == nil
}
