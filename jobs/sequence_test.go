package jobs

import (
	"context"
	"crypto/sha256"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"
	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"

	"accord/app/apptest"
	"accord/app/journal"
	"accord/app/people"
	"accord/tenants"
)

func ok(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// entered enters events until an organisation's all are in its tree: what other
// tests have open keeps them waiting.
func entered(t *testing.T, w *apptest.World, org uuid.UUID) {
	t.Helper()
	for ends := time.Now().Add(time.Minute); ; {
		ok(t, w.DB.Clerk(t.Context(), func(tx *tenants.ClerkTx) error { _, err := sequence(tx, 500); return err }))
		if w.Count(`select count(*) from audit_log a where tenant_id = $1 and not exists (select from journal_leaf l where l.tenant_id = a.tenant_id and l.event_id = a.id)`, org) == 0 {
			return
		}
		if time.Now().After(ends) {
			t.Fatal("the events are in no tree")
		}
	}
}

func invite(t *testing.T, w *apptest.World, by tenants.Member) (m uuid.UUID) {
	t.Helper()
	ok(t, w.DB.Write(t.Context(), by, func(tx *tenants.Tx) (err error) { m, err = invited(tx); return err }))
	return m
}

func invited(tx *tenants.Tx) (uuid.UUID, error) {
	m, err := people.Invite(tx, people.NewMember{Name: "X", Email: uuid.NewString() + "@example.org", Locale: "en", Roles: []tenants.Role{tenants.RoleTrainer}})
	return m.ID, err
}

// keys are a platform's and IMI's, and what verifies them.
func keys(t *testing.T) (journal.Keys, note.Verifiers) {
	t.Helper()
	ours, known, err := journal.NewKey("accord.example")
	ok(t, err)
	imis, imiKnown, err := journal.NewKey("imi.example")
	ok(t, err)
	k, err := journal.ReadKeys(ours + ", " + imis)
	ok(t, err)
	if !slices.Equal(k.Public(), []string{known, imiKnown}) {
		t.Fatalf("the public halves are %v", k.Public())
	}
	var all []note.Verifier
	for _, p := range k.Public() {
		v, err := note.NewVerifier(p)
		ok(t, err)
		all = append(all, v)
	}
	return k, note.VerifierList(all...)
}

// Many write at once, and two sequence: every event has one place, without a
// gap, and the tree's head is what the library makes of them.
func TestEveryEventHasOnePlaceInItsOrganisationsTree(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			for range 8 {
				invite(t, w, w.Andina.Admin)
				invite(t, w, w.Nordic.Admin)
			}
		})
		all.Go(func() {
			for range 5 {
				_ = w.DB.Clerk(context.Background(), func(tx *tenants.ClerkTx) error { _, err := sequence(tx, 7); return err })
			}
		})
	}
	all.Wait()
	for _, org := range []uuid.UUID{w.Andina.ID, w.Nordic.ID} {
		entered(t, w, org)
		var hashes []tlog.Hash
		reader := tlog.HashReaderFunc(func(at []int64) ([]tlog.Hash, error) {
			some := make([]tlog.Hash, len(at))
			for i, n := range at {
				some[i] = hashes[n]
			}
			return some, nil
		})
		var head tlog.Hash
		var position, size int64
		var entered time.Time
		var leaf, root []byte
		w.Each(`select l.position, l.entered_at, a.leaf, t.size, t.root from journal_leaf l join audit_log a on a.tenant_id = l.tenant_id and a.id = l.event_id
			join journal_tree t on t.tenant_id = l.tenant_id where l.tenant_id = $1 order by l.position`, []any{org}, []any{&position, &entered, &leaf, &size, &root}, func() error {
			if n := tlog.StoredHashCount(position); n != int64(len(hashes)) {
				t.Errorf("place %d is given to the event after %d", position, len(hashes))
			}
			more, err := tlog.StoredHashes(position, append(leaf, micro(entered)...), reader)
			hashes = append(hashes, more...)
			copy(head[:], root)
			return err
		})
		if want, err := tlog.TreeHash(size, reader); err != nil || size < 32 || head != want || tlog.StoredHashCount(size) != int64(len(hashes)) {
			t.Errorf("the head of %d events is another (%v)", size, err)
		}
	}
}

