package jobs

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"time"

	"accord/app/journal"
	"accord/tenants"
)

// BenchSequencer runs the journal's sequencer and signs, as a worker does, until
// it is stopped, and answers then how many events it entered and what went
// wrong. For measurements only.
func BenchSequencer(ctx context.Context, db *tenants.DB, keys journal.Keys) (stop func() (int, error)) {
	ctx, cancel := context.WithCancel(ctx)
	s := &sequencer{db: db, origin: "bench", keys: keys, log: slog.New(slog.DiscardHandler)}
	var entered int
	var failed error
	var done sync.WaitGroup
	done.Go(func() {
		for pause(ctx, 100*time.Millisecond, nil) {
			n, err := s.all(ctx)
			entered += n
			if ctx.Err() == nil {
				failed = errors.Join(failed, err, s.sign(ctx))
			}
		}
	})
	return func() (int, error) { cancel(); done.Wait(); return entered, failed }
}
