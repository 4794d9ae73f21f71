package tenants_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"accord/tenants"
	"accord/tenants/fault"
)

func TestNothingOpensWithoutAdmission(t *testing.T) {
	t.Parallel()
	b := newBed(t)
	refusedAs(t, fault.Unauthenticated, b.Read(t.Context(), tenants.Member{}, func(*tenants.Tx) error { return nil }))
	refusedAs(t, fault.Unauthenticated, b.Oversee(t.Context(), tenants.Overseer{}, "look", func(*tenants.OversightTx) error { return nil }))
	refusedAs(t, fault.Unauthenticated, b.Self(t.Context(), tenants.Person{}, func(*tenants.SelfTx) error { return nil }))
	_, err := b.AdmitMember(t.Context(), tenants.Signed{}, "imi")
	refusedAs(t, fault.Unauthenticated, err)
}

func TestAPersonIsAdmittedOnlyWhereTheyAreAMember(t *testing.T) {
	t.Parallel()
	b := newBed(t)
	a, other := b.org(t), b.org(t)
	s, _ := b.signed(t)
	membership := b.join(t, a.id, s.Person(), tenants.RoleTrainer)

	_, err := b.AdmitMember(t.Context(), s, other.slug)
	refusedAs(t, fault.NotFound, err)
	_, err = b.AdmitMember(t.Context(), s, "there-is-no-such-organisation")
	refusedAs(t, fault.NotFound, err)
	_, err = b.AdmitOverseer(t.Context(), s)
	refusedAs(t, fault.NotFound, err)

	m, err := b.AdmitMember(t.Context(), s, a.slug)
	ok(t, err)
	if !m.HasRole(tenants.RoleTrainer) || m.Tenant() != a.id {
		t.Fatalf("admitted as %v of %v", m.Roles(), m.Organisation())
	}
	b.exec(t, `update membership set ended_at = $2 where id = $1`, membership, now)
	_, err = b.AdmitMember(t.Context(), s, a.slug)
	refusedAs(t, fault.NotFound, err)
}

func TestASessionEndsWhenItIsRevokedIdleOrOld(t *testing.T) {
	t.Parallel()
	b := newBed(t)
	cases := map[string]string{
		"revoked": `update account_session set revoked_at = $2 where token_hash = $1`,
		"idle":    `update account_session set last_seen_at = $2::timestamptz - interval '12 hours' where token_hash = $1`,
		"old":     `update account_session set expires_at = $2 where token_hash = $1`,
	}
	for name, sql := range cases {
		_, token := b.signed(t)
		b.exec(t, sql, tenants.HashToken(token), now)
		_, err := b.SignedBy(t.Context(), token, "test")
		if fault.CodeOf(err) != fault.Unauthenticated {
			t.Errorf("%s: %v", name, err)
		}
	}
	_, err := b.SignedBy(t.Context(), "a token nobody was given", "test")
	refusedAs(t, fault.Unauthenticated, err)
}

func TestAWriteThatWasNotRecordedIsNotCommitted(t *testing.T) {
	t.Parallel()
	b := newBed(t)
	o := b.org(t)
	c := candidate{TenantID: o.id, ID: newID(), Name: "Unrecorded", Email: "u@example.org", Language: "en", CreatedAt: now}
	err := b.Write(t.Context(), o.admin, func(tx *tenants.Tx) error {
		ok(t, tx.Allow("edit", &c))
		return tx.DB().Create(&c).Error
	})
	refusedAs(t, fault.Internal, err)
	if n := b.count(t, `select count(*) from candidate where id = $1`, c.ID); n != 0 {
		t.Fatal("it was committed")
	}
}

func TestASwallowedErrorIsNotTakenForACommit(t *testing.T) {
	t.Parallel()
	b := newBed(t)
	o := b.org(t)
	c := b.candidate(t, o, "Camila Torres", "es")
	err := b.Write(t.Context(), o.admin, func(tx *tenants.Tx) error {
		ok(t, tx.Allow("edit", &c))
		_ = tx.DB().Create(&c).Error // a duplicate key, swallowed
		return nil
	})
	if err == nil {
		t.Fatal("a failed transaction looked like a success")
	}
}

func TestAReadingTransactionWritesNothing(t *testing.T) {
	t.Parallel()
	b := newBed(t)
	o := b.org(t)
	c := b.candidate(t, o, "Camila Torres", "es")
	err := b.Read(t.Context(), o.admin, func(tx *tenants.Tx) error {
		ok(t, tx.Allow("edit", &c))
		return tx.DB().Model(&c).Update("name", "x").Error
	})
	refusedAs(t, fault.Internal, err)
	err = b.Read(t.Context(), o.admin, func(tx *tenants.Tx) error {
		tx.Enqueue(tenants.Job{Kind: "mail"})
		return nil
	})
	refusedAs(t, fault.Internal, err)
}

