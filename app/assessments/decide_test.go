package assessments_test

import (
	"slices"
	"strings"
	"testing"

	"accord/app/assessments"
	"accord/app/candidates"
	"accord/tenants"
	"accord/tenants/fault"
)

func (s stage) decide(m tenants.Member, a assessments.Assessment, outcome assessments.Outcome, minute string) error {
	return s.try(m, func(tx *tenants.Tx) error {
		_, err := assessments.Decide(tx, assessments.Decision{AssessmentID: a.ID, Outcome: outcome, Minute: minute})
		return err
	})
}

func TestADecisionSaysWhoWhenAndByWhichRules(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	a := s.judged(t)
	if err := s.decide(s.org.Manager, a, assessments.Passed, " Both assessors recommend it. "); err != nil {
		t.Fatal(err)
	}
	s.read(t, s.org.Manager, func(tx *tenants.Tx) error {
		got, err := assessments.Get(tx, a.ID)
		if *got.Outcome != assessments.Passed || got.DecisionMinute != "Both assessors recommend it." || got.DecidedByName != s.org.Manager.Name() ||
			!got.DecidedAt.Equal(tx.Now()) || got.RuleSet == "" {
			t.Errorf("decided %+v", got)
		}
		return err
	})
	refused(t, "decided twice", s.decide(s.org.Admin, a, assessments.Failed, "No."), fault.Conflict, "assessment.decided")
	refused(t, "assigned afterwards", s.tryAssign(s.org.Manager, a, s.org.Assessor.Membership()), fault.Conflict, "assessment.decided")
	for what, sql := range map[string]string{
		"the outcome": `update assessment set outcome = 'failed' where tenant_id = $1 and id = $2`,
		"the minute":  `update assessment set decision_minute = 'other' where tenant_id = $1 and id = $2`,
		"the moment":  `update assessment set decided_at = null, outcome = null where tenant_id = $1 and id = $2`,
	} {
		if s.Try(sql, s.org.ID, a.ID) == nil {
			t.Errorf("the database lets %s be changed", what)
		}
	}
	s.read(t, s.org.Assessor, func(tx *tenants.Tx) error {
		if _, err := candidates.Get(tx, s.candidate.ID); !fault.Is(err, fault.NotFound) {
			t.Errorf("the assessor reads the file after the decision: %v", err)
		}
		return nil
	})
}

func TestADecisionNeedsAnOutcomeAndAMinute(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	a := s.judged(t)
	err := s.decide(s.org.Manager, a, "maybe", " ")
	refused(t, "neither", err, fault.Invalid, "")
	if got := fieldsOf(err); !slices.Equal(got, []string{"outcome", "minute"}) {
		t.Errorf("said at %v", got)
	}
	refused(t, "a minute too long", s.decide(s.org.Manager, a, assessments.Passed, strings.Repeat("ñ", 4001)), fault.Invalid, "")
	for what, m := range map[string]tenants.Member{"an assessor": s.org.Assessor} {
		refused(t, what, s.decide(m, a, assessments.Passed, "Well done."), fault.Forbidden, "")
	}
	for what, m := range map[string]tenants.Member{"a trainer": s.org.Trainer, "another organisation": s.Nordic.Manager} {
		refused(t, what, s.decide(m, a, assessments.Passed, "Well done."), fault.NotFound, "")
	}
}

