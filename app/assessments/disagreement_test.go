package assessments_test

import (
	"slices"
	"strings"
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

func TestAMinuteSettlesADisagreementAndChangesNoSheet(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	a := s.disputed(t)
	if err := s.moderate(s.org.Manager, s.agreement(t, a, 2)); err != nil {
		t.Fatal(err)
	}
	c := s.compare(t, s.org.Assessor, a)
	if c.Unsettled() || c.Moderation == nil || c.Moderation.Reasons != "Both watched minute 31 again." || c.Moderation.HeldByName != s.org.Manager.Name() || c.Moderation.HeldBy != s.org.Manager.Membership() {
		t.Errorf("the minute is %+v", c.Moderation)
	}
	if p := c.Rows[1].Agreed; p == nil || *p.Points != 2 || p.Note != "Reframes once, late." || *c.Rows[1].Scores[0].Points != 4 || *c.Rows[1].Scores[1].Points != 2 {
		t.Errorf("the second criterion is %+v", c.Rows[1])
	}
	if c.Verdict == nil || c.Verdict.Passes || !slices.Equal(c.Verdict.Short, []int{1}) { // by the means it would have passed
		t.Errorf("the rule says %+v", c.Verdict)
	}
	refused(t, "a second minute", s.moderate(s.org.Manager, s.agreement(t, a, 4)), fault.Conflict, "assessment.disagreement_settled")
	refused(t, "a moderator afterwards", s.name(s.org.Manager, a, s.org.Admin), fault.Conflict, "assessment.disagreement_settled")
	for what, sql := range map[string]string{
		"the reasons":    `update moderation set reasons = 'other' where tenant_id = $1 and assessment_id = $2`,
		"the minute":     `delete from moderation where tenant_id = $1 and assessment_id = $2`,
		"what is agreed": `update moderation_point set points = 5 where tenant_id = $1 and assessment_id = $2`,
		"the points":     `delete from moderation_point where tenant_id = $1 and assessment_id = $2`,
		"a score":        `update score set points = 2 where tenant_id = $1 and assessment_id = $2`,
	} {
		if s.Try(sql, s.org.ID, a.ID) == nil {
			t.Errorf("the database lets %s be changed", what)
		}
	}
	if err := s.decide(s.org.Manager, a, assessments.Failed, "As agreed."); err != nil {
		t.Error(err)
	}
}

func TestAMinuteSaysWhatIsMissingOrWrong(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	a := s.disputed(t)
	c := s.compare(t, s.org.Manager, a)
	first, second := c.Rows[0].Criterion.ID, c.Rows[1].Criterion.ID
	on := func(day int) time.Time { return time.Date(2026, 11, day, 0, 0, 0, 0, time.UTC) }
	three, six := 3, 6
	for what, is := range map[string]struct {
		in assessments.Agreement
		at []string
	}{
		"nothing at all":            {assessments.Agreement{}, []string{"held_on", assessments.PointsField(second), "reasons"}},
		"tomorrow":                  {assessments.Agreement{HeldOn: on(17), Reasons: "So.", Points: map[uuid.UUID]assessments.Mark{second: {Points: &three}}}, []string{"held_on"}},
		"before the sheets were in": {assessments.Agreement{HeldOn: on(15), Reasons: "So.", Points: map[uuid.UUID]assessments.Mark{second: {Points: &three}}}, []string{"held_on"}},
		"beyond the scale": {assessments.Agreement{HeldOn: on(16), Reasons: "So.", Points: map[uuid.UUID]assessments.Mark{second: {Points: &six, Note: strings.Repeat("ñ", 2001)}}},
			[]string{assessments.PointsField(second), assessments.NoteField(second)}},
		"not seen, where everybody judges it": {assessments.Agreement{HeldOn: on(16), Reasons: "So.", Points: map[uuid.UUID]assessments.Mark{second: {NotSeen: true}}}, []string{assessments.PointsField(second)}},
		"a note without what was agreed": {assessments.Agreement{HeldOn: on(16), Reasons: strings.Repeat("ñ", 4001), Points: map[uuid.UUID]assessments.Mark{first: {Note: "Well?"}, second: {Points: &three}}},
			[]string{assessments.PointsField(first), "reasons"}},
	} {
		is.in.AssessmentID = a.ID
		err := s.moderate(s.org.Manager, is.in)
		refused(t, what, err, fault.Invalid, "")
		if got := fieldsOf(err); !slices.Equal(got, is.at) {
			t.Errorf("%s: said at %v, want %v", what, got, is.at)
		}
	}
	in := s.agreement(t, a, 3)
	in.Points[uuid.New()] = assessments.Mark{Points: &three}
	refused(t, "another assessment's criterion", s.moderate(s.org.Manager, in), fault.NotFound, "")
	if n := s.Count(`select count(*) from moderation where tenant_id = $1`, s.org.ID); n != 0 {
		t.Errorf("%d minutes are kept", n)
	}
}

func TestWhoModeratesHasNeitherJudgedNorTrainedTheCandidate(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	judges := s.Member(s.org, tenants.RoleProgramManager, tenants.RoleAssessor)
	trains := s.Member(s.org, tenants.RoleProgramManager)
	named, other := s.Member(s.org, tenants.RoleAssessor), s.Member(s.org, tenants.RoleAssessor)
	a := s.opened(t)
	s.assign(t, a, s.org.Assessor, judges)
	s.declare(t, a, s.org.Assessor, judges)
	s.sheet(t, a, s.org.Assessor, 4, 4, 3)
	s.sheet(t, a, judges, 4, 2, 4)
	s.train(t, trains)
	in := s.agreement(t, a, 3)
	refused(t, "who has judged", s.moderate(judges, in), fault.Forbidden, "assessment.you_judged")
	refused(t, "who has trained", s.moderate(trains, in), fault.Forbidden, "assessment.you_judged")
	refused(t, "one of the two", s.moderate(s.org.Assessor, in), fault.Forbidden, "")
	for what, m := range map[string]tenants.Member{"an assessor who is not named": named, "a trainer": s.org.Trainer, "another organisation": s.Nordic.Manager} {
		refused(t, what, s.moderate(m, in), fault.NotFound, "")
		refused(t, what+" names", s.name(m, a, named), fault.NotFound, "")
	}
	refused(t, "one of the two names", s.name(s.org.Assessor, a, named), fault.Forbidden, "")
	for what, is := range map[string]struct {
		who tenants.Member
		key string
	}{"who has judged": {judges, "assessment.moderator_judged"}, "who has trained": {trains, "assessment.assessor_trained"}, "a trainer": {s.org.Trainer2, "assessment.no_moderator"}} {
		refused(t, what+" is named", s.name(s.org.Manager, a, is.who), fault.Conflict, is.key)
	}
	refused(t, "another organisation's is named", s.name(s.org.Manager, a, s.Nordic.Assessor), fault.NotFound, "")

	for _, m := range []tenants.Member{other, named} { // the second in place of the first
		if err := s.name(s.org.Manager, a, m); err != nil {
			t.Fatal(err)
		}
	}
	refused(t, "who was named before", s.moderate(other, in), fault.NotFound, "")
	for what, m := range map[string]tenants.Member{"the moderator": named, "who was named before": other} {
		refused(t, what+" as third", s.tryAssign(s.org.Manager, a, m.Membership()), fault.Conflict, "assessment.third_moderates")
		if s.Try(`insert into assessor_assignment (tenant_id, id, assessment_id, candidate_id, membership_id, assessor_name, assigned_at, settles)
			select tenant_id, gen_random_uuid(), assessment_id, candidate_id, $3, 'x', now(), id from disagreement where tenant_id = $1 and assessment_id = $2`, s.org.ID, a.ID, m.Membership()) == nil {
			t.Errorf("the database assigns %s as third", what)
		}
	}
	s.Exec(`update disagreement set named = '[]' where tenant_id = $1 and assessment_id = $2`, s.org.ID, a.ID)
	if n := s.Count(`select jsonb_array_length(named) from disagreement where tenant_id = $1 and assessment_id = $2`, s.org.ID, a.ID); n != 2 {
		t.Errorf("%d are noted as named", n)
	}
	s.read(t, named, func(tx *tenants.Tx) error {
		mine, err := assessments.Moderations(tx)
		if len(mine) != 1 || mine[0].Assessment.ID != a.ID {
			t.Errorf("waiting are %+v", mine)
		}
		return err
	})
	if c := s.compare(t, named, a); len(c.Sheets) != 2 || !c.Apart.Any() {
		t.Errorf("the moderator sees %d sheets", len(c.Sheets))
	}
	if err := s.moderate(named, in); err != nil {
		t.Fatal(err)
	}
	for letter, want := range map[string]int{"moderator_named": 2, "disagreement_settled": 1} {
		if n := s.Count(`select count(*) from outbox where tenant_id = $1 and args ->> 'letter' = $2`, s.org.ID, letter); n != want {
			t.Errorf("%d letters of %s, want %d", n, letter, want)
		}
	}
	refused(t, "the moderator decides", s.decide(named, a, assessments.Passed, "So."), fault.Forbidden, "")
}

func TestTheDatabaseKeepsAMinuteToWhatItIsAbout(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	a := s.disputed(t)
	minute := func(by tenants.Member) {
		s.Exec(`insert into moderation (tenant_id, id, disagreement_id, assessment_id, held_on, held_by, held_by_name, written_at, reasons)
			select tenant_id, gen_random_uuid(), id, assessment_id, '2026-11-16', $3, 'x', now(), 'So.' from disagreement where tenant_id = $1 and assessment_id = $2`, s.org.ID, a.ID, by.Membership())
	}
	minute(s.org.Assessor)
	settle := func() error {
		return s.Try(`update disagreement d set settled_at = now(), moderation_id = m.id from moderation m where m.tenant_id = d.tenant_id and d.tenant_id = $1 and d.assessment_id = $2`, s.org.ID, a.ID)
	}
	if err := settle(); err == nil || !strings.Contains(err.Error(), "judged or trained") {
		t.Errorf("by one of the two: %v", err)
	}
	s = newStage(t)
	a = s.disputed(t)
	minute(s.org.Manager)
	if err := settle(); err == nil || !strings.Contains(err.Error(), "nothing was agreed") {
		t.Errorf("without what was agreed: %v", err)
	}
	point := func(points any, notSeen bool) error {
		return s.Try(`insert into moderation_point (tenant_id, id, moderation_id, disagreement_id, assessment_id, criterion_id, points, not_seen)
			select m.tenant_id, gen_random_uuid(), m.id, m.disagreement_id, m.assessment_id, c.id, $3, $4 from moderation m join assessment_criterion c on c.tenant_id = m.tenant_id and c.assessment_id = m.assessment_id and c.position = 2
			where m.tenant_id = $1 and m.assessment_id = $2`, s.org.ID, a.ID, points, notSeen)
	}
	if point(6, false) == nil || point(nil, true) == nil || point(nil, false) == nil {
		t.Error("the database takes what is no mark")
	}
	if err := point(3, false); err != nil {
		t.Fatal(err)
	}
	if err := settle(); err != nil {
		t.Error(err)
	}
	if point(3, false) == nil {
		t.Error("something is agreed after it was settled")
	}
}
