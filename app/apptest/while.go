package apptest

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"accord/tenants"
)

// While has the member door's login run a statement for somebody, past the verbs
// and the row policies, and, while that is not committed, has something else
// done, which must wait for it. It answers what came of that once it was.
func (w *World) While(m tenants.Member, sql string, do func() error) error {
	w.t.Helper()
	ctx := context.Background()
	conn, err := pgx.Connect(ctx, w.base.URL(string(tenants.DoorMember)))
	must(w.t, err)
	defer conn.Close(ctx)
	tx, err := conn.Begin(ctx)
	must(w.t, err)
	_, err = tx.Exec(ctx, `select set_config('app.tenant_id', $1, true), set_config('app.person_id', $2, true), set_config('app.now', $3, true)`,
		m.Tenant().String(), m.Person().String(), w.Clock.Now().UTC().Format(time.RFC3339Nano))
	must(w.t, err)
	_, err = tx.Exec(ctx, sql)
	must(w.t, err)
	came := make(chan error, 1)
	go func() { came <- do() }()
	for w.Count(`select count(*) from pg_locks where not granted and $1 = any(pg_blocking_pids(pid))`, int32(conn.PgConn().PID())) == 0 {
		select {
		case err := <-came:
			w.t.Errorf("nobody waits for %s: %v", sql, err)
			return err
		default:
		}
	}
	must(w.t, tx.Commit(ctx))
	return <-came
}