func TestADecisionOtherThanTheRulesSaysWhy(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	a := s.judged(t) // means of 4, 3.5 and 3.5 with floors of 3: it passes
	if v := s.compare(t, s.org.Manager, a).Verdict; v == nil || !v.Passes || v.Reached != 733 || len(v.Short) != 0 {
		t.Fatalf("the rule says %+v", v)
	}
	as := func(outcome assessments.Outcome, because string) error {
		return s.try(s.org.Manager, func(tx *tenants.Tx) error {
			_, err := assessments.Decide(tx, assessments.Decision{AssessmentID: a.ID, Outcome: outcome, Minute: "Weighed by both.", Because: because})
			return err
		})
	}
	for what, err := range map[string]error{"failed without a reason": as(assessments.Failed, " "), "passed with one": as(assessments.Passed, "Because."),
		"a reason too long": as(assessments.Failed, strings.Repeat("ñ", 2001))} {
		refused(t, what, err, fault.Invalid, "")
		if got := fieldsOf(err); !slices.Equal(got, []string{"because"}) {
			t.Errorf("%s: said at %v", what, got)
		}
	}
	for what, sql := range map[string]string{
		"without a reason": `update assessment set decided_at = now(), outcome = 'failed', rule_outcome = 'passed', decision_minute = 'x' where tenant_id = $1 and id = $2`,
		"without the rule": `update assessment set decided_at = now(), outcome = 'failed', decision_minute = 'x' where tenant_id = $1 and id = $2`,
	} {
		if s.Try(sql, s.org.ID, a.ID) == nil {
			t.Errorf("the database lets it be decided %s", what)
		}
	}
	if err := as(assessments.Failed, " The role-play was not the candidate's own. "); err != nil {
		t.Fatal(err)
	}
	s.read(t, s.org.Manager, func(tx *tenants.Tx) error {
		got, err := assessments.Get(tx, a.ID)
		if err != nil || *got.RuleOutcome != assessments.Passed || got.DiffersBecause != "The role-play was not the candidate's own." {
			t.Errorf("kept %+v, %v", got, err)
		}
		return err
	})
	if s.Count(`select count(*) from audit_log where subject_id = $1 and action = 'assessment.decided_otherwise' and detail ->> 'reason' like 'The role-play%'`, a.ID) != 1 {
		t.Error("the reason is not in the journal")
	}
}

func TestNothingIsDecidedWhileASheetIsMissing(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	a := s.opened(t)
	refused(t, "nobody judges", s.decide(s.org.Manager, a, assessments.Passed, "Well done."), fault.Conflict, "assessment.nobody_judges")
	s.assign(t, a, s.org.Assessor, s.org.Assessor2)
	s.declare(t, a, s.org.Assessor, s.org.Assessor2)
	s.sheet(t, a, s.org.Assessor, 5, 5, 5)
	refused(t, "one sheet is missing", s.decide(s.org.Manager, a, assessments.Passed, "Well done."), fault.Conflict, "assessment.sheet_missing")
	if s.Try(`update assessment set decided_at = now(), outcome = 'passed', decision_minute = 'x' where tenant_id = $1 and id = $2`, s.org.ID, a.ID) == nil {
		t.Error("the database lets it be decided")
	}
	s.sheet(t, a, s.org.Assessor2, 5, 5, 5)
	if err := s.decide(s.org.Manager, a, assessments.Passed, "Well done."); err != nil {
		t.Error(err)
	}
}

func TestNothingIsDecidedWhenNobodyIndependentJudged(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	a := s.opened(t)
	s.assign(t, a, s.org.Assessor)
	s.declare(t, a, s.org.Assessor)
	s.sheet(t, a, s.org.Assessor, 5, 5, 5)
	s.train(t, s.org.Assessor) // comes to teach the candidate after judging
	refused(t, "nobody independent", s.decide(s.org.Manager, a, assessments.Passed, "Well done."), fault.Conflict, "assessment.nobody_independent")
	if s.Try(`update assessment set decided_at = now(), outcome = 'passed', decision_minute = 'x' where tenant_id = $1 and id = $2`, s.org.ID, a.ID) == nil {
		t.Error("the database lets it be decided")
	}
	s.assign(t, a, s.org.Assessor2)
	s.declare(t, a, s.org.Assessor2)
	s.sheet(t, a, s.org.Assessor2, 5, 5, 5)
	if err := s.decide(s.org.Manager, a, assessments.Passed, "Well done."); err != nil {
		t.Error(err)
	}
}
