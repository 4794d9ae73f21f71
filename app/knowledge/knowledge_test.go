package knowledge_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"accord/app/appeals"
	"accord/app/apptest"
	"accord/app/assessments"
	"accord/app/candidates"
	"accord/app/evidence"
	"accord/app/knowledge"
	"accord/tenants"
	"accord/tenants/fault"
	"accord/tenants/tenantstest"
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

// Two markers who agree give their mean; where they are too far apart, a third's
// marks count, or what a minute agrees on; and no decision is taken before.
func TestAScriptIsSettledByItsMarkersAThirdOrAMinuteBeforeADecision(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	third := s.Member(s.org, tenants.RoleAssessor)
	decide := func(script knowledge.Script, outcome assessments.Outcome, because string) error {
		return s.try(s.org.Manager, func(tx *tenants.Tx) error {
			_, err := assessments.Decide(tx, assessments.Decision{AssessmentID: script.AssessmentID, Outcome: outcome, Minute: "Decided.", Because: because})
			return err
		})
	}
	for _, c := range []struct {
		what          string
		first, second []int
		third         []int
		agreed        int
		by            string
		doubled       int
		passed        bool
	}{
		{"two who agree", []int{7, 7}, []int{8, 7}, nil, 0, "markers", 29, true},
		{"two who agree that it is not enough", []int{5, 5}, []int{6, 5}, nil, 0, "markers", 21, false},
		{"two too far apart, and a third", []int{9, 9}, []int{7, 6}, []int{7, 8}, 0, "third", 30, true},
		{"two on either side of the pass mark, and a minute", []int{6, 6}, []int{6, 5}, nil, 11, "minute", 22, false},
	} {
		script := s.filed(t)
		is(t, c.what+", decided unmarked", decide(script, assessments.Passed, ""), fault.Conflict, "assessment.test_open")
		if err := s.Try(`update assessment set decided_at = now(), outcome = 'passed', decision_minute = 'x', rule_outcome = 'passed' where id = $1`, script.AssessmentID); err == nil {
			t.Errorf("%s: the table decides without a test", c.what)
		}
		s.marks(t, script, s.org.Assessor, c.first...)
		s.marks(t, script, s.org.Assessor2, c.second...)
		now := s.now(t, script)
		if apart := c.by != "markers"; apart != (now.ApartAt != nil) || apart == (now.SettledAt != nil) {
			t.Errorf("%s: it is %+v", c.what, now)
		}
		if c.by != "markers" {
			is(t, c.what+", decided while apart", decide(script, assessments.Passed, ""), fault.Conflict, "assessment.test_open")
		}
		if c.third != nil {
			s.marks(t, script, third, c.third...)
		}
		if c.by == "minute" {
			s.do(t, s.org.Manager, func(tx *tenants.Tx) error {
				_, err := knowledge.Settle(tx, knowledge.Agreement{ScriptID: script.ID, Marks: c.agreed, Minute: "Question 2 names one case of three."})
				return err
			})
		}
		now = s.now(t, script)
		if now.SettledBy != c.by || now.Doubled == nil || *now.Doubled != c.doubled || *now.OfMarks != 20 || *now.Passed != c.passed {
			t.Errorf("%s: settled as %+v", c.what, now)
			continue
		}
		if err := s.Try(`update knowledge_script set doubled = 40, passed = true where id = $1`, script.ID); err == nil {
			t.Errorf("%s: what is settled changes", c.what)
		}
		if !c.passed { // what the rule says is not "passed" then
			is(t, c.what+", passed without a reason", decide(script, assessments.Passed, ""), fault.Invalid, "")
			if err := s.Try(`update assessment set decided_at = now(), outcome = 'passed', decision_minute = 'x', rule_outcome = 'passed' where id = $1`, script.AssessmentID); err == nil {
				t.Errorf("%s: the table says that the rule passes who has not", c.what)
			}
			is(t, c.what+", failed", decide(script, assessments.Failed, ""), "", "")
			continue
		}
		is(t, c.what+", passed", decide(script, assessments.Passed, ""), "", "")
		s.keeps(t, c.what, script, now, map[string]int{"markers": 2, "third": 3}[c.by])
	}
}

