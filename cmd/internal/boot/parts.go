package boot

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"

	"accord/app/evidence"
	"accord/app/evidence/s3vault"
	"accord/policies"
	"accord/tenants"
)

// Parts are what serving and working have in common.
type Parts struct {
	Config   Config
	Log      *slog.Logger
	Metrics  *prometheus.Registry
	Policies *policies.Policies
	DB       *tenants.DB
	Room     *evidence.Room

	stop context.CancelFunc
}

// Open puts the parts together. It reads the policy lines, and fails when one
// is wrong; other services may still be on their way up. clock is nil outside
// the demo and the tests.
func Open(ctx context.Context, c Config, out io.Writer, clock func() time.Time) (*Parts, error) {
	p := &Parts{Config: c, Log: logger(c, out), Metrics: prometheus.NewRegistry()}
	p.Metrics.MustRegister(collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	var err error
	if p.Policies, err = policies.New(); err != nil {
		return nil, err
	}
	gate := c.Databases[tenants.DoorGate]
	if err := p.Policies.Load(ctx, gate); err != nil {
		return nil, fmt.Errorf("the policy lines: %w", err)
	}
	if p.DB, err = tenants.Open(ctx, tenants.Config{URLs: c.Databases, Guard: p.Policies, Clock: clock, LinkKey: c.Secret, Log: p.Log, Trace: c.Trace}); err != nil {
		return nil, err
	}
	vault, err := s3vault.Open(ctx, s3vault.Config{Bucket: c.Storage.Bucket, Region: c.Storage.Region, Endpoint: c.Storage.Endpoint,
		PublicEndpoint: c.Storage.PublicEndpoint, AlwaysChecksum: c.Storage.ChecksumAlways})
	if err != nil {
		p.DB.Close()
		return nil, err
	}
	p.Room = &evidence.Room{DB: p.DB, Vault: vault}
	follow, stop := context.WithCancel(context.WithoutCancel(ctx))
	p.stop = stop
	go p.Policies.Follow(follow, gate, p.Log, p.reloaded())
	return p, nil
}

// reloaded counts reloads of the policy lines: a failing one is an alarm.
func (p *Parts) reloaded() func(policies.Reload) {
	reloads := prometheus.NewCounterVec(prometheus.CounterOpts{Name: "accord_policy_reloads_total",
		Help: "Reloads of the policy lines; a refused one leaves the lines before in force."}, []string{"result"})
	p.Metrics.MustRegister(reloads)
	reloads.WithLabelValues("refused") // so that the alarm's series is there from the start
	return func(r policies.Reload) {
		if r.Err != nil {
			reloads.WithLabelValues("refused").Inc() // Follow has logged why
			return
		}
		reloads.WithLabelValues("done").Inc()
		p.Log.Info("policy lines reloaded", "revision", r.Revision, "lines", r.Lines)
	}
}

// Close ends what Open began.
func (p *Parts) Close() {
	p.stop()
	p.DB.Close()
}

func logger(c Config, out io.Writer) *slog.Logger {
	options := &slog.HandlerOptions{Level: c.LogLevel}
	if c.LogText {
		return slog.New(slog.NewTextHandler(out, options))
	}
	return slog.New(slog.NewJSONHandler(out, options))
}
