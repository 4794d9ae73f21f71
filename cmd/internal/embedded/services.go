package embedded

import (
	"context"
	"errors"

	"golang.org/x/sync/errgroup"
)

// Bucket is the demo's bucket.
const Bucket = "accord"

// Services is everything Accord needs around it, running.
type Services struct {
	Postgres *Postgres
	Redis    *Redis
	Storage  *Storage
	Mail     *Mail

	home   *Home
	failed chan error
}

// Options say what is started. The zero value is useful: the default home, open to no browser's uploads.
type Options struct {
	// Home is the folder of state; DefaultHome when empty.
	Home string
	// Origins are where browsers may upload from: the program's own addresses, "http://127.0.0.1:8080".
	Origins []string
}

// Start starts all of it, on durable storage, and returns once each part answers. A home that is in use is refused
// (InUse). When one part cannot be started, the others are stopped again.
func Start(ctx context.Context, options Options) (*Services, error) {
	path := options.Home
	if path == "" {
		var err error
		if path, err = DefaultHome(); err != nil {
			return nil, err
		}
	}
	home, err := Open(path)
	if err != nil {
		return nil, err
	}
	s := &Services{home: home, failed: make(chan error, 1)}
	if err := s.start(ctx, options.Origins); err != nil {
		return nil, errors.Join(err, s.Stop())
	}
	s.watch(s.Postgres.child)
	s.watch(s.Redis.child)
	s.watch(s.Storage.child)
	return s, nil
}

func (s *Services) start(ctx context.Context, origins []string) error {
	var group errgroup.Group
	group.Go(func() (err error) {
		s.Postgres, err = s.home.StartPostgres(ctx, PostgresOptions{Durable: true})
		return err
	})
	group.Go(func() (err error) {
		s.Redis, err = s.home.StartRedis(ctx, RedisOptions{Durable: true})
		return err
	})
	group.Go(func() (err error) {
		if s.Storage, err = s.home.StartStorage(ctx); err != nil {
			return err
		}
		return s.Storage.EnsureBucket(ctx, Bucket, origins)
	})
	group.Go(func() (err error) {
		s.Mail, err = s.home.StartMail(ctx)
		return err
	})
	return group.Wait()
}

// Failed delivers the first server's unexpected end. A program that gets it should stop.
func (s *Services) Failed() <-chan error { return s.failed }

func (s *Services) watch(c *child) {
	go func() {
		<-c.ended
		select {
		case s.failed <- c.failure():
		default: // an earlier one is being told, or this is the end we asked for
		}
	}()
}

// Stop ends every part in order and gives the home free. Call it once.
func (s *Services) Stop() error {
	var faults []error
	if s.Mail != nil {
		faults = append(faults, s.Mail.Stop())
	}
	var group errgroup.Group
	if s.Storage != nil {
		group.Go(s.Storage.Stop)
	}
	if s.Redis != nil {
		group.Go(s.Redis.Stop)
	}
	if s.Postgres != nil {
		group.Go(s.Postgres.Stop)
	}
	faults = append(faults, group.Wait(), s.home.Close())
	return errors.Join(faults...)
}
