package merges_test

import (
	"slices"
	"testing"

	"accord/app/candidates"
	"accord/app/merges"
	"accord/app/paging"
	"accord/tenants"
	"accord/tenants/fault"
)

func (s *stage) pairs(t *testing.T, f merges.Filter) (all []merges.Pair) {
	t.Helper()
	s.read(t, s.org.Manager, func(tx *tenants.Tx) error {
		page, err := merges.List(tx, f, paging.Ask{})
		all = page.Items
		return err
	})
	return all
}

func TestLikelyDuplicatesAreFoundWhenARecordComesOrChanges(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	found := s.pairs(t, merges.Filter{})
	if len(found) != 1 || !slices.Equal(found[0].By(), []merges.By{merges.ByName, merges.ByEmail}) || found[0].One.ID != s.ana.ID || found[0].Other.ID != s.dupe.ID {
		t.Fatalf("found %+v", found)
	}
	pedro := s.add(t, candidates.NewCandidate{Name: "Pedro Vega", Email: "pedro@correo.example", Language: "es", Reference: "a 1"})
	if by := s.pairs(t, merges.Filter{By: merges.ByReference}); len(by) != 1 || by[0].Other.ID != pedro.ID {
		t.Errorf("by the reference: %+v", by)
	}
	s.write(t, s.org.Manager, func(tx *tenants.Tx) error {
		_, err := candidates.Edit(tx, pedro.ID, candidates.NewCandidate{Name: pedro.Name, Email: pedro.Email, Language: "es", Reference: "P-9"})
		return err
	})
	if by := s.pairs(t, merges.Filter{By: merges.ByReference}); len(by) != 0 {
		t.Errorf("the reference differs by now: %+v", by)
	}
	if none := s.pairs(t, merges.Filter{Search: "pedro"}); len(none) != 0 {
		t.Errorf("of Pedro: %+v", none)
	}
	if his := s.pairs(t, merges.Filter{Search: "trabajo"}); len(his) != 1 {
		t.Errorf("by one address: %+v", his)
	}
	s.merged(t)
	if left := s.pairs(t, merges.Filter{}); len(left) != 0 {
		t.Errorf("after the merge: %+v", left)
	}
}

func TestAPairThatIsTwoPeopleIsNotListedAgain(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	p := s.pairs(t, merges.Filter{})[0]
	settle := func(m tenants.Member, verb func(*tenants.Tx) error) error { return s.try(m, verb) }
	dismiss := func(tx *tenants.Tx) error { _, err := merges.Dismiss(tx, p.ID); return err }
	refused(t, "a trainer", settle(s.org.Trainer, dismiss), fault.NotFound, "not_found.candidate_pair")
	refused(t, "another organisation", settle(s.Nordic.Manager, dismiss), fault.NotFound, "not_found.candidate_pair")
	for range 2 { // said twice, it is said once
		if err := settle(s.org.Manager, dismiss); err != nil {
			t.Fatal(err)
		}
	}
	s.write(t, s.org.Manager, func(tx *tenants.Tx) error {
		_, err := candidates.Edit(tx, s.dupe.ID, candidates.NewCandidate{Name: s.ana.Name, Email: s.dupe.Email, Language: "es"})
		return err
	})
	if again := s.pairs(t, merges.Filter{}); len(again) != 0 {
		t.Errorf("listed again: %+v", again)
	}
	if kept := s.pairs(t, merges.Filter{Dismissed: true}); len(kept) != 1 || kept[0].DismissedByName == "" {
		t.Errorf("dismissed: %+v", kept)
	}
	if err := settle(s.org.Manager, func(tx *tenants.Tx) error { _, err := merges.Restore(tx, p.ID); return err }); err != nil || len(s.pairs(t, merges.Filter{})) != 1 {
		t.Errorf("restored: %v", err)
	}
	s.merged(t)
	refused(t, "a pair of which one was merged", settle(s.org.Manager, dismiss), fault.NotFound, "not_found.candidate_pair")
}
