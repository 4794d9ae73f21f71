package bench

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"sync"
	"sync/atomic"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"golang.org/x/mod/sumdb/tlog"

	"accord/app/journal"
	"accord/jobs"
	"accord/tenants"
)

func init() { benches["journal"] = theJournal }

const (
	journalWriters  = 8
	journalTenants  = 100
	journalWrites   = 4000 // in a round
	journalRounds   = 4    // of each side, in turn
	journalVerified = 100_000
)

// theJournal writes the same transactions with an event of each and without, the
// sequencer at work beside the first; and verifies a journal in a file.
func theJournal(ctx context.Context, log io.Writer) (figures []Figure, err error) {
	b, err := start(ctx)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, b.stop()) }()
	db, err := b.kernel(ctx)
	if err != nil {
		return nil, err
	}
	defer db.Close()
	w := journalWriting{}
	if err := w.open(ctx, b); err != nil {
		return nil, err
	}
	defer w.pool.Close()
	private, _, err := journal.NewKey("bench")
	if err != nil {
		return nil, err
	}
	keys, err := journal.ReadKeys(private)
	if err != nil {
		return nil, err
	}
	fmt.Fprintf(log, "  %d writers, %d organisations, %d transactions, %d rounds of each…\n", journalWriters, journalTenants, journalWrites, journalRounds)
	var with, without time.Duration
	var entered int
	for range journalRounds {
		took, err := w.round(ctx, false)
		if err != nil {
			return nil, err
		}
		without += took
		stop := jobs.BenchSequencer(ctx, db, keys)
		took, err = w.round(ctx, true)
		n, failed := stop()
		if err := errors.Join(err, failed); err != nil {
			return nil, err
		}
		with, entered = with+took, entered+n
	}
	file, public, err := bigJournal(journalVerified, keys)
	if err != nil {
		return nil, err
	}
	begun := time.Now()
	if _, err := journal.Verify(bytes.NewReader(file), public); err != nil {
		return nil, err
	}
	verified := time.Since(begun)
	all := float64(journalWrites * journalRounds)
	return []Figure{
		plain("transactions without an event", all/without.Seconds(), "tx/s"),
		plain("transactions with one, sequenced and signed beside", all/with.Seconds(), "tx/s"),
		atLeast("with / without", without.Seconds()/with.Seconds(), "ratio", 0.5),
		atLeast("events in their trees when the last was written", float64(entered)/all, "share", 0.9),
		atMost(fmt.Sprintf("verifying %d events", journalVerified), verified.Seconds(), "s", 5),
	}, nil
}

// journalWriting is who writes.
type journalWriting struct {
	pool    *pgxpool.Pool
	tenants []uuid.UUID
}

func (w *journalWriting) open(ctx context.Context, b *bed) error {
	conn, err := pgx.Connect(ctx, b.owner)
	if err != nil {
		return err
	}
	defer conn.Close(ctx)
	rows, err := conn.Query(ctx, `insert into organisation (tenant_id, slug, name, country, time_zone, created_at)
		select gen_random_uuid(), 'org-' || n, 'Organisation ' || n, 'NL', 'Europe/Amsterdam', now() from generate_series(1, $1::int) n returning tenant_id`, journalTenants)
	if err != nil {
		return err
	}
	if w.tenants, err = pgx.CollectRows(rows, pgx.RowTo[uuid.UUID]); err != nil {
		return err
	}
	config, err := pgxpool.ParseConfig(b.urls[tenants.DoorMember])
	if err != nil {
		return err
	}
	config.MaxConns = journalWriters
	w.pool, err = pgxpool.NewWithConfig(ctx, config)
	return err
}

// round writes, and answers how long it took.
func (w *journalWriting) round(ctx context.Context, events bool) (time.Duration, error) {
	var next atomic.Int64
	faults := make([]error, journalWriters)
	var all sync.WaitGroup
	begun := time.Now()
	for i := range journalWriters {
		all.Go(func() {
			for n := next.Add(1); n <= journalWrites && faults[i] == nil; n = next.Add(1) {
				faults[i] = w.write(ctx, w.tenants[int(n)%len(w.tenants)], events)
			}
		})
	}
	all.Wait()
	return time.Since(begun), errors.Join(faults...)
}

