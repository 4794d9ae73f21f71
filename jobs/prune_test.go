package jobs

import (
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"accord/app/apptest"
	"accord/tenants"
)

const days = 24 * time.Hour

func TestWhatIsOverAndOldIsPrunedAndNothingElse(t *testing.T) {
	t.Parallel()
	w, _ := watch(t)
	now := apptest.Start.Add(100 * days)
	w.Clock.Add(100 * days)
	person := w.Andina.Admin.Person()
	job := func(state string, finished time.Time) uuid.UUID {
		id := uuid.Must(uuid.NewV7())
		w.Exec(`insert into outbox (tenant_id, id, kind, queue, door, created_at, due_at, next_at, state, finished_at) values ($1,$2,'test.x','notify','member',$3,$3,$3,$4,$5)`,
			w.Andina.ID, id, finished, state, finished)
		return id
	}
	key := func(at time.Time) uuid.UUID {
		id := uuid.New()
		w.Exec(`insert into idempotency (tenant_id, person_id, key, route, created_at) values ($1,$2,$3::uuid::text,'POST /',$4)`, w.Andina.ID, person, id, at)
		return id
	}
	session := func(expires time.Time, revoked *time.Time) uuid.UUID {
		id := uuid.New()
		w.Exec(`insert into account_session (token_hash, id, person_id, created_at, last_seen_at, expires_at, revoked_at) values (sha256($1::uuid::text::bytea),$1::uuid,$2,$3,$3,$4,$5)`,
			id, person, expires.Add(-14*days), expires, revoked)
		return id
	}
	link := func(expires time.Time, used bool) uuid.UUID {
		id := uuid.New()
		w.Exec(`insert into link (tenant_id, id, token_hash, act, subject_id, email, created_at, expires_at) values ($1,$2::uuid,sha256($2::uuid::text::bytea),'accept',$2::uuid,'a@b.example',$3,$4)`,
			w.Andina.ID, id, expires.Add(-14*days), expires)
		if used {
			w.Exec(`insert into link_redemption (link_id, redeemed_at) values ($1,$2)`, id, expires.Add(-14*days))
		}
		return id
	}
	old, young := now.Add(-30*days-time.Second), now.Add(-30*days+time.Minute)
	there := map[string]uuid.UUID{ // by what is true of them
		"select count(*) from outbox where id = $1 /* done lately */":               job("done", young),
		"select count(*) from outbox where id = $1 /* dead */":                      job("dead", old),
		"select count(*) from outbox where id = $1 /* open */":                      job("open", old),
		"select count(*) from idempotency where key = $1::uuid::text":               key(young),
		"select count(*) from account_session where id = $1 /* over lately */":      session(young, nil),
		"select count(*) from account_session where id = $1 /* revoked lately */":   session(now, &young),
		"select count(*) from link where id = $1 /* over lately */":                 link(young, false),
		"select count(*) from link_redemption where link_id = $1 /* of that */":     link(young, true),
		"select count(*) from account_session where id = $1 and revoked_at is null": session(now.Add(days), nil),
	}
	gone := map[string]uuid.UUID{
		"select count(*) from outbox where id = $1":                           job("done", old),
		"select count(*) from outbox where id = $1 /* cancelled */":           job("cancelled", old),
		"select count(*) from idempotency where key = $1::uuid::text":         key(old),
		"select count(*) from account_session where id = $1":                  session(old, nil),
		"select count(*) from account_session where id = $1 /* revoked */":    session(now.Add(-17*days), &old),
		"select count(*) from link where id = $1":                             link(old, false),
		"select count(*) from link_redemption where link_id = $1 /* used */":  link(old, true),
		"select count(*) from link where id = $1 and act = 'accept' /* 2 */":  link(old, true),
		"select count(*) from outbox where id = $1 /* more than a batch */":   job("done", old),
		"select count(*) from outbox where id = $1 /* more than a batch 2 */": job("done", old),
	}
	journal := w.Count(`select count(*) from audit_log`)
	did, err := w.DB.Prune(t.Context(), 2)
	if err != nil {
		t.Fatal(err)
	}
	if did["outbox"] != 4 || did["idempotency"] != 1 || did["link"] != 3 || did["link_redemption"] != 2 || did["account_session"] < 2 {
		t.Errorf("pruned %v", did)
	}
	for sql, id := range there {
		if w.Count(sql, id) != 1 {
			t.Errorf("gone, and should not be: %s", sql)
		}
	}
	for sql, id := range gone {
		if w.Count(sql, id) != 0 {
			t.Errorf("still there: %s", sql)
		}
	}
	if w.Count(`select count(*) from audit_log`) != journal {
		t.Error("the journal was touched")
	}
	if again, err := w.DB.Prune(t.Context(), 2); err != nil || again["outbox"]+again["link"]+again["idempotency"]+again["account_session"]+again["link_redemption"] != 0 {
		t.Errorf("pruned again: %v, %v", again, err)
	}
}

// The ages hold in the database too: a program that errs deletes nothing young.
func TestTheLoginsThatPruneCannotDeleteWhatIsYoungOrFailed(t *testing.T) {
	t.Parallel()
	w, _ := watch(t)
	id := uuid.New()
	for _, state := range []string{"open", "dead", "done"} {
		w.Exec(`insert into outbox (tenant_id, id, kind, queue, door, created_at, due_at, next_at, state, finished_at) values ($1,gen_random_uuid(),'test.x','notify','member',$2,$2,$2,$3,$2)`, w.Andina.ID, apptest.Start, state)
	}
	w.Exec(`insert into idempotency (tenant_id, person_id, key, route, created_at) values ($1,$2::uuid,$2::uuid::text,'POST /',$3)`, w.Andina.ID, id, apptest.Start)
	w.Exec(`insert into link (tenant_id, id, token_hash, act, subject_id, email, created_at, expires_at) values ($1,$2::uuid,sha256($2::uuid::text::bytea),'accept',$2::uuid,'a@b.example',$3,$3)`, w.Andina.ID, id, apptest.Start)
	err := w.DB.Clerk(t.Context(), func(tx *tenants.ClerkTx) error {
		for _, table := range []string{"outbox", "idempotency", "link"} {
			done, err := tx.Exec("delete from " + pgx.Identifier{table}.Sanitize())
			if err != nil || done.RowsAffected() != 0 {
				t.Errorf("%s: %d rows deleted (%v)", table, done.RowsAffected(), err)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
