package tenantstest

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"sync"
	"testing"

	"github.com/jackc/pgx/v5"

	"accord/migrations"
	"accord/tenants/tenantstest/bed"
)

// DB is a migrated database.
type DB struct{ access bed.Access }

// URL is how a login reaches it: "owner", "public", "member", "self", "overseer", "gate" or "clerk". It panics on
// another, which is a slip in the test.
func (d *DB) URL(login string) string {
	url, ok := d.access.Logins[login]
	if !ok {
		panic("tenantstest: no login " + login)
	}
	return url
}

// Super reaches it past every wall. It is for tests that break things or look behind the walls; no code under test may
// be given it.
func (d *DB) Super() string { return d.access.Super }

// Name is the database's name in its cluster.
func (d *DB) Name() string { return d.access.Database }

// Database is this test binary's own database, shared by its tests.
func Database(t testing.TB) *DB {
	t.Helper()
	db, err := shared()
	if err != nil {
		t.Fatal(err)
	}
	return db
}

// FreshDatabase is a database for this test alone, for one that counts or changes what others would see.
func FreshDatabase(t testing.TB) *DB {
	t.Helper()
	db, err := cloned()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := ask(http.MethodDelete, "/databases/"+db.Name(), nil, nil); err != nil {
			t.Errorf("the database is not dropped: %v", err)
		}
	})
	return db
}

// EmptyDatabase is a database for this test alone in which no migration has run, for one that looks at what they do.
func EmptyDatabase(t testing.TB) *DB {
	t.Helper()
	lease, err := held()
	if err != nil {
		t.Fatal(err)
	}
	db := &DB{}
	if err := ask(http.MethodPost, "/databases", bed.DatabaseRequest{Lease: lease.ID, Template: "template1"}, &db.access); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := ask(http.MethodDelete, "/databases/"+db.Name(), nil, nil); err != nil {
			t.Errorf("the database is not dropped: %v", err)
		}
	})
	return db
}

var shared = sync.OnceValues(cloned)

func cloned() (*DB, error) {
	lease, err := held()
	if err != nil {
		return nil, err
	}
	template, err := theTemplate()
	if err != nil {
		return nil, err
	}
	db := &DB{}
	err = ask(http.MethodPost, "/databases", bed.DatabaseRequest{Lease: lease.ID, Template: template}, &db.access)
	return db, err
}

var theTemplate = sync.OnceValues(func() (string, error) {
	return template(context.Background(), migrations.Hash(), migrations.Up)
})

// template makes sure of the database that the others are copies of, and answers its name. It is migrated once for each
// content of the migrations, by whichever test binary comes first, and closed to connections: that it is closed says
// that it is complete.
func template(ctx context.Context, hash string, migrate func(ctx context.Context, ownerURL string) error) (name string, err error) {
	lease, err := held()
	if err != nil {
		return "", err
	}
	c, err := pgx.Connect(ctx, lease.Access.Super)
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, c.Close(ctx)) }() // which gives the lock free
	name = "template_" + hash
	if _, err := c.Exec(ctx, `select pg_advisory_lock(hashtext($1))`, name); err != nil {
		return "", err
	}
	var complete bool
	err = c.QueryRow(ctx, `select not datallowconn from pg_database where datname = $1`, name).Scan(&complete)
	if err != nil && !errors.Is(err, pgx.ErrNoRows) {
		return "", err
	}
	if complete {
		return name, nil
	}
	// What is there and open was left by a binary that was stopped in the middle.
	if err := ask(http.MethodDelete, "/databases/"+name, nil, nil); err != nil {
		return "", err
	}
	var access bed.Access
	if err := ask(http.MethodPost, "/databases", bed.DatabaseRequest{Lease: lease.ID, Template: "template1", Name: name}, &access); err != nil {
		return "", err
	}
	if err := migrate(ctx, access.Logins["owner"]); err != nil {
		return "", fmt.Errorf("the template cannot be migrated: %w", err)
	}
	_, err = c.Exec(ctx, "alter database "+pgx.Identifier{name}.Sanitize()+" allow_connections false")
	return name, err
}
