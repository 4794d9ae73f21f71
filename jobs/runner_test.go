package jobs

import (
	"context"
	"log/slog"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/prometheus/client_golang/prometheus"

	"accord/app/apptest"
	"accord/tenants"
	"accord/tenants/fault"
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
	return stage{w, run(t, Options{DB: w.DB, RedisURL: tenantstest.OwnRedis(t).URL(), Kinds: kinds, ScanEvery: time.Second})}
}

// run starts a runner that stops with the test.
func run(t *testing.T, o Options) *Runner {
	t.Helper()
	o.Log = slog.New(slog.DiscardHandler)
	r, err := New(o)
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
	return r
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

func TestARunnerFiresDeadlinesAndRetriesByItself(t *testing.T) {
	t.Parallel()
	subject, tries := uuid.New(), 0
	s := start(t, Kind{Name: "test.flaky", Retry: Retry{Tries: 9, Base: time.Millisecond, Ceiling: time.Millisecond}, Do: func(tx *tenants.Tx, t tenants.Task) error {
		if tries++; tries < 3 {
			return fault.New(fault.Unavailable, "test.sentence")
		}
		tx.Record(happened(t.ArgID("subject")))
		return nil
	}})
	err := s.DB.Write(t.Context(), s.Andina.Admin, func(tx *tenants.Tx) error {
		return tx.Due(tenants.Deadline{Subject: subject, Kind: "test.flaky", Stage: "due", At: apptest.Start.Add(time.Hour)})
	})
	if err != nil {
		t.Fatal(err)
	}
	for range 4 {
		s.Clock.Add(time.Hour)
		s.settle(t)
	}
	if n := s.effects(subject); n != 1 || tries != 3 {
		t.Errorf("after %d tries its effect happened %d times", tries, n)
	}
}

func TestStopLetsARunningJobEnd(t *testing.T) {
	t.Parallel()
	subject, begun := uuid.New(), make(chan struct{})
	s := start(t, Kind{Name: "test.long", Handle: func(ctx context.Context, k *Kit, t tenants.Task) error {
		close(begun)
		if !pause(ctx, 300*time.Millisecond, nil) {
			return ctx.Err()
		}
		return k.Work(ctx, t, func(tx *tenants.Tx) error { tx.Record(happened(subject)); return nil })
	}})
	s.enqueue(t, tenants.Job{Kind: "test.long"})
	<-begun
	if err := s.runner.Stop(t.Context()); err != nil {
		t.Fatal(err)
	}
	if n := s.effects(subject); n != 1 {
		t.Errorf("its effect happened %d times", n)
	}
}

func TestAJobThatOutlastsItsGraceIsLeftToAnother(t *testing.T) {
	t.Parallel()
	subject, begun := uuid.New(), make(chan struct{}, 2)
	stubborn := Kind{Name: "test.stubborn", Handle: func(ctx context.Context, k *Kit, t tenants.Task) error {
		begun <- struct{}{}
		<-ctx.Done()
		return ctx.Err()
	}}
	w, redisURL := apptest.NewWorldIn(t, tenantstest.FreshDatabase(t)), tenantstest.OwnRedis(t).URL()
	first := run(t, Options{DB: w.DB, RedisURL: redisURL, Kinds: []Kind{stubborn}, Grace: 100 * time.Millisecond})
	s := stage{w, first}
	s.enqueue(t, tenants.Job{Kind: "test.stubborn", Args: map[string]any{"subject": subject}})
	<-begun
	if err := first.Stop(t.Context()); err != nil {
		t.Fatal(err)
	}
	if n := w.Count(`select count(*) from outbox where state = 'open' and attempts = 0`); n != 1 {
		t.Error("the stop counted as a try, or as its end")
	}
	s.runner = run(t, Options{DB: w.DB, RedisURL: redisURL, Kinds: []Kind{effect("test.stubborn")}})
	s.settle(t)
	if n := s.effects(subject); n != 1 {
		t.Errorf("the other's effect happened %d times", n)
	}
}

func TestTheMetricsSayWhatStandsInTheOutbox(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorldIn(t, tenantstest.FreshDatabase(t))
	s := stage{World: w}
	registry := prometheus.NewRegistry()
	s.runner = run(t, Options{DB: w.DB, RedisURL: tenantstest.OwnRedis(t).URL(), Registry: registry, Kinds: []Kind{effect("test.effect"),
		{Name: "test.no", Do: func(*tenants.Tx, tenants.Task) error { return fault.Denied() }}}})
	s.enqueue(t, tenants.Job{Kind: "test.effect"}, tenants.Job{Kind: "test.effect"}, tenants.Job{Kind: "test.no"},
		tenants.Job{Kind: "test.effect", At: apptest.Start.Add(time.Hour)})
	s.settle(t)
	families, err := registry.Gather()
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]float64{}
	for _, f := range families {
		for _, m := range f.GetMetric() {
			name := f.GetName()
			for _, l := range m.GetLabel() {
				name += " " + l.GetValue()
			}
			got[name] = m.GetGauge().GetValue() + m.GetCounter().GetValue()
		}
	}
	for name, want := range map[string]float64{
		"accord_jobs_done_total test.effect": 2, "accord_jobs_died_total forbidden test.no": 1, "accord_jobs_open no": 1, "accord_jobs_open yes": 0,
		"accord_jobs_dead": 1, "accord_jobs_due_lag_seconds": 0, "accord_jobs_deadline_lag_seconds": 0, "accord_jobs_scan_timestamp_seconds": float64(apptest.Start.Unix()),
	} {
		if v, ok := got[name]; !ok || v != want {
			t.Errorf("%s is %v (%v), want %v", name, v, ok, want)
		}
	}
}
