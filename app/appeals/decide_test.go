package appeals_test

import (
	"context"
	"testing"

	"accord/app/appeals"
	"accord/app/letters"
	"accord/tenants"
	"accord/tenants/fault"
)

const decided = `select count(*) from appeal where id = $1 and state <> 'lodged'`

func TestAnAppealIsItsPanelsToDecide(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	a := s.lodged()
	other := s.Member(s.org, tenants.RoleTrainer)
	s.panel(a, other)
	drafts := func(m tenants.Member) error { _, err := s.draft(m, a, 0, appeals.Allowed); return err }
	s.refused("alone", drafts(other), fault.Conflict, "appeal.panel_small")
	if _, err := s.name(a, s.org.Admin); err != nil {
		t.Fatal(err)
	}
	s.refused("before all have declared", drafts(other), fault.Conflict, "appeal.panel_undeclared")
	s.refused("by who has not declared", drafts(s.org.Admin), fault.NotFound, "")
	s.ok(s.org.Admin, func(tx *tenants.Tx) error { _, err := appeals.Declare(tx, a.ID); return err })
	s.refused("by the manager", drafts(s.org.Manager), fault.NotFound, "")
	s.refused("by an assessor", drafts(s.org.Assessor), fault.NotFound, "")
	s.refused("by another organisation", drafts(s.Nordic.Admin), fault.NotFound, "")
	_, err := s.draft(other, a, 0, appeals.Withdrawn)
	s.refused("no outcome", err, fault.Invalid, "")
	for what, in := range map[string]appeals.NewRuling{"no minute": {Answer: "A"}, "no answer": {Minute: "M"}} {
		in.AppealID, in.Outcome = a.ID, appeals.Allowed
		s.refused(what, s.try(other, func(tx *tenants.Tx) error { _, err := appeals.Draft(tx, in); return err }), fault.Invalid, "")
	}
	r, err := s.draft(other, a, 0, appeals.Allowed)
	if err != nil || r.Number != 1 {
		t.Fatalf("%+v: %v", r, err)
	}
	if s.Count(decided, a.ID) != 0 {
		t.Fatal("who drafts decides alone")
	}
	if n := s.Count(`select count(*) from outbox where args->>'letter' = $1 and tenant_id = $2`, string(letters.RulingDrafted), s.org.ID); n != 1 {
		t.Errorf("%d are told of the draft, not the other one", n)
	}
	if s.Try(`update appeal set state = 'allowed', ended_at = now(), decided_by = $3, decided_by_name = $4, minute = 'Heard both.', answer = 'We have looked into it.' where tenant_id = $1 and id = $2`,
		s.org.ID, a.ID, other.Membership(), other.Name()) == nil {
		t.Error("the database lets one of two decide")
	}
	for what, m := range map[string]tenants.Member{"the manager": s.org.Manager, "an assessor": s.org.Assessor, "another organisation": s.Nordic.Admin} {
		s.refused(what+" agrees", s.agree(m, r), fault.NotFound, "")
		s.refused(what+" dissents", s.dissent(m, r, "No."), fault.NotFound, "")
	}
	if err := s.agree(other, r); err != nil || s.Count(decided, a.ID) != 0 {
		t.Errorf("who drafted agrees once more: %v", err)
	}
	if err := s.agree(s.org.Admin, r); err != nil {
		t.Fatal(err)
	}
	if s.Count(`select count(*) from appeal where id = $1 and state = 'allowed' and decided_by = $2 and answer = 'We have looked into it.'`, a.ID, other.Membership()) != 1 {
		t.Error("what both agreed to is not decided")
	}
	s.refused("agreed to after the end", s.agree(s.org.Admin, r), fault.Conflict, "appeal.over")
	s.refused("drafted after the end", drafts(other), fault.NotFound, "")
	if s.Try(`update appeal set state = 'dismissed' where tenant_id = $1 and id = $2`, s.org.ID, a.ID) == nil {
		t.Error("the database lets what was decided be changed")
	}
}

// three is a lodged appeal with a panel of three, and what it drafted.
func (s scene) three(t *testing.T) (a appeals.Appeal, drafter, second, third tenants.Member, r appeals.Ruling) {
	t.Helper()
	a = s.lodged()
	drafter, second, third = s.Member(s.org, tenants.RoleTrainer), s.Member(s.org, tenants.RoleTrainer), s.org.Admin
	s.panel(a, drafter, second, third)
	r, err := s.draft(drafter, a, 0, appeals.Dismissed)
	if err != nil {
		t.Fatal(err)
	}
	return a, drafter, second, third, r
}

