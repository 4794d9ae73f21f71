package boot

import (
	"context"
	"errors"
	"net"
	"net/http"
	"time"

	"github.com/a-h/templ"

	"accord/app/people"
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
	app, err := web.New(web.Config{Admission: p.DB, BaseURL: p.Config.PublicURL, Proxies: p.Config.Proxies, Evidence: []string{p.Room.Vault.Origin()}, Log: p.Log,
		Metrics: p.Metrics, Now: p.DB.Now, Rehearsal: extra.Rehearsal, Demo: extra.Bar,
		KeepLocale: func(ctx context.Context, s tenants.Signed, locale string) error {
			return people.ChangeLocale(ctx, p.DB, s, locale)
		}})
	if err != nil {
		return nil, err
	}
	p.pages(app, extra)
	if extra.Pages != nil {
		extra.Pages(app)
	}
	return app, nil
}

// keepLocale keeps a chosen language with the account.
func (p *Parts) keepLocale(ctx context.Context, s tenants.Signed, locale string) error {
	return people.ChangeLocale(ctx, p.DB, s, locale)
}

// Runner is the worker: relay, scan and handlers.
func (p *Parts) Runner() (*jobs.Runner, error) {
	return jobs.New(p.runs())
}

// Stagehand is a worker beside the Runner that counts nothing: the demo tells
// its stories with one before the site opens, and a Runner starts only once.
func (p *Parts) Stagehand() (*jobs.Runner, error) {
	o := p.runs()
	o.Registry, o.Poll = nil, 5*time.Millisecond
	return jobs.New(o)
}

// Ops serves health, readiness and metrics on a listener until ctx ends.
func (p *Parts) Ops(ctx context.Context, ln net.Listener, checks ...web.Check) error {
	for _, d := range p.DB.Doors() {
		checks = append(checks, web.Check{Part: "postgres " + string(d), Ask: func(ctx context.Context) error { return p.DB.Ping(ctx, d) }})
	}
	checks = append(checks,
		web.Check{Part: "policies", Ask: func(context.Context) error { return p.Policies.Fresh() }},
		web.Check{Part: "evidence store", Ask: p.Room.Vault.Ready})
	server := &http.Server{Handler: web.Ops(p.Metrics, checks...), ReadHeaderTimeout: 5 * time.Second}
	return until(ctx, func() error { return server.Serve(ln) }, func(ctx context.Context) error { return server.Shutdown(ctx) })
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
