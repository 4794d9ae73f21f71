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
