package assessments_test

import (
	"slices"
	"testing"
	"time"

	"github.com/google/uuid"

	"accord/app/assessments"
	"accord/tenants"
	"accord/tenants/fault"
)

func (s stage) disagreement(t *testing.T, a assessments.Assessment) *assessments.Disagreement {
	t.Helper()
	return s.compare(t, s.org.Manager, a).Disagreement
}

func (s stage) name(m tenants.Member, a assessments.Assessment, who tenants.Member) error {
	return s.try(m, func(tx *tenants.Tx) error {
		_, err := assessments.NameModerator(tx, a.ID, who.Membership())
		return err
	})
}

// agreement is a minute that settles what the stage's assessors disagree on.
func (s stage) agreement(t *testing.T, a assessments.Assessment, points int) assessments.Agreement {
	t.Helper()
	c := s.compare(t, s.org.Manager, a)
	return assessments.Agreement{AssessmentID: a.ID, HeldOn: time.Date(2026, 11, 16, 0, 0, 0, 0, time.UTC), Reasons: " Both watched minute 31 again. ",
		Points: map[uuid.UUID]assessments.Mark{c.Rows[1].Criterion.ID: {Points: &points, Note: "Reframes once, late."}}}
}

func (s stage) moderate(m tenants.Member, in assessments.Agreement) error {
	return s.try(m, func(tx *tenants.Tx) error { _, err := assessments.Moderate(tx, in); return err })
}

// publish puts the organisation's next design in force, with other thresholds.
func (s stage) publish(marks, result, share int) {
	id := uuid.Must(uuid.NewV7())
	s.Exec(`insert into assessment_design (tenant_id, id, program_id, methods, pass_percent, may_fall_short, marks_apart, result_apart, revision, created_at, saved_at)
		select tenant_id, $2, program_id, methods, $5, may_fall_short, $3, $4, 1, created_at, saved_at from assessment_design where tenant_id = $1 and number = 1`, s.org.ID, id, marks, result, share)
	s.Exec(`insert into design_criterion (tenant_id, id, design_id, lineage, heading, position, title_en, benchmark_en, scale_max, levels, weight, floor, methods, revision)
		select tenant_id, gen_random_uuid(), $2, lineage, heading, position, title_en, benchmark_en, scale_max, levels, weight, floor, methods, 1 from design_criterion where tenant_id = $1`, s.org.ID, id)
	s.Exec(`update assessment_design set number = 2, published_at = created_at where tenant_id = $1 and id = $2`, s.org.ID, id)
}

func TestSheetsBeyondTheThresholdOpenADisagreement(t *testing.T) {
	t.Parallel()
	for what, is := range map[string]struct {
		first, second []int
		marks, result int // the design's thresholds
		share         int // that is asked
		opens         bool
		on            []int
		byResult      bool
	}{
		"a point of five on two criteria is allowed":       {[]int{4, 4, 3}, []int{4, 3, 4}, 20, 10, 0, false, nil, false},
		"two points of five are not":                       {[]int{5, 5, 5}, []int{5, 3, 5}, 20, 14, 0, true, []int{1}, false},
		"two points are where the design allows them":      {[]int{5, 5, 5}, []int{5, 3, 5}, 40, 14, 0, false, nil, false},
		"every difference is, where it allows none":        {[]int{5, 5, 5}, []int{5, 4, 5}, 0, 100, 0, true, []int{1}, false},
		"results too far apart":                            {[]int{5, 5, 5}, []int{4, 4, 5}, 20, 13, 0, true, nil, true},
		"results exactly as far apart as is allowed":       {[]int{5, 5, 5}, []int{4, 4, 4}, 20, 20, 0, false, nil, false},
		"one alone is under a floor":                       {[]int{3, 3, 3}, []int{3, 2, 3}, 20, 10, 0, true, nil, true},
		"one alone reaches the share that is asked":        {[]int{4, 4, 4}, []int{4, 4, 3}, 20, 10, 80, true, nil, true},
		"both reach it, one exactly":                       {[]int{4, 4, 5}, []int{4, 4, 4}, 20, 10, 80, false, nil, false},
		"any difference is allowed, and both do not pass":  {[]int{0, 0, 0}, []int{2, 2, 2}, 100, 100, 0, false, nil, false},
		"any difference is allowed, but not in the result": {[]int{0, 0, 0}, []int{5, 5, 5}, 100, 100, 0, true, nil, true},
	} {
		t.Run(what, func(t *testing.T) {
			t.Parallel()
			s := newStage(t)
			s.publish(is.marks, is.result, is.share)
			a := s.declared(t)
			s.sheet(t, a, s.org.Assessor, is.first...)
			if s.disagreement(t, a) != nil {
				t.Error("one sheet disagrees")
			}
			s.sheet(t, a, s.org.Assessor2, is.second...)
			c := s.compare(t, s.org.Manager, a)
			if (c.Disagreement != nil) != is.opens || c.Apart.Any() != is.opens {
				t.Errorf("the database has %+v, the rule says %+v, want one: %v", c.Disagreement, c.Apart, is.opens)
			}
			if !slices.Equal(c.Apart.Lines, is.on) || c.Apart.Result != is.byResult {
				t.Errorf("apart in %+v, want %v and the result %v", c.Apart, is.on, is.byResult)
			}
			letters := s.Count(`select count(*) from outbox where tenant_id = $1 and args ->> 'letter' = 'disagreement_opened'`, s.org.ID)
			events := s.Count(`select count(*) from audit_log where tenant_id = $1 and action = 'assessment.disagreed'`, s.org.ID)
			if want := map[bool]int{true: 1}[is.opens]; letters != want || events != want {
				t.Errorf("%d letters and %d events, want %d", letters, events, want)
			}
		})
	}
}