func micro(at time.Time) []byte {
	n := uint64(at.UnixMicro())
	return []byte{byte(n >> 56), byte(n >> 48), byte(n >> 40), byte(n >> 32), byte(n >> 24), byte(n >> 16), byte(n >> 8), byte(n)}
}

// An event is not entered while a transaction that began to write before it is
// open, or the older would have no place behind it.
func TestAnOpenTransactionsEventIsNotPassedOver(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	wrote, on := make(chan struct{}), make(chan struct{})
	done := make(chan error)
	go func() {
		done <- w.DB.Write(context.Background(), w.Andina.Admin, func(tx *tenants.Tx) error {
			_, err := invited(tx)
			close(wrote)
			<-on
			return err
		})
	}()
	<-wrote
	m := invite(t, w, w.Andina.Admin)
	for range 3 {
		ok(t, w.DB.Clerk(t.Context(), func(tx *tenants.ClerkTx) error { _, err := sequence(tx, 500); return err }))
	}
	if n := w.Count(`select count(*) from journal_leaf l join audit_log a on a.tenant_id = l.tenant_id and a.id = l.event_id where a.subject_id = $1`, m); n != 0 {
		t.Error("the younger event was entered before the older")
	}
	close(on)
	ok(t, <-done)
	entered(t, w, w.Andina.ID)
	if n := w.Count(`select count(*) from journal_leaf where tenant_id = $1`, w.Andina.ID); n != 2 {
		t.Errorf("%d of 2 events are in the tree", n)
	}
}

// A checkpoint is over all heads, signed by each key, names the one before, and
// leaves each organisation what proves its head; while nothing is written there
// is no other, until an hour is over.
func TestACheckpointIsOverAllHeadsAndNamesTheOneBefore(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	signing, known := keys(t)
	sign := func() (c journal.Checkpoint, signed bool) {
		t.Helper()
		ok(t, w.DB.Clerk(t.Context(), func(tx *tenants.ClerkTx) (err error) {
			c, signed, err = sign(tx, "https://accord.example", signing)
			return err
		}))
		return c, signed
	}
	invite(t, w, w.Andina.Admin)
	entered(t, w, w.Andina.ID)
	first, signed := sign()
	for ; !signed; first, signed = sign() { // while another test sequences
	}
	invite(t, w, w.Andina.Admin)
	entered(t, w, w.Andina.ID)
	second, signed := sign()
	for ; !signed; second, signed = sign() {
	}
	read, err := note.Open([]byte(second.Note), known)
	ok(t, err)
	c, err := journal.ReadCheckpoint(read.Text)
	ok(t, err)
	if len(read.Sigs) != 2 || c.Number != first.Number+1 || c.Root != second.Root || c.Before != tlog.Hash(sha256.Sum256([]byte(first.Note))) || !c.At.Equal(w.Clock.Now()) {
		t.Errorf("the second reads %+v", c)
	}
	for _, c := range []journal.Checkpoint{first, second} {
		var h journal.Head
		var place int64
		var proof, root []byte
		w.Each(`select tenant_id, size, root, place, proof from journal_head where tenant_id = $1 and number = $2`, []any{w.Andina.ID, c.Number}, []any{&h.Tenant, &h.Size, &root, &place, &proof},
			func() error { copy(h.Root[:], root); return nil })
		ok(t, journal.CheckHead(c, h, place, proof))
		h.Size++
		if journal.CheckHead(c, h, place, proof) == nil {
			t.Error("another head is proved as well")
		}
	}
	if n := w.Count(`select count(*) from journal_head where tenant_id = $1`, w.Nordic.ID); n > 1 {
		t.Errorf("a head that did not move is kept %d times", n)
	}
}

