package embedded

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"syscall"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

const (
	superuser = "accord_superuser" // who initdb makes; the launcher alone logs in as it
	database  = "accord"
)

// Postgres is a running private cluster. It listens on a unix socket only.
type Postgres struct {
	home  *Home
	child *child
	run   string // the socket's folder
}

// PostgresOptions say how the cluster is run.
type PostgresOptions struct {
	// Durable keeps every committed transaction through a crash of the machine. Tests do without, and are faster.
	Durable bool
}

// StartPostgres starts the home's cluster, making it first where there is none, with Accord's logins and the database
// accord. It returns once the cluster takes connections.
func (h *Home) StartPostgres(ctx context.Context, options PostgresOptions) (*Postgres, error) {
	bin, err := h.makeCluster(ctx, options)
	if err != nil {
		return nil, err
	}
	run, err := h.socketFolder()
	if err != nil {
		return nil, err
	}
	p := &Postgres{home: h, run: run}
	if p.child, err = p.launch(ctx, bin, options); err != nil {
		return nil, err
	}
	if err := p.ensureLogins(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("PostgreSQL is up but Accord's logins cannot be made: %w", err), p.Stop())
	}
	return p, nil
}

// URL is how a login ("owner", "member", …) reaches a database of this cluster.
func (p *Postgres) URL(login, database string) string {
	return postgresURL("accord_"+login, p.home.settings.Postgres.Logins[login], database, p.run)
}

// Super is how the launcher itself reaches a database. No part of Accord may be given it: it passes every wall.
func (p *Postgres) Super(database string) string {
	return postgresURL(superuser, p.home.settings.Postgres.Superuser, database, p.run)
}

// Stop ends the cluster in order: running transactions are rolled back, a checkpoint is written.
func (p *Postgres) Stop() error { return p.child.stop() }

// Kill ends the cluster as a crash would.
func (p *Postgres) Kill() error { return p.child.kill() }

func postgresURL(user, password, database, socketFolder string) string {
	return (&url.URL{
		Scheme:   "postgres",
		User:     url.UserPassword(user, password),
		Path:     "/" + database,
		RawQuery: "host=" + url.PathEscape(socketFolder),
	}).String()
}

// remnants is how long the backends of a killed cluster may take to let go of its shared memory.
const remnants = 15 * time.Second

func (p *Postgres) launch(ctx context.Context, bin string, options PostgresOptions) (*child, error) {
	settings := map[string]string{
		"listen_addresses":        "",
		"unix_socket_directories": p.run,
		"max_connections":         "200",
		"timezone":                "UTC",
		"log_timezone":            "UTC",
		"cluster_name":            "accord",
	}
	if !options.Durable {
		settings["fsync"], settings["synchronous_commit"], settings["full_page_writes"] = "off", "off", "off"
	}
	args := []string{"-D", p.home.join("postgres")}
	for name, value := range settings {
		args = append(args, "-c", name+"="+value)
	}
	for deadline := time.Now().Add(remnants); ; time.Sleep(50 * time.Millisecond) {
		c, err := p.home.launch(program{
			name: "postgres", path: bin + "/postgres", args: args,
			farewell: syscall.SIGINT,
			stops:    []stop{{syscall.SIGINT, 15 * time.Second}, {syscall.SIGQUIT, 5 * time.Second}},
		})
		if err != nil {
			return nil, err
		}
		err = p.awaitConnection(ctx, c)
		if err == nil {
			return c, nil
		}
		if errors.Is(err, errRemnants) && time.Now().Before(deadline) {
			continue
		}
		return nil, errors.Join(err, c.stop())
	}
}

// errRemnants: the cluster was killed, and processes of its earlier life are still leaving.
var errRemnants = errors.New("another PostgreSQL is still using the cluster's files")

// awaitConnection waits until the cluster answers. It gives up when the server ends, and at once on an answer that will
// not change.
func (p *Postgres) awaitConnection(ctx context.Context, c *child) error {
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	for {
		connection, err := pgx.Connect(ctx, p.Super("postgres"))
		if err == nil {
			return connection.Close(ctx)
		}
		var answer *pgconn.PgError
		if errors.As(err, &answer) && answer.Code != "57P03" { // 57P03: it is starting up
			return fmt.Errorf("PostgreSQL refuses its launcher (start over with --reset): %w", err)
		}
		select {
		case <-c.ended:
			// every process of the earlier life says farewell in between: there may be as many as connections
			if said := lastLines(c.log, 100); strings.Contains(said, "still in use") || strings.Contains(said, "postmaster.pid") {
				return errors.Join(errRemnants, c.failure())
			}
			return c.failure()
		case <-ctx.Done():
			return fmt.Errorf("PostgreSQL does not answer: %w; the end of %s says:\n%s", err, c.log, lastLines(c.log, 8))
		case <-time.After(15 * time.Millisecond):
		}
	}
}