// write is a transaction as the kernel sends it: claims, a row, and its event.
func (w *journalWriting) write(ctx context.Context, tenant uuid.UUID, event bool) error {
	now := time.Now().UTC().Truncate(time.Microsecond)
	claims := fmt.Sprintf(`begin; select set_config('app.now','%s',true),set_config('app.tenant_id','%s',true),set_config('app.person_id','%s',true)`, now.Format(time.RFC3339Nano), tenant, tenant)
	return w.pool.AcquireFunc(ctx, func(c *pgxpool.Conn) error {
		if _, err := c.Conn().PgConn().Exec(ctx, claims).ReadAll(); err != nil {
			return err
		}
		candidate := uuid.Must(uuid.NewV7())
		if _, err := c.Exec(ctx, `insert into candidate (tenant_id, id, name, email, language, created_at) values ($1, $2, 'Ana', $3, 'en', $4)`, tenant, candidate, candidate.String()+"@example.org", now); err != nil {
			return err
		}
		if event {
			if err := writeEvent(ctx, c, tenant, candidate, now); err != nil {
				return err
			}
		}
		_, err := c.Exec(ctx, `commit`)
		return err
	})
}

// writeEvent is an event with its commitment, as the kernel writes it.
func writeEvent(ctx context.Context, c *pgxpool.Conn, tenant, subject uuid.UUID, now time.Time) error {
	salt := make([]byte, 32)
	copy(salt, subject[:])
	by := tenants.Personal{Person: tenant, Actor: "Ana", Roles: []string{"program_manager"}, Detail: json.RawMessage(`{}`)}
	sealed, err := by.Seal(salt)
	if err != nil {
		return err
	}
	l := tenants.Leaf{Tenant: tenant, ID: uuid.Must(uuid.NewV7()), At: now, Door: tenants.DoorMember, Action: "candidate.added", Resource: "candidate", Subject: subject, Case: subject, Sealed: sealed}
	_, err = c.Exec(ctx, `insert into audit_log (tenant_id, id, at, door, person_id, actor, roles, request_id, action, resource, subject_id, case_id, detail, leaf, salt, sealed)
		values ($1, $2, $3, 'member', $4, $5, $6, '', $7, $8, $9, $9, '{}', $10, $11, $12)`, tenant, l.ID, now, by.Person, by.Actor, by.Roles, l.Action, l.Resource, subject, l.Hash(), salt, sealed)
	return err
}

// bigJournal is a whole journal in a file.
func bigJournal(events int64, keys journal.Keys) (file []byte, public string, err error) {
	org, now := uuid.New(), time.Now().UTC().Truncate(time.Microsecond)
	lines := make([]journal.FileEvent, events)
	var hashes []tlog.Hash
	read := tlog.HashReaderFunc(func(at []int64) ([]tlog.Hash, error) {
		all := make([]tlog.Hash, len(at))
		for i, n := range at {
			all[i] = hashes[n]
		}
		return all, nil
	})
	var tree journal.Tree
	for n := range events {
		by := journal.FileWords{Person: uuid.New(), Membership: uuid.New(), Actor: "Ana Lucía Torres", Roles: []string{"trainer"}, Detail: json.RawMessage(`{"given":"assessor","taken":""}`)}
		salt := make([]byte, 32)
		copy(salt, by.Person[:])
		sealed, err := tenants.Personal{Person: by.Person, Membership: by.Membership, Actor: by.Actor, Roles: by.Roles, Detail: by.Detail}.Seal(salt)
		if err != nil {
			return nil, "", err
		}
		e := journal.FileLeaf{ID: uuid.New(), At: now, Door: tenants.DoorMember, Request: "01JD", Action: "membership.roles_set", Resource: "membership", Subject: by.Membership, Case: by.Membership, Sealed: sealed}
		leaf := tenants.Leaf{Tenant: org, ID: e.ID, At: now, Door: e.Door, Request: e.Request, Action: e.Action, Resource: e.Resource, Subject: e.Subject, Case: e.Case, Sealed: sealed}.Hash()
		h := journal.Entry(leaf, now)
		more, err := tlog.StoredHashesForRecordHash(n, h, read)
		if err != nil {
			return nil, "", err
		}
		hashes = append(hashes, more...)
		tree.Add(h)
		lines[n] = journal.FileEvent{Position: n, Entered: now, Leaf: leaf, Event: &e, By: &by, Salt: salt}
	}
	heads, err := journal.TreeOfHeads([]journal.Head{{Tenant: org, Size: tree.Size, Root: tree.Root()}})
	if err != nil {
		return nil, "", err
	}
	c, err := journal.Checkpoint{}.Next("bench", now, heads)
	if err != nil {
		return nil, "", err
	}
	if err := c.Sign(keys); err != nil {
		return nil, "", err
	}
	var b bytes.Buffer
	out := json.NewEncoder(&b)
	err = out.Encode(journal.FileHead{Journal: 1, Organisation: org, TakenAt: now, Whole: true, Size: tree.Size, Root: tree.Root(), Checkpoint: c.Note, Keys: keys.Public()})
	for i := range lines {
		if (i+1)%256 == 0 && err == nil {
			lines[i].Proof, err = tlog.ProveRecord(tree.Size, int64(i), read)
		}
		if err == nil {
			err = out.Encode(lines[i])
		}
	}
	return b.Bytes(), keys.Public()[0], err
}
