package journal

import (
	"encoding/json"
	"io"

	"golang.org/x/mod/sumdb/tlog"

	"accord/tenants"
	"accord/tenants/fault"
)

// takeBatch is how many events are read at a time.
const takeBatch = 1000

// proofEvery is how many events of a whole file stand between two that carry
// their proof: it tells where a file does not hold.
const proofEvery = 256

// Take writes the organisation's journal as a file that anybody can verify
// without us: every event up to the last checkpoint, or those that f names, each
// with its proof. That it was taken is an event of the log itself. Returns NotFound
// to those who may not read the log, Conflict before the first checkpoint.
func Take(tx *tenants.Tx, name string, f Filter, to io.Writer) (Head, error) {
	if err := allowed(tx, tx.Tenant()); err != nil {
		return Head{}, err
	}
	signed, err := lastHead(tx)
	if err != nil {
		return Head{}, err
	}
	if signed == nil {
		return Head{}, fault.New(fault.Conflict, "journal.unsigned")
	}
	head := signed.head()
	out := json.NewEncoder(to)
	out.SetEscapeHTML(false)
	whole := f == Filter{}
	if err := out.Encode(FileHead{Journal: 1, Organisation: head.Tenant, Name: name, TakenAt: tx.Now(), Whole: whole, Size: head.Size, Root: head.Root,
		Place: signed.Place, Proof: signed.Proof, Checkpoint: signed.Note, Keys: signed.Keys}); err != nil {
		return head, err
	}
	events := 0
	for from := int64(0); from < head.Size; {
		lines, err := fileEvents(tx, f, whole, head.Size, from)
		if err != nil {
			return head, err
		}
		if len(lines) == 0 {
			break
		}
		for _, line := range lines {
			if err := out.Encode(line); err != nil {
				return head, err
			}
		}
		events, from = events+len(lines), lines[len(lines)-1].Position+1
	}
	tx.Record(tenants.Event{Action: "journal.exported", Resource: "audit_log", Subject: tx.Tenant(), Detail: map[string]any{"events": events, "proofs": true}})
	return head, nil
}

// fileEvents are the next lines of a file, from a place on.
func fileEvents(tx *tenants.Tx, f Filter, whole bool, size, from int64) ([]FileEvent, error) {
	leaves, err := leavesFrom(tx, f, whole, size, from)
	if err != nil || len(leaves) == 0 {
		return nil, err
	}
	events, err := eventsOf(tx, leaves)
	if err != nil {
		return nil, err
	}
	var proved []int64
	for _, l := range leaves {
		if !whole || (l.Position+1)%proofEvery == 0 {
			proved = append(proved, l.Position)
		}
	}
	proofs, err := proofsOf(tx, size, proved)
	if err != nil {
		return nil, err
	}
	lines := make([]FileEvent, len(leaves))
	for i, l := range leaves {
		lines[i] = events[l.EventID].line(l)
		lines[i].Proof = proofs[l.Position]
	}
	return lines, nil
}

// line is an event as a file shows it: signing in by its leaf alone, as in the log.
func (a AuditLog) line(l JournalLeaf) FileEvent {
	e := FileEvent{Position: l.Position, Entered: l.EnteredAt.UTC(), Leaf: a.Leaf}
	if a.Door == string(tenants.DoorGate) || a.Sealed == nil {
		return e
	}
	e.Event = &FileLeaf{ID: a.ID, At: a.At.UTC(), Door: tenants.Door(a.Door), Request: a.RequestID, Purpose: value(a.Purpose), Action: a.Action, Resource: a.Resource,
		Subject: value(a.SubjectID), Case: value(a.CaseID), Told: a.Told, Sealed: a.Sealed}
	if a.Salt != nil {
		detail, _ := json.Marshal(a.Detail)
		e.By, e.Salt = &FileWords{Person: value(a.PersonID), Membership: value(a.MembershipID), Actor: a.Actor, Roles: a.Roles, Detail: detail}, a.Salt
	}
	return e
}

func value[T any](p *T) (v T) {
	if p != nil {
		v = *p
	}
	return v
}

// proofsOf prove that events stand at their places in a tree of a size, with one
// question for all their hashes.
func proofsOf(tx *tenants.Tx, size int64, places []int64) (map[int64]tlog.RecordProof, error) {
	needed := map[int64]tlog.Hash{}
	note := tlog.HashReaderFunc(func(at []int64) ([]tlog.Hash, error) {
		for _, n := range at {
			needed[n] = tlog.Hash{}
		}
		return make([]tlog.Hash, len(at)), nil
	})
	for _, p := range places {
		if _, err := tlog.ProveRecord(size, p, note); err != nil {
			return nil, err
		}
	}
	if err := readHashes(tx, needed); err != nil {
		return nil, err
	}
	read := tlog.HashReaderFunc(func(at []int64) ([]tlog.Hash, error) {
		all := make([]tlog.Hash, len(at))
		for i, n := range at {
			all[i] = needed[n]
		}
		return all, nil
	})
	proofs := make(map[int64]tlog.RecordProof, len(places))
	for _, p := range places {
		proof, err := tlog.ProveRecord(size, p, read)
		if err != nil {
			return nil, err
		}
		proofs[p] = proof
	}
	return proofs, nil
}
