package jobs

import (
	"context"
	"log/slog"
	"time"

	"accord/tenants"
)

// pruneBatch is how many rows one transaction of pruning deletes.
const pruneBatch = 1000

// pruner deletes what is over and old: see tenants.Prune. Any number may run
// at once: they find the less to do.
type pruner struct {
	db    *tenants.DB
	every time.Duration
	log   *slog.Logger
}

func (p *pruner) run(ctx context.Context) {
	for wait := time.Minute; pause(ctx, wait, nil); wait = p.every { // not while everything starts
		gone, err := p.db.Prune(ctx, pruneBatch)
		if err != nil && ctx.Err() == nil {
			p.log.Error("pruning failed; it will be tried again", slog.Any("cause", err))
			continue
		}
		p.log.Info("pruned", slog.Any("rows", gone))
	}
}
