package knowledge_test

import (
	"slices"
	"testing"

	"accord/app/appeals"
	"accord/app/assessments"
	"accord/app/knowledge"
	"accord/tenants"
	"accord/tenants/fault"
)

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
