package knowledge_test

import (
	"context"
	"testing"

	"github.com/jackc/pgx/v5"

	"accord/app/evidence"
	"accord/app/knowledge"
	"accord/tenants"
	"accord/tenants/fault"
	"accord/tenants/tenantstest"
)

// Neither marker sees the other's marks before both are in, nor the script
// before they have declared; by the row policies for every role, and by the
// tables' own walls for who marks.
func TestMarksAndScriptsAreHiddenAtBothWallsFromEveryRole(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	script := s.filed(t)
	one, two := s.Member(s.org, tenants.RoleAssessor), s.Member(s.org, tenants.RoleProgramManager, tenants.RoleAssessor)
	idle, candidate := s.Member(s.org, tenants.RoleAssessor), s.Member(s.org, tenants.RoleCandidate)
	sees := func(when, what string, m tenants.Member, policy, wall [2]int) {
		t.Helper()
		var by, behind [2]int
		if err := s.DB.Read(t.Context(), m, func(tx *tenants.Tx) error {
			var n, v int64
			if err := tx.DB().Model(&knowledge.Mark{}).Where("script_id = ?", script.ID).Count(&n).Error; err != nil {
				return err
			}
			err := tx.DB().Model(&evidence.Version{}).Where("id = ?", script.DocumentVersionID).Count(&v).Error
			by = [2]int{int(n), int(v)}
			return err
		}); err != nil {
			t.Fatal(err)
		}
		conn, err := pgx.Connect(t.Context(), tenantstest.Database(t).URL("member"))
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = conn.Close(context.Background()) }()
		if _, err := conn.Exec(t.Context(), `select set_config('app.tenant_id', $1, false), set_config('app.person_id', $2, false), set_config('app.now', '2026-11-16T14:00:00Z', false)`, m.Tenant().String(), m.Person().String()); err != nil {
			t.Fatal(err)
		}
		if err := conn.QueryRow(t.Context(), `select (select count(*) from knowledge_mark where script_id = $1), (select count(*) from document_version where id = $2)`, script.ID, script.DocumentVersionID).Scan(&behind[0], &behind[1]); err != nil {
			t.Fatal(err)
		}
		if by != policy || behind != wall {
			t.Errorf("%s, %s sees (marks, script) %v by policy and %v behind it, want %v and %v", when, what, by, behind, policy, wall)
		}
	}
	others := func(when string, in int) {
		t.Helper()
		sees(when, "the manager", s.org.Manager, [2]int{in, 1}, [2]int{in, 1})
		sees(when, "a trainer", s.org.Trainer, [2]int{0, 0}, [2]int{in, 1})
		sees(when, "an assessor of others", idle, [2]int{0, 0}, [2]int{0, 0})
		sees(when, "a candidate", candidate, [2]int{0, 0}, [2]int{in, 1})
		sees(when, "another organisation", s.Nordic.Manager, [2]int{0, 0}, [2]int{0, 0})
	}
	var first knowledge.Marking
	s.do(t, s.org.Manager, func(tx *tenants.Tx) (err error) {
		first, err = knowledge.Assign(tx, script.ID, one.Membership())
		return err
	})
	sees("before declaring", "a marker", one, [2]int{0, 0}, [2]int{0, 0})
	s.do(t, one, func(tx *tenants.Tx) error { _, err := knowledge.Declare(tx, first.ID); return err })
	sees("once declared", "a marker", one, [2]int{0, 1}, [2]int{0, 1})
	second := s.marks(t, script, two)
	s.do(t, one, func(tx *tenants.Tx) error { _, err := knowledge.SaveMarks(tx, s.given(t, tx, first, 7, 7)); return err })
	s.do(t, two, func(tx *tenants.Tx) error {
		_, err := knowledge.SaveMarks(tx, s.given(t, tx, second, 7, 7))
		return err
	})
	sees("with drafts", "the first", one, [2]int{2, 1}, [2]int{2, 1})
	sees("with drafts", "the second, who manages too", two, [2]int{2, 1}, [2]int{2, 1})
	others("with drafts", 0)
	s.do(t, one, func(tx *tenants.Tx) error {
		_, err := knowledge.SubmitMarks(tx, s.given(t, tx, first, 7, 7))
		return err
	})
	sees("with one in", "the second, who manages too", two, [2]int{2, 1}, [2]int{2, 1})
	s.do(t, s.org.Manager, func(tx *tenants.Tx) error { _, err := knowledge.Unassign(tx, second.ID); return err })
	is(t, "who gave it back, to read, and would mark again", s.try(s.org.Manager, func(tx *tenants.Tx) error {
		_, err := knowledge.Assign(tx, script.ID, two.Membership())
		return err
	}), fault.Conflict, "knowledge.marker_manages")
	if s.Try(`insert into knowledge_marking (tenant_id, id, script_id, assessment_id, membership_id, marker_name, place, assigned_at) values ($1, gen_random_uuid(), $2, $3, $4, 'x', 2, now())`,
		s.org.ID, script.ID, script.AssessmentID, two.Membership()) == nil {
		t.Error("the database lets mark who can read the marks that are in")
	}
	two = s.org.Assessor2
	second = s.marks(t, script, two)
	others("with one in", 0)
	s.do(t, two, func(tx *tenants.Tx) error {
		_, err := knowledge.SubmitMarks(tx, s.given(t, tx, second, 7, 8))
		return err
	})
	sees("with both in", "the first", one, [2]int{4, 0}, [2]int{4, 0})
	others("with both in", 4)
}
