package demo

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/netip"
	"os"
	"path/filepath"
	"strings"

	"accord/app/journal"
	"accord/cmd/internal/boot"
	"accord/cmd/internal/embedded"
	"accord/jobs"
	"accord/migrations"
	"accord/web"
)

// Demo is the product, running on services of its own.
type Demo struct {
	Parts    *boot.Parts
	Services *embedded.Services
	Jobs     *jobs.Runner
	Clock    *Clock

	home  string // the demo's own folder in the home
	owner string // the owner's login: for migrations, and for the first invitation
	out   io.Writer
}

// Start starts the services, brings the database up, tells the stories the
// first time, and serves until ctx ends or a service fails. It prints the cast
// and the line "Accord is ready at URL" to out. An address that is not
// loopback is refused: everybody's password is known.
func Start(ctx context.Context, home string, getenv func(string) string, out io.Writer) (err error) {
	if home == "" {
		if home, err = embedded.DefaultHome(); err != nil {
			return err
		}
	}
	addr := getenv("ACCORD_ADDR")
	if addr == "" {
		addr = "127.0.0.1:8080"
	}
	if !loopback(addr) {
		return fmt.Errorf("the demo listens on loopback only, and ACCORD_ADDR is %s: everybody's password in it is known", addr)
	}
	fmt.Fprintln(out, "Starting PostgreSQL, Redis, S3 and the mail sink…")
	services, err := embedded.Start(ctx, embedded.Options{Home: home, Origins: []string{"http://" + addr, "http://" + strings.Replace(addr, "127.0.0.1", "localhost", 1)}})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, services.Stop()) }()
	d := &Demo{Services: services, home: filepath.Join(home, "demo"), out: out}
	if err := os.MkdirAll(d.home, 0o700); err != nil {
		return err
	}
	_ = os.Remove(addresses(home)) // of the last time
	log, err := os.OpenFile(filepath.Join(d.home, "accord.log"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	defer log.Close()
	if err := d.open(ctx, getenv, addr, log); err != nil {
		return err
	}
	defer d.Parts.Close()
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	go func() {
		select {
		case failed := <-services.Failed():
			cancel(failed)
		case <-ctx.Done():
		}
	}()
	if err := d.seed(ctx); err != nil {
		return err
	}
	app, err := d.Parts.Site(boot.Extra{Rehearsal: true, Bar: d.bar, Pages: d.pages})
	if err != nil {
		return err
	}
	err = d.serve(ctx, app)
	if cause := context.Cause(ctx); cause != nil && !errors.Is(cause, context.Canceled) {
		err = errors.Join(err, cause)
	}
	return err
}

// open migrates, and puts the parts together on the demo's clock.
func (d *Demo) open(ctx context.Context, getenv func(string) string, addr string, log io.Writer) error {
	env := map[string]string{}
	for _, line := range d.Services.Env() {
		name, value, _ := strings.Cut(line, "=")
		env[name] = value
	}
	d.owner = env["DATABASE_URL_OWNER"]
	delete(env, "DATABASE_URL_OWNER")
	secret, err := d.kept("secret", newSecret)
	if err != nil {
		return err
	}
	keys, err := d.kept("journal-keys", journalKeys)
	if err != nil {
		return err
	}
	env["ACCORD_SECRET"], env["ACCORD_JOURNAL_KEYS"], env["ACCORD_ADDR"], env["ACCORD_LOG"] = secret, keys, addr, "text"
	for _, name := range []string{"AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"} { // as the SDK finds them
		if err := os.Setenv(name, env[name]); err != nil {
			return err
		}
	}
	c, err := boot.Read(boot.ForServe|boot.ForWork, func(name string) string {
		if v, ours := env[name]; ours {
			return v
		}
		if name == "DATABASE_URL_OWNER" {
			return ""
		}
		return getenv(name)
	})
	if err != nil {
		return err
	}
	if getenv("ACCORD_OPS_ADDR") == "" {
		c.OpsAddr = "127.0.0.1:0" // one that is free: another program may sit at the usual one
	}
	if err := migrations.Up(ctx, d.owner); err != nil {
		return err
	}
	if d.Clock, err = openClock(d.home); err != nil {
		return err
	}
	if d.Parts, err = boot.Open(ctx, c, log, d.Clock.Now); err != nil {
		return err
	}
	d.Jobs, err = d.Parts.Runner()
	return err
}

func (d *Demo) serve(ctx context.Context, app *web.App) error {
	var ops string
	return boot.Running{Parts: d.Parts, App: app, Jobs: d.Jobs, OpsReady: func(url string) { ops = url }, Ready: func(url string) {
		if err := d.tellAddresses(url, ops); err != nil {
			fmt.Fprintln(d.out, "./run --env cannot name the addresses:", err)
		}
		d.printCast(url)
		fmt.Fprintf(d.out, "Health and metrics: %s/healthz, /readyz, /metrics\n\n", ops)
		boot.SayReady(d.out)(url)
	}}.Run(ctx)
}

// kept answers what a file of the demo's holds, which is made at the first start.
func (d *Demo) kept(name string, make func() (string, error)) (string, error) {
	file := filepath.Join(d.home, name)
	b, err := os.ReadFile(file)
	if err == nil {
		return strings.TrimSpace(string(b)), nil
	}
	if !errors.Is(err, fs.ErrNotExist) {
		return "", err
	}
	s, err := make()
	if err != nil {
		return "", err
	}
	return s, os.WriteFile(file, []byte(s+"\n"), 0o600)
}

func newSecret() (string, error) {
	random := make([]byte, 32)
	_, _ = rand.Read(random) // never fails
	return base64.StdEncoding.EncodeToString(random), nil
}

// journalKeys are the platform's and IMI's, which signs beside it.
func journalKeys() (string, error) {
	ours, _, err := journal.NewKey("accord.demo")
	if err != nil {
		return "", err
	}
	imis, _, err := journal.NewKey("imi.demo")
	return ours + "," + imis, err
}

func loopback(addr string) bool {
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		return false
	}
	ip, err := netip.ParseAddr(host)
	return host == "localhost" || (err == nil && ip.IsLoopback())
}
