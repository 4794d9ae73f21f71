package embedded

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

func cluster(t *testing.T, options PostgresOptions) *Postgres {
	t.Helper()
	home, err := Open(place(t))
	if err != nil {
		t.Fatal(err)
	}
	postgres, err := home.StartPostgres(t.Context(), options)
	if err != nil {
		t.Fatal(errors.Join(err, home.Close()))
	}
	t.Cleanup(func() {
		if err := errors.Join(postgres.Stop(), home.Close()); err != nil {
			t.Error(err)
		}
	})
	return postgres
}

func TestNoLoginIsSuperuserOrPassesTheWalls(t *testing.T) {
	t.Parallel()
	postgres := cluster(t, PostgresOptions{})
	as(t, postgres.Super("postgres"), func(c *pgx.Conn) error {
		rows, err := c.Query(t.Context(), `select rolname from pg_roles where rolname like 'accord\_%'
			and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication or not rolcanlogin) order by 1`)
		if err != nil {
			return err
		}
		mighty, err := pgx.CollectRows(rows, pgx.RowTo[string])
		if len(mighty) != 1 || mighty[0] != superuser {
			t.Errorf("these logins can do more than they should: %v", mighty)
		}
		return err
	})
	for _, login := range Logins {
		as(t, postgres.URL(login, "accord"), func(c *pgx.Conn) error {
			var name string
			err := c.QueryRow(t.Context(), `select current_user`).Scan(&name)
			if name != "accord_"+login {
				t.Errorf("%s is %q", login, name)
			}
			return err
		})
	}
}

func TestOnlyTheOwnerOwnsAndMakes(t *testing.T) {
	t.Parallel()
	postgres := cluster(t, PostgresOptions{})
	as(t, postgres.Super("accord"), func(c *pgx.Conn) error {
		var owned int
		err := c.QueryRow(t.Context(), `select count(*) from pg_shdepend d join pg_roles r on r.oid = d.refobjid
			where d.refclassid = 'pg_authid'::regclass and d.deptype = 'o' and r.rolname like 'accord\_%'
			and r.rolname <> 'accord_owner'`).Scan(&owned)
		if owned != 0 {
			t.Errorf("the other logins own %d objects", owned)
		}
		return err
	})
	for _, login := range Logins {
		for _, statement := range []string{"create table public.mine ()", "create schema mine", "create temporary table mine_too ()"} {
			err := try(t, postgres.URL(login, "accord"), statement)
			if refused := isCode(err, "42501"); refused == (login == "owner") {
				t.Errorf("%s: %s: %v", login, statement, err)
			}
		}
	}
}

func TestTheLaunchersDatabasesAreClosedToTheLogins(t *testing.T) {
	t.Parallel()
	postgres := cluster(t, PostgresOptions{})
	if err := postgres.CreateDatabase(t.Context(), "copy", "accord"); err != nil {
		t.Fatal(err)
	}
	for _, database := range []string{"postgres", "template1"} {
		for _, login := range Logins {
			if err := try(t, postgres.URL(login, database), "select 1"); !isCode(err, "42501") {
				t.Errorf("%s into %s: %v", login, database, err)
			}
		}
	}
	if err := try(t, postgres.URL("member", "copy"), "select 1"); err != nil {
		t.Error(err)
	}
	if err := try(t, postgres.URL("member", "copy"), "create temporary table mine ()"); !isCode(err, "42501") {
		t.Errorf("a copy is more open than what it is a copy of: %v", err)
	}
}

func TestAWrongPasswordIsRefused(t *testing.T) {
	t.Parallel()
	postgres := cluster(t, PostgresOptions{})
	password := postgres.home.settings.Postgres.Logins["member"]
	if err := try(t, strings.Replace(postgres.URL("member", "accord"), password, "guess", 1), "select 1"); !isCode(err, "28P01") {
		t.Errorf("got %v", err)
	}
}

