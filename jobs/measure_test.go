package jobs

import (
	"log/slog"
	"testing"

	"github.com/google/uuid"

	"accord/tenants"
	"accord/tenants/tenantstest"
)

func TestTheMeasurementDoesEveryJobOnBothSides(t *testing.T) {
	t.Parallel()
	th := newTheatre(t)
	db, err := tenants.Open(t.Context(), tenants.Config{URLs: th.urls(), LinkKey: make([]byte, 32), Log: slog.New(slog.DiscardHandler), MaxConns: 24})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	const n, rounds = 100, 1
	got, err := BenchOutbox(t.Context(), db, tenantstest.OwnRedis(t).URL(), th.orgs, n, rounds)
	if err != nil {
		t.Fatal(err)
	}
	if got.Outbox <= 0 || got.Asynq <= 0 {
		t.Errorf("measured %+v", got)
	}
	for action, want := range map[string]int{"bench.business": 2 * n * (rounds + 1), "bench.effect": 2 * n * (rounds + 1)} {
		if have := th.number(t.Context(), `select count(*) from audit_log where action = $1`, action); have != want {
			t.Errorf("%s happened %d times, want %d", action, have, want)
		}
	}
	if have := th.number(t.Context(), `select count(*) from outbox where state = 'done'`); have != n*(rounds+1) {
		t.Errorf("%d jobs of the outbox were done", have)
	}
	if _, err := BenchOutbox(t.Context(), db, tenantstest.OwnRedis(t).URL(), []uuid.UUID{uuid.New()}, 1, 1); err == nil {
		t.Error("an organisation that there is not was measured")
	}
	t.Logf("%.0f jobs a second, raw asynq %.0f: %.2f", got.Outbox, got.Asynq, got.Outbox/got.Asynq)
}
