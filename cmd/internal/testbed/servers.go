package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"sync"

	"accord/cmd/internal/embedded"
	"accord/tenants/tenantstest/bed"
)

// A server is one that a lease has for itself, in a home of its own.
type server struct {
	kind string
	home *embedded.Home
	mail *embedded.Mail

	mu       sync.Mutex // starting and killing take turns
	postgres *embedded.Postgres
	redis    *embedded.Redis
}

// newServer starts one. These keep what they were given through a kill: that is what fault tests are about.
func (b *testbed) newServer(ctx context.Context, holder, kind string) (bed.Server, error) {
	if kind != bed.Redis && kind != bed.Postgres && kind != bed.Mail {
		return bed.Server{}, fmt.Errorf("there is no kind of server %q", kind)
	}
	b.mu.Lock()
	held, ok := b.leases[holder]
	if !ok {
		b.mu.Unlock()
		return bed.Server{}, errNoLease
	}
	id := b.id(kind)
	b.mu.Unlock()

	home, err := fresh(b.data, "own", id)
	if err != nil {
		return bed.Server{}, err
	}
	s := &server{kind: kind, home: home}
	if err := s.start(ctx); err != nil {
		return bed.Server{}, errors.Join(err, home.Close())
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.servers[id] = s
	held.servers = append(held.servers, id)
	return s.describe(id), nil
}

func (b *testbed) server(id string) (*server, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	s, ok := b.servers[id]
	if !ok {
		return nil, fmt.Errorf("there is no server %q", id)
	}
	return s, nil
}

// removeServer ends a server and removes its data. One that is gone already is no fault.
func (b *testbed) removeServer(id string) error {
	b.mu.Lock()
	s, ok := b.servers[id]
	delete(b.servers, id)
	for _, l := range b.leases {
		l.servers = slices.DeleteFunc(l.servers, func(name string) bool { return name == id })
	}
	b.mu.Unlock()
	if !ok {
		return nil
	}
	return errors.Join(s.end(), os.RemoveAll(s.home.Path()))
}

func (s *server) start(ctx context.Context) (err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch s.kind {
	case bed.Redis:
		before := s.redis
		s.redis, err = s.home.StartRedis(ctx, embedded.RedisOptions{Durable: true})
		if err == nil && before != nil && before.URL() != s.redis.URL() {
			err = errors.New("another program took its port meanwhile")
		}
	case bed.Postgres:
		s.postgres, err = s.home.StartPostgres(ctx, embedded.PostgresOptions{Durable: true})
	case bed.Mail:
		s.mail, err = s.home.StartMail(ctx)
	}
	return err
}

func (s *server) kill() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch s.kind {
	case bed.Redis:
		return s.redis.Kill()
	case bed.Postgres:
		return s.postgres.Kill()
	}
	return fmt.Errorf("a %s server runs inside the bed and cannot be killed", s.kind)
}

// end is quick rather than orderly: nobody will read the data again.
func (s *server) end() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	var faults []error
	if s.redis != nil {
		faults = append(faults, s.redis.Kill())
	}
	if s.postgres != nil {
		faults = append(faults, s.postgres.Stop()) // in order all the same: its processes would outlast a kill
	}
	if s.mail != nil {
		faults = append(faults, s.mail.Stop())
	}
	return errors.Join(append(faults, s.home.Close())...)
}

func (s *server) describe(id string) bed.Server {
	described := bed.Server{ID: id}
	switch s.kind {
	case bed.Redis:
		described.URL = s.redis.URL()
	case bed.Postgres:
		described.Access = access(s.postgres, "accord")
	case bed.Mail:
		described.URL = s.mail.URL()
	}
	return described
}

func access(p *embedded.Postgres, database string) bed.Access {
	a := bed.Access{Database: database, Logins: map[string]string{}, Super: p.Super(database)}
	for _, login := range embedded.Logins {
		a.Logins[login] = p.URL(login, database)
	}
	return a
}
