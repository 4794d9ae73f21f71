package appeals_test

import (
	"testing"

	"accord/app/appeals"
	"accord/app/apptest"
	"accord/tenants"
	"accord/tenants/fault"
)

// Votes and drafts that race meet one after the other: the last vote of two at
// once decides, and nobody agrees to what they have not read.
func TestThoseWhoVoteAtOnceDecideOnce(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	a, _, second, third, r := s.three(t)
	for i, err := range apptest.AtOnce(func() error { return s.agree(second, r) }, func() error { return s.agree(third, r) }) {
		if err != nil {
			t.Errorf("vote %d: %v", i, err)
		}
	}
	if s.Count(`select count(*) from audit_log where subject_id = $1 and action = 'appeal.decided'`, a.ID) != 1 || s.Count(decided, a.ID) != 1 {
		t.Error("it is not decided, or twice")
	}

	s = newScene(t)
	a, drafter, second, third, r := s.three(t)
	errs := apptest.AtOnce(func() error { return s.agree(second, r) }, func() error { _, err := s.draft(third, a, 1, appeals.Allowed); return err })
	if errs[1] != nil {
		t.Errorf("drafted anew: %v", errs[1])
	}
	if errs[0] != nil {
		s.refused("to what was drafted over", errs[0], fault.Conflict, "appeal.drafted_anew")
	}
	if err := s.agree(drafter, r); fault.CodeOf(err) != fault.Conflict || s.Count(decided, a.ID) != 0 {
		t.Errorf("the last draft is agreed to: %v", err)
	}
}

// The last vote meets somebody's leaving, in whichever order: either the panel as
// it was has decided, and nobody leaves it any more, or who left counts no more.
func TestTheLastVoteAndWhoLeavesAtOnceAreOneAfterTheOther(t *testing.T) {
	t.Parallel()
	for what, leaves := range map[string]func(s scene, a appeals.Appeal, drafter, third tenants.Member) error{
		"its drafter steps down": func(s scene, a appeals.Appeal, drafter, _ tenants.Member) error {
			return s.try(drafter, func(tx *tenants.Tx) error { _, err := appeals.StepDown(tx, a.ID, "We are cousins."); return err })
		},
		"another is taken off": func(s scene, a appeals.Appeal, _, third tenants.Member) error {
			seat := s.ID(`select id from panellist where appeal_id = $1 and membership_id = $2`, a.ID, third.Membership())
			return s.try(s.org.Manager, func(tx *tenants.Tx) error { _, err := appeals.Remove(tx, seat); return err })
		},
		"it is withdrawn": func(s scene, a appeals.Appeal, _, _ tenants.Member) error {
			return s.try(s.guest(s.ID(`select link_id from result where id = $1`, s.assessment.ID)), func(tx *tenants.Tx) error { _, err := appeals.Withdraw(tx, a.ID); return err })
		},
	} {
		s := newScene(t)
		a, drafter, second, third, r := s.three(t)
		if err := s.dissent(third, r, "The delay changed the outcome."); err != nil {
			t.Fatal(err)
		}
		errs := apptest.AtOnce(func() error { return s.agree(second, r) }, func() error { return leaves(s, a, drafter, third) })
		for i, err := range errs {
			if err != nil && fault.CodeOf(err) != fault.Conflict && fault.CodeOf(err) != fault.NotFound {
				t.Errorf("%s: act %d: %v", what, i, err)
			}
		}
		carried := s.Count(`select count(*) from appeal where id = $1 and state = 'dismissed'`, a.ID)
		stayed := s.Count(`select count(*) from panellist where appeal_id = $1 and out_at is null`, a.ID)
		if carried == 1 && errs[0] != nil || s.Count(`select count(*) from audit_log where subject_id = $1 and action in ('appeal.decided', 'appeal.withdrawn')`, a.ID) != s.Count(decided, a.ID) {
			t.Errorf("%s: %d decided, %d on the panel, %v", what, carried, stayed, errs)
		}
		if errs[1] == nil && carried == 1 && s.Count(`select count(*) from panellist p join ruling r on r.panellist_id = p.id where p.appeal_id = $1 and p.out_at is not null`, a.ID) != 0 {
			t.Errorf("%s: it is decided by a draft whose drafter has left", what)
		}
	}
}
