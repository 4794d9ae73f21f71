package jobs

import (
	"context"
	"errors"
	"log/slog"

	"github.com/google/uuid"
	"github.com/hibiken/asynq"
	"github.com/redis/go-redis/v9"

	"accord/tenants"
)

// epochKey holds what tells one filling of Redis from the next.
const epochKey = "accord:jobs:epoch"

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
