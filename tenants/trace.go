package tenants

import (
	"context"

	"github.com/jackc/pgx/v5"
)

type traceKey struct{}

// traced marks what is asked by this kernel, so that its tracer and no other is told of it.
func (db *DB) traced(ctx context.Context) context.Context {
	if db.trace == nil {
		return ctx
	}
	return context.WithValue(ctx, traceKey{}, db.trace)
}

// tracer tells a query to the tracer of the kernel that asks it.
type tracer struct{}

func (tracer) TraceQueryStart(ctx context.Context, conn *pgx.Conn, data pgx.TraceQueryStartData) context.Context {
	if t, ok := ctx.Value(traceKey{}).(pgx.QueryTracer); ok {
		return t.TraceQueryStart(ctx, conn, data)
	}
	return ctx
}

func (tracer) TraceQueryEnd(ctx context.Context, conn *pgx.Conn, data pgx.TraceQueryEndData) {
	if t, ok := ctx.Value(traceKey{}).(pgx.QueryTracer); ok {
		t.TraceQueryEnd(ctx, conn, data)
	}
}
