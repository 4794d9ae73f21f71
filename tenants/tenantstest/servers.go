package tenantstest

import (
	"net/http"
	"sync"
	"testing"

	"accord/migrations"
	"accord/tenants/tenantstest/bed"
)

// Redis is the address of this test binary's own Redis, "redis://default:password@127.0.0.1:port/0", shared by its tests.
func Redis(t testing.TB) string {
	t.Helper()
	server, err := sharedRedis()
	if err != nil {
		t.Fatal(err)
	}
	return server.URL
}

var sharedRedis = sync.OnceValues(func() (bed.Server, error) { return newServer(bed.Redis) })

// Store is a bucket and how to reach it: by path, at Endpoint.
type Store = bed.Store

// Bucket is this test binary's own bucket, shared by its tests: versioned, with Object Lock, open to scripts of any
// loopback origin.
func Bucket(t testing.TB) Store {
	t.Helper()
	store, err := sharedBucket()
	if err != nil {
		t.Fatal(err)
	}
	return store
}

var sharedBucket = sync.OnceValues(func() (Store, error) {
	var store Store
	lease, err := held()
	if err != nil {
		return store, err
	}
	err = ask(http.MethodPost, "/buckets", bed.LeaseRequest{Lease: lease.ID}, &store)
	return store, err
})

// Server is a Redis of one test's own, which it may kill.
type Server struct {
	t      testing.TB
	server bed.Server
}

// OwnRedis is a Redis for this test alone. What was written survives a kill, to within a second.
func OwnRedis(t testing.TB) *Server {
	t.Helper()
	return &Server{t, ownServer(t, bed.Redis)}
}

// URL is its address, the same after each start.
func (s *Server) URL() string { return s.server.URL }

// Kill ends it as a crash would (SIGKILL).
func (s *Server) Kill() { tell(s.t, s.server, "kill") }

// Start starts it again on the same data and waits until it answers.
func (s *Server) Start() { tell(s.t, s.server, "start") }

// Cluster is a PostgreSQL of one test's own, which it may kill. Its DB is migrated.
type Cluster struct {
	*DB
	t      testing.TB
	server bed.Server
}

// OwnPostgres is a cluster for this test alone. A committed transaction survives a kill.
func OwnPostgres(t testing.TB) *Cluster {
	t.Helper()
	server := ownServer(t, bed.Postgres)
	c := &Cluster{DB: &DB{server.Access}, t: t, server: server}
	if err := migrations.Up(t.Context(), c.URL("owner")); err != nil {
		t.Fatal(err)
	}
	return c
}

// Kill ends it as a crash would (SIGKILL).
func (c *Cluster) Kill() { tell(c.t, c.server, "kill") }

// Start starts it again on the same data and waits until it takes connections.
func (c *Cluster) Start() { tell(c.t, c.server, "start") }

func ownServer(t testing.TB, kind string) bed.Server {
	t.Helper()
	server, err := newServer(kind)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := ask(http.MethodDelete, "/servers/"+server.ID, nil, nil); err != nil {
			t.Errorf("%s is not removed: %v", kind, err)
		}
	})
	return server
}

func newServer(kind string) (bed.Server, error) {
	var server bed.Server
	lease, err := held()
	if err != nil {
		return server, err
	}
	err = ask(http.MethodPost, "/servers", bed.ServerRequest{Lease: lease.ID, Kind: kind}, &server)
	return server, err
}

// tell may be called from any goroutine of the test, so a failure is an error of the test and does not end it.
func tell(t testing.TB, server bed.Server, verb string) {
	t.Helper()
	if err := ask(http.MethodPost, "/servers/"+server.ID+"/"+verb, nil, nil); err != nil {
		t.Error(err)
	}
}
