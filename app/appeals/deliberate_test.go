package appeals_test

import (
	"context"
	"testing"

	"accord/app/appeals"
	"accord/tenants"
)

// Drafts and votes are the panel's alone until the end, then whoever manages
// programs reads them too: the policies say so, and the tables' wall.
func TestAPanelDeliberatesBehindBothWalls(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	a, _, second, third, r := s.three(t)
	undeclared := s.Member(s.org, tenants.RoleTrainer)
	if _, err := s.name(a, undeclared); err != nil {
		t.Fatal(err)
	}
	sees := func(when string, m tenants.Member, who string, policy, wall int) {
		t.Helper()
		s.ok(m, func(tx *tenants.Tx) error {
			d, err := appeals.Deliberate(tx, a.ID)
			if n := len(d.Votes); n != policy || (d.Ruling != nil) != (policy > 0) {
				t.Errorf("%s %s reads %d votes, not %d", when, who, n, policy)
			}
			return err
		})
		conn := s.behind(m)
		defer func() { _ = conn.Close(context.Background()) }()
		var n int
		if err := conn.QueryRow(t.Context(), `select count(*) from panel_vote where appeal_id = $1`, a.ID).Scan(&n); err != nil || n != wall {
			t.Errorf("%s %s reads %d votes behind the policies, not %d: %v", when, who, n, wall, err)
		}
	}
	sees("before the end", second, "one of the panel", 1, 1)
	for who, m := range map[string]tenants.Member{"the manager": s.org.Manager, "who has not declared": undeclared, "a trainer": s.org.Trainer, "an assessor": s.org.Assessor, "another organisation": s.Nordic.Manager} {
		sees("before the end", m, who, 0, 0)
	}
	conn := s.behind(s.org.Manager)
	for what, sql := range map[string]string{
		"another's vote": `insert into panel_vote (tenant_id, id, appeal_id, ruling_id, panellist_id, membership_id, name, agrees, cast_at) select p.tenant_id, gen_random_uuid(), p.appeal_id, '` + r.ID.String() + `', p.id, p.membership_id, p.name, true, app.now() from panellist p where p.membership_id = '` + third.Membership().String() + `'`,
		"another draft":  `insert into ruling (tenant_id, id, appeal_id, number, panellist_id, membership_id, name, outcome, minute, answer, drafted_at) select p.tenant_id, gen_random_uuid(), p.appeal_id, 2, p.id, p.membership_id, p.name, 'allowed', 'M', 'A', app.now() from panellist p where p.membership_id = '` + third.Membership().String() + `'`,
		"a vote anew":    `update panel_vote set agrees = false, reasons = 'x'`,
		"a draft anew":   `update ruling set answer = 'x'`,
	} {
		if done, err := conn.Exec(t.Context(), sql); err == nil && done.RowsAffected() > 0 {
			t.Errorf("the manager writes %s", what)
		}
	}
	_ = conn.Close(context.Background())
	for what, sql := range map[string]string{"a draft": `update ruling set answer = 'x' where appeal_id = $1`, "a vote": `update panel_vote set agrees = false, reasons = 'x' where appeal_id = $1`, "an end": `update ruling set ended_at = now() where appeal_id = $1`} {
		if s.Try(sql, a.ID) == nil {
			t.Errorf("the database lets %s be changed", what)
		}
	}
	own := s.behind(third)
	if done, err := own.Exec(t.Context(), `update panellist set out_at = app.now() where membership_id = $1`, third.Membership()); err == nil && done.RowsAffected() > 0 {
		t.Error("one of the panel takes themselves off without a reason")
	}
	_ = own.Close(context.Background())

	var seat appeals.Panellist
	s.ok(undeclared, func(tx *tenants.Tx) (err error) { seat, err = appeals.Seat(tx, a.ID); return err })
	s.ok(s.org.Manager, func(tx *tenants.Tx) error { _, err := appeals.Remove(tx, seat.ID); return err })
	for _, m := range []tenants.Member{second, third} {
		if err := s.agree(m, r); err != nil {
			t.Fatal(err)
		}
	}
	sees("after the end", s.org.Manager, "the manager", 3, 3)
	sees("after the end", s.org.Assessor, "an assessor", 0, 0)
	s.Force(`update candidate set person_id = $2 where id = $1`, s.candidate.ID, s.org.Manager.Person())
	sees("after the end", s.org.Manager, "the manager, who is the candidate,", 0, 0)
}
