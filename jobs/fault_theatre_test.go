package jobs

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/redis/go-redis/v9"

	"accord/tenants"
	"accord/tenants/tenantstest"
)

// theatre is where faults are played: servers of its own, some organisations,
// and child processes that die and are replaced.
type theatre struct {
	t        *testing.T
	postgres *tenantstest.Cluster
	redis    *tenantstest.Server
	db       *tenants.DB
	orgs     []uuid.UUID
	seen     string

	curtain chan struct{} // closed at the end: who dies is not replaced
	troupe  sync.WaitGroup
	deaths  sync.Map // point → count
}

func newTheatre(t *testing.T) *theatre {
	th := &theatre{t: t, postgres: tenantstest.OwnPostgres(t), redis: tenantstest.OwnRedis(t),
		seen: filepath.Join(t.TempDir(), "seen"), curtain: make(chan struct{})}
	c := th.look(t.Context())
	defer c.Close(context.Background())
	for i := range 8 {
		id := uuid.New()
		if _, err := c.Exec(t.Context(), `insert into organisation (tenant_id, slug, name, country, time_zone, created_at) values ($1,$2,$2,'NL','UTC',now())`, id, fmt.Sprint("org-", i)); err != nil {
			t.Fatal(err)
		}
		th.orgs = append(th.orgs, id)
	}
	var err error
	th.db, err = tenants.Open(context.Background(), tenants.Config{URLs: th.urls(), LinkKey: make([]byte, 32), Log: slog.New(slog.DiscardHandler), MaxConns: 6})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		close(th.curtain)
		th.troupe.Wait()
		th.db.Close()
	})
	return th
}

func (th *theatre) urls() map[tenants.Door]string {
	urls := map[tenants.Door]string{}
	for _, d := range []tenants.Door{tenants.DoorMember, tenants.DoorOverseer, tenants.DoorGate, tenants.DoorClerk} {
		urls[d] = th.postgres.URL(string(d))
	}
	return urls
}

// look opens a connection behind the walls, waiting for a server that is on
// its way up.
func (th *theatre) look(ctx context.Context) *pgx.Conn {
	th.t.Helper()
	for {
		c, err := pgx.Connect(ctx, th.postgres.Super())
		if err == nil {
			return c
		}
		if !pause(ctx, 100*time.Millisecond, nil) {
			th.t.Fatalf("PostgreSQL does not come back: %v", err)
		}
	}
}

// number answers a count, whatever happens to the server meanwhile.
func (th *theatre) number(ctx context.Context, sql string, args ...any) int {
	th.t.Helper()
	for {
		c := th.look(ctx)
		var n int
		err := c.QueryRow(ctx, sql, args...).Scan(&n)
		_ = c.Close(ctx)
		if err == nil {
			return n
		}
		if !pause(ctx, 100*time.Millisecond, nil) {
			th.t.Fatalf("%s: %v", sql, err)
		}
	}
}

// await waits until at least so many jobs are done.
func (th *theatre) await(ctx context.Context, done int) {
	th.t.Helper()
	for {
		if th.number(ctx, `select count(*) from outbox where state = 'done'`) >= done {
			return
		}
		if !pause(ctx, 50*time.Millisecond, nil) {
			th.t.Fatalf("%d jobs do not get done in time: %s", done, th.states(context.Background()))
		}
	}
}

func (th *theatre) states(ctx context.Context) string {
	c := th.look(ctx)
	defer c.Close(ctx)
	var s string
	_ = c.QueryRow(ctx, `select string_agg(format('%s%s: %s, last %s', state, case when dispatched then ' on the way' end, n, e), '; ')
		from (select state, dispatched, count(*) n, max(last_error) e from outbox group by 1, 2) s`).Scan(&s)
	return s
}

// cast puts a child on stage and replaces it when it dies, with the next
// death of the list, and with a long life when the list is at its end.
func (th *theatre) cast(role string, deaths ...death) {
	th.troupe.Go(func() {
		for life := 0; ; life++ {
			p := part{Role: role, Redis: th.redis.URL(), URLs: th.urls(), Seen: th.seen}
			if life < len(deaths) {
				p.Die = deaths[life]
			}
			if !th.live(p) {
				return
			}
			n, _ := th.deaths.LoadOrStore(p.Die.Point, new(atomic.Int64))
			n.(*atomic.Int64).Add(1)
		}
	})
}

