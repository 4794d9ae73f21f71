package apptest

import (
	"context"
	"fmt"
	"strings"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// Force runs SQL past the walls and past every trigger, to bring about what
// another concept's verbs would: their ways are not walked here.
func (w *World) Force(sql string, args ...any) {
	w.t.Helper()
	conn := w.behind()
	defer conn.Close(context.Background())
	_, err := conn.Exec(context.Background(), sql, args...)
	must(w.t, err)
}

// Plant adds a row to a table of another concept. What is not said gets a
// value of its type, so that a column more there breaks no test here.
func (w *World) Plant(table string, said map[string]any) uuid.UUID {
	w.t.Helper()
	conn := w.behind()
	defer conn.Close(context.Background())
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
	return values["id"].(uuid.UUID)
}

func (w *World) behind() *pgx.Conn {
	w.t.Helper()
	conn, err := pgx.Connect(context.Background(), w.base.Super())
	must(w.t, err)
	_, err = conn.Exec(context.Background(), "set session_replication_role = replica")
	must(w.t, err)
	return conn
}