// keeps says whether a decision has kept what the test came to, lets nobody
// change it, shows where the test reads otherwise since, and has the candidate
// told of it without who marked it.
func (s stage) keeps(t *testing.T, what string, script, now knowledge.Script, markers int) {
	t.Helper()
	compare := func() (c assessments.Comparison) {
		s.do(t, s.org.Manager, func(tx *tenants.Tx) (err error) { c, err = assessments.Compare(tx, script.AssessmentID); return err })
		return c
	}
	c := compare()
	kept := c.Assessment.DecidedTest
	if kept == nil || kept.TestID != s.test.ID || kept.Version != 1 || kept.Label != "A/2026" || kept.PassMark != 12 || kept.SatOn != "2026-11-13" ||
		kept.Doubled != *now.Doubled || kept.Of != 20 || !kept.Passed || kept.SettledBy != now.SettledBy || len(kept.Markers) != markers || !slices.Equal(kept.Markers, now.Markers) {
		t.Errorf("%s: the decision keeps %+v", what, kept)
		return
	}
	if c.TestChanged() || c.Test() != kept {
		t.Errorf("%s: it reads otherwise at once", what)
	}
	for part, sql := range map[string]string{
		"the result kept": `update assessment set decided_test = '{"doubled": 40}' where id = $1`,
		"no result":       `update assessment set decided_test = null where id = $1`,
		"the markers":     `update knowledge_script set markers = '["Nobody"]' where assessment_id = $1`,
	} {
		if s.Try(sql, script.AssessmentID) == nil {
			t.Errorf("%s: the database lets %s be written", what, part)
		}
	}
	var told appeals.Result
	s.do(t, s.org.Manager, func(tx *tenants.Tx) (err error) {
		told, err = appeals.Tell(tx, script.AssessmentID, "You have passed.")
		return err
	})
	s.do(t, s.org.Manager, func(tx *tenants.Tx) (err error) {
		read, err := appeals.ResultOf(tx, script.AssessmentID)
		if err != nil || read.Test == nil || read.Test.Doubled != kept.Doubled || read.Test.SettledBy != "" || len(read.Test.Markers) > 0 || !read.Test.Same(*told.Test) {
			t.Errorf("%s: the candidate is told %+v of the test, %v", what, read.Test, err)
		}
		return err
	})
	s.Force(`update knowledge_script set doubled = 40 where id = $1`, script.ID)
	if !compare().TestChanged() {
		t.Errorf("%s: a change after the decision is not shown", what)
	}
}

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
		sees(when, "an assessor of others", idle, [2]int{0, 0}, [2]int{in, 0})
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
	others("with one in", 2)
	s.do(t, two, func(tx *tenants.Tx) error {
		_, err := knowledge.SubmitMarks(tx, s.given(t, tx, second, 7, 8))
		return err
	})
	sees("with both in", "the first", one, [2]int{4, 0}, [2]int{4, 0})
	others("with both in", 4)
}

