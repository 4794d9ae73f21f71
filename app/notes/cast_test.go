package notes_test

import (
	"context"
	"errors"
	"testing"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"accord/app/apptest"
	"accord/app/assessments"
	"accord/app/candidates"
	"accord/app/evidence"
	"accord/app/notes"
	"accord/tenants"
	"accord/tenants/fault"
	"accord/tenants/tenantstest"
)

// stage is a candidate with a recording and a paper, and an assessment of them
// with two assessors who have not declared as yet.
type stage struct {
	*apptest.World
	org              apptest.Org
	candidate        candidates.Candidate
	a                assessments.Assessment
	recording, paper uuid.UUID
	criteria         []assessments.AssessmentCriterion
}

func newStage(t *testing.T) stage {
	t.Helper()
	w := apptest.NewWorld(t)
	s := stage{World: w, org: w.Andina}
	s.do(t, s.org.Manager, func(tx *tenants.Tx) (err error) {
		if s.candidate, err = candidates.Add(tx, candidates.NewCandidate{Name: "Ana Lucía Torres", Email: "ana@example.org", Language: "es", Country: "EC"}); err != nil {
			return err
		}
		if s.a, err = assessments.Open(tx, assessments.NewAssessment{CandidateID: s.candidate.ID, ProgramID: s.org.QAP}); err != nil {
			return err
		}
		for _, m := range []tenants.Member{s.org.Assessor, s.org.Assessor2} {
			if _, err := assessments.Assign(tx, s.a.ID, m.Membership()); err != nil {
				return err
			}
		}
		s.criteria, err = assessments.Criteria(tx, s.a.ID)
		return err
	})
	s.recording, s.paper = s.document(s.candidate.ID, "video/webm"), s.document(s.candidate.ID, "application/pdf")
	return s
}

// document is one of a candidate's, whose type is established.
func (s stage) document(candidate uuid.UUID, media string) uuid.UUID {
	d := s.Row("document", map[string]any{"tenant_id": s.org.ID, "candidate_id": candidate, "kind": "recording", "title": "Role-play"})
	return s.Row("document_version", map[string]any{"tenant_id": s.org.ID, "document_id": d, "candidate_id": candidate, "kind": "recording", "title": "Role-play",
		"state": "typed", "origin": "upload", "media_type": media, "number": 1, "store_version": "1", "sha256": make([]byte, 32)})
}

func (s stage) try(m tenants.Member, fn func(*tenants.Tx) error) error {
	return s.DB.Write(context.Background(), m, fn)
}

func (s stage) do(t *testing.T, m tenants.Member, fn func(*tenants.Tx) error) {
	t.Helper()
	if err := s.try(m, fn); err != nil {
		t.Fatal(err)
	}
}

func (s stage) declare(t *testing.T, who ...tenants.Member) {
	t.Helper()
	for _, m := range who {
		s.do(t, m, func(tx *tenants.Tx) error { _, err := assessments.Declare(tx, s.a.ID); return err })
	}
}

// in is a note as a page sends it.
func (s stage) in(mark, words string) notes.Input {
	return notes.Input{AssessmentID: s.a.ID, VersionID: s.recording, Mark: mark, Place: 754, CriterionID: &s.criteria[1].ID, Words: words, Key: mark + " 1"}
}

func (s stage) keep(t *testing.T, m tenants.Member, in notes.Input) (n notes.Note) {
	t.Helper()
	s.do(t, m, func(tx *tenants.Tx) (err error) { n, err = notes.Keep(tx, in); return err })
	return n
}

func (s stage) submit(t *testing.T, m tenants.Member, points int) {
	t.Helper()
	s.do(t, m, func(tx *tenants.Tx) error {
		in := assessments.SheetInput{AssessmentID: s.a.ID, Marks: map[uuid.UUID]assessments.Mark{}}
		for _, c := range s.criteria {
			in.Marks[c.ID] = assessments.Mark{Points: &points}
		}
		_, err := assessments.SubmitSheet(tx, in)
		return err
	})
}

// counts are the notes, and the documents of the candidate, that somebody is
// shown: by the row policies, and by the tables' own walls without them.
func (s stage) counts(t *testing.T, m tenants.Member) (policy, wall [2]int) {
	t.Helper()
	err := s.DB.Read(t.Context(), m, func(tx *tenants.Tx) error {
		var n, of int64
		if err := tx.DB().Model(&notes.Note{}).Where("assessment_id = ?", s.a.ID).Count(&n).Error; err != nil {
			return err
		}
		err := tx.DB().Model(&evidence.Version{}).Where("candidate_id = ?", s.candidate.ID).Count(&of).Error
		policy = [2]int{int(n), int(of)}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	conn, err := pgx.Connect(t.Context(), tenantstest.Database(t).URL("member"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close(context.Background()) }()
	if _, err := conn.Exec(t.Context(), `select set_config('app.tenant_id', $1, false), set_config('app.person_id', $2, false), set_config('app.now', '2026-11-16T14:00:00Z', false)`,
		m.Tenant().String(), m.Person().String()); err != nil {
		t.Fatal(err)
	}
	if err := conn.QueryRow(t.Context(), `select (select count(*) from assessment_note where assessment_id = $1), (select count(*) from document_version where candidate_id = $2)`,
		s.a.ID, s.candidate.ID).Scan(&wall[0], &wall[1]); err != nil {
		t.Fatal(err)
	}
	return policy, wall
}

func keyOf(err error) string {
	if f, ok := errors.AsType[*fault.Error](err); ok {
		return f.Key
	}
	return ""
}
