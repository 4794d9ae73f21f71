package jobs

import (
	"context"
	"errors"
	"time"

	"github.com/google/uuid"
	"github.com/redis/go-redis/v9"

	"accord/tenants"
)

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