func TestTheClusterListensOnNoNetwork(t *testing.T) {
	t.Parallel()
	postgres := cluster(t, PostgresOptions{})
	for setting, expected := range map[string]string{
		"listen_addresses": "", "password_encryption": "scram-sha-256", "max_connections": "200", "fsync": "off",
	} {
		as(t, postgres.Super("postgres"), func(c *pgx.Conn) error {
			var value string
			err := c.QueryRow(t.Context(), "show "+setting).Scan(&value)
			if value != expected {
				t.Errorf("%s is %q", setting, value)
			}
			return err
		})
	}
	var lines []string
	written, err := os.ReadFile(postgres.home.join("postgres", "pg_hba.conf"))
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(written)) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") && !strings.HasSuffix(line, "scram-sha-256") {
			lines = append(lines, line)
		}
	}
	if len(lines) > 0 {
		t.Errorf("these ways in ask for no password: %q", lines)
	}
}

func TestAHomeWithALongPathHasItsSocketElsewhere(t *testing.T) {
	t.Parallel()
	home, err := Open(filepath.Join(place(t), strings.Repeat("a-folder-with-a-long-name/", 5)))
	if err != nil {
		t.Fatal(err)
	}
	postgres, err := home.StartPostgres(t.Context(), PostgresOptions{})
	if err != nil {
		t.Fatal(errors.Join(err, home.Close()))
	}
	if strings.HasPrefix(postgres.run, home.path) {
		t.Errorf("the socket is in %s", postgres.run)
	}
	if err := try(t, postgres.URL("member", "accord"), "select 1"); err != nil {
		t.Error(err)
	}
	if err := errors.Join(postgres.Stop(), home.Close(), Reset(home.path)); err != nil {
		t.Error(err)
	}
	if _, err := os.Stat(postgres.run); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the reset left %s", postgres.run)
	}
}

func TestAKilledClusterStartsAgainWithEveryCommit(t *testing.T) {
	t.Parallel()
	postgres := cluster(t, PostgresOptions{Durable: true})
	if err := try(t, postgres.URL("owner", "accord"), "create table kept ()"); err != nil {
		t.Fatal(err)
	}
	if err := postgres.Kill(); err != nil {
		t.Fatal(err)
	}
	again, err := postgres.home.StartPostgres(t.Context(), PostgresOptions{Durable: true})
	if err != nil {
		t.Fatal(err)
	}
	*postgres = *again // which the test's end stops
	if err := try(t, postgres.URL("owner", "accord"), "select from kept"); err != nil {
		t.Error(err)
	}
}

func TestAnInterruptedFirstStartIsMadeGood(t *testing.T) {
	t.Parallel()
	home, err := Open(place(t))
	if err != nil {
		t.Fatal(err)
	}
	// initdb was cut off: its folder is there, and holds half a cluster.
	half := home.join("postgres.new", "cluster")
	if err := os.MkdirAll(half, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(half, "PG_VERSION"), []byte("15\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	postgres, err := home.StartPostgres(t.Context(), PostgresOptions{})
	if err != nil {
		t.Fatal(errors.Join(err, home.Close()))
	}
	if err := try(t, postgres.URL("member", "accord"), "select 1"); err != nil {
		t.Error(err)
	}
	if err := errors.Join(postgres.Stop(), home.Close()); err != nil {
		t.Error(err)
	}
}

func TestAClusterOfAnotherVersionIsRefusedWithAWayOut(t *testing.T) {
	t.Parallel()
	if _, err := findPostgres("9"); err == nil || !strings.Contains(err.Error(), "made by PostgreSQL 9") || !strings.Contains(err.Error(), "--reset") {
		t.Errorf("got %v", err)
	}
}

func try(t *testing.T, url, statement string) error {
	t.Helper()
	c, err := pgx.Connect(t.Context(), url)
	if err != nil {
		return err
	}
	_, err = c.Exec(t.Context(), statement)
	return errors.Join(err, c.Close(t.Context()))
}

func isCode(err error, code string) bool {
	var answer *pgconn.PgError
	return errors.As(err, &answer) && answer.Code == code
}
