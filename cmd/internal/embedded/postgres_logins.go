package embedded

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/jackc/pgx/v5"
)

// ensureLogins makes the logins and the database where they are absent. It changes nothing that is there, so a start
// costs one look. Migrations only grant; logins belong to the cluster and are made here alone.
func (p *Postgres) ensureLogins(ctx context.Context) error {
	return p.asSuper(ctx, "postgres", func(c *pgx.Conn) error {
		for _, login := range Logins {
			var exists bool
			if err := c.QueryRow(ctx, `select exists (select from pg_roles where rolname = $1)`, "accord_"+login).Scan(&exists); err != nil {
				return err
			}
			if exists {
				continue
			}
			// Passwords are hexadecimal, role names constant: neither needs quoting, and utility statements take no $1.
			_, err := c.Exec(ctx, fmt.Sprintf(
				`create role accord_%s login nosuperuser nocreatedb nocreaterole noreplication nobypassrls password '%s'`,
				login, p.home.settings.Postgres.Logins[login]))
			if err != nil {
				return err
			}
		}
		var exists bool
		if err := c.QueryRow(ctx, `select exists (select from pg_database where datname = $1)`, database).Scan(&exists); err != nil || exists {
			return err
		}
		// The databases that initdb made are nobody's business but the launcher's.
		if _, err := c.Exec(ctx, `revoke all on database postgres, template1 from public`); err != nil {
			return err
		}
		return p.createDatabase(ctx, c, database, "template1")
	})
}

// CreateDatabase makes a database that accord_owner owns, as a copy of the template, open to Accord's logins alone.
func (p *Postgres) CreateDatabase(ctx context.Context, name, template string) error {
	return p.asSuper(ctx, "postgres", func(c *pgx.Conn) error { return p.createDatabase(ctx, c, name, template) })
}

// DropDatabase removes a database, whoever is connected to it. An absent one is no fault.
func (p *Postgres) DropDatabase(ctx context.Context, name string) error {
	return p.asSuper(ctx, "postgres", func(c *pgx.Conn) error {
		_, err := c.Exec(ctx, "drop database if exists "+identifier(name)+" with (force)")
		return err
	})
}

func (p *Postgres) createDatabase(ctx context.Context, c *pgx.Conn, name, template string) error {
	logins := make([]string, len(Logins))
	for i, login := range Logins {
		logins[i] = "accord_" + login
	}
	// A copy does not bring the rights on the database itself, so they are set each time.
	for _, statement := range []string{
		"create database " + identifier(name) + " owner accord_owner template " + identifier(template),
		"revoke all on database " + identifier(name) + " from public",
		"grant connect on database " + identifier(name) + " to " + strings.Join(logins, ", "),
	} {
		if _, err := c.Exec(ctx, statement); err != nil {
			return fmt.Errorf("database %s: %w", name, err)
		}
	}
	if template == "template1" {
		return p.withoutLargeObjects(ctx, name)
	}
	return nil
}

// withoutLargeObjects takes from everybody what makes and writes large objects, which no wall stands before. Only a
// superuser can: the functions are its own. Copies of the database bring it along.
func (p *Postgres) withoutLargeObjects(ctx context.Context, name string) error {
	return p.asSuper(ctx, name, func(c *pgx.Conn) error {
		_, err := c.Exec(ctx, `do $$ declare f regprocedure; begin
			for f in select oid from pg_proc where pronamespace = 'pg_catalog'::regnamespace and proname in
				('lo_creat','lo_create','lo_from_bytea','lo_open','lo_put','lowrite','lo_truncate','lo_truncate64','lo_import','lo_unlink') loop
				execute format('revoke execute on function %s from public', f);
			end loop; end $$`)
		return err
	})
}

func (p *Postgres) asSuper(ctx context.Context, database string, do func(*pgx.Conn) error) error {
	connection, err := pgx.Connect(ctx, p.Super(database))
	if err != nil {
		return err
	}
	return errors.Join(do(connection), connection.Close(ctx))
}

func identifier(name string) string { return pgx.Identifier{name}.Sanitize() }
