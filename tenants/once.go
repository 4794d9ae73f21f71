package tenants

import (
	"context"
	"database/sql"
	"errors"
	"strings"

	"github.com/google/uuid"

	"accord/tenants/fault"
)

// Repeated says that an operation with this key has been done: a double
// click, a form sent again, a client that tried again. Status, Location and
// Body are how it was answered, zero when that is not known.
type Repeated struct {
	Status   int
	Location string
	Body     []byte
	err      *fault.Error
}

func (r *Repeated) Error() string { return r.err.Error() }

// Unwrap makes it a Conflict to those who do not look closer.
func (r *Repeated) Unwrap() error { return r.err }

type onceKey struct{}

type once struct {
	key, route string
	claimed    bool // by the first writing transaction of the request
}

// WithOnce makes the first writing transaction under ctx happen at most once
// per person, tenant and key; a second request with the key gets *Repeated.
// The key is the client's (8 to 100 characters), route tells operations apart.
func WithOnce(ctx context.Context, key, route string) context.Context {
	return context.WithValue(ctx, onceKey{}, &once{key: key, route: route})
}

// claimOnce inserts the key in the transaction whose effect it stands for:
// both are there or neither is. A second click waits here for the first.
func (c *core) claimOnce() error {
	o, ok := c.ctx.Value(onceKey{}).(*once)
	if !ok || o.claimed || !c.write || (c.door != DoorMember && c.door != DoorOverseer && c.door != DoorSelf) {
		return nil
	}
	if len(o.key) < 8 || len(o.key) > 100 || strings.ContainsFunc(o.key, func(r rune) bool { return r < '!' || r > '~' }) {
		return fault.New(fault.Invalid, "fault.once_key")
	}
	done, err := c.conn.ExecContext(c.ctx, `insert into idempotency (tenant_id, person_id, key, route, created_at) values ($1,$2,$3,$4,$5) on conflict do nothing`,
		c.tenant, c.actor.person, o.key, o.route, c.now)
	if err != nil {
		return err
	}
	if n, _ := done.RowsAffected(); n == 1 {
		o.claimed = true
		return nil
	}
	r := &Repeated{err: fault.New(fault.Conflict, "fault.repeated")}
	var status *int
	var location *string
	var route string
	err = c.conn.QueryRowContext(c.ctx, `select route, status, location, body from idempotency where tenant_id = $1 and person_id = $2 and key = $3`,
		c.tenant, c.actor.person, o.key).Scan(&route, &status, &location, &r.Body)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	if route != o.route {
		return fault.New(fault.Conflict, "fault.once_elsewhere")
	}
	if status != nil {
		r.Status = *status
	}
	if location != nil {
		r.Location = *location
	}
	return r
}

// Remember keeps how an operation was answered, for its repetitions. It does
// nothing when no transaction claimed the key of ctx. Losing it is harmless:
// the repetition is then told that it has been done.
func (db *DB) Remember(ctx context.Context, door Door, tenant, person uuid.UUID, status int, location string, body []byte) error {
	o, ok := ctx.Value(onceKey{}).(*once)
	if !ok || !o.claimed {
		return nil
	}
	cl := claims{now: db.Now(), person: person}
	if door == DoorMember {
		cl.tenant = tenant
	}
	return db.within(context.WithoutCancel(ctx), door, cl, true, func(conn *sql.Conn) error {
		_, err := conn.ExecContext(ctx, `update idempotency set status = $4, location = $5, body = $6 where tenant_id = $1 and person_id = $2 and key = $3`,
			tenant, person, o.key, status, location, body)
		return err
	})
}
