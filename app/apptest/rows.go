package apptest

import (
	"context"
	"fmt"
	"strings"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

// Row adds a row to a table of a concept whose verbs a test cannot use (a later
// one's, or none yet) and answers its id. A column that must be there and is
// not said gets a value of its type, so that the test does not break when the
// table grows. Neither walls nor triggers look at it.
func (w *World) Row(table string, said map[string]any) uuid.UUID {
	w.t.Helper()
	conn := w.behind()
	defer conn.Close(context.Background())
	return w.row(conn, table, said)
}

// asks is a connection, or a transaction on it.
type asks interface {
	Query(ctx context.Context, sql string, args ...any) (pgx.Rows, error)
	Exec(ctx context.Context, sql string, args ...any) (pgconn.CommandTag, error)
}

func (w *World) row(conn asks, table string, said map[string]any) uuid.UUID {
	w.t.Helper()
	found, err := conn.Query(context.Background(), `select attname::text, format_type(atttypid, null) from pg_attribute
		where attrelid = $1::regclass and attnum > 0 and not attisdropped and attnotnull and not atthasdef and attgenerated = ''`, table)
	must(w.t, err)
	type column struct{ Name, Type string }
	needed, err := pgx.CollectRows(found, pgx.RowToStructByPos[column])
	must(w.t, err)
	id := newID()
	values := map[string]any{"id": id}
	for _, n := range needed {
		if n.Name != "id" {
			values[n.Name] = map[string]any{"text": id.String(), "integer": 1, "bigint": 1, "boolean": false, "numeric": 1, "uuid": id, "jsonb": "{}", "bytea": []byte{1},
				"date": Start, "timestamp with time zone": Start}[n.Type]
		}
	}
	for name, v := range said {
		values[name] = v
	}
	var names, places []string
	var args []any
	for name, v := range values {
		args = append(args, v)
		names, places = append(names, name), append(places, fmt.Sprintf("$%d", len(args)))
	}
	_, err = conn.Exec(context.Background(), fmt.Sprintf("insert into %s (%s) values (%s)", table, strings.Join(names, ", "), strings.Join(places, ", ")), args...)
	must(w.t, err)
	return id
}

// Force is Exec past every wall and trigger.
func (w *World) Force(sql string, args ...any) {
	w.t.Helper()
	conn := w.behind()
	defer conn.Close(context.Background())
	_, err := conn.Exec(context.Background(), sql, args...)
	must(w.t, err)
}

func (w *World) behind() *pgx.Conn {
	w.t.Helper()
	conn, err := pgx.Connect(context.Background(), w.base.Super())
	must(w.t, err)
	_, err = conn.Exec(context.Background(), "set session_replication_role = replica")
	must(w.t, err)
	return conn
}
