package tenants_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"accord/tenants"
	"accord/tenants/fault"
)

func TestNoSideCanPlantALinkToAnAccount(t *testing.T) {
	t.Parallel()
	b := newBed(t)
	o := b.org(t)
	victim, _ := b.signed(t)
	for _, act := range []string{"reset", "email"} {
		l := tenants.NewLink{Tenant: tenants.Oversight, Act: act, Subject: victim.Person(), Email: "thief@example.org", TTL: time.Hour}
		err := b.Write(t.Context(), o.admin, func(tx *tenants.Tx) error { _, err := tx.Link(l); return err })
		refusedAs(t, fault.Internal, err)
		err = b.Oversee(t.Context(), b.overseer(t), "Planting a link", func(tx *tenants.OversightTx) error { _, err := tx.Link(l); return err })
		refusedAs(t, fault.Internal, err)
		ok(t, b.Gate(t.Context(), "test", func(tx *tenants.GateTx) error { _, err := tx.Link(l); return err }))
	}
	if n := b.count(t, `select count(*) from link where tenant_id = $1`, o.id); n != 0 {
		t.Errorf("%d links were planted", n)
	}
}

func TestAJobActsForWhoCausedItBehindTheirDoor(t *testing.T) {
	t.Parallel()
	b := newBed(t)
	o, elsewhere := b.org(t), b.org(t)
	other := o.trainer.Person()
	imi := b.overseer(t)
	enqueue := func(m tenants.Member, j tenants.Job) error {
		return b.Write(t.Context(), m, func(tx *tenants.Tx) error { tx.Enqueue(j); return nil })
	}
	refusedAs(t, fault.Internal, enqueue(o.admin, tenants.Job{Kind: "k", Person: other}))
	refusedAs(t, fault.Internal, enqueue(o.admin, tenants.Job{Kind: "k", Person: imi.Person(), Door: tenants.DoorOverseer}))
	refusedAs(t, fault.Internal, enqueue(o.admin, tenants.Job{Kind: "k", Person: o.admin.Person(), Door: tenants.DoorOverseer}))
	ok(t, enqueue(o.admin, tenants.Job{Kind: "k", Person: o.admin.Person()}))
	ok(t, enqueue(o.admin, tenants.Job{Kind: "k", Door: tenants.DoorOverseer}))

	oversee := func(tenant uuid.UUID, j tenants.Job) error {
		return b.Oversee(t.Context(), imi, "Causing a job", func(tx *tenants.OversightTx) error { tx.Enqueue(tenant, j); return nil })
	}
	refusedAs(t, fault.Internal, oversee(elsewhere.id, tenants.Job{Kind: "k", Person: elsewhere.admin.Person(), Door: tenants.DoorMember}))
	refusedAs(t, fault.Internal, oversee(tenants.Oversight, tenants.Job{Kind: "k", Person: other}))
	ok(t, oversee(tenants.Oversight, tenants.Job{Kind: "k", Person: imi.Person()}))
	ok(t, oversee(elsewhere.id, tenants.Job{Kind: "k"}))
}

// A login may set any claim; it still reaches nothing that its side has not.
func TestTheMembersLoginReachesNoAccountByItself(t *testing.T) {
	t.Parallel()
	b := newBed(t)
	conn, err := pgx.Connect(t.Context(), b.base.URL("member"))
	ok(t, err)
	t.Cleanup(func() { conn.Close(t.Context()) })
	for _, sql := range []string{
		"select * from account", "select * from account_session", "select * from link_redemption", "select * from sign_in_attempt",
		"set role accord_owner", "set role accord_overseer", "create table planted (a int)", "create temp table planted (a int)",
		"update audit_log set action = 'x'", "delete from audit_log", "update link set act = 'reset'", "truncate candidate",
	} {
		_, err := conn.Exec(t.Context(), sql)
		if pg := (*pgconn.PgError)(nil); !errors.As(err, &pg) || !strings.HasPrefix(pg.Code, "42501") {
			t.Errorf("%s: %v, not refused for want of a right", sql, err)
		}
	}
}