// live runs one child to its death, or to the curtain: then it answers false.
func (th *theatre) live(p part) bool {
	said, err := json.Marshal(p)
	if err != nil {
		panic(err)
	}
	child := exec.Command(os.Args[0])
	child.Env = append(os.Environ(), partEnv+"="+string(said))
	var complaints strings.Builder
	child.Stderr = &complaints
	leash, err := child.StdinPipe()
	if err == nil {
		err = child.Start()
	}
	if err != nil {
		th.t.Errorf("a %s does not start: %v", p.Role, err)
		return false
	}
	ended := make(chan error, 1)
	go func() { ended <- child.Wait() }()
	select {
	case err := <-ended:
		if err == nil || err.Error() != "signal: killed" || p.Die.Point == "" {
			th.t.Errorf("a %s ended by itself: %v\n%s", p.Role, err, complaints.String())
			return false
		}
		return true
	case <-th.curtain:
		closeLeash(leash)
		<-ended
		return false
	}
}

func closeLeash(c io.Closer) { _ = c.Close() }

// ask is the business side: transactions that enqueue, tried again with the
// same keys when their commit is in doubt.
func (th *theatre) ask(ctx context.Context, kind string, first, last int) {
	for n := first; n < last; {
		some := min(1+n%7, last-n)
		err := th.business(ctx, n, func(tx *tenants.Tx) {
			for i := range some {
				tx.Enqueue(tenants.Job{Kind: kind, Args: map[string]any{"subject": subject(n + i)}, Dedupe: fmt.Sprint("job ", n+i)})
			}
		})
		if err == nil {
			n += some
		} else if !pause(ctx, 50*time.Millisecond, nil) {
			th.t.Errorf("business stands still at job %d: %v", n, err)
			return
		}
	}
}

// plan is the business side that sets deadlines, some seconds ahead.
func (th *theatre) plan(ctx context.Context, kind string, first, last int) {
	for n := first; n < last; {
		err := th.business(ctx, n, func(tx *tenants.Tx) {
			_ = tx.Due(tenants.Deadline{Subject: subject(n), Kind: kind, Stage: "due", At: tx.Now().Add(time.Duration(n%8) * time.Second)})
		})
		if err == nil {
			n++
		} else if !pause(ctx, 50*time.Millisecond, nil) {
			th.t.Errorf("business stands still at deadline %d: %v", n, err)
			return
		}
	}
}

func (th *theatre) business(ctx context.Context, n int, do func(*tenants.Tx)) error {
	m, err := th.db.AdmitClerk(ctx, th.orgs[n%len(th.orgs)], "business", fmt.Sprint("request ", n))
	if err != nil {
		return err
	}
	return th.db.Write(ctx, m, func(tx *tenants.Tx) error { do(tx); return nil })
}

// subject is the n-th job's.
func subject(n int) uuid.UUID { return uuid.NewSHA1(uuid.NameSpaceOID, fmt.Append(nil, n)) }

// flush empties Redis.
func (th *theatre) flush(ctx context.Context) {
	th.t.Helper()
	o, err := redis.ParseURL(th.redis.URL())
	if err != nil {
		th.t.Fatal(err)
	}
	c := redis.NewClient(o)
	defer c.Close()
	if err := c.FlushAll(ctx).Err(); err != nil {
		th.t.Error(err)
	}
}

// tally counts what came of jobs first to last.
func (th *theatre) tally(ctx context.Context, first, last int) (lost, doubled int) {
	var subjects []uuid.UUID
	for n := first; n < last; n++ {
		subjects = append(subjects, subject(n))
	}
	happened := th.number(ctx, `select count(distinct subject_id) from audit_log where action = 'test.effect' and subject_id = any($1)`, subjects)
	times := th.number(ctx, `select count(*) from audit_log where action = 'test.effect' and subject_id = any($1)`, subjects)
	return last - first - happened, times - happened
}

// outside counts the outside effects: how many jobs had one, and how many copies.
func (th *theatre) outside() (jobs, copies int) {
	b, err := os.ReadFile(th.seen)
	if err != nil {
		th.t.Fatal(err)
	}
	lines := strings.Fields(string(b))
	distinct := map[string]bool{}
	for _, l := range lines {
		distinct[l] = true
	}
	return len(distinct), len(lines)
}
