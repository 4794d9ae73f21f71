package main

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"time"

	"accord/cmd/internal/embedded"
)

// A testbed is the shared servers and what each lease holds.
type testbed struct {
	data     string // the folder below which everything is written
	shared   *embedded.Home
	postgres *embedded.Postgres

	mu      sync.Mutex
	leases  map[string]*lease
	servers map[string]*server
	last    int           // number of the last id given
	ending  bool          // the whole bed is going, and with it what leases hold
	busy    chan struct{} // receives when a lease begins or ends
	stopped chan struct{}

	forCommand bool // it is there for a command, whatever leases there are
	stop       func()

	storing sync.Mutex
	storage *embedded.Storage // started for the first who asks for a bucket
}

// A lease is what one test binary holds.
type lease struct {
	databases []string
	servers   []string
}

// lay makes the bed's folder anew and starts the cluster. It refuses (embedded.InUse) when a bed is there already.
func lay(ctx context.Context, folder string) (*testbed, error) {
	data, err := dataFolder(folder)
	if err != nil {
		return nil, err
	}
	shared, err := fresh(data, "shared")
	if err != nil {
		return nil, err
	}
	// Under the shared home's lock, so these servers' own beds are gone.
	if err := os.RemoveAll(filepath.Join(data, "own")); err != nil {
		return nil, errors.Join(err, shared.Close())
	}
	b := &testbed{
		data: data, shared: shared,
		leases: map[string]*lease{}, servers: map[string]*server{},
		busy: make(chan struct{}, 1), stopped: make(chan struct{}),
	}
	b.stop = sync.OnceFunc(func() { close(b.stopped) })
	if b.postgres, err = shared.StartPostgres(ctx, embedded.PostgresOptions{}); err != nil {
		return nil, errors.Join(err, shared.Close())
	}
	return b, nil
}

// fresh opens an empty home below the bed's folder.
func fresh(names ...string) (*embedded.Home, error) {
	path := filepath.Join(names...)
	if err := embedded.Reset(path); err != nil {
		return nil, err
	}
	return embedded.Open(path)
}

func (b *testbed) isHeld() bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.forCommand || len(b.leases) > 0
}

// beginEnd says that what leases hold need not be cleared up one by one any more.
func (b *testbed) beginEnd() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.ending = true
}

// remove ends every server.
func (b *testbed) remove() error {
	b.mu.Lock()
	defer b.mu.Unlock()
	var faults []error
	for _, s := range b.servers {
		faults = append(faults, s.end())
	}
	if b.storage != nil {
		faults = append(faults, b.storage.Stop())
	}
	return errors.Join(append(faults, b.postgres.Stop(), forget(b.data), b.shared.Close())...)
}

// awaitEnd returns when the bed is told to stop, or when nobody has held a lease for that long.
func (b *testbed) awaitEnd(ctx context.Context, idle time.Duration) {
	for {
		var over <-chan time.Time
		b.mu.Lock()
		if len(b.leases) == 0 {
			over = time.After(idle)
		}
		b.mu.Unlock()
		select {
		case <-b.busy:
		case <-over:
			return
		case <-b.stopped:
			return
		case <-ctx.Done():
			return
		}
	}
}

// newLease begins one.
func (b *testbed) newLease() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	id := b.id("lease")
	b.leases[id] = &lease{}
	b.changed()
	return id
}

// endLease clears up after a test binary that is gone.
func (b *testbed) endLease(ctx context.Context, id string) error {
	b.mu.Lock()
	held := b.leases[id]
	delete(b.leases, id)
	b.changed()
	b.mu.Unlock()
	if b.isEnding() {
		return nil
	}
	var faults []error
	for _, name := range held.databases {
		faults = append(faults, b.postgres.DropDatabase(ctx, name))
	}
	for _, name := range held.servers {
		faults = append(faults, b.removeServer(name))
	}
	if b.isEnding() {
		return nil // it went with the whole bed while it was being cleared up
	}
	return errors.Join(faults...)
}

func (b *testbed) isEnding() bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.ending
}

// id names something: names are never used twice in a bed's life. The lock must be held.
func (b *testbed) id(kind string) string {
	b.last++
	return kind + strconv.Itoa(b.last)
}

func (b *testbed) changed() {
	select {
	case b.busy <- struct{}{}:
	default: // it has yet to look at an earlier change, and will see this one then
	}
}