func TestTakingOffWhoHadYetToJudgeOpensTheDisagreementOfTheOthers(t *testing.T) {
	t.Parallel()
	for what, leave := range map[string]func(s stage, a assessments.Assessment, third tenants.Member) error{
		"taken off": func(s stage, a assessments.Assessment, third tenants.Member) error {
			return s.try(s.org.Manager, func(tx *tenants.Tx) error {
				all, err := assessments.Assignments(tx, a.ID)
				if err != nil {
					return err
				}
				_, err = assessments.Unassign(tx, all[2].ID)
				return err
			})
		},
		"declines": func(s stage, a assessments.Assessment, third tenants.Member) error {
			return s.try(third, func(tx *tenants.Tx) error { _, err := assessments.Decline(tx, a.ID, "A cousin."); return err })
		},
	} {
		t.Run(what, func(t *testing.T) {
			t.Parallel()
			s := newStage(t)
			third := s.Member(s.org, tenants.RoleAssessor)
			a := s.declared(t)
			s.assign(t, a, third)
			s.sheet(t, a, s.org.Assessor, 4, 4, 3)
			s.sheet(t, a, s.org.Assessor2, 4, 2, 4)
			if s.disagreement(t, a) != nil {
				t.Fatal("they disagree before every sheet is in")
			}
			if err := leave(s, a, third); err != nil {
				t.Fatal(err)
			}
			if s.disagreement(t, a) == nil {
				t.Error("nothing is open")
			}
			if n := s.Count(`select count(*) from outbox where tenant_id = $1 and args ->> 'letter' = 'disagreement_opened'`, s.org.ID); n != 1 {
				t.Errorf("%d letters", n)
			}
		})
	}
}

func TestNothingIsDecidedWhileAssessorsDisagree(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	a := s.disputed(t)
	refused(t, "decided", s.decide(s.org.Manager, a, assessments.Passed, "Well done."), fault.Conflict, "assessment.disagreement_open")
	for what, sql := range map[string]string{
		"decided":             `update assessment set decided_at = now(), outcome = 'passed', rule_outcome = 'passed', decision_minute = 'x' where tenant_id = $1 and id = $2`,
		"settled by nothing":  `update disagreement set settled_at = now() where tenant_id = $1 and assessment_id = $2`,
		"settled by a sheet":  `update disagreement set settled_at = now(), settled_by_sheet = (select id from score_sheet where tenant_id = $1 and assessment_id = $2 limit 1) where tenant_id = $1 and assessment_id = $2`,
		"taken away":          `delete from disagreement where tenant_id = $1 and assessment_id = $2`,
		"opened again":        `insert into disagreement (tenant_id, id, assessment_id, candidate_id, opened_at) select tenant_id, gen_random_uuid(), id, candidate_id, now() from assessment where tenant_id = $1 and id = $2`,
		"moved in time":       `update disagreement set opened_at = now() where tenant_id = $1 and assessment_id = $2`,
		"moderated by a mate": `update disagreement set named_at = now(), moderator_id = (select membership_id from score_sheet where tenant_id = $1 and assessment_id = $2 limit 1) where tenant_id = $1 and assessment_id = $2`,
	} {
		if s.Try(sql, s.org.ID, a.ID) == nil {
			t.Errorf("the database lets it be %s", what)
		}
	}
	agreeing := newStage(t)
	b := agreeing.judged(t)
	if agreeing.Try(`insert into disagreement (tenant_id, id, assessment_id, candidate_id, opened_at) select tenant_id, gen_random_uuid(), id, candidate_id, now() from assessment where tenant_id = $1 and id = $2`,
		agreeing.org.ID, b.ID) == nil {
		t.Error("the database opens one between sheets that agree")
	}
}