// No login changes or takes away what is written, places anything elsewhere, or
// says for itself which transaction wrote.
func TestNoLoginChangesTheTrees(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	invite(t, w, w.Andina.Admin)
	entered(t, w, w.Andina.ID)
	for _, sql := range []string{
		`update journal_leaf set hash = hash`, `delete from journal_leaf`, `truncate journal_leaf`, `update journal_node set hash = hash`, `delete from journal_node`,
		`update journal_tree set size = size - 1`, `update journal_tree set size = size`, `delete from journal_tree`, `delete from journal_mark`,
		`update journal_checkpoint set note = ''`, `delete from journal_checkpoint`, `delete from journal_head`, `update journal_head set size = 0`,
		`insert into audit_log (tenant_id, id, at, door, actor, roles, request_id, action, resource, leaf, txid) values (app.tenant(), gen_random_uuid(), app.now(), 'member', 'x', '{}', '', 'x', 'x', '', '1')`,
		`insert into audit_log (tenant_id, id, at, door, actor, roles, request_id, action, resource, leaf, txid) values (app.tenant(), gen_random_uuid(), app.now(), 'clerk', 'x', '{}', '', 'x', 'x', '', '1')`,
		`select actor from audit_log`, `select detail from audit_log`,
	} {
		for _, door := range []tenants.Door{tenants.DoorMember, tenants.DoorOverseer, tenants.DoorSelf, tenants.DoorGate, tenants.DoorClerk, tenants.DoorPublic} {
			if (door == tenants.DoorMember || door == tenants.DoorOverseer) && sql[:6] == "select" {
				continue // who may read the log reads it
			}
			if n, err := w.ByLogin(door, w.Andina.ID, sql); err == nil && n != 0 {
				t.Errorf("%s: %s reached %d rows", door, sql, n)
			}
		}
	}
	if n, err := w.ByLogin(tenants.DoorMember, w.Nordic.ID, `select * from journal_leaf where tenant_id = $1`, w.Andina.ID); err != nil || n != 0 {
		t.Errorf("another organisation reads %d leaves (%v)", n, err)
	}
	if n, err := w.ByLogin(tenants.DoorMember, w.Andina.ID, `select * from journal_leaf`); err != nil || n == 0 {
		t.Errorf("an organisation reads %d of its leaves (%v)", n, err)
	}
}

// What a login writes in the journal can be verified: nothing without its seal,
// which a file would show by its leaf alone, whatever its date; nothing that reads
// as erased; and nothing that keeps a file from being read.
func TestNoLoginWritesAnEventThatCannotBeVerified(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	doors := []tenants.Door{tenants.DoorMember, tenants.DoorOverseer, tenants.DoorSelf, tenants.DoorGate, tenants.DoorClerk}
	write := func(door tenants.Door, salt, sealed, leaf, detail string) error {
		_, err := w.ByLogin(door, w.Andina.ID, `with me as (select set_config('app.person_id', $1, true)) insert into audit_log (tenant_id, id, at, door, person_id, actor, roles, request_id, action, resource, detail, leaf, salt, sealed)
			select $2, gen_random_uuid(), app.now() - interval '1 year', $3, $1::uuid, 'x', '{}', '', 'x', 'x', `+detail+`, `+leaf+`, `+salt+`, `+sealed+` from me`,
			w.Andina.Admin.Person().String(), w.Andina.ID, string(door))
		return err
	}
	const hash = `sha256('x')`
	for _, door := range doors {
		for what, err := range map[string]error{
			"no salt":         write(door, "null", hash, hash, "'{}'"),
			"no seal":         write(door, hash, "null", hash, "'{}'"),
			"a leaf of none":  write(door, hash, hash, "''", "'{}'"),
			"an endless word": write(door, hash, hash, hash, "jsonb_build_object('x', repeat('x', 1000001))"),
		} {
			if err == nil {
				t.Errorf("the %s login writes an event with %s", door, what)
			}
		}
		if err := write(door, hash, hash, hash, "'{}'"); err != nil { // verifying finds its leaf, and its date
			t.Errorf("the %s login writes no event: %v", door, err)
		}
	}
}

// The clerk's login moves the mark past what is in the trees, and no further.
func TestTheMarkPassesNothingOver(t *testing.T) {
	t.Parallel()
	w := apptest.NewWorld(t)
	m := invite(t, w, w.Andina.Admin)
	for _, to := range []string{`txid = pg_current_xact_id()`, `txid = '9000000000000000000'`,
		`(txid, event_id) = (select a.txid, a.id from audit_log a where not exists (select from journal_leaf l where l.tenant_id = a.tenant_id and l.event_id = a.id) order by a.txid desc, a.id desc limit 1)`} {
		if n, err := w.ByLogin(tenants.DoorClerk, w.Andina.ID, `update journal_mark set `+to); err == nil && n != 0 {
			t.Errorf("the mark is moved on: %s", to)
		}
	}
	entered(t, w, w.Andina.ID)
	if n := w.Count(`select count(*) from journal_leaf l join audit_log a on a.tenant_id = l.tenant_id and a.id = l.event_id where a.subject_id = $1`, m); n != 1 {
		t.Errorf("the event is in the tree %d times", n)
	}
}
