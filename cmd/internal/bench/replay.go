package bench

import (
	"context"
	"errors"
	"maps"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/jackc/pgx/v5"

	"accord/tenants"
)

// share is how much of the whole size a measurement of pages fills.
func share() float64 {
	if s, err := strconv.ParseFloat(os.Getenv("ACCORD_BENCH_SHARE"), 64); err == nil && s > 0 && s <= 1 {
		return s
	}
	return 1
}

// query is one that the program sent, by which login, over which connection.
type query struct {
	login string
	conn  uint32
	sql   string
	args  []any
}

// recorder keeps the queries of one page.
type recorder struct {
	mu   sync.Mutex
	sent []query
}

var _ pgx.BatchTracer = (*recorder)(nil)

// TraceQueryStart keeps a query.
func (r *recorder) TraceQueryStart(ctx context.Context, c *pgx.Conn, d pgx.TraceQueryStartData) context.Context {
	r.keep(c, d.SQL, d.Args)
	return ctx
}

// TraceQueryEnd has nothing to add.
func (r *recorder) TraceQueryEnd(context.Context, *pgx.Conn, pgx.TraceQueryEndData) {}

// TraceBatchStart waits for the batch's queries.
func (r *recorder) TraceBatchStart(ctx context.Context, _ *pgx.Conn, _ pgx.TraceBatchStartData) context.Context {
	return ctx
}

// TraceBatchQuery keeps a query of a batch.
func (r *recorder) TraceBatchQuery(_ context.Context, c *pgx.Conn, d pgx.TraceBatchQueryData) {
	r.keep(c, d.SQL, d.Args)
}

// TraceBatchEnd has nothing to add.
func (r *recorder) TraceBatchEnd(context.Context, *pgx.Conn, pgx.TraceBatchEndData) {}

func (r *recorder) keep(c *pgx.Conn, sql string, args []any) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.sent = append(r.sent, query{c.Config().User, c.PgConn().PID(), sql, slices.Clone(args)})
}

func (r *recorder) forget() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.sent = nil
}

func (r *recorder) all() []query {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Clone(r.sent)
}

// reads counts the queries that read rows.
func (r *recorder) reads() (n int) {
	for _, q := range r.all() {
		if isRead(q.sql) {
			n++
		}
	}
	return n
}

func isRead(sql string) bool {
	s := strings.ToLower(strings.TrimSpace(sql))
	return (strings.HasPrefix(s, "select") || strings.HasPrefix(s, "with")) && !strings.HasPrefix(s, "select set_config")
}

// replay runs queries again over bare connections, one for each login.
type replay struct{ by map[string]*pgx.Conn }

func (b *bed) again(ctx context.Context) (*replay, error) {
	r := &replay{map[string]*pgx.Conn{}}
	for _, door := range slices.Sorted(maps.Keys(b.urls)) {
		if door == tenants.DoorClerk {
			continue
		}
		config, err := pgx.ParseConfig(b.urls[door])
		if err != nil {
			return nil, errors.Join(err, r.close())
		}
		tenants.Tune(config)
		c, err := pgx.ConnectConfig(ctx, config)
		if err != nil {
			return nil, errors.Join(err, r.close())
		}
		r.by[c.Config().User] = c
	}
	return r, nil
}

func (r *replay) close() (err error) {
	for _, c := range r.by {
		err = errors.Join(err, c.Close(context.Background()))
	}
	return err
}

// run sends the queries and reads every row, those of one connection after
// those of another, each in its order: what begins, sets the claims of and ends
// a transaction is sent as it was.
func (r *replay) run(ctx context.Context, all []query) (time.Duration, error) {
	begun := time.Now()
	var conns []uint32
	for _, q := range all {
		if !slices.Contains(conns, q.conn) {
			conns = append(conns, q.conn)
		}
	}
	for _, conn := range conns {
		if err := r.runOver(ctx, all, conn); err != nil {
			return 0, err
		}
	}
	return time.Since(begun), nil
}

func (r *replay) runOver(ctx context.Context, all []query, conn uint32) error {
	var last *pgx.Conn
	for _, q := range all {
		c, ok := r.by[q.login]
		if q.conn != conn || !ok {
			continue
		}
		last = c
		if err := send(ctx, c, q); err != nil {
			return err
		}
	}
	if last == nil || last.PgConn().TxStatus() == 'I' {
		return nil
	}
	_, err := last.Exec(ctx, "rollback") // the transaction's own end came after the page was answered
	return err
}

func send(ctx context.Context, c *pgx.Conn, q query) error {
	if len(q.args) == 0 { // may be several commands
		_, err := c.PgConn().Exec(ctx, q.sql).ReadAll()
		return err
	}
	rows, err := c.Query(ctx, q.sql, q.args...)
	if err != nil {
		return err
	}
	for rows.Next() {
		if _, err := rows.Values(); err != nil {
			return err
		}
	}
	rows.Close()
	return rows.Err()
}
