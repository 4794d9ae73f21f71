package bench

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"strings"

	"accord/cmd/internal/embedded"
	"accord/migrations"
	"accord/policies"
	"accord/tenants"
)

// bed is a set of services for one measurement, with the tables made.
type bed struct {
	*embedded.Services
	owner string
	urls  map[tenants.Door]string
	home  string
}

// start starts services of its own in a folder that stop removes again.
func start(ctx context.Context) (*bed, error) {
	home, err := os.MkdirTemp("", "accord-bench-")
	if err != nil {
		return nil, err
	}
	if err := os.Chmod(home, 0o755); err != nil { // the servers run as another user where we are root
		return nil, err
	}
	services, err := embedded.Start(ctx, embedded.Options{Home: home})
	if err != nil {
		return nil, errors.Join(err, os.RemoveAll(home))
	}
	b := &bed{Services: services, urls: map[tenants.Door]string{}, home: home}
	for _, line := range services.Env() {
		name, value, _ := strings.Cut(line, "=")
		if door, ok := strings.CutPrefix(name, "DATABASE_URL_"); ok {
			if door == "OWNER" {
				b.owner = value
				continue
			}
			b.urls[tenants.Door(strings.ToLower(door))] = value
		}
	}
	if err := migrations.Up(ctx, b.owner); err != nil {
		return nil, errors.Join(err, b.stop())
	}
	return b, nil
}

func (b *bed) stop() error { return errors.Join(b.Services.Stop(), os.RemoveAll(b.home)) }

// kernel opens the kernel on the bed, with the program's own policies.
func (b *bed) kernel(ctx context.Context) (*tenants.DB, error) {
	guard, err := policies.NewPart()
	if err != nil {
		return nil, err
	}
	return tenants.Open(ctx, tenants.Config{URLs: b.urls, Guard: guard, LinkKey: make([]byte, 32), MaxConns: 20, Log: slog.New(slog.DiscardHandler)})
}
