package tenants

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/stdlib"
)

// Task is one job as its handler gets it.
type Task struct {
	Tenant, ID uuid.UUID
	Kind       string
	Door       Door
	Args       map[string]any
	Person     uuid.UUID // whom it acts for
	Case       uuid.UUID
	Open       bool // false: its effects have happened, or it was cancelled
	Tries      int  // that failed before this one
}

// TaskOf reads a job through the door its handler enters by.
func (tx *Tx) TaskOf(id uuid.UUID) (Task, error) { return tx.core().task(tx.core().tenant, id) }

// TaskOf reads a job of oversight, or one that a tenant left for it.
func (tx *OversightTx) TaskOf(tenant, id uuid.UUID) (Task, error) { return tx.core().task(tenant, id) }

func (c *core) task(tenant, id uuid.UUID) (Task, error) {
	t := Task{Tenant: tenant, ID: id}
	var args []byte
	var person, kase *uuid.UUID
	var state string
	err := c.conn.QueryRowContext(c.ctx, `select kind, door, args, person_id, case_id, state, attempts from outbox where tenant_id = $1 and id = $2`, tenant, id).
		Scan(&t.Kind, &t.Door, &args, &person, &kase, &state, &t.Tries)
	if err != nil {
		if errors.Is(err, sql.ErrNoRows) {
			return t, ErrFenced
		}
		return t, err
	}
	t.Open = state == "open"
	if person != nil {
		t.Person = *person
	}
	if kase != nil {
		t.Case = *kase
	}
	if err := json.Unmarshal(args, &t.Args); err != nil {
		return t, fmt.Errorf("tenants: arguments of job %s: %w", id, err)
	}
	return t, nil
}

// ArgID reads an id among a job's arguments; the zero id when it is not there.
func (t Task) ArgID(name string) uuid.UUID {
	s, _ := t.Args[name].(string)
	id, _ := uuid.Parse(s)
	return id
}

// ArgText reads a word among a job's arguments.
func (t Task) ArgText(name string) string { s, _ := t.Args[name].(string); return s }

// Work runs the transaction of a job in one organisation. It begins with the
// fence: the job's row goes from open to done, or nothing happens and
// ErrFenced is returned. So effects happen once, however often a job runs.
func (db *DB) Work(ctx context.Context, m Member, t Task, fn func(*Tx) error) error {
	return db.Write(ctx, m, func(tx *Tx) error {
		if err := tx.core().fence(t); err != nil {
			return err
		}
		return fn(tx)
	})
}

// OverseeWork is Work for a job of oversight.
func (db *DB) OverseeWork(ctx context.Context, o Overseer, purpose string, t Task, fn func(*OversightTx) error) error {
	return db.Oversee(ctx, o, purpose, func(tx *OversightTx) error {
		if err := tx.core().fence(t); err != nil {
			return err
		}
		return fn(tx)
	})
}

func (c *core) fence(t Task) error {
	done, err := c.conn.ExecContext(c.ctx, `update outbox set state = 'done', finished_at = $3 where tenant_id = $1 and id = $2 and state = 'open'`,
		t.Tenant, t.ID, c.now)
	if err != nil {
		return err
	}
	if n, _ := done.RowsAffected(); n == 0 {
		return ErrFenced
	}
	return nil
}

// ClerkTx is the narrow login of the relay, the deadline scan and the
// sequencer: it sees ids and times across tenants, and no content.
type ClerkTx struct {
	c    *core
	conn *pgx.Conn
}

// Clerk runs fn in a writing transaction of the clerk's login. Package jobs alone uses it.
func (db *DB) Clerk(ctx context.Context, fn func(*ClerkTx) error) error {
	c := &core{db: db, door: DoorClerk, tenant: Oversight, actor: actor{name: "clerk"}, now: db.Now(), write: true}
	return db.within(ctx, DoorClerk, claims{now: c.now}, true, func(conn *sql.Conn) error {
		c.bind(ctx, conn)
		return conn.Raw(func(driver any) error {
			return fn(&ClerkTx{c: c, conn: driver.(*stdlib.Conn).Conn()})
		})
	})
}

// Exec, Query and SendBatch run the clerk's statements.
func (tx *ClerkTx) Exec(sql string, args ...any) (pgconn.CommandTag, error) {
	return tx.conn.Exec(tx.c.ctx, sql, args...)
}

// Query is for reading many rows: collect them before the next statement.
func (tx *ClerkTx) Query(sql string, args ...any) (pgx.Rows, error) {
	return tx.conn.Query(tx.c.ctx, sql, args...)
}

// Now is the transaction's moment.
func (tx *ClerkTx) Now() time.Time { return tx.c.now }
