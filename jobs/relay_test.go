package jobs

import (
	"fmt"
	"log/slog"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/hibiken/asynq"
	"github.com/redis/go-redis/v9"

	"accord/app/apptest"
	"accord/tenants/tenantstest"
)

func TestOneTenantsFloodLeavesRoomForAnother(t *testing.T) {
	t.Parallel()
	y := yard(t)
	y.rows(t, y.Nordic.ID, 5000, 0, "")
	y.rows(t, y.Andina.ID, 3, 0, "")
	got := map[uuid.UUID]int{}
	for _, c := range y.claim(t) {
		got[c.tenant]++
	}
	if got[y.Nordic.ID] != perTenant || got[y.Andina.ID] != 3 {
		t.Errorf("of the flood %d went out, of the other %d", got[y.Nordic.ID], got[y.Andina.ID])
	}
	if again := y.claim(t); len(again) != 0 {
		t.Errorf("%d more went out while its share was on the way", len(again))
	}
	y.Exec(`update outbox set state = 'done' where id in (select id from outbox where tenant_id = $1 and dispatched limit 5)`, y.Nordic.ID)
	if more := y.claim(t); len(more) != 5 {
		t.Errorf("after 5 were done, %d went out", len(more))
	}
}

func TestWhatGotLostGoesOutAgainOnceItsLeaseIsOver(t *testing.T) {
	t.Parallel()
	y := yard(t)
	y.rows(t, y.Andina.ID, 4, 0, "")
	if n := len(y.claim(t)); n != 4 {
		t.Fatalf("%d of 4 went out", n)
	}
	y.Clock.Add(y.relay.lease - time.Second)
	if n := len(y.claim(t)); n != 0 {
		t.Errorf("%d went out within their lease", n)
	}
	y.Clock.Add(time.Second)
	lost := y.claim(t)
	if len(lost) != 4 || !lost[0].lost || lost[0].generation != 0 {
		t.Errorf("afterwards: %+v", lost)
	}
}

func TestWhatFallsDueSoonEntersRedisAndWhatFailedWaitsOutside(t *testing.T) {
	t.Parallel()
	y := yard(t)
	y.rows(t, y.Andina.ID, 1, ahead-time.Second, "soon")
	y.rows(t, y.Andina.ID, 1, ahead+time.Second, "later")
	y.rows(t, y.Andina.ID, 1, ahead-time.Second, "failed")
	y.Exec(`update outbox set attempts = 1 where kind = 'failed'`)
	got := y.claim(t)
	if len(got) != 1 || got[0].kind != "soon" {
		t.Fatalf("went out: %+v", got)
	}
	if err := y.relay.enqueue(t.Context(), got); err != nil {
		t.Fatal(err)
	}
	info, err := y.inspector.GetTaskInfo("notify", got[0].taskID())
	if err != nil || info.State != asynq.TaskStateScheduled {
		t.Fatalf("in Redis it is %v (%v)", info, err)
	}
	if wait := time.Until(info.NextProcessAt); wait < ahead-10*time.Second || wait > ahead {
		t.Errorf("it waits %v there", wait)
	}
	y.Clock.Add(ahead)
	for _, c := range y.claim(t) {
		if c.kind == "soon" {
			t.Error("it was looked for again within its lease")
		}
	}
}

func TestManyRelaysAtOnceClaimEachRowOnce(t *testing.T) {
	t.Parallel()
	y := yard(t)
	for i := range 30 {
		y.rows(t, uuid.New(), 10, 0, fmt.Sprint("tenant ", i))
	}
	var (
		mu    sync.Mutex
		times = map[uuid.UUID]int{}
		group sync.WaitGroup
	)
	for range 3 {
		group.Go(func() {
			for range 5 {
				for _, c := range y.claim(t) {
					mu.Lock()
					times[c.id]++
					mu.Unlock()
				}
			}
		})
	}
	group.Wait()
	if len(times) != 300 {
		t.Errorf("%d of 300 rows were claimed", len(times))
	}
	for id, n := range times {
		if n != 1 {
			t.Errorf("%s was claimed %d times", id, n)
		}
	}
}

func TestATaskThatRedisHoldsIsNotPutThereTwice(t *testing.T) {
	t.Parallel()
	y := yard(t)
	y.rows(t, y.Andina.ID, 1, 0, "")
	for range 3 {
		if err := y.relay.enqueue(t.Context(), y.claim(t)); err != nil {
			t.Fatal(err)
		}
		y.Clock.Add(2 * y.relay.lease)
	}
	if q, err := y.inspector.GetQueueInfo("notify"); err != nil || q.Size != 1 {
		t.Errorf("the queue holds %+v (%v)", q, err)
	}
	if n := y.Count(`select count(*) from outbox where generation = 0`); n != 1 {
		t.Error("a task that waits its turn was given another generation")
	}
}

