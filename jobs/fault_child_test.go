package jobs

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"os"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/hibiken/asynq"

	"accord/tenants"
)

// The fault test runs workers and relays as processes of their own, so that
// they can be killed as the kernel kills: this binary, started again with a
// part to play.

// part is what a child process plays.
type part struct {
	Role  string // "worker" or "relay"
	Redis string
	URLs  map[tenants.Door]string
	Seen  string // the file to which the outside effects are appended
	Die   death
}

// death is when a child kills itself: at a point of its At-th task or claim.
type death struct {
	Point string
	At    int64
}

// The points at which a worker dies, and the one of a relay.
const (
	dieBefore    = "before the outside effect"
	dieAfter     = "after the outside effect"
	dieInside    = "before the commit"
	dieCommitted = "after the commit, before asynq knows"
	dieClaimed   = "between the claim's commit and the enqueue"
)

const partEnv = "ACCORD_JOBS_PART"

func TestMain(m *testing.M) {
	if said := os.Getenv(partEnv); said != "" {
		var p part
		if err := json.Unmarshal([]byte(said), &p); err != nil {
			panic(err)
		}
		p.play()
		return
	}
	os.Exit(m.Run())
}

// play ends with the parent, which holds the other end of standard input.
func (p part) play() {
	log := slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelError}))
	db, err := tenants.Open(context.Background(), tenants.Config{URLs: p.URLs, LinkKey: make([]byte, 32), Log: log, MaxConns: 8})
	if err != nil {
		panic(err)
	}
	r, err := New(Options{DB: db, RedisURL: p.Redis, Log: log, Kinds: p.kinds(), Concurrency: 8, ScanEvery: 200 * time.Millisecond, Lease: 2 * time.Second})
	if err != nil {
		panic(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	switch p.Role {
	case "worker":
		err = r.server.Start(asynq.HandlerFunc(func(ctx context.Context, task *asynq.Task) error {
			if task.Type() == directKind {
				return p.direct(ctx, db, task.Payload())
			}
			return r.process(ctx, task)
		}))
	case "relay":
		var claims atomic.Int64
		r.relay.claimed = func() {
			if claims.Add(1) == p.Die.At {
				kill()
			}
		}
		go r.relay.run(ctx, nil)
		go r.scanner.run(ctx, nil)
	}
	if err != nil {
		panic(err)
	}
	_, _ = io.Copy(io.Discard, os.Stdin)
	stop()
	os.Exit(0)
}

// The kinds of the fault test. The control does without the fence, and its
// direct kind without the outbox too.
const (
	fencedKind   = "fault.fenced"
	unfencedKind = "control.unfenced"
	directKind   = "control.direct"
)

func (p part) kinds() []Kind {
	patient := Retry{Tries: 200, Base: 100 * time.Millisecond, Ceiling: time.Second}
	var tasks atomic.Int64
	die := func(n int64, point string) {
		if p.Die.Point == point && n >= p.Die.At {
			kill()
		}
	}
	outside := func(t tenants.Task) error {
		f, err := os.OpenFile(p.Seen, os.O_WRONLY|os.O_APPEND|os.O_CREATE, 0o600)
		if err != nil {
			return err
		}
		_, err = fmt.Fprintln(f, t.ArgID("subject"))
		return errorsJoinClose(err, f)
	}
	fenced := func(ctx context.Context, k *Kit, t tenants.Task) error {
		n := tasks.Add(1)
		die(n, dieBefore)
		if err := outside(t); err != nil {
			return err
		}
		die(n, dieAfter)
		if n%20 == 0 { // stalls, so that a copy that a flush brings out overtakes it and both reach the fence
			pause(ctx, 800*time.Millisecond, nil)
		}
		err := k.Work(ctx, t, func(tx *tenants.Tx) error {
			tx.Record(happened(t.ArgID("subject")))
			die(n, dieInside)
			return nil
		})
		if err == nil {
			die(n, dieCommitted)
		}
		return err
	}
	unfenced := func(ctx context.Context, k *Kit, t tenants.Task) error {
		m, err := k.Admit(ctx, t)
		if err == nil {
			err = k.DB.Write(ctx, m, func(tx *tenants.Tx) error { tx.Record(happened(t.ArgID("subject"))); return nil })
		}
		if err == nil {
			die(tasks.Add(1), dieCommitted)
		}
		return err
	}
	return []Kind{{Name: fencedKind, Handle: fenced, Retry: patient}, {Name: unfencedKind, Handle: unfenced, Retry: patient}}
}

// direct is a job that only ever was in Redis.
func (p part) direct(ctx context.Context, db *tenants.DB, payload []byte) error {
	t, err := readTicket(directKind, payload)
	if err != nil {
		return err
	}
	m, err := db.AdmitClerk(ctx, t.tenant, directKind, "control")
	if err != nil {
		return err
	}
	return db.Write(ctx, m, func(tx *tenants.Tx) error { tx.Record(happened(t.id)); return nil })
}

func happened(subject uuid.UUID) tenants.Event {
	return tenants.Event{Action: "test.effect", Resource: "test", Subject: subject}
}

func errorsJoinClose(err error, f *os.File) error {
	if closed := f.Close(); err == nil {
		return closed
	}
	return err
}

// kill ends this process as the kernel ends it: nothing of it runs on.
func kill() {
	_ = syscall.Kill(os.Getpid(), syscall.SIGKILL)
	select {}
}
