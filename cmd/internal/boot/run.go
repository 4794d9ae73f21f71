package boot

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"sync"
	"time"

	"accord/jobs"
	"accord/web"
)

// Running is what one process does: serving, working, or both.
type Running struct {
	Parts *Parts
	App   *web.App     // nil: it does not serve
	Jobs  *jobs.Runner // nil: it does not work
	Ready func(url string)

	OpsReady func(url string) // nil, or told where health and metrics are
}

// Run does it until ctx ends or a part fails: listens, answers, works off
// jobs, and serves health and metrics beside. It returns when everything has
// stopped in order: first the listener, then the jobs.
func (r Running) Run(ctx context.Context) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	var ln net.Listener
	if r.App != nil {
		var err error
		if ln, err = net.Listen("tcp", r.Parts.Config.Addr); err != nil {
			return fmt.Errorf("cannot listen at %s: %w", r.Parts.Config.Addr, err)
		}
	}
	ops, err := net.Listen("tcp", r.Parts.Config.OpsAddr)
	if err != nil {
		if ln != nil {
			_ = ln.Close()
		}
		return fmt.Errorf("cannot listen at %s for health and metrics: %w", r.Parts.Config.OpsAddr, err)
	}
	var checks []web.Check
	if r.Jobs != nil {
		checks = append(checks, web.Check{Part: "redis", Ask: r.Jobs.Ping})
		if err := r.Jobs.Start(ctx); err != nil {
			return err
		}
	}
	var wait sync.WaitGroup
	var mu sync.Mutex
	var faults []error
	part := func(name string, run func(context.Context) error) {
		wait.Go(func() {
			defer cancel() // one part that ends takes the others along
			if err := run(ctx); err != nil {
				mu.Lock()
				defer mu.Unlock()
				faults = append(faults, fmt.Errorf("%s: %w", name, err))
			}
		})
	}
	part("health and metrics", func(ctx context.Context) error { return r.Parts.Ops(ctx, ops, checks...) })
	if r.OpsReady != nil {
		r.OpsReady("http://" + ops.Addr().String())
	}
	if r.App != nil {
		part("serving", func(ctx context.Context) error { return Serve(ctx, r.App, ln) })
		if r.Ready != nil {
			r.Ready(r.Parts.Config.PublicURL)
		}
	}
	wait.Wait()
	if r.Jobs != nil {
		end, done := context.WithTimeout(context.WithoutCancel(ctx), 30*time.Second)
		defer done()
		faults = append(faults, r.Jobs.Stop(end))
	}
	return errors.Join(faults...)
}

// SayReady prints the line that says so.
func SayReady(out io.Writer) func(string) {
	return func(url string) { fmt.Fprintln(out, "Accord is ready at", url) }
}

// runs are the worker's options.
func (p *Parts) runs() jobs.Options {
	return jobs.Options{DB: p.DB, RedisURL: p.Config.RedisURL, SMTPURL: p.Config.SMTPURL, MailFrom: p.Config.MailFrom,
		BaseURL: p.Config.PublicURL, Vault: p.Room.Vault, Registry: p.Metrics, Log: p.Log, JournalKeys: p.Config.Journal}
}