func TestATaskThatNobodyWorksOnGoesOutUnderAnotherGeneration(t *testing.T) {
	t.Parallel()
	for what, spoil := range map[string]func(y freight, id string){
		"its lease ran out": func(y freight, id string) {
			y.redis.ZAdd(t.Context(), "asynq:{notify}:lease", redis.Z{Member: id, Score: float64(time.Now().Add(-time.Second).Unix())})
		},
		"its lease is gone": func(y freight, id string) { y.redis.ZRem(t.Context(), "asynq:{notify}:lease", id) },
		"it was archived":   func(y freight, id string) { y.redis.HSet(t.Context(), "asynq:{notify}:t:"+id, "state", "archived") },
	} {
		t.Run(what, func(t *testing.T) {
			t.Parallel()
			y := yard(t)
			y.rows(t, y.Andina.ID, 1, 0, "")
			first := y.claim(t)
			y.send(t, first)
			y.take(t, first[0].taskID()) // a worker has it, and is killed
			y.Clock.Add(y.relay.lease)
			y.send(t, y.claim(t))
			if n := y.Count(`select count(*) from outbox where generation = 0`); n != 1 {
				t.Error("a task whose worker lives was given another generation")
			}
			spoil(y, first[0].taskID())
			y.Clock.Add(y.relay.lease)
			y.send(t, y.claim(t))
			second := y.claim(t)
			if len(second) != 1 || second[0].generation != 1 || second[0].taskID() != first[0].id.String()+".1" {
				t.Fatalf("it went out as %+v", second)
			}
			y.send(t, second)
			if info, err := y.inspector.GetTaskInfo("notify", second[0].taskID()); err != nil || info.State != asynq.TaskStatePending {
				t.Errorf("Redis holds %v (%v)", info, err)
			}
		})
	}
}

func TestAnEmptiedRedisIsNoticedByEveryRelay(t *testing.T) {
	t.Parallel()
	y := yard(t)
	y.rows(t, y.Andina.ID, 3, 0, "")
	if n, err := y.relay.round(t.Context()); n != 3 || err != nil {
		t.Fatalf("%d went out (%v)", n, err)
	}
	epoch := y.relay.epoch
	if n, err := y.relay.round(t.Context()); n != 0 || err != nil || y.relay.epoch != epoch {
		t.Errorf("%d went out again, under the epoch %s after %s (%v)", n, y.relay.epoch, epoch, err)
	}
	other := *y.relay
	if err := y.redis.FlushAll(t.Context()).Err(); err != nil {
		t.Fatal(err)
	}
	for _, r := range []*relay{y.relay, &other} {
		if n, err := r.round(t.Context()); n != 3 || err != nil {
			t.Errorf("%d of 3 went out again (%v)", n, err)
		}
	}
	if q, err := y.inspector.GetQueueInfo("notify"); err != nil || q.Pending != 3 {
		t.Errorf("Redis holds %+v (%v)", q, err)
	}
	fresh := *y.relay
	fresh.epoch = ""
	if n, err := fresh.round(t.Context()); n != 0 || err != nil {
		t.Errorf("a relay that starts took a Redis that was there for an emptied one: %d (%v)", n, err)
	}
}

func TestARelayStandsStillWhileRedisIsDown(t *testing.T) {
	t.Parallel()
	y := yard(t)
	y.rows(t, y.Andina.ID, 2, 0, "")
	y.server.Kill()
	if _, err := y.relay.round(t.Context()); err == nil {
		t.Error("it went on")
	}
	if n := y.Count(`select count(*) from outbox where dispatched`); n != 0 {
		t.Errorf("%d rows say that they are on the way", n)
	}
	y.server.Start()
	if n, err := y.relay.round(t.Context()); n != 2 || err != nil {
		t.Errorf("afterwards %d went out (%v)", n, err)
	}
}

// freight is a world with a relay that nothing drives but the test.
type freight struct {
	*apptest.World
	relay     *relay
	redis     redis.UniversalClient
	inspector *asynq.Inspector
	server    *tenantstest.Server
}

func yard(t *testing.T) freight {
	t.Helper()
	w := apptest.NewWorldIn(t, tenantstest.FreshDatabase(t))
	server := tenantstest.OwnRedis(t)
	r, err := New(Options{DB: w.DB, RedisURL: server.URL(), Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { r.redis.Close() })
	return freight{w, r.relay, r.redis, asynq.NewInspectorFromRedisClient(r.redis), server}
}

// rows puts n rows of a tenant into the outbox, due after a while.
func (y freight) rows(t *testing.T, tenant uuid.UUID, n int, after time.Duration, kind string) {
	t.Helper()
	if kind == "" {
		kind = "test"
	}
	y.Exec(`insert into outbox (tenant_id, id, kind, queue, door, created_at, due_at, next_at)
		select $1, gen_random_uuid(), $2, 'notify', 'member', $3::timestamptz, $4::timestamptz, $4::timestamptz from generate_series(1, $5)`,
		tenant, kind, y.Clock.Now(), y.Clock.Now().Add(after), n)
}

func (y freight) claim(t *testing.T) []claimed {
	t.Helper()
	c, err := y.relay.claim(t.Context())
	if err != nil {
		t.Error(err)
	}
	return c
}

func (y freight) send(t *testing.T, rows []claimed) {
	t.Helper()
	if err := y.relay.enqueue(t.Context(), rows); err != nil {
		t.Fatal(err)
	}
}

// take does what a worker does first: the task is active, under a lease.
func (y freight) take(t *testing.T, id string) {
	t.Helper()
	ctx := t.Context()
	y.redis.LRem(ctx, "asynq:{notify}:pending", 0, id)
	y.redis.LPush(ctx, "asynq:{notify}:active", id)
	y.redis.HSet(ctx, "asynq:{notify}:t:"+id, "state", "active")
	y.redis.ZAdd(ctx, "asynq:{notify}:lease", redis.Z{Member: id, Score: float64(time.Now().Add(30 * time.Second).Unix())})
}
