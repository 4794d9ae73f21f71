package apptest

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"accord/tenants"
)

// ByLogin has a door's login run a statement in an organisation, past the
// verbs and the row policies: what the database itself lets through. It answers
// how many rows were reached.
func (w *World) ByLogin(door tenants.Door, tenant uuid.UUID, sql string, args ...any) (int, error) {
	w.t.Helper()
	ctx := context.Background()
	conn, err := pgx.Connect(ctx, w.base.URL(string(door)))
	must(w.t, err)
	defer conn.Close(ctx)
	tx, err := conn.Begin(ctx)
	must(w.t, err)
	_, err = tx.Exec(ctx, fmt.Sprintf(`select set_config('app.tenant_id', '%s', true), set_config('app.now', '%s', true)`, tenant, w.Clock.Now().UTC().Format(time.RFC3339Nano)))
	must(w.t, err)
	done, err := tx.Exec(ctx, sql, args...)
	if err != nil {
		return 0, err
	}
	return int(done.RowsAffected()), tx.Commit(ctx)
}
