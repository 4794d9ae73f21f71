package apptest

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// Stage is a transaction of the database's superuser, of which nothing stays: a
// place for rows of which only their walls are looked at. It locks the tables
// whose rows it holds, so a test that has one does not run beside others.
type Stage struct {
	w  *World
	tx pgx.Tx
}

// Stage opens one. It is over with the test.
func (w *World) Stage() *Stage {
	w.t.Helper()
	conn := w.behind()
	w.t.Cleanup(func() { conn.Close(context.Background()) })
	tx, err := conn.Begin(context.Background())
	must(w.t, err)
	w.t.Cleanup(func() { _ = tx.Rollback(context.Background()) })
	return &Stage{w, tx}
}

// Row adds a row as World.Row does; nothing that the table checks of a row is
// checked of it.
func (s *Stage) Row(table string, said map[string]any) uuid.UUID {
	s.w.t.Helper()
	_, err := s.tx.Exec(context.Background(), fmt.Sprintf(`do $$ declare c name; begin
		for c in select conname from pg_constraint where conrelid = '%s'::regclass and contype = 'c' loop execute format('alter table %s drop constraint %%I', c); end loop;
		for c in select i.indexrelid::regclass::name from pg_index i where i.indrelid = '%s'::regclass and i.indisunique and not i.indisprimary and not exists (select from pg_constraint k where k.conindid = i.indexrelid) loop
			execute format('drop index %%I', c); end loop; end $$`, table, table, table))
	must(s.w.t, err)
	return s.w.row(s.tx, table, said)
}

// As has the member's login run a statement in an organisation, with claims of
// its own, and answers how many rows it reached. What it wrote is taken back.
func (s *Stage) As(tenant uuid.UUID, claims map[string]string, sql string) (int, error) {
	s.w.t.Helper()
	ctx := context.Background()
	inner, err := s.tx.Begin(ctx)
	must(s.w.t, err)
	defer func() { _ = inner.Rollback(ctx) }()
	_, err = inner.Exec(ctx, `select set_config('session_replication_role', 'origin', true), set_config('role', 'accord_member', true), set_config('app.tenant_id', $1, true), set_config('app.now', $2, true)`,
		tenant.String(), s.w.Clock.Now().UTC().Format(time.RFC3339Nano))
	must(s.w.t, err)
	for name, value := range claims {
		_, err = inner.Exec(ctx, `select set_config($1, $2, true)`, name, value)
		must(s.w.t, err)
	}
	done, err := inner.Exec(ctx, sql)
	return int(done.RowsAffected()), err
}
