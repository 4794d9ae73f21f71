package knowledge_test

import (
	"testing"

	"accord/app/knowledge"
	"accord/app/paging"
	"accord/tenants"
)

// Each standing lists what stands so and nothing else, and together they list
// every script once.
func TestAListSaysHowFarEachScriptIs(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	markers := []tenants.Member{s.Member(s.org, tenants.RoleAssessor), s.Member(s.org, tenants.RoleAssessor), s.Member(s.org, tenants.RoleAssessor)}
	for _, m := range markers {
		s.Qualify(m)
	}
	want := map[knowledge.Standing]knowledge.Script{}
	want[knowledge.Unmarked] = s.filed(t)
	s.marks(t, want[knowledge.Unmarked], markers[0], 8, 8)
	want[knowledge.BeingMarked] = s.filed(t)
	s.marks(t, want[knowledge.BeingMarked], markers[0], 8, 8)
	s.marks(t, want[knowledge.BeingMarked], markers[1])
	want[knowledge.Apart] = s.filed(t)
	s.marks(t, want[knowledge.Apart], markers[0], 10, 10)
	s.marks(t, want[knowledge.Apart], markers[1], 1, 1)
	want[knowledge.Settled] = s.filed(t)
	s.marks(t, want[knowledge.Settled], markers[0], 8, 8)
	s.marks(t, want[knowledge.Settled], markers[1], 8, 7)
	list := func(m tenants.Member, of knowledge.Standing) (all []knowledge.Item) {
		s.do(t, m, func(tx *tenants.Tx) error {
			page, err := knowledge.List(tx, of, paging.Ask{})
			all = page.Items
			return err
		})
		return all
	}
	for of, script := range want {
		if all := list(s.org.Manager, of); len(all) != 1 || all[0].ID != script.ID || all[0].Standing != of {
			t.Errorf("%s: %+v", of, all)
		}
	}
	if all := list(s.org.Manager, ""); len(all) != 4 {
		t.Errorf("there are four scripts, %d listed", len(all))
	}
	if all := list(s.org.Manager, knowledge.Open); len(all) != 3 || all[0].ID != want[knowledge.Unmarked].ID || all[0].In() != 1 {
		t.Errorf("three wait, what was filed first the first: %+v", all)
	}
	third := s.marks(t, want[knowledge.Apart], markers[2])
	if all := list(s.org.Manager, knowledge.BeingMarked); len(all) != 2 || third.Place != 3 {
		t.Errorf("with a third marker it is marked again: %+v", all)
	}
	if all := list(s.Nordic.Manager, ""); len(all) != 0 {
		t.Errorf("another organisation lists %d", len(all))
	}
	if all := list(s.org.Trainer, ""); len(all) != 0 {
		t.Errorf("a trainer lists %d", len(all))
	}
}
