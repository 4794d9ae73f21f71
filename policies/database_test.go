package policies

import (
	"context"
	"testing"

	"github.com/jackc/pgx/v5"

	"accord/tenants/tenantstest"
)

// connection is one to the tests' database, past every wall: the proof makes
// tables of its own there, which end with it.
func connection(t testing.TB) *pgx.Conn {
	t.Helper()
	return dial(t, tenantstest.Database(t).Super())
}

func dial(t testing.TB, url string) *pgx.Conn {
	t.Helper()
	db, err := pgx.Connect(context.Background(), url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close(context.Background()) })
	return db
}
