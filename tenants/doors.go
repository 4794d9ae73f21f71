package tenants

import (
	"context"
	"database/sql"
	"errors"
	"strings"

	"github.com/google/uuid"

	"accord/tenants/fault"
)

var errNotAdmitted = errors.New("tenants: an actor that did not come from admission")

// Read runs fn in a reading transaction of the member's organisation.
func (db *DB) Read(ctx context.Context, m Member, fn func(*Tx) error) error {
	return db.member(ctx, m, false, fn)
}

// Write runs fn in a writing transaction of the member's organisation and
// commits it when fn returns nil, asked and recorded.
func (db *DB) Write(ctx context.Context, m Member, fn func(*Tx) error) error {
	return db.member(ctx, m, true, fn)
}

func (db *DB) member(ctx context.Context, m Member, write bool, fn func(*Tx) error) error {
	if !m.admitted || m.organisation.ID == uuid.Nil {
		return fault.New(fault.Unauthenticated, "fault.unauthenticated").Because(errNotAdmitted)
	}
	c := &core{door: DoorMember, tenant: m.organisation.ID, domain: m.organisation.ID.String(), actor: m.actor}
	return db.run(ctx, c, write, func() error { return fn(&Tx{kernel{c}}) })
}

// Oversee runs fn in a writing transaction across organisations. The purpose
// is a short sentence for the journal; without one nothing opens.
func (db *DB) Oversee(ctx context.Context, o Overseer, purpose string, fn func(*OversightTx) error) error {
	return db.oversee(ctx, o, purpose, true, fn)
}

// OverseeRead is Oversee for a page that changes nothing.
func (db *DB) OverseeRead(ctx context.Context, o Overseer, purpose string, fn func(*OversightTx) error) error {
	return db.oversee(ctx, o, purpose, false, fn)
}

func (db *DB) oversee(ctx context.Context, o Overseer, purpose string, write bool, fn func(*OversightTx) error) error {
	if !o.admitted {
		return fault.New(fault.Unauthenticated, "fault.unauthenticated").Because(errNotAdmitted)
	}
	if strings.TrimSpace(purpose) == "" {
		return fault.New(fault.Invalid, "fault.purpose")
	}
	c := &core{door: DoorOverseer, tenant: Oversight, domain: DomainOversight, actor: o.actor, purpose: purpose}
	return db.run(ctx, c, write, func() error { return fn(&OversightTx{kernel{c}}) })
}

// Self runs fn in a transaction that sees only the person's own rows.
func (db *DB) Self(ctx context.Context, p Person, fn func(*SelfTx) error) error {
	if !p.admitted || p.person == uuid.Nil {
		return fault.New(fault.Unauthenticated, "fault.unauthenticated").Because(errNotAdmitted)
	}
	c := &core{door: DoorSelf, tenant: Oversight, actor: p.actor}
	return db.run(ctx, c, true, func() error { return fn(&SelfTx{kernel{c}}) })
}

// Public runs fn in a reading transaction of what is published.
func (db *DB) Public(ctx context.Context, fn func(*PublicTx) error) error {
	c := &core{door: DoorPublic}
	return db.run(ctx, c, false, func() error { return fn(&PublicTx{kernel{c}}) })
}

// Gate runs fn in a writing transaction of signing in. Package people alone uses it.
func (db *DB) Gate(ctx context.Context, request string, fn func(*GateTx) error) error {
	c := &core{door: DoorGate, tenant: Oversight, actor: actor{name: "gate", request: request}}
	return db.run(ctx, c, true, func() error { return fn(&GateTx{kernel{c}}) })
}

func (db *DB) run(ctx context.Context, c *core, write bool, fn func() error) error {
	c.db, c.now, c.write = db, db.Now(), write
	cl := claims{now: c.now, person: c.actor.person}
	if c.door == DoorMember {
		cl.tenant = c.tenant
		if c.actor.OnlyCandidate() {
			cl.own = c.actor.person
		}
	}
	return db.within(ctx, c.door, cl, write, func(conn *sql.Conn) error {
		c.bind(ctx, conn)
		if err := c.claimOnce(); err != nil {
			return err
		}
		if err := fn(); err != nil {
			return err
		}
		if c.onlyAsks() {
			return errAsked
		}
		return c.finish()
	})
}
