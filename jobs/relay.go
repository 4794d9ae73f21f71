package jobs

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/google/uuid"
	"github.com/hibiken/asynq"
	"github.com/jackc/pgx/v5"
	"github.com/redis/go-redis/v9"

	"accord/tenants"
)

const (
	perTenant = 20               // rows of one tenant on the way at once, so that one cannot starve another
	ahead     = 30 * time.Second // rows that fall due within it enter Redis already
	batch     = 400              // rows of one round
	idle      = 4                // an idle relay looks at every idle-th poll
	epochKey  = "accord:jobs:epoch"
)

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

// sent is a row that was claimed.
type sent struct {
	ticket
	next time.Time // when the row asked to be looked at
	lost bool      // it was on the way before, and its lease is over
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

// claim is the one statement that finds rows: those not yet on the way, a few
// of each tenant, and those that were and got lost. It walks from tenant to
// tenant along the index, so a tenant with 50,000 rows costs no more than one
// with 20. With two relays at the same moment a tenant may have up to twice
// its share on the way.
//
// A row that failed before waits for its time in PostgreSQL and not in Redis,
// or twenty failing mails would keep a tenant's other work waiting.
const claim = `
	with recursive tenant as (
		(select tenant_id from outbox where state = 'open' and not dispatched and next_at <= $2 order by tenant_id limit 1)
		union all
		select (select o.tenant_id from outbox o where o.state = 'open' and not o.dispatched and o.next_at <= $2 and o.tenant_id > t.tenant_id order by o.tenant_id limit 1)
		from tenant t where t.tenant_id is not null
	), lost as (
		select tenant_id, id, next_at, dispatched from outbox where state = 'open' and dispatched and next_at <= $1
		order by next_at limit $4 for update skip locked
	), fresh as (
		select f.* from tenant t cross join lateral (
			select o.tenant_id, o.id, o.next_at, o.dispatched from outbox o
			where o.tenant_id = t.tenant_id and o.state = 'open' and not o.dispatched and o.next_at <= case when o.attempts = 0 then $2 else $1 end
			order by o.next_at
			limit greatest(0, $5 - (select count(*) from outbox d where d.tenant_id = t.tenant_id and d.state = 'open' and d.dispatched))
			for update skip locked
		) f where t.tenant_id is not null limit $4
	), due as (select * from lost union all select * from fresh)
	update outbox o set dispatched = true, next_at = greatest(due.next_at, $1) + $3
	from due where o.tenant_id = due.tenant_id and o.id = due.id
	returning o.tenant_id, o.id, o.generation, o.kind, o.queue, o.door, due.next_at, due.dispatched`

func (r *relay) claim(ctx context.Context) (all []claimed, err error) {
	err = r.db.Clerk(ctx, func(tx *tenants.ClerkTx) error {
		rows, err := tx.Query(claim, tx.Now(), tx.Now().Add(ahead), r.lease, batch, perTenant)
		if err != nil {
			return err
		}
		all, err = pgx.CollectRows(rows, func(row pgx.CollectableRow) (c claimed, err error) {
			err = row.Scan(&c.tenant, &c.id, &c.generation, &c.kind, &c.queue, &c.door, &c.next, &c.lost)
			return
		})
		return err
	})
	return all, err
}

type claimed struct {
	sent
	queue string
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

// stuck says whether Redis holds a task that nobody will work on: active
// without a living lease (its worker was killed; asynq itself finds some of
// these after two minutes and some never), or archived.
func (r *relay) stuck(ctx context.Context, row claimed) (bool, error) {
	key := "asynq:{" + row.queue + "}:"
	state, err := r.redis.HGet(ctx, key+"t:"+row.taskID(), "state").Result()
	if errors.Is(err, redis.Nil) {
		return true, nil // it ended since, or was flushed
	}
	if err != nil {
		return false, err
	}
	switch state {
	case "active":
		until, err := r.redis.ZScore(ctx, key+"lease", row.taskID()).Result()
		if err != nil && !errors.Is(err, redis.Nil) {
			return false, err
		}
		return errors.Is(err, redis.Nil) || int64(until) < time.Now().Unix(), nil // asynq's leases run on the wall clock
	case "archived", "completed":
		return true, nil
	}
	return false, nil // pending, scheduled or retry: it waits its turn
}

// bump gives stuck rows another generation, under which they go out again.
func (r *relay) bump(ctx context.Context, rows []claimed) error {
	if len(rows) == 0 {
		return nil
	}
	var tenant, ids []uuid.UUID
	var generations []int32
	for _, row := range rows {
		tenant, ids, generations = append(tenant, row.tenant), append(ids, row.id), append(generations, int32(row.generation))
	}
	return r.db.Clerk(ctx, func(tx *tenants.ClerkTx) error {
		_, err := tx.Exec(`update outbox o set generation = o.generation + 1, dispatched = false, next_at = $4
			from unnest($1::uuid[], $2::uuid[], $3::int[]) stuck(tenant_id, id, generation)
			where o.tenant_id = stuck.tenant_id and o.id = stuck.id and o.generation = stuck.generation and o.state = 'open'`, tenant, ids, generations, tx.Now())
		return err
	})
}

// watchEpoch notices that Redis was emptied: its epoch is gone, or is not the
// one this relay knew. Then all that is on the way is put on the way again;
// what Redis still holds it refuses as known.
func (r *relay) watchEpoch(ctx context.Context) error {
	epoch, err := r.redis.Get(ctx, epochKey).Result()
	if err != nil && !errors.Is(err, redis.Nil) {
		return err
	}
	if epoch != "" && (r.epoch == "" || r.epoch == epoch) {
		r.epoch = epoch
		return nil
	}
	r.client = asynq.NewClientFromRedisClient(r.redis) // the old one believes that Redis knows its queues
	err = r.db.Clerk(ctx, func(tx *tenants.ClerkTx) error {
		done, err := tx.Exec(`update outbox set next_at = $1 where state = 'open' and dispatched and next_at > $1`, tx.Now())
		if err == nil && done.RowsAffected() > 0 {
			r.meters.flushed()
			r.log.Warn("Redis was emptied; what was on the way goes out again", slog.Int64("jobs", done.RowsAffected()))
		}
		return err
	})
	if err != nil {
		return err
	}
	if epoch == "" { // after the rows, so that a relay that dies before this leaves the next one to see it
		if err := r.redis.SetNX(ctx, epochKey, uuid.NewString(), 0).Err(); err != nil {
			return err
		}
		epoch, err = r.redis.Get(ctx, epochKey).Result()
	}
	r.epoch = epoch
	return err
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
