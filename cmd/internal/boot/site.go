package boot

import (
	"context"
	"errors"
	"net"
	"net/http"
	"time"

	"github.com/a-h/templ"

	"accord/jobs"
	"accord/tenants"
	"accord/web"
)

// Extra is what the demo and the tests add to the site.
type Extra struct {
	Rehearsal bool // /style, and the right-to-left rehearsal
	Bar       func(context.Context) templ.Component
	Pages     func(*web.App)
}

// Site is the whole site: every page of every concept, behind its door.
func (p *Parts) Site(extra Extra) (*web.App, error) {
	app, err := web.New(web.Config{Admission: p.DB, BaseURL: p.Config.PublicURL, Evidence: []string{p.Room.Vault.Origin()}, Log: p.Log,
		Metrics: p.Metrics, Now: p.DB.Now, Rehearsal: extra.Rehearsal, Demo: extra.Bar})
	if err != nil {
		return nil, err
	}
	p.pages(app, extra)
	if extra.Pages != nil {
		extra.Pages(app)
	}
	return app, nil
}

// Runner is the worker: relay, scan and handlers.
func (p *Parts) Runner() (*jobs.Runner, error) {
	return jobs.New(p.runs())
}

// Ops serves health, readiness and metrics until ctx ends.
func (p *Parts) Ops(ctx context.Context, checks ...web.Check) error {
	for _, d := range p.DB.Doors() {
		checks = append(checks, web.Check{Part: "postgres " + string(d), Ask: func(ctx context.Context) error { return p.DB.Ping(ctx, d) }})
	}
	checks = append(checks,
		web.Check{Part: "policies", Ask: func(context.Context) error { return p.Policies.Fresh() }},
		web.Check{Part: "evidence store", Ask: p.Room.Vault.Ready})
	server := &http.Server{Addr: p.Config.OpsAddr, Handler: web.Ops(p.Metrics, checks...), ReadHeaderTimeout: 5 * time.Second}
	return until(ctx, func() error { return server.ListenAndServe() }, func(ctx context.Context) error { return server.Shutdown(ctx) })
}

// Serve answers pages and API on a listener until ctx ends, then lets requests
// under way finish.
func Serve(ctx context.Context, app *web.App, ln net.Listener) error {
	return until(ctx, func() error { return app.Serve(ln) }, app.Stop)
}

// until runs something until ctx ends, and gives it a while to finish.
func until(ctx context.Context, run func() error, stop func(context.Context) error) error {
	failed := make(chan error, 1)
	go func() { failed <- run() }()
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	end, cancel := context.WithTimeout(context.WithoutCancel(ctx), 20*time.Second)
	defer cancel()
	err := stop(end)
	if ran := <-failed; ran != nil && !errors.Is(ran, http.ErrServerClosed) && !errors.Is(ran, net.ErrClosed) {
		err = errors.Join(err, ran)
	}
	return err
}

var _ web.Admission = (*tenants.DB)(nil)
