package knowledge_test

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/google/uuid"

	"accord/app/apptest"
	"accord/app/assessments"
	"accord/app/candidates"
	"accord/app/knowledge"
	"accord/tenants"
	"accord/tenants/fault"
)

// stage is a program with a published test of 20 marks, of which 12 pass and
// two totals may be 3 apart; and candidates who are assessed with it.
type stage struct {
	*apptest.World
	org  apptest.Org
	test knowledge.Test
}

func newStage(t *testing.T) stage {
	t.Helper()
	w := apptest.NewWorld(t)
	s := stage{World: w, org: w.Andina}
	// The design in force names a knowledge test.
	w.Force(`update assessment_design set methods = '[{"name":"role_play_live","note":{}},{"name":"knowledge_test","note":{}}]' where tenant_id = $1`, s.org.ID)
	s.do(t, s.org.Manager, func(tx *tenants.Tx) (err error) {
		draft, err := knowledge.Save(tx, knowledge.Draft{ProgramID: s.org.QAP, Title: "Knowledge of mediation", Label: "A/2026", PassMark: 12, Apart: 3,
			Questions: []knowledge.NewQuestion{{"What is confidential?", 10}, {"When does a mediator end a mediation?", 10}}})
		if err != nil {
			return err
		}
		s.test, err = knowledge.Publish(tx, s.org.QAP, draft.Revision)
		return err
	})
	return s
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

// filed is a script of somebody new, with an assessment that is judged but for it.
func (s stage) filed(t *testing.T) (script knowledge.Script) {
	t.Helper()
	var a assessments.Assessment
	var version uuid.UUID
	s.do(t, s.org.Manager, func(tx *tenants.Tx) error {
		c, err := candidates.Add(tx, candidates.NewCandidate{Name: "Ana Lucía Torres", Email: uuid.NewString() + "@example.org", Language: "es", Country: "EC"})
		if err != nil {
			return err
		}
		a, err = assessments.Open(tx, assessments.NewAssessment{CandidateID: c.ID, ProgramID: s.org.QAP})
		return err
	})
	version = s.document(a.CandidateID)
	s.do(t, s.org.Manager, func(tx *tenants.Tx) (err error) {
		if _, err = assessments.Assign(tx, a.ID, s.org.Assessor.Membership()); err != nil {
			return err
		}
		script, err = knowledge.File(tx, knowledge.NewScript{AssessmentID: a.ID, TestID: s.test.ID, VersionID: version, SatOn: apptest.Start.AddDate(0, 0, -3)})
		return err
	})
	s.do(t, s.org.Assessor, func(tx *tenants.Tx) error {
		_, err := assessments.Declare(tx, a.ID)
		return err
	})
	s.do(t, s.org.Assessor, func(tx *tenants.Tx) error {
		in := assessments.SheetInput{AssessmentID: a.ID, Marks: map[uuid.UUID]assessments.Mark{}}
		all, err := assessments.Criteria(tx, a.ID)
		for _, c := range all {
			four := 4
			in.Marks[c.ID] = assessments.Mark{Points: &four}
		}
		if err == nil {
			_, err = assessments.SubmitSheet(tx, in)
		}
		return err
	})
	return script
}

func (s stage) document(candidate uuid.UUID) uuid.UUID {
	d := s.Row("document", map[string]any{"tenant_id": s.org.ID, "candidate_id": candidate, "kind": "knowledge_script", "title": "Test"})
	return s.Row("document_version", map[string]any{"tenant_id": s.org.ID, "document_id": d, "candidate_id": candidate, "kind": "knowledge_script", "title": "Test",
		"state": "typed", "origin": "upload", "media_type": "application/pdf", "number": 1, "store_version": "1", "sha256": make([]byte, 32)})
}

// marks has somebody assigned, declare and, where points are given, hand in.
func (s stage) marks(t *testing.T, script knowledge.Script, m tenants.Member, points ...int) (g knowledge.Marking) {
	t.Helper()
	s.do(t, s.org.Manager, func(tx *tenants.Tx) (err error) { g, err = knowledge.Assign(tx, script.ID, m.Membership()); return err })
	s.do(t, m, func(tx *tenants.Tx) error { _, err := knowledge.Declare(tx, g.ID); return err })
	if len(points) > 0 {
		s.do(t, m, func(tx *tenants.Tx) error {
			_, err := knowledge.SubmitMarks(tx, s.given(t, tx, g, points...))
			return err
		})
	}
	return g
}

func (s stage) given(t *testing.T, tx *tenants.Tx, g knowledge.Marking, points ...int) knowledge.MarksInput {
	t.Helper()
	p, err := knowledge.MyPaper(tx, g.ID)
	if err != nil {
		t.Fatal(err)
	}
	in := knowledge.MarksInput{MarkingID: g.ID, Revision: p.Marking.Revision, Marks: map[uuid.UUID]knowledge.Given{}}
	for i, n := range points {
		in.Marks[p.Questions[i].ID] = knowledge.Given{Marks: &n, Note: fmt.Sprint("Part ", i+1)}
	}
	return in
}

func (s stage) now(t *testing.T, script knowledge.Script) (is knowledge.Script) {
	t.Helper()
	s.do(t, s.org.Manager, func(tx *tenants.Tx) (err error) { is, err = knowledge.ScriptByID(tx, script.ID); return err })
	return is
}

func is(t *testing.T, what string, err error, code fault.Code, key string) {
	t.Helper()
	got := ""
	if f, ok := errors.AsType[*fault.Error](err); ok {
		got = f.Key
	}
	if fault.CodeOf(err) != code || key != "" && got != key {
		t.Errorf("%s: %v (%s), want %s %s", what, err, got, code, key)
	}
}