func TestADissentIsOnRecordAndTheMajorityDecides(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	a, _, second, third, r := s.three(t)
	s.refused("without reasons", s.dissent(second, r, " "), fault.Invalid, "")
	if err := s.dissent(second, r, "The delay changed the outcome."); err != nil {
		t.Fatal(err)
	}
	s.refused("a second vote", s.agree(second, r), fault.Conflict, "appeal.voted")
	if s.Count(decided, a.ID) != 0 {
		t.Error("it is decided before everybody has voted")
	}
	if err := s.agree(third, r); err != nil {
		t.Fatal(err)
	}
	if s.Count(`select count(*) from appeal where id = $1 and state = 'dismissed'`, a.ID) != 1 {
		t.Error("two of three do not decide")
	}
	s.ok(s.org.Manager, func(tx *tenants.Tx) error {
		d, err := appeals.Deliberate(tx, a.ID)
		if err == nil && (len(d.Votes) != 3 || d.Agreed() != 2 || d.Votes[1].Reasons != "The delay changed the outcome.") {
			t.Errorf("on record is %+v", d.Votes)
		}
		return err
	})
}

func TestADividedPanelDecidesNothingUntilItDraftsAnewOrAFurtherMemberVotes(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	a := s.lodged()
	one, two, three := s.Member(s.org, tenants.RoleTrainer), s.org.Admin, s.Member(s.org, tenants.RoleTrainer)
	s.panel(a, one, two)
	r, err := s.draft(one, a, 0, appeals.Dismissed)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.dissent(two, r, "I would allow it."); err != nil {
		t.Fatal(err)
	}
	s.ok(two, func(tx *tenants.Tx) error {
		d, err := appeals.Deliberate(tx, a.ID)
		if !d.Divided() || d.Carried() {
			t.Errorf("one of two agrees: %+v", d)
		}
		return err
	})
	s.panel(a, three)
	if err := s.agree(three, r); err != nil || s.Count(decided, a.ID) != 1 {
		t.Errorf("two of three, one of them named since, do not decide: %v", err)
	}
}

func TestAnotherDraftClearsWhatWasSaidOfTheLast(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	a, drafter, second, third, r := s.three(t)
	if err := s.agree(second, r); err != nil {
		t.Fatal(err)
	}
	_, err := s.draft(third, a, 0, appeals.Allowed)
	s.refused("over a draft that was not seen", err, fault.Conflict, "appeal.drafted_meanwhile")
	r2, err := s.draft(third, a, 1, appeals.Allowed)
	if err != nil {
		t.Fatal(err)
	}
	s.refused("to the last draft", s.agree(drafter, r), fault.Conflict, "appeal.drafted_anew")
	if s.Try(`insert into panel_vote (tenant_id, id, appeal_id, ruling_id, panellist_id, membership_id, name, agrees, cast_at) select tenant_id, gen_random_uuid(), appeal_id, $1, id, membership_id, name, true, now() from panellist where appeal_id = $2 and membership_id = $3`,
		r.ID, a.ID, drafter.Membership()) == nil {
		t.Error("the database lets the last draft be voted on")
	}
	if err := s.agree(drafter, r2); err != nil || s.Count(decided, a.ID) != 0 {
		t.Errorf("what was said of the last draft counts for this one: %v", err)
	}
	if err := s.agree(second, r2); err != nil || s.Count(`select count(*) from appeal where id = $1 and state = 'allowed'`, a.ID) != 1 {
		t.Errorf("the second draft is not decided: %v", err)
	}
}

func TestWhoHasLeftAPanelCountsNoMore(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	a, drafter, second, third, r := s.three(t)
	seat := func(m tenants.Member) appeals.Panellist {
		var p appeals.Panellist
		s.ok(m, func(tx *tenants.Tx) (err error) { p, err = appeals.Seat(tx, a.ID); return err })
		return p
	}
	remove := func(by tenants.Member, p appeals.Panellist) error {
		return s.try(by, func(tx *tenants.Tx) error { _, err := appeals.Remove(tx, p.ID); return err })
	}
	s.refused("themselves", remove(third, seat(third)), fault.Conflict, "appeal.remove_self")
	s.refused("by one of the panel", remove(second, seat(drafter)), fault.Conflict, "appeal.remove_sits")
	if err := s.agree(second, r); err != nil {
		t.Fatal(err)
	}
	if err := remove(s.org.Manager, seat(third)); err != nil || s.Count(decided, a.ID) != 0 {
		t.Errorf("who is taken off decides the appeal thereby: %v", err)
	}
	if err := s.agree(second, r); err != nil || s.Count(decided, a.ID) != 1 {
		t.Errorf("the two who are left do not decide: %v", err)
	}

	s = newScene(t) // the drafter leaves
	a, drafter, second, third, r = s.three(t)
	s.ok(drafter, func(tx *tenants.Tx) error { _, err := appeals.StepDown(tx, a.ID, "We are cousins."); return err })
	s.refused("to a draft whose drafter has left", s.agree(second, r), fault.Conflict, "appeal.drafted_anew")
	s.ok(second, func(tx *tenants.Tx) error {
		d, err := appeals.Deliberate(tx, a.ID)
		if d.Ruling != nil || len(d.Votes) != 0 {
			t.Errorf("what is left is %+v", d)
		}
		return err
	})
	if r, err := s.draft(third, a, 1, appeals.Dismissed); err != nil || r.Number != 2 {
		t.Errorf("another drafts %+v: %v", r, err)
	}
}

