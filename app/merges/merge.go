package merges

import (
	"bytes"
	"encoding/json"
	"slices"

	"github.com/google/uuid"

	"accord/app/assessments"
	"accord/tenants"
	"accord/tenants/fault"
)

// FinalKind is the job that makes a merge final, Days after it.
const FinalKind = "merges.final"

// NewMerge is what somebody confirmed.
type NewMerge struct {
	Kept, Merged uuid.UUID
	Take         []string // the Fields whose value is taken from the one that goes
	Digest       string   // of the Comparison that was shown
}

// Unite makes one record of two. What hangs on the merged one hangs on the
// other from then on; it can be undone for Days. Returns Invalid for fields
// that are none, NotFound for a record that the actor does not read or that
// was merged by then, Forbidden to who may not merge, and Conflict when what
// was shown is not so any more or something stands in the way.
func Unite(tx *tenants.Tx, in NewMerge) (Merge, error) {
	for _, f := range in.Take {
		if !slices.Contains(Fields, f) {
			return Merge{}, fault.New(fault.Invalid, "merge.no_field")
		}
	}
	if err := lock(tx, in.Kept, in.Merged); err != nil {
		return Merge{}, err
	}
	c, err := Compare(tx, in.Kept, in.Merged)
	if err != nil {
		return Merge{}, err
	}
	kept, gone := c.Kept.Candidate, c.Merged.Candidate
	now := tx.Now()
	m := Merge{TenantID: tx.Tenant(), ID: tx.NewID(), KeptID: kept.ID, MergedID: gone.ID, MergedName: gone.Name, State: Merging,
		MergedAt: now, MergedBy: membership(tx), MergedByName: tx.Name(), UndoUntil: now.AddDate(0, 0, Days)}
	if err := allow(tx, &m, "create", &kept, &gone); err != nil {
		return Merge{}, err
	}
	if c.Digest() != in.Digest {
		return Merge{}, fault.New(fault.Conflict, "merge.changed")
	}
	if len(c.Obstacles) > 0 {
		return Merge{}, refusal(c.Obstacles)
	}
	after := map[string]string{}
	for _, f := range Fields {
		after[f] = Value(kept, f)
		if slices.Contains(in.Take, f) {
			after[f] = Value(gone, f)
		}
	}
	if m.KeptAfter, err = json.Marshal(after); err != nil {
		return Merge{}, err
	}
	m.KeptBefore, m.MergedBefore, m.MergedAfter = m.KeptAfter, m.KeptAfter, m.KeptAfter // the database puts what is on file
	if err := insert(tx, &m); err != nil {                                              // and moves what hangs on the one to the other
		if tenants.Violates(err, "merge_refused") || tenants.Violates(err, "candidate_merge_once") {
			return Merge{}, fault.New(fault.Conflict, "merge.changed").Because(err)
		}
		return Merge{}, err
	}
	m.State = Merged
	if err := update(tx, &m, "State"); err != nil {
		return Merge{}, err
	}
	moved, err := counted(tx, m.ID)
	if err != nil {
		return Merge{}, err
	}
	detail := map[string]any{"merge": m.ID, "kept": kept.ID, "merged": gone.ID, "taken": in.Take, "moved": moved}
	tx.Record(tenants.Event{Action: "candidate.merged", Resource: "candidate_merge", Subject: m.ID, Case: kept.ID, Detail: detail})
	tx.Record(tenants.Event{Action: "candidate.merged_away", Resource: "candidate_merge", Subject: m.ID, Case: gone.ID, Detail: detail})
	return m, tx.Due(tenants.Deadline{Subject: m.ID, Kind: FinalKind, Stage: "final", At: m.UndoUntil})
}

// refusal says the first of what stands in the way, with its own words.
func refusal(obstacles []fault.Sentence) error {
	return &fault.Error{Code: fault.Conflict, Sentence: obstacles[0]}
}

// lock takes two records, whichever way round they are named, and then what is
// being judged of them: whoever asks somebody to judge has that first, and comes
// to the record afterwards.
func lock(tx *tenants.Tx, ids ...uuid.UUID) error {
	slices.SortFunc(ids, func(a, b uuid.UUID) int { return bytes.Compare(a[:], b[:]) })
	for _, id := range ids {
		if err := tx.Lock(id); err != nil {
			return err
		}
	}
	open, err := where[assessments.Assessment](tx, "candidate_id in ? and decided_at is null", ids)
	if err != nil {
		return err
	}
	for _, a := range open {
		if err := tx.Lock(a.ID); err != nil {
			return err
		}
	}
	return nil
}

// allow asks for a merge, and for both its records.
func allow(tx *tenants.Tx, m *Merge, action string, records ...any) error {
	for _, r := range records {
		if err := tx.Allow("merge", r); err != nil {
			return err
		}
	}
	return tx.Allow(action, m)
}