func TestOversightStatesAPurposeAndSeesNoWorkingTable(t *testing.T) {
	t.Parallel()
	b := newBed(t)
	o := b.org(t)
	b.candidate(t, o, "Camila Torres", "es")
	imi := b.overseer(t)
	refusedAs(t, fault.Invalid, b.Oversee(t.Context(), imi, "  ", func(*tenants.OversightTx) error { return nil }))
	err := b.OverseeRead(t.Context(), imi, "a look", func(tx *tenants.OversightTx) error { return tx.DB().Find(&[]candidate{}).Error })
	if err == nil {
		t.Fatal("oversight read a working table")
	}
	ok(t, b.Oversee(t.Context(), imi, "correct a name", func(tx *tenants.OversightTx) error {
		var row organisationRow
		if err := tx.DB().Where("tenant_id = ?", o.id).Take(&row).Error; err != nil {
			return err
		}
		if err := tx.Allow("edit", &row); err != nil {
			return err
		}
		tx.Record(tenants.Event{Action: "organisation.renamed", Resource: "organisation", Subject: o.id, Tenant: o.id})
		return tx.DB().Model(&row).Update("name", "Academia").Error
	}))
	if n := b.count(t, `select count(*) from audit_log where tenant_id = $1 and door = 'overseer' and purpose = 'correct a name'`, o.id); n != 1 {
		t.Fatal("the organisation's journal does not tell of it")
	}
}

func TestAMissingClaimRaises(t *testing.T) {
	t.Parallel()
	b := newBed(t)
	o := b.org(t)
	b.candidate(t, o, "Camila Torres", "es")
	conn, err := pgx.Connect(t.Context(), b.base.URL("member"))
	ok(t, err)
	defer conn.Close(context.Background())
	var n int
	if err := conn.QueryRow(t.Context(), `select count(*) from candidate`).Scan(&n); err == nil {
		t.Fatalf("no claim, and yet an answer: %d", n)
	}
	_, err = conn.Exec(t.Context(), `begin; select set_config('app.tenant_id', '`+o.id.String()+`', true); commit`)
	ok(t, err)
	if err := conn.QueryRow(t.Context(), `select count(*) from candidate`).Scan(&n); err == nil {
		t.Fatalf("a claim left behind by a commit still answers: %d", n)
	}
}

func TestTheJournalCannotBeRewritten(t *testing.T) {
	t.Parallel()
	b := newBed(t)
	o := b.org(t)
	b.candidate(t, o, "Camila Torres", "es")
	for _, sql := range []string{`update audit_log set action = 'x' where tenant_id = $1`, `delete from audit_log where tenant_id = $1`} {
		if _, err := b.owner.Exec(t.Context(), sql, o.id); err == nil {
			t.Errorf("%s was let through, even for the owner", sql)
		}
	}
}

func TestAJobsEffectHappensOnce(t *testing.T) {
	t.Parallel()
	b := newBed(t)
	o := b.org(t)
	c := b.candidate(t, o, "Camila Torres", "es")
	var task tenants.Task
	ok(t, b.Write(t.Context(), o.admin, func(tx *tenants.Tx) error {
		tx.Record(tenants.Event{Action: "candidate.changed", Resource: "candidate", Subject: c.ID})
		task.ID = tx.Enqueue(tenants.Job{Kind: "greet", Args: map[string]any{"candidate": c.ID}})
		return nil
	}))
	clerk, err := b.AdmitClerk(t.Context(), o.id, "greet", "job")
	ok(t, err)
	ok(t, b.Read(t.Context(), clerk, func(tx *tenants.Tx) (err error) { task, err = tx.TaskOf(task.ID); return err }))
	if !task.Open || task.ArgID("candidate") != c.ID {
		t.Fatalf("the task reads %+v", task)
	}
	times := 0
	for range 2 {
		err = b.Work(t.Context(), clerk, task, func(tx *tenants.Tx) error {
			times++
			tx.Record(tenants.Event{Action: "candidate.greeted", Resource: "candidate", Subject: c.ID})
			return nil
		})
	}
	if times != 1 || !errors.Is(err, tenants.ErrFenced) {
		t.Fatalf("ran %d times, then %v", times, err)
	}
}

func TestALinksTokenIsNotInTheDatabase(t *testing.T) {
	t.Parallel()
	b := newBed(t)
	o := b.org(t)
	var token string
	ok(t, b.Write(t.Context(), o.admin, func(tx *tenants.Tx) error {
		id, err := tx.Link(tenants.NewLink{Act: "accept", Subject: newID(), Email: "a@example.org", Name: "Ana", TTL: time.Hour})
		token = b.LinkToken(id)
		tx.Record(tenants.Event{Action: "membership.invited", Resource: "membership", Subject: id})
		return err
	}))
	l, err := b.LinkOf(t.Context(), token)
	ok(t, err)
	if l.Act != "accept" || l.Tenant != o.id {
		t.Fatalf("the link reads %+v", l)
	}
	if n := b.count(t, `select count(*) from link where encode(token_hash,'escape') like '%' || $1 || '%'`, token); n != 0 {
		t.Fatal("the token itself rests in the database")
	}
	ok(t, b.Gate(t.Context(), "test", func(tx *tenants.GateTx) error { return tx.Redeem(l, newID()) }))
	refusedAs(t, fault.Conflict, b.Gate(t.Context(), "test", func(tx *tenants.GateTx) error { return tx.Redeem(l, newID()) }))
	_, err = b.LinkOf(t.Context(), token[:42]+"x")
	refusedAs(t, fault.NotFound, err)
}
