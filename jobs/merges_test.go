package jobs

import (
	"testing"
	"time"

	"accord/app/candidates"
	"accord/app/merges"
	"accord/tenants"
)

// Thirty days later a merge is final by itself, and what was kept for undoing
// it is erased; not a day before, and once.
func TestAMergeBecomesFinalByItself(t *testing.T) {
	t.Parallel()
	o := office(t)
	var m merges.Merge
	o.write(t, o.Andina.Manager, func(tx *tenants.Tx) error {
		kept, err := candidates.Add(tx, candidates.NewCandidate{Name: "Ana Lucía Torres", Email: "ana@correo.example", Language: "es"})
		if err != nil {
			return err
		}
		gone, err := candidates.Add(tx, candidates.NewCandidate{Name: "Torres, Ana Lucia", Email: "atorres@trabajo.example", Language: "es"})
		if err != nil {
			return err
		}
		c, err := merges.Compare(tx, kept.ID, gone.ID)
		if err != nil {
			return err
		}
		m, err = merges.Unite(tx, merges.NewMerge{Kept: kept.ID, Merged: gone.ID, Digest: c.Digest()})
		return err
	})
	final := func() int {
		return o.Count("select count(*) from candidate_merge where tenant_id = $1 and id = $2 and state = 'final' and kept_before is null and merged_before is null", o.Andina.ID, m.ID)
	}
	o.Clock.Add(merges.Days*24*time.Hour - time.Minute)
	o.drains(t, Drained{})
	if final() != 0 {
		t.Error("it is final before its time")
	}
	o.Clock.Add(2 * time.Minute)
	o.drains(t, Drained{Done: 1})
	if final() != 1 {
		t.Error("it is not final, or keeps what undoing needed")
	}
	o.drains(t, Drained{})
}

// A merge that was undone leaves nothing to be done.
func TestAMergeThatWasUndoneIsNotDue(t *testing.T) {
	t.Parallel()
	o := office(t)
	o.write(t, o.Andina.Manager, func(tx *tenants.Tx) error {
		var both [2]candidates.Candidate
		for i, email := range []string{"ana@correo.example", "atorres@trabajo.example"} {
			var err error
			if both[i], err = candidates.Add(tx, candidates.NewCandidate{Name: "Ana Torres", Email: email, Language: "es"}); err != nil {
				return err
			}
		}
		c, err := merges.Compare(tx, both[0].ID, both[1].ID)
		if err != nil {
			return err
		}
		m, err := merges.Unite(tx, merges.NewMerge{Kept: both[0].ID, Merged: both[1].ID, Digest: c.Digest()})
		if err != nil {
			return err
		}
		_, err = merges.Undo(tx, m.ID)
		return err
	})
	o.Clock.Add((merges.Days + 1) * 24 * time.Hour)
	o.drains(t, Drained{})
}
