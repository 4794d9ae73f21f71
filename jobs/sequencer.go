package jobs

import (
	"context"
	"log/slog"
	"time"

	"accord/app/journal"
	"accord/tenants"
)

// sequenceBatch is how many events one transaction of the sequencer enters.
const sequenceBatch = 4000

// sequencer gives the journal's events their places in the trees, and has the
// heads signed. Any number may run at once: one works, the others find that.
type sequencer struct {
	db     *tenants.DB
	every  time.Duration
	origin string
	keys   journal.Keys
	log    *slog.Logger
}

func (s *sequencer) run(ctx context.Context) {
	if s.keys.None() {
		s.log.Warn("no key is given: the journal's checkpoints are not signed (ACCORD_JOURNAL_KEYS)")
	}
	var signed time.Time
	for wait := s.every; pause(ctx, wait, nil); {
		if _, err := s.all(ctx); err != nil && ctx.Err() == nil {
			s.log.Error("the journal could not be sequenced; it will be tried again", slog.Any("cause", err))
			continue
		}
		if s.keys.None() || time.Since(signed) < journal.CheckpointEvery {
			continue
		}
		if err := s.sign(ctx); err != nil && ctx.Err() == nil {
			s.log.Error("the journal's checkpoint could not be signed; it will be tried again", slog.Any("cause", err))
			continue
		}
		signed = time.Now()
	}
}

// all enters events until fewer than a batch wait.
func (s *sequencer) all(ctx context.Context) (total int, err error) {
	for {
		n := 0
		err := s.db.Clerk(ctx, func(tx *tenants.ClerkTx) (err error) { n, err = sequence(tx, sequenceBatch); return err })
		if total += n; err != nil || n < sequenceBatch {
			return total, err
		}
	}
}

func (s *sequencer) sign(ctx context.Context) error {
	return s.db.Clerk(ctx, func(tx *tenants.ClerkTx) error { _, _, err := sign(tx, s.origin, s.keys); return err })
}