// Who manages programs and sits on the panel reads who dissents: they take nobody
// off it to decide with those who are left, by the verb or at the tables.
func TestNobodyOfAPanelTakesADissenterOffIt(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	a := s.lodged()
	manages, dissents, other := s.Member(s.org, tenants.RoleProgramManager), s.Member(s.org, tenants.RoleTrainer), s.Member(s.org, tenants.RoleTrainer)
	s.panel(a, manages, dissents, other)
	r, err := s.draft(manages, a, 0, appeals.Dismissed)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.dissent(dissents, r, "The delay changed the outcome."); err != nil {
		t.Fatal(err)
	}
	var seat appeals.Panellist
	s.ok(dissents, func(tx *tenants.Tx) (err error) { seat, err = appeals.Seat(tx, a.ID); return err })
	s.refused("by one of the panel", s.try(manages, func(tx *tenants.Tx) error { _, err := appeals.Remove(tx, seat.ID); return err }), fault.Conflict, "appeal.remove_sits")
	s.ok(manages, func(tx *tenants.Tx) error {
		if tx.Can("remove", &seat) {
			t.Error("the policies let one of the panel take another off it")
		}
		return nil
	})
	takesOff := func(by tenants.Member) bool {
		conn := s.behind(by)
		defer func() { _ = conn.Close(context.Background()) }()
		done, err := conn.Exec(t.Context(), `update panellist set out_at = app.now() where id = $1`, seat.ID)
		return err == nil && done.RowsAffected() > 0
	}
	if takesOff(manages) || takesOff(other) {
		t.Error("the tables let one of the panel take another off it")
	}
	s.ok(s.org.Manager, func(tx *tenants.Tx) error { _, err := appeals.Remove(tx, seat.ID); return err })
}

// Who manages programs and sits on the panel does not keep it from deciding by
// taking back the appeal that was noted for the candidate.
func TestNobodyOfAPanelWithdrawsItsAppeal(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	s.tell()
	a, err := s.lodge(s.org.Manager)
	if err != nil {
		t.Fatal(err)
	}
	manages, other := s.Member(s.org, tenants.RoleProgramManager), s.Member(s.org, tenants.RoleTrainer)
	s.panel(a, manages, other)
	withdraws := func(by tenants.Member) error {
		return s.try(by, func(tx *tenants.Tx) error { _, err := appeals.Withdraw(tx, a.ID); return err })
	}
	s.refused("by one of the panel", withdraws(manages), fault.Conflict, "appeal.withdraw_sits")
	s.ok(manages, func(tx *tenants.Tx) error {
		if tx.Can("withdraw", &a) {
			t.Error("the policies let one of the panel withdraw the appeal")
		}
		return nil
	})
	conn := s.behind(manages)
	defer func() { _ = conn.Close(context.Background()) }()
	if done, err := conn.Exec(t.Context(), `update appeal set state = 'withdrawn', ended_at = app.now() where id = $1`, a.ID); err == nil && done.RowsAffected() > 0 {
		t.Error("the tables let one of the panel withdraw the appeal")
	}
	if err := withdraws(s.org.Manager); err != nil {
		t.Errorf("another manager does not withdraw it: %v", err)
	}
}

// Nobody drafts or votes under a colleague's name, at the tables either.
func TestADraftAndAVoteBearTheNameOfWhoseTheyAre(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	a, _, second, third, r := s.three(t)
	conn := s.behind(second)
	defer func() { _ = conn.Close(context.Background()) }()
	for _, one := range [][2]string{
		{"votes", `insert into panel_vote (tenant_id, id, appeal_id, ruling_id, panellist_id, membership_id, name, agrees, cast_at) select tenant_id, gen_random_uuid(), appeal_id, $3, id, membership_id, coalesce($4, name), true, app.now() from panellist where appeal_id = $1 and membership_id = $2`},
		{"drafts", `insert into ruling (tenant_id, id, appeal_id, number, panellist_id, membership_id, name, outcome, minute, answer, drafted_at) select tenant_id, gen_random_uuid(), appeal_id, 2, id, membership_id, coalesce($4, name), 'allowed', $3::text, 'A', app.now() from panellist where appeal_id = $1 and membership_id = $2`},
	} {
		what, sql := one[0], one[1]
		if _, err := conn.Exec(t.Context(), sql, a.ID, second.Membership(), r.ID.String(), third.Name()); err == nil {
			t.Errorf("one of the panel %s under another's name", what)
		}
		if _, err := conn.Exec(t.Context(), sql, a.ID, second.Membership(), r.ID.String(), nil); err != nil {
			t.Errorf("one of the panel %s not under their own: %v", what, err)
		}
	}
}
