package apptest

import (
	"context"
	"sync/atomic"

	"github.com/jackc/pgx/v5"
)

// Statements is how many statements a world's doors send while something is
// done: for a promise that there are as many whatever the size. The commit
// that ends a transaction is not among them: a reading one ends after the
// answer, in its own time, and would be counted or not as it falls.
func (w *World) Statements(do func()) int {
	before := w.asked.n.Load()
	do()
	return int(w.asked.n.Load() - before)
}

// tally counts statements.
type tally struct{ n atomic.Int64 }

// TraceQueryStart counts one.
func (t *tally) TraceQueryStart(ctx context.Context, _ *pgx.Conn, d pgx.TraceQueryStartData) context.Context {
	if d.SQL != "commit" {
		t.n.Add(1)
	}
	return ctx
}

// TraceQueryEnd is nothing to count.
func (t *tally) TraceQueryEnd(context.Context, *pgx.Conn, pgx.TraceQueryEndData) {}
