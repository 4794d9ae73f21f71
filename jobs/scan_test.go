package jobs

import (
	"log/slog"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"

	"accord/app/apptest"
	"accord/tenants"
	"accord/tenants/tenantstest"
)

func TestADeadlineFiresOnceWithItsSubjectAndStage(t *testing.T) {
	t.Parallel()
	w, s := watch(t)
	subject := uuid.New()
	w.due(t, tenants.Deadline{Subject: subject, Kind: "test.remind", Stage: "5 before", At: apptest.Start.Add(time.Hour)})
	w.fires(t, s, 0)
	w.Clock.Add(time.Hour)
	w.fires(t, s, 1)
	w.fires(t, s, 0)
	if n := w.Count(`select count(*) from outbox o join deadline d on d.tenant_id = o.tenant_id and o.dedupe_key = d.id || ':5 before'
		where o.tenant_id = $1 and o.kind = 'test.remind' and o.queue = 'deadline' and o.door = 'member' and o.case_id = $2 and d.fired_at = $3
		and o.args = jsonb_build_object('subject', $2::text, 'stage', '5 before')`, w.Andina.ID, subject, w.Clock.Now()); n != 1 {
		t.Errorf("%d jobs came of it", n)
	}
}

func TestADeadlineThatWasCancelledOrMovedDoesNotFireAtItsOldTime(t *testing.T) {
	t.Parallel()
	w, s := watch(t)
	cancelled, moved := uuid.New(), uuid.New()
	for _, subject := range []uuid.UUID{cancelled, moved} {
		w.due(t, tenants.Deadline{Subject: subject, Kind: "test.remind", Stage: "due", At: apptest.Start.Add(time.Hour)})
	}
	w.write(t, func(tx *tenants.Tx) error { return tx.NotDue(cancelled) })
	w.due(t, tenants.Deadline{Subject: moved, Kind: "test.remind", Stage: "due", At: apptest.Start.Add(48 * time.Hour)})
	w.Clock.Add(24 * time.Hour)
	w.fires(t, s, 0)
	w.Clock.Add(24 * time.Hour)
	w.fires(t, s, 1)
	if n := w.Count(`select count(*) from outbox where case_id = $1`, moved); n != 1 {
		t.Error("the wrong one fired")
	}
}

func TestScansThatWereMissedAreMadeUpForByManyScannersAtOnce(t *testing.T) {
	t.Parallel()
	w, _ := watch(t)
	w.Exec(`insert into deadline (tenant_id, id, subject_id, kind, stage, door, due_at, created_at)
		select $1, gen_random_uuid(), gen_random_uuid(), 'test.remind', 'due', 'member', $2::timestamptz + n * interval '1 minute', $2 from generate_series(1, 1000) n`, w.Andina.ID, apptest.Start)
	w.Clock.Add(24 * time.Hour)
	var group sync.WaitGroup
	for range 3 {
		group.Go(func() {
			s := &scanner{db: w.DB, log: slog.New(slog.DiscardHandler), meters: newMeters(w.DB, slog.New(slog.DiscardHandler))}
			if _, err := s.all(t.Context()); err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
	if n := w.Count(`select count(*) from outbox where kind = 'test.remind'`); n != 1000 {
		t.Errorf("1000 deadlines became %d jobs", n)
	}
	if n := w.Count(`select count(*) from deadline where fired_at is null`); n != 0 {
		t.Errorf("%d are not marked as fired", n)
	}
}

func TestADeadlineWhoseMarkWasLostDoesNotFireTwice(t *testing.T) {
	t.Parallel()
	w, s := watch(t)
	w.due(t, tenants.Deadline{Subject: uuid.New(), Kind: "test.remind", Stage: "due", At: apptest.Start})
	w.fires(t, s, 1)
	w.Exec(`update deadline set fired_at = null`)
	w.fires(t, s, 1)
	if n := w.Count(`select count(*) from outbox`); n != 1 {
		t.Errorf("it became %d jobs", n)
	}
}

type watched struct{ *apptest.World }

func watch(t *testing.T) (watched, *scanner) {
	t.Helper()
	w := apptest.NewWorldIn(t, tenantstest.FreshDatabase(t))
	log := slog.New(slog.DiscardHandler)
	return watched{w}, &scanner{db: w.DB, log: log, meters: newMeters(w.DB, log)}
}

func (w watched) write(t *testing.T, fn func(*tenants.Tx) error) {
	t.Helper()
	if err := w.DB.Write(t.Context(), w.Andina.Admin, fn); err != nil {
		t.Fatal(err)
	}
}

func (w watched) due(t *testing.T, d tenants.Deadline) {
	t.Helper()
	w.write(t, func(tx *tenants.Tx) error { return tx.Due(d) })
}

func (w watched) fires(t *testing.T, s *scanner, want int) {
	t.Helper()
	if n, err := s.all(t.Context()); n != want || err != nil {
		t.Errorf("%d deadlines fired, want %d (%v)", n, want, err)
	}
}
