package knowledge_test

import (
	"testing"

	"accord/app/apptest"
	"accord/app/assessments"
	"accord/app/knowledge"
	"accord/tenants"
	"accord/tenants/fault"
)

// Two people at one script at one time: what both may do is done once, and what
// only one may do is done by one; the other reads why not.
func TestOfTwoAtOneScriptAtOnceNothingIsLostOrDoubled(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	third, fourth := s.Member(s.org, tenants.RoleAssessor), s.Member(s.org, tenants.RoleAssessor)
	verb := func(m tenants.Member, fn func(*tenants.Tx) error) func() error {
		return func() error { return s.try(m, fn) }
	}
	assign := func(of knowledge.Script, m tenants.Member) func() error {
		return verb(s.org.Manager, func(tx *tenants.Tx) error { _, err := knowledge.Assign(tx, of.ID, m.Membership()); return err })
	}
	submit := func(m tenants.Member, in knowledge.MarksInput) func() error {
		return verb(m, func(tx *tenants.Tx) error { _, err := knowledge.SubmitMarks(tx, in); return err })
	}
	input := func(m tenants.Member, g knowledge.Marking, points ...int) (in knowledge.MarksInput) {
		s.do(t, m, func(tx *tenants.Tx) error { in = s.given(t, tx, g, points...); return nil })
		return in
	}
	take := func(g knowledge.Marking) func() error {
		return verb(s.org.Manager, func(tx *tenants.Tx) error { _, err := knowledge.Unassign(tx, g.ID); return err })
	}
	settle := func(of knowledge.Script, marks int) func() error {
		return verb(s.org.Manager, func(tx *tenants.Tx) error {
			_, err := knowledge.Settle(tx, knowledge.Agreement{ScriptID: of.ID, Marks: marks, Minute: "Read together."})
			return err
		})
	}
	one := func(what string, came []error) {
		t.Helper()
		done := 0
		for _, err := range came {
			switch {
			case err == nil:
				done++
			case fault.CodeOf(err) != fault.Conflict && fault.CodeOf(err) != fault.NotFound:
				t.Errorf("%s: %v", what, err)
			}
		}
		if done != 1 {
			t.Errorf("%s: %d of %d were done: %v", what, done, len(came), came)
		}
	}
	for range 3 { // which is first changes
		// Both hand in at once: the script is settled once, by both.
		script := s.filed(t)
		a, b := s.marks(t, script, s.org.Assessor), s.marks(t, script, s.org.Assessor2)
		for _, err := range apptest.AtOnce(submit(s.org.Assessor, input(s.org.Assessor, a, 8, 8)), submit(s.org.Assessor2, input(s.org.Assessor2, b, 7, 8))) {
			if err != nil {
				t.Errorf("two hand in at once: %v", err)
			}
		}
		if now := s.now(t, script); now.SettledBy != "markers" || *now.Doubled != 31 {
			t.Errorf("two hand in at once: %+v", now)
		}

		// One marker hands in while they are taken off; or the same marks from two windows.
		script = s.filed(t)
		a = s.marks(t, script, s.org.Assessor)
		one("in while taken off", apptest.AtOnce(submit(s.org.Assessor, input(s.org.Assessor, a, 8, 8)), take(a)))
		script = s.filed(t)
		a = s.marks(t, script, s.org.Assessor)
		from := input(s.org.Assessor, a, 8, 8)
		one("in from two windows", apptest.AtOnce(submit(s.org.Assessor, from), submit(s.org.Assessor, input(s.org.Assessor, a, 2, 2))))

		// Two who are too far apart: one third, or one minute, never both.
		script = s.filed(t)
		s.marks(t, script, s.org.Assessor, 9, 9)
		s.marks(t, script, s.org.Assessor2, 3, 3)
		one("two thirds", apptest.AtOnce(assign(script, third), assign(script, fourth)))
		script = s.filed(t)
		s.marks(t, script, s.org.Assessor, 9, 9)
		s.marks(t, script, s.org.Assessor2, 3, 3)
		one("a third and a minute", apptest.AtOnce(assign(script, third), settle(script, 12)))
		script = s.filed(t)
		s.marks(t, script, s.org.Assessor, 9, 9)
		s.marks(t, script, s.org.Assessor2, 3, 3)
		one("two minutes", apptest.AtOnce(settle(script, 12), settle(script, 13)))

		// A decision while the script is settled: after it, or not at all.
		script = s.filed(t)
		s.marks(t, script, s.org.Assessor, 8, 8)
		b = s.marks(t, script, s.org.Assessor2)
		came := apptest.AtOnce(submit(s.org.Assessor2, input(s.org.Assessor2, b, 8, 8)), verb(s.org.Manager, func(tx *tenants.Tx) error {
			_, err := assessments.Decide(tx, assessments.Decision{AssessmentID: script.AssessmentID, Outcome: assessments.Passed, Minute: "Decided."})
			return err
		}))
		if came[0] != nil || came[1] != nil && fault.CodeOf(came[1]) != fault.Conflict {
			t.Errorf("a decision while it is settled: %v", came)
		}
	}
}
