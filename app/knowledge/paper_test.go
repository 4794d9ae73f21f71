package knowledge_test

import (
	"context"
	"testing"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"accord/app/evidence"
	"accord/app/knowledge"
	"accord/tenants"
	"accord/tenants/tenantstest"
)

// Paper on which somebody was marked is hidden as the marks are: at both walls,
// from who has yet to mark, whatever else opens the file to them; and from the
// one who was marked, whatever they run.
func TestMarksOnPaperAreHiddenAsTheMarksAre(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	script := s.filed(t)
	one, two := s.Member(s.org, tenants.RoleAssessor), s.org.Assessor // who judges the candidate too: the file is open to them
	manages := s.Member(s.org, tenants.RoleProgramManager, tenants.RoleAssessor)
	candidate := s.ID(`select candidate_id from assessment where id = $1`, script.AssessmentID)
	paper := func(kind string, by tenants.Member) uuid.UUID {
		d := s.Row("document", map[string]any{"tenant_id": s.org.ID, "candidate_id": candidate, "kind": kind, "title": "On paper"})
		return s.Row("document_version", map[string]any{"tenant_id": s.org.ID, "document_id": d, "candidate_id": candidate, "kind": kind, "title": "On paper", "created_by": by.Membership(),
			"state": "typed", "origin": "upload", "media_type": "application/pdf", "number": 1, "store_version": "1", "sha256": make([]byte, 32)})
	}
	marks := paper("knowledge_marks", one)
	sees := func(when, what string, m tenants.Member, version uuid.UUID, want int64) {
		t.Helper()
		var by, behind int64
		if err := s.DB.Read(t.Context(), m, func(tx *tenants.Tx) error {
			return tx.DB().Model(&evidence.Version{}).Where("id = ?", version).Count(&by).Error
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
		if err := conn.QueryRow(t.Context(), `select count(*) from document_version where id = $1`, version).Scan(&behind); err != nil {
			t.Fatal(err)
		}
		if by != want || behind != want {
			t.Errorf("%s, %s sees %d by policy and %d behind it, want %d", when, what, by, behind, want)
		}
	}
	s.marks(t, script, manages)
	second := s.marks(t, script, two)
	sees("before their own are in", "a marker who judges", two, marks, 0)
	sees("before their own are in", "a marker who manages", manages, marks, 0)
	sees("meanwhile", "the manager", s.org.Manager, marks, 1)
	s.do(t, two, func(tx *tenants.Tx) error {
		_, err := knowledge.SubmitMarks(tx, s.given(t, tx, second, 7, 7))
		return err
	})
	sees("afterwards", "a marker who judges", two, marks, 1)

	all := []uuid.UUID{marks, paper("score_sheet", two), paper("moderation", s.org.Admin)}
	s.Force(`update candidate set person_id = $2 where id = $1`, candidate, s.org.Manager.Person())
	for _, version := range all {
		sees("once they are on file", "the candidate who manages", s.org.Manager, version, 0)
		sees("and still", "who manages beside them", s.org.Admin, version, 1)
	}
}
