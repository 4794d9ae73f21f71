// Package webtest serves pages to tests as the site serves them to people: a
// real site, on a real port, before a world of the real database.
//
//	w := apptest.NewWorld(t)
//	site := webtest.New(t, w, func(app *web.App) { cohorts.Routes(app, w.DB) })
//	trainer := site.As(w.Andina.Trainer)
//	page := trainer.Get("/o/" + w.Andina.Slug + "/cohorts")
//	page.Status(200).Says("Foundations of Mediation")
//	page = trainer.Post("/o/"+w.Andina.Slug+"/cohorts", webtest.Form{"name": {""}})
//	page.Status(422).Says("Name: enter a value")
//
// A browser test signs in by the same token:
//
//	p := browsertest.Open(t, site.URL, browsertest.Cookie("accord", site.Token(w.Andina.Trainer)))
package webtest

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"log/slog"
	"net"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"

	"accord/app/apptest"
	"accord/tenants"
	"accord/web"
	ui "accord/web/templates"
)

// Site is a site under test.
type Site struct {
	URL string
	App *web.App
	Log *Log // what it logged

	t testing.TB
	w *apptest.World
}

// Person is anybody who was admitted: a member, an overseer, oneself.
type Person interface{ Person() uuid.UUID }

// New serves the routes before a world, until the test ends.
func New(t testing.TB, w *apptest.World, routes ...func(*web.App)) *Site {
	t.Helper()
	return With(t, w, web.Config{}, routes...)
}

// With is New with settings of the test's own.
func With(t testing.TB, w *apptest.World, config web.Config, routes ...func(*web.App)) *Site {
	t.Helper()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	s := &Site{URL: "http://" + ln.Addr().String(), Log: &Log{}, t: t, w: w}
	config.Admission, config.Now, config.Rehearsal = w.DB, w.DB.Now, true
	config.Log = slog.New(slog.NewJSONHandler(s.Log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	if config.BaseURL == "" {
		config.BaseURL = s.URL
	}
	s.App, err = web.New(config)
	must(t, err)
	s.App.Public().Get(tokenPath, "webtest.token", func(p *web.Public) error { return p.Fragment(ui.Hidden()) })
	for _, r := range routes {
		r(s.App)
	}
	done := make(chan error, 1)
	go func() { done <- s.App.Serve(ln) }()
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		defer cancel()
		if err := s.App.Stop(ctx); err != nil {
			t.Error(err)
		}
		<-done
	})
	return s
}

// Token is the session's token of somebody, as the cookie "accord" carries it.
func (s *Site) Token(who Person) string {
	s.t.Helper()
	b := make([]byte, 24)
	rand.Read(b) // never fails
	token := hex.EncodeToString(b)
	s.w.Exec(`insert into account_session (token_hash, id, person_id, created_at, last_seen_at, expires_at) values ($1,$2,$3,$4,$4,$5)`,
		tenants.HashToken(token), uuid.Must(uuid.NewV7()), who.Person(), s.w.DB.Now(), s.w.DB.Now().Add(tenants.SessionAbsolute))
	return token
}

// Log keeps what a site logged.
type Log struct {
	mu   sync.Mutex
	text strings.Builder
}

func (l *Log) Write(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(b)
}

func (l *Log) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