func TestTestsScriptsAndMarksAreRefusedWhereTheyDoNotBelong(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	program, version := s.org.QAP, s.test
	draft := knowledge.Draft{ProgramID: program, Title: "Next", Label: "B", PassMark: 5, Apart: 1, Questions: []knowledge.NewQuestion{{"One?", 10}}}
	save := func(m tenants.Member, change func(*knowledge.Draft)) error {
		in := draft
		if change != nil {
			change(&in)
		}
		return s.try(m, func(tx *tenants.Tx) error { _, err := knowledge.Save(tx, in); return err })
	}
	is(t, "a test by an assessor", save(s.org.Assessor, nil), fault.NotFound, "")
	is(t, "a test by another organisation", save(s.Nordic.Manager, nil), fault.NotFound, "")
	is(t, "a test of a program that trains", save(s.org.Manager, func(d *knowledge.Draft) { d.ProgramID = s.org.CMTP }), fault.NotFound, "")
	is(t, "a question without words", save(s.org.Manager, func(d *knowledge.Draft) { d.Questions = []knowledge.NewQuestion{{" ", 1}} }), fault.Invalid, "")
	is(t, "a question of no marks", save(s.org.Manager, func(d *knowledge.Draft) { d.Questions = []knowledge.NewQuestion{{"One?", 0}} }), fault.Invalid, "")
	is(t, "a draft", save(s.org.Manager, nil), "", "")
	is(t, "a draft that was changed since", save(s.org.Manager, nil), fault.Conflict, "knowledge.draft_changed")
	is(t, "a pass mark above all marks", save(s.org.Manager, func(d *knowledge.Draft) { d.Revision, d.PassMark = 1, 11 }), "", "")
	publish := func(revision int) error {
		return s.try(s.org.Manager, func(tx *tenants.Tx) error { _, err := knowledge.Publish(tx, program, revision); return err })
	}
	is(t, "published with it", publish(2), fault.Invalid, "")
	is(t, "published from another revision", publish(1), fault.Conflict, "knowledge.draft_changed")
	for what, sql := range map[string]string{"its pass mark": `update knowledge_test set pass_mark = 1 where id = $1`, "a question": `update knowledge_question set marks = 1 where test_id = $1`,
		"one question less": `delete from knowledge_question where test_id = $1`,
		"one more":          `insert into knowledge_question (tenant_id, id, test_id, position, words, marks) select tenant_id, gen_random_uuid(), id, 9, 'x', 1 from knowledge_test where id = $1`} {
		if err := s.Try(sql, version.ID); err == nil {
			t.Errorf("a published test changes: %s", what)
		}
	}

	script := s.filed(t)
	file := func(m tenants.Member, change func(*knowledge.NewScript)) error {
		in := knowledge.NewScript{AssessmentID: script.AssessmentID, TestID: version.ID, VersionID: script.DocumentVersionID, SatOn: apptest.Start}
		if change != nil {
			change(&in)
		}
		return s.try(m, func(tx *tenants.Tx) error { _, err := knowledge.File(tx, in); return err })
	}
	is(t, "a second script", file(s.org.Manager, nil), fault.Conflict, "knowledge.filed_already")
	is(t, "a script by its assessor", file(s.org.Assessor, nil), fault.Forbidden, "")
	is(t, "a script by another organisation", file(s.Nordic.Manager, nil), fault.NotFound, "")
	other := s.filed(t)
	is(t, "another candidate's script", file(s.org.Manager, func(in *knowledge.NewScript) { in.VersionID = other.DocumentVersionID }), fault.NotFound, "")
	is(t, "a script of tomorrow", file(s.org.Manager, func(in *knowledge.NewScript) { in.SatOn = apptest.Start.AddDate(0, 0, 1) }), fault.Invalid, "")

	assign := func(m, whom tenants.Member) error {
		return s.try(m, func(tx *tenants.Tx) error { _, err := knowledge.Assign(tx, script.ID, whom.Membership()); return err })
	}
	// The candidate's trainer, who assesses too.
	trains := s.Member(s.org, tenants.RoleTrainer, tenants.RoleAssessor)
	cohort := s.Row("cohort", map[string]any{"tenant_id": s.org.ID, "program_id": s.org.CMTP, "code": "FM-26"})
	s.Row("cohort_trainer", map[string]any{"tenant_id": s.org.ID, "cohort_id": cohort, "membership_id": trains.Membership(), "capacity": "trainer"})
	who := s.ID(`select candidate_id from assessment where id = $1`, script.AssessmentID)
	s.Row("enrolment", map[string]any{"tenant_id": s.org.ID, "cohort_id": cohort, "candidate_id": who})
	is(t, "their trainer", assign(s.org.Manager, trains), fault.Conflict, "assessment.assessor_trained")
	if err := s.Try(`insert into knowledge_marking (tenant_id, id, script_id, assessment_id, membership_id, marker_name, place, assigned_at) values ($1, gen_random_uuid(), $2, $3, $4, 'x', 1, now())`,
		s.org.ID, script.ID, script.AssessmentID, trains.Membership()); err == nil {
		t.Error("the table lets their trainer mark")
	}
	is(t, "somebody who does not assess", assign(s.org.Manager, s.org.Trainer), fault.NotFound, "")
	is(t, "assigned by an assessor", assign(s.org.Assessor, s.org.Assessor2), fault.NotFound, "")
	g := s.marks(t, script, s.org.Assessor)
	is(t, "one marker twice", assign(s.org.Manager, s.org.Assessor), fault.Conflict, "knowledge.marks_already")
	second := s.Member(s.org, tenants.RoleAssessor)
	is(t, "a second", assign(s.org.Manager, second), "", "")
	is(t, "a third while nothing is apart", assign(s.org.Manager, s.org.Assessor2), fault.Conflict, "knowledge.markers_enough")
	is(t, "a minute while nothing is apart", s.try(s.org.Manager, func(tx *tenants.Tx) error {
		_, err := knowledge.Settle(tx, knowledge.Agreement{ScriptID: script.ID, Marks: 12, Minute: "x"})
		return err
	}), fault.Conflict, "knowledge.not_apart")
	his := s.ID(`select id from knowledge_marking where script_id = $1 and membership_id = $2`, script.ID, second.Membership())
	is(t, "marks before declaring", s.try(second, func(tx *tenants.Tx) error {
		_, err := knowledge.SaveMarks(tx, knowledge.MarksInput{MarkingID: his})
		return err
	}), fault.Conflict, "assessment.undeclared")
	mark := func(m tenants.Member, submit bool, points ...int) error {
		return s.try(m, func(tx *tenants.Tx) error {
			in := knowledge.MarksInput{MarkingID: g.ID, Marks: map[uuid.UUID]knowledge.Given{}}
			questions, err := knowledge.Questions(tx, version.ID)
			if err != nil {
				return err
			}
			for i, n := range points {
				in.Marks[questions[i].ID] = knowledge.Given{Marks: &n}
			}
			if submit {
				_, err = knowledge.SubmitMarks(tx, in)
			} else {
				_, err = knowledge.SaveMarks(tx, in)
			}
			return err
		})
	}
	is(t, "marks in another's name", mark(second, false, 1), fault.NotFound, "")
	is(t, "more marks than there are", mark(s.org.Assessor, false, 11), fault.Invalid, "")
	is(t, "handed in with a question left out", mark(s.org.Assessor, true, 5), fault.Invalid, "")
	is(t, "marks", mark(s.org.Assessor, true, 5, 6), "", "")
	is(t, "marks after handing in", mark(s.org.Assessor, false, 6), fault.Conflict, "knowledge.your_marks_in")
	is(t, "a marker taken off after", s.try(s.org.Manager, func(tx *tenants.Tx) error { _, err := knowledge.Unassign(tx, g.ID); return err }), fault.Conflict, "knowledge.marks_in")
	is(t, "the script taken back after", s.try(s.org.Manager, func(tx *tenants.Tx) error { _, err := knowledge.TakeBack(tx, script.ID); return err }), fault.Conflict, "knowledge.marks_in")
	for what, sql := range map[string]string{"a mark": `update knowledge_mark set marks = 1 where marking_id = $1`, "who marked": `update knowledge_marking set removed_at = now() where id = $1`} {
		if err := s.Try(sql, g.ID); err == nil {
			t.Errorf("the table changes %s after it is in", what)
		}
	}
	is(t, "a conflict", s.try(second, func(tx *tenants.Tx) error { _, err := knowledge.Decline(tx, his, "She is my cousin."); return err }), "", "")
	is(t, "asked again after a conflict", assign(s.org.Manager, second), fault.Conflict, "assessment.assessor_conflict")
	is(t, "another script taken back", s.try(s.org.Manager, func(tx *tenants.Tx) error { _, err := knowledge.TakeBack(tx, other.ID); return err }), "", "")
}
