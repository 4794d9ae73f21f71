package migrations_test

import (
	"context"
	"testing"

	"github.com/jackc/pgx/v5"

	"accord/tenants/tenantstest"
)

// What a login can do beside the tables: PostgreSQL gives some of it to
// everybody.

func TestNoLoginMakesLargeObjectsWhichHaveNoWall(t *testing.T) {
	t.Parallel()
	conn := catalogue(t)
	writers := strs(t, conn, `select oid::regprocedure::text from pg_proc where pronamespace = 'pg_catalog'::regnamespace
		and (proname ~ '^lo_(creat|create|from_bytea|open|put|truncate|truncate64|import|export|unlink)$' or proname = 'lowrite')`)
	if len(writers) < 12 {
		t.Fatalf("only %v were found", writers)
	}
	for _, f := range strs(t, conn, `select r.rolname || ' ' || p.oid::regprocedure from pg_proc p cross join pg_roles r
		where p.oid::regprocedure::text = any($1) and r.rolname in `+logins+` and has_function_privilege(r.oid, p.oid, 'execute')`, writers) {
		t.Errorf("may be called: %s", f)
	}
	for _, login := range []string{"public", "member", "self", "overseer", "gate", "clerk"} {
		for _, attempt := range []string{"select lo_create(0)", "select lo_from_bytea(0, 'x')", "select lo_import('/etc/passwd')"} {
			if _, err := entering(t, login).Exec(t.Context(), attempt); err == nil {
				t.Errorf("%s as %s succeeds", attempt, login)
			}
		}
	}
}

func TestNoLoginReadsWhatAnotherAsks(t *testing.T) {
	t.Parallel()
	names := map[string]*pgx.Conn{}
	for _, login := range []string{"public", "member", "self", "overseer", "gate", "clerk"} {
		names[login] = entering(t, login)
		if _, err := names[login].Exec(t.Context(), "select 'asked by "+login+"'"); err != nil {
			t.Fatal(err)
		}
	}
	for login, conn := range names {
		others := strs(t, conn, `select usename || ': ' || query from pg_stat_activity where query like '%asked by%' and usename <> current_user`)
		if len(others) > 0 {
			t.Errorf("%s reads %v", login, others)
		}
		if own := strs(t, conn, `select 'x' from pg_stat_activity where usename <> current_user and datname = current_database() and query is not null and query <> '<insufficient privilege>'`); len(own) > 0 {
			t.Errorf("%s reads %d of others' queries", login, len(own))
		}
	}
	for _, r := range strs(t, catalogue(t), `select r.rolname || ' ' || g.rolname from pg_roles r, pg_roles g where r.rolname in `+logins+` and g.rolname ~ '^pg_' and g.rolname <> 'pg_database_owner' and pg_has_role(r.oid, g.oid, 'usage')`) {
		t.Errorf("too much is given: %s", r)
	}
}

// entering is a connection by a login of the program.
func entering(t *testing.T, login string) *pgx.Conn {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), tenantstest.Database(t).URL(login))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close(context.Background()) })
	return conn
}
