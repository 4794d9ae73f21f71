package web

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"sync"
	"sync/atomic"
	"time"

	"github.com/a-h/templ"
	"github.com/gofiber/fiber/v2"
	"github.com/gofiber/fiber/v2/middleware/compress"
	"github.com/google/uuid"
	"github.com/prometheus/client_golang/prometheus"

	"accord/tenants"
)

// Admission answers who somebody is and where they may go, and remembers how a
// form was answered. *tenants.DB fulfils it.
type Admission interface {
	SignedBy(ctx context.Context, token, request string) (tenants.Signed, error)
	SignedByBearer(ctx context.Context, token, request string) (tenants.Signed, error)
	AdmitMember(ctx context.Context, s tenants.Signed, slug string) (tenants.Member, error)
	AdmitOverseer(ctx context.Context, s tenants.Signed) (tenants.Overseer, error)
	AdmitSelf(s tenants.Signed) (tenants.Person, error)
	Organisations(ctx context.Context, s tenants.Signed) ([]tenants.Organisation, error)
	Remember(ctx context.Context, door tenants.Door, tenant, person uuid.UUID, status int, location string, body []byte) error
}

// Config is what the web needs of the rest. Only Admission has no default.
type Config struct {
	Admission  Admission
	BaseURL    string                // how people reach the site; https makes cookies Secure, and other hosts are refused
	Proxies    []netip.Prefix        // whose word on a client's address is taken
	Evidence   []string              // origins of the evidence store, for the content policy
	Log        *slog.Logger          // default: slog.Default
	Metrics    prometheus.Registerer // default: none
	Now        func() time.Time      // the product's one clock; default: the wall's
	KeepLocale KeepLocale            // keeps a chosen language with the account; may be nil

	Rehearsal bool                                  // offers the right-to-left rehearsal and /style: the demo and tests only
	Demo      func(context.Context) templ.Component // the demo's bar, above every page; nil outside the demo
}

// KeepLocale keeps the language somebody chose with their account.
type KeepLocale func(ctx context.Context, s tenants.Signed, locale string) error

// Limits of a request.
const (
	BodyLimit       = 1 << 20         // bytes of an ordinary form
	UploadLimit     = 25 << 20        // bytes of a form that carries files
	readLimit       = 2 * UploadLimit // bytes that are read of one, so that its page can say at the field what is too large
	requestDeadline = 30 * time.Second
)

// App is the site: its doors, and what stands before them.
type App struct {
	config Config
	fiber  *fiber.App
	secure bool
	host   string
	log    *slog.Logger
	meter  *meter
	routes []Route
	navs   []Nav

	underWay atomic.Int64 // requests that are being answered
	mu       sync.Mutex
	listener net.Listener
	stopped  bool
}

// New makes a site without pages. Pages come by the doors: Member, Overseer,
// Self, Public.
func New(config Config) (*App, error) {
	if config.Admission == nil {
		return nil, errors.New("web: no admission")
	}
	if config.BaseURL == "" {
		config.BaseURL = "http://127.0.0.1:8080"
	}
	base, err := url.Parse(config.BaseURL)
	if err != nil || base.Host == "" || (base.Scheme != "http" && base.Scheme != "https") {
		return nil, errors.New("web: the base URL must be http(s)://HOST")
	}
	if config.Log == nil {
		config.Log = slog.Default()
	}
	if config.Now == nil {
		config.Now = func() time.Time { return time.Now().UTC() }
	}
	a := &App{config: config, secure: base.Scheme == "https", host: base.Host, log: config.Log, meter: newMeter(config.Metrics)}
	a.fiber = fiber.New(fiber.Config{
		AppName:               "Accord",
		DisableStartupMessage: true,
		BodyLimit:             readLimit,
		ReadTimeout:           3 * time.Minute, // 25 MB over a slow line
		WriteTimeout:          5 * time.Minute, // an export that streams
		IdleTimeout:           2 * time.Minute,
		ReadBufferSize:        16 << 10,
		CaseSensitive:         true,
		ErrorHandler:          func(c *fiber.Ctx, err error) error { return a.refuse(c, err) },
		// Strings of a request would be overwritten by the next one; copied,
		// they may leave a handler.
		Immutable: true,
	})
	a.fiber.Use(a.account, a.headers, a.hosted, compress.New(compress.Config{
		Level: compress.LevelBestSpeed,
		Next:  func(c *fiber.Ctx) bool { return isAsset(c.Path()) }, // stored compressed
	}))
	a.limits()
	a.fiber.Use(a.bound, a.forgery)
	a.assets()
	a.preferences()
	a.alive()
	return a, nil
}

// Serve answers on a listener until Stop, which may come first.
func (a *App) Serve(ln net.Listener) error {
	if a.serving(ln) {
		return ln.Close()
	}
	err := a.fiber.Listener(ln)
	if a.serving(nil) && errors.Is(err, net.ErrClosed) {
		return nil
	}
	return err
}

// Stop lets requests under way finish until ctx ends.
func (a *App) Stop(ctx context.Context) error {
	a.mu.Lock()
	a.stopped = true
	ln := a.listener
	a.mu.Unlock()
	err := a.finish(ctx)
	if ln != nil {
		_ = ln.Close() // closed already, unless the router had not begun to listen
	}
	return err
}

// finish waits for requests, not for connections: a browser holds some open in
// case it wants them, and those have nothing to lose.
func (a *App) finish(ctx context.Context) error {
	idle, cancel := context.WithCancel(ctx)
	defer cancel()
	go func() {
		for idle.Err() == nil {
			time.Sleep(100 * time.Millisecond) // a connection just taken gets its turn before it counts as idle
			if a.underWay.Load() == 0 {
				cancel()
			}
		}
	}()
	err := a.fiber.ShutdownWithContext(idle)
	if errors.Is(err, context.Canceled) && ctx.Err() == nil {
		return nil
	}
	return err
}

// serving notes the listener, and says whether the site was stopped.
func (a *App) serving(ln net.Listener) (stopped bool) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if ln != nil {
		a.listener = ln
	}
	return a.stopped
}

// Test answers one request without a listener.
func (a *App) Test(r *http.Request) (*http.Response, error) {
	return a.fiber.Test(r, int(requestDeadline/time.Millisecond))
}