func TestAThirdAssessorSettlesADisagreement(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	third, manages := s.Member(s.org, tenants.RoleAssessor), s.Member(s.org, tenants.RoleAssessor, tenants.RoleProgramManager)
	trained := s.Member(s.org, tenants.RoleAssessor)
	s.train(t, trained)
	a := s.disputed(t)
	for what, is := range map[string]struct {
		who tenants.Member
		key string
	}{"one of the two": {s.org.Assessor, "assessment.assessor_assigned"}, "who has trained the candidate": {trained, "assessment.assessor_trained"},
		"who can read the sheets": {manages, "assessment.third_manages"}} {
		refused(t, what, s.tryAssign(s.org.Manager, a, is.who.Membership()), fault.Conflict, is.key)
		if s.Try(`insert into assessor_assignment (tenant_id, id, assessment_id, candidate_id, membership_id, assessor_name, assigned_at, settles)
			select tenant_id, gen_random_uuid(), assessment_id, candidate_id, $3, 'x', now(), id from disagreement where tenant_id = $1 and assessment_id = $2`, s.org.ID, a.ID, is.who.Membership()) == nil {
			t.Errorf("the database assigns %s", what)
		}
	}
	if s.Try(`insert into assessor_assignment (tenant_id, id, assessment_id, candidate_id, membership_id, assessor_name, assigned_at)
		select tenant_id, gen_random_uuid(), id, candidate_id, $3, 'x', now() from assessment where tenant_id = $1 and id = $2`, s.org.ID, a.ID, third.Membership()) == nil {
		t.Error("the database assigns an assessor beside the disagreement")
	}
	refused(t, "no assessor", s.tryAssign(s.org.Manager, a, s.org.Trainer2.Membership()), fault.Conflict, "assessment.no_assessor")
	s.assign(t, a, third)
	refused(t, "a second third", s.tryAssign(s.org.Manager, a, s.Member(s.org, tenants.RoleAssessor).Membership()), fault.Conflict, "assessment.third_judges")
	refused(t, "a minute meanwhile", s.moderate(s.org.Manager, s.agreement(t, a, 3)), fault.Conflict, "assessment.third_judges")
	refused(t, "a moderator meanwhile", s.name(s.org.Manager, a, s.org.Admin), fault.Conflict, "assessment.third_judges")
	refused(t, "decided meanwhile", s.decide(s.org.Manager, a, assessments.Passed, "Well done."), fault.Conflict, "assessment.sheet_missing")
	_, err := s.save(third, assessments.SheetInput{AssessmentID: a.ID})
	refused(t, "a sheet before the declaration", err, fault.Conflict, "assessment.undeclared")
	s.declare(t, a, third)
	if c := s.compare(t, third, a); len(c.Sheets) != 0 || c.Apart.Any() || c.Verdict != nil {
		t.Errorf("the third sees %+v", c)
	}
	s.sheet(t, a, third, 4, 3, 4)
	c := s.compare(t, third, a)
	if len(c.Sheets) != 3 || c.Unsettled() || c.Disagreement.SettledBySheet == nil || *c.Disagreement.SettledBySheet != c.Sheets[2].ID || c.Verdict == nil || !c.Verdict.Passes {
		t.Errorf("afterwards %+v, %+v", c.Disagreement, c.Verdict)
	}
	if n := s.Count(`select count(*) from audit_log where tenant_id = $1 and action = 'assessment.settled_by_third'`, s.org.ID); n != 1 {
		t.Errorf("%d events", n)
	}
	refused(t, "somebody assigned afterwards", s.tryAssign(s.org.Manager, a, s.Member(s.org, tenants.RoleAssessor).Membership()), fault.Conflict, "assessment.disagreement_settled")
	refused(t, "a minute afterwards", s.moderate(s.org.Manager, s.agreement(t, a, 3)), fault.Conflict, "assessment.disagreement_settled")
	if s.Try(`update disagreement set settled_at = null, settled_by_sheet = null where tenant_id = $1 and assessment_id = $2`, s.org.ID, a.ID) == nil {
		t.Error("the database opens it again")
	}
	if err := s.decide(s.org.Manager, a, assessments.Passed, "By the third's judgement."); err != nil {
		t.Error(err)
	}
}

func TestAThirdWhoDeclinesLeavesTheDisagreementOpen(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	third := s.Member(s.org, tenants.RoleAssessor)
	a := s.disputed(t)
	s.assign(t, a, third)
	s.write(t, third, func(tx *tenants.Tx) error { _, err := assessments.Decline(tx, a.ID, "A cousin."); return err })
	refused(t, "decided", s.decide(s.org.Manager, a, assessments.Passed, "Well done."), fault.Conflict, "assessment.disagreement_open")
	refused(t, "the same again", s.tryAssign(s.org.Manager, a, third.Membership()), fault.Conflict, "assessment.assessor_conflict")
	refused(t, "them as moderator", s.name(s.org.Manager, a, third), fault.Conflict, "assessment.assessor_conflict")
	if err := s.moderate(s.org.Manager, s.agreement(t, a, 3)); err != nil {
		t.Error(err)
	}
}
