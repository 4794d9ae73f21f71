package tenants

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5/stdlib"

	"accord/tenants/fault"
)

// claims are what a transaction tells the database about the one who asks.
// They ride on BEGIN in one trip, hold for that transaction only, and every
// wall reads them.
type claims struct {
	tenant uuid.UUID // zero: not claimed, so app.tenant() raises
	person uuid.UUID
	own    uuid.UUID // the person, where they are a candidate and nothing else: they see their own rows
	now    time.Time
}

// begin is the statement that opens a transaction with its claims. Every
// value in it is made by a formatter that yields no quote.
func (c claims) begin(write bool) string {
	var b strings.Builder
	b.WriteString("begin")
	if !write {
		b.WriteString(" read only")
	}
	fmt.Fprintf(&b, "; select set_config('app.now','%s',true)", c.now.UTC().Format("2006-01-02T15:04:05.000000Z07:00"))
	if c.tenant != uuid.Nil {
		fmt.Fprintf(&b, ",set_config('app.tenant_id','%s',true)", c.tenant)
	}
	if c.person != uuid.Nil {
		fmt.Fprintf(&b, ",set_config('app.person_id','%s',true)", c.person)
	}
	if c.own != uuid.Nil {
		fmt.Fprintf(&b, ",set_config('app.candidate','%s',true)", c.own)
	}
	return b.String()
}

// within runs fn on one connection between BEGIN and COMMIT. An error or a
// panic rolls back; a connection whose end is unknown is thrown away.
func (db *DB) within(ctx context.Context, door Door, c claims, write bool, fn func(conn *sql.Conn) error) (err error) {
	p, ok := db.pools[door]
	if !ok {
		return fault.New(fault.Internal, "fault.internal").Because(fmt.Errorf("tenants: no %s login is set", door))
	}
	ctx = db.traced(ctx)
	conn, err := p.sql.Conn(ctx)
	if err != nil {
		return unavailable(err)
	}
	if _, err := conn.ExecContext(ctx, c.begin(write)); err != nil {
		discard(conn)
		conn.Close()
		return unavailable(err)
	}
	done := false
	defer func() {
		if done {
			return
		}
		defer conn.Close()
		// The caller's context may be the reason for the end, so the rollback has its own time.
		end, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
		defer cancel()
		if _, rollback := conn.ExecContext(end, "rollback"); rollback != nil {
			discard(conn)
		}
	}()
	if err := fn(conn); err != nil {
		return translate(err)
	}
	done = true
	if !write {
		// Nothing hangs on the end of a reading transaction: the answer need
		// not wait for that trip, only the connection does.
		p.ending.Go(func() {
			defer conn.Close()
			end, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
			defer cancel()
			_ = commit(end, conn)
		})
		return nil
	}
	defer conn.Close()
	return commit(ctx, conn)
}

// commit ends the transaction. PostgreSQL answers COMMIT of a failed
// transaction with ROLLBACK and no error, so the tag is read: a function that
// swallowed an error must not look as if it had succeeded.
func commit(ctx context.Context, conn *sql.Conn) error {
	var tag string
	err := conn.Raw(func(c any) error {
		t, err := c.(*stdlib.Conn).Conn().Exec(ctx, "commit")
		tag = t.String()
		return err
	})
	if err != nil {
		discard(conn)
		return translate(err)
	}
	if tag != "COMMIT" {
		return fault.New(fault.Internal, "fault.internal").Because(errors.New("tenants: the transaction had failed, and its error was swallowed"))
	}
	return nil
}

// discard tells the pool that this connection must not be used again.
func discard(conn *sql.Conn) {
	_ = conn.Raw(func(any) error { return driver.ErrBadConn })
}
