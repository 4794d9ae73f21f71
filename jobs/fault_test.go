package jobs

import (
	"context"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/hibiken/asynq"
	"github.com/redis/go-redis/v9"
)

// 2,000 jobs, 300 of them by deadlines, while everything is killed.
func TestNothingIsLostAndNothingDoubledWhateverIsKilled(t *testing.T) {
	t.Parallel()
	th := newTheatre(t)
	ctx, cancel := context.WithTimeout(t.Context(), 150*time.Second)
	defer cancel()
	const byDeadline, late, all = 300, 1900, 2000

	for _, points := range [][]death{
		{{dieBefore, 30}, {dieAfter, 20}, {dieInside, 40}, {dieCommitted, 25}},
		{{dieInside, 25}, {dieCommitted, 40}, {dieBefore, 20}, {dieAfter, 30}},
		{{dieCommitted, 20}, {dieInside, 30}, {dieAfter, 40}},
	} {
		th.cast("worker", points...)
	}
	th.cast("relay", death{dieClaimed, 2}, death{dieClaimed, 5}, death{dieClaimed, 9})
	th.cast("relay", death{dieClaimed, 4}, death{dieClaimed, 3})

	var business sync.WaitGroup
	business.Go(func() { th.plan(ctx, fencedKind, 0, byDeadline) })
	business.Go(func() { th.ask(ctx, fencedKind, byDeadline, late) })

	th.await(ctx, 200)
	th.flush(ctx)
	th.await(ctx, 450)
	th.redis.Kill()
	th.redis.Start()
	th.await(ctx, 700)
	th.postgres.Kill()
	th.postgres.Start()
	th.await(ctx, 1000)
	th.flush(ctx)
	th.postgres.Kill()
	th.postgres.Start()
	th.await(ctx, 1400)
	th.redis.Kill()
	th.redis.Start()
	th.flush(ctx)
	business.Wait()
	th.await(ctx, late)

	// Now one more worker dies with tasks in hand, and nobody empties Redis: its leases must run out.
	before := th.deathsOf(dieInside)
	th.cast("worker", death{dieInside, 1})
	for n := late; n < all; n += 10 { // a few at a time, until the new one has had its task
		th.ask(ctx, fencedKind, n, n+10)
		if th.deathsOf(dieInside) == before {
			pause(ctx, 300*time.Millisecond, nil)
		}
	}
	if th.deathsOf(dieInside) == before {
		t.Error("the last worker had no task to die with")
	}
	th.await(ctx, all)

	lost, doubled := th.tally(ctx, 0, all)
	if lost != 0 || doubled != 0 {
		t.Errorf("%d of %d jobs lost, %d doubled", lost, all, doubled)
	}
	if n := th.number(ctx, `select count(*) from outbox where state <> 'done'`); n != 0 {
		t.Errorf("%d rows are not done: %s", n, th.states(ctx))
	}
	jobs, copies := th.outside()
	if jobs != all {
		t.Errorf("%d of %d jobs had their outside effect", jobs, all)
	}
	deaths := th.died(t, dieBefore, dieAfter, dieInside, dieCommitted, dieClaimed)
	t.Logf("%d jobs under %d deaths of processes, 3 flushes, 2 kills of Redis, 2 of PostgreSQL: %d lost, %d doubled; %d outside effects, each copy with its job's key", all, deaths, lost, doubled, copies)
}

// The control does without what the test above proves: if it passed unharmed,
// the proof would prove nothing.
func TestWithoutTheOutboxJobsAreLostAndWithoutTheFenceTheyAreDoubled(t *testing.T) {
	t.Parallel()
	th := newTheatre(t)
	ctx, cancel := context.WithTimeout(t.Context(), 120*time.Second)
	defer cancel()
	const direct, all = 100, 200

	th.direct(ctx, 0, direct)
	th.ask(ctx, unfencedKind, direct, all)
	th.flush(ctx)
	th.cast("relay")
	th.cast("worker", death{dieCommitted, 5})
	th.awaitDeath(ctx, dieCommitted)
	th.flush(ctx)
	th.await(ctx, all-direct)

	gone, _ := th.tally(ctx, 0, direct)
	if gone == 0 {
		t.Error("without the outbox nothing was lost: the fault test proves nothing")
	}
	lost, doubled := th.tally(ctx, direct, all)
	if doubled == 0 {
		t.Error("without the fence nothing was doubled: the fault test proves nothing")
	}
	if lost != 0 {
		t.Errorf("%d jobs of the outbox were lost", lost)
	}
	t.Logf("without the outbox %d of %d were lost; without the fence %d of %d were doubled", gone, direct, doubled, all-direct)
}

// direct enqueues after the commit, as one does without an outbox.
func (th *theatre) direct(ctx context.Context, first, last int) {
	th.t.Helper()
	o, err := redis.ParseURL(th.redis.URL())
	if err != nil {
		th.t.Fatal(err)
	}
	c := redis.NewClient(o)
	defer c.Close()
	client := asynq.NewClientFromRedisClient(c)
	for n := first; n < last; n++ {
		t := ticket{tenant: th.orgs[n%len(th.orgs)], id: subject(n), kind: directKind, door: "member"}
		if _, err := client.EnqueueContext(ctx, asynq.NewTask(directKind, t.payload()), asynq.Queue("notify")); err != nil {
			th.t.Fatal(err)
		}
	}
}

func (th *theatre) awaitDeath(ctx context.Context, point string) {
	th.t.Helper()
	for {
		if th.deathsOf(point) > 0 {
			return
		}
		if !pause(ctx, 20*time.Millisecond, nil) {
			th.t.Fatalf("nobody died %s", point)
		}
	}
}

func (th *theatre) deathsOf(point string) int {
	if n, ok := th.deaths.Load(point); ok {
		return int(n.(*atomic.Int64).Load())
	}
	return 0
}

// died counts the deaths and says which point nobody died at.
func (th *theatre) died(t *testing.T, points ...string) (all int) {
	t.Helper()
	for _, p := range points {
		n := th.deathsOf(p)
		if n == 0 {
			t.Errorf("nobody died %s", p)
		}
		all += n
	}
	return all
}
