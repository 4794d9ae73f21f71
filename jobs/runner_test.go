package jobs

import (
	"context"
	"log/slog"
	"testing"
	"time"

	"github.com/google/uuid"

	"accord/app/apptest"
	"accord/tenants"
	"accord/tenants/tenantstest"
)

// effect is a kind of one transaction whose effect is an event in the journal.
func effect(name string) Kind {
	return Kind{Name: name, Do: func(tx *tenants.Tx, t tenants.Task) error {
		tx.Record(happened(t.ArgID("subject")))
		return nil
	}}
}

func TestWhatATransactionEnqueuesIsDoneOnce(t *testing.T) {
	t.Parallel()
	s := start(t, effect("test.effect"))
	subject := uuid.New()
	s.enqueue(t, tenants.Job{Kind: "test.effect", Args: map[string]any{"subject": subject}})
	s.settle(t)
	if n := s.effects(subject); n != 1 {
		t.Errorf("its effect happened %d times", n)
	}
}

// stage is a world of its own with a runner on Redis of its own.
type stage struct {
	*apptest.World
	runner *Runner
}

func start(t *testing.T, kinds ...Kind) stage {
	t.Helper()
	w := apptest.NewWorldIn(t, tenantstest.FreshDatabase(t))
	r, err := New(Options{DB: w.DB, RedisURL: tenantstest.OwnRedis(t).URL(), Log: slog.New(slog.DiscardHandler), Kinds: kinds, ScanEvery: time.Second})
	if err != nil {
		t.Fatal(err)
	}
	if err := r.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := r.Stop(context.Background()); err != nil {
			t.Error(err)
		}
	})
	return stage{w, r}
}

func (s stage) enqueue(t *testing.T, all ...tenants.Job) {
	t.Helper()
	err := s.DB.Write(t.Context(), s.Andina.Admin, func(tx *tenants.Tx) error {
		for _, j := range all {
			tx.Enqueue(j)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func (s stage) settle(t *testing.T) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	if err := s.runner.Settle(ctx); err != nil {
		t.Fatal(err)
	}
}

func (s stage) effects(subject uuid.UUID) int {
	return s.Count(`select count(*) from audit_log where tenant_id = $1 and subject_id = $2 and action = 'test.effect'`, s.Andina.ID, subject)
}
