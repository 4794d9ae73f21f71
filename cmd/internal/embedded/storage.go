package embedded

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"syscall"
	"time"
)

// Region is the one that requests to the embedded store are signed for.
const Region = "us-east-1"

// Storage is a running S3 server over a folder of the home.
type Storage struct {
	home  *Home
	child *child
}

// StartStorage starts the home's S3 server and returns once it answers. Its binary is found or built first, which takes
// a minute the first time.
func (h *Home) StartStorage(ctx context.Context) (*Storage, error) {
	binary, err := h.findStorage(ctx)
	if err != nil {
		return nil, err
	}
	if err := h.folder(h.join("s3")); err != nil {
		return nil, err
	}
	s := &Storage{home: h}
	if err := h.onPort(&h.settings.Storage.Port, func(port int) error { return s.start(ctx, binary, port) }); err != nil {
		return nil, err
	}
	return s, nil
}

func (s *Storage) start(ctx context.Context, binary string, port int) (err error) {
	settings := s.home.settings.Storage
	s.child, err = s.home.launch(program{
		name: "storage", path: binary,
		args:     []string{"-dir", s.home.join("s3"), "-addr", loopback(port), "-region", Region},
		env:      []string{"AWS_ACCESS_KEY_ID=" + settings.AccessKey, "AWS_SECRET_ACCESS_KEY=" + settings.SecretKey},
		farewell: syscall.SIGTERM,
		stops:    []stop{{syscall.SIGTERM, 5 * time.Second}},
	})
	if err != nil {
		return err
	}
	if err := s.awaitAnswer(ctx); err != nil {
		return errors.Join(err, s.Stop())
	}
	return nil
}

// Endpoint is its base address; buckets are addressed by path.
func (s *Storage) Endpoint() string { return endpoint(s.home.settings.Storage.Port) }

// Credentials are those of its one account.
func (s *Storage) Credentials() (access, secret string) {
	return s.home.settings.Storage.AccessKey, s.home.settings.Storage.SecretKey
}

// Stop ends the server; requests under way are given some seconds.
func (s *Storage) Stop() error { return s.child.stop() }

func endpoint(port int) string { return "http://" + loopback(port) }

func (s *Storage) awaitAnswer(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, 30*time.Second)
	defer cancel()
	for {
		err := healthy(ctx, s.Endpoint()+"/health")
		if err == nil && !s.child.hasEnded() {
			return nil
		}
		select {
		case <-s.child.ended:
			return s.child.failure()
		case <-ctx.Done():
			return fmt.Errorf("the S3 server does not answer: %w; the end of %s says:\n%s", err, s.child.log, lastLines(s.child.log, 8))
		case <-time.After(10 * time.Millisecond):
		}
	}
}

// healthy asks without any proxy of the environment in between: this address is of this machine.
func healthy(ctx context.Context, url string) error {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return err
	}
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	answer, err := client.Do(request)
	if err != nil {
		return err
	}
	_, _ = io.Copy(io.Discard, io.LimitReader(answer.Body, 1<<16))
	if err := answer.Body.Close(); err != nil {
		return err
	}
	if answer.StatusCode != http.StatusOK {
		return errors.New(answer.Status)
	}
	return nil
}
