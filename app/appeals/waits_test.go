package appeals_test

import (
	"testing"

	"accord/app/appeals"
	"accord/app/paging"
	"accord/tenants"
)

// step is what an appeal waits for somebody to do, in their own list.
func (s scene) step(m tenants.Member, a appeals.Appeal) (step appeals.Step) {
	s.t.Helper()
	s.ok(m, func(tx *tenants.Tx) error {
		all, err := appeals.Places(tx)
		for _, p := range all {
			if p.AppealID == a.ID {
				step = p.Step
			}
		}
		return err
	})
	return step
}

// waiting is how many appeals are in somebody's list of those that wait for them.
func (s scene) waiting(m tenants.Member) (n int) {
	s.t.Helper()
	s.ok(m, func(tx *tenants.Tx) error {
		only, err := appeals.Narrow(tx, appeals.Lodged, true)
		if err != nil {
			return err
		}
		page, err := appeals.List(tx, only, paging.Ask{})
		n = len(page.Items)
		return err
	})
	return n
}

func TestAListOfAppealsSaysWhichWaitForTheReadersWordAndForWhich(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	a := s.lodged()
	one, other := s.Member(s.org, tenants.RoleTrainer), s.org.Admin
	is := func(what string, ofOne, ofOther appeals.Step) {
		t.Helper()
		if got := s.step(one, a); got != ofOne {
			t.Errorf("%s: %q waits for who drafts, not %q", what, got, ofOne)
		}
		if got := s.step(other, a); got != ofOther {
			t.Errorf("%s: %q waits for the other, not %q", what, got, ofOther)
		}
		if got := s.waiting(other); (got == 1) != (ofOther != appeals.Nothing) {
			t.Errorf("%s: %d are in the other's list", what, got)
		}
	}
	is("nobody is named", appeals.Nothing, appeals.Nothing)
	s.panel(a, one)
	is("one has declared", appeals.Nothing, appeals.Nothing)
	if _, err := s.name(a, other); err != nil {
		t.Fatal(err)
	}
	is("the other is named", appeals.Nothing, appeals.ToDeclare)
	s.ok(other, func(tx *tenants.Tx) error { _, err := appeals.Declare(tx, a.ID); return err })
	is("both have declared", appeals.ToDraft, appeals.ToDraft)
	r, err := s.draft(one, a, 0, appeals.Allowed)
	if err != nil {
		t.Fatal(err)
	}
	is("one has drafted", appeals.Nothing, appeals.ToAnswer)
	if err := s.dissent(other, r, "It began in time."); err != nil {
		t.Fatal(err)
	}
	is("they are divided", appeals.ToDraft, appeals.ToDraft)
	if r, err = s.draft(other, a, 1, appeals.Dismissed); err != nil {
		t.Fatal(err)
	}
	is("it is drafted anew", appeals.ToAnswer, appeals.Nothing)
	if err := s.agree(one, r); err != nil {
		t.Fatal(err)
	}
	is("it is decided", appeals.Nothing, appeals.Nothing)
	if n := s.waiting(s.org.Manager); n != 0 {
		t.Errorf("%d wait for who is on no panel", n)
	}
}
