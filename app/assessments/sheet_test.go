package assessments_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"accord/app/assessments"
	"accord/app/candidates"
	"accord/tenants"
	"accord/tenants/fault"
)

func addEntry(tx *tenants.Tx, candidate uuid.UUID) error {
	_, err := candidates.AddEntry(tx, candidate, candidates.NewEntry{HeldOn: time.Date(2026, 5, 4, 0, 0, 0, 0, time.UTC), Role: "mediator",
		Medium: "online", Hours: 4, Field: "commercial lease", Parties: 2, Settled: "yes"}, tx.Now())
	return err
}

// declared is an assessment whose two assessors have declared.
func (s stage) declared(t *testing.T) assessments.Assessment {
	t.Helper()
	a := s.opened(t)
	s.assign(t, a, s.org.Assessor, s.org.Assessor2)
	s.declare(t, a, s.org.Assessor, s.org.Assessor2)
	return a
}

func (s stage) save(m tenants.Member, in assessments.SheetInput) (assessments.Sheet, error) {
	var sheet assessments.Sheet
	err := s.DB.Write(context.Background(), m, func(tx *tenants.Tx) (err error) { sheet, err = assessments.SaveSheet(tx, in); return err })
	return sheet, err
}

func (s stage) mySheet(t *testing.T, m tenants.Member, a assessments.Assessment) (sheet assessments.Sheet) {
	t.Helper()
	s.read(t, m, func(tx *tenants.Tx) (err error) { sheet, err = assessments.MySheet(tx, a.ID); return err })
	return sheet
}

func points(n int) *int { return &n }

func TestADraftIsKeptLineByLine(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	a := s.declared(t)
	c := s.mySheet(t, s.org.Assessor, a).Criteria
	_, err := s.save(s.org.Assessor, assessments.SheetInput{AssessmentID: a.ID, Comment: " Promising ", Marks: map[uuid.UUID]assessments.Mark{
		c[0].ID: {Points: points(4), Note: "Clear opening"}, c[1].ID: {Note: "Minute 12"}}})
	if err != nil {
		t.Fatal(err)
	}
	_, err = s.save(s.org.Assessor, assessments.SheetInput{AssessmentID: a.ID, Revision: 1, Comment: "Promising", Marks: map[uuid.UUID]assessments.Mark{
		c[1].ID: {Points: points(0), Note: "Minute 12"}}})
	if err != nil {
		t.Fatal(err)
	}
	now := s.mySheet(t, s.org.Assessor, a)
	first, second := now.Scores[c[0].ID], now.Scores[c[1].ID]
	if *first.Points != 4 || first.Note != "Clear opening" || *second.Points != 0 || second.Note != "Minute 12" {
		t.Errorf("kept %v and %v", first, second)
	}
	if now.Marked() != 2 || now.Comment != "Promising" || now.Revision != 2 || now.SubmittedAt != nil {
		t.Errorf("%d marks, comment %q, revision %d, submitted %v", now.Marked(), now.Comment, now.Revision, now.SubmittedAt)
	}
	_, err = s.save(s.org.Assessor, assessments.SheetInput{AssessmentID: a.ID, Revision: 2, Marks: map[uuid.UUID]assessments.Mark{c[0].ID: {}}})
	if now = s.mySheet(t, s.org.Assessor, a); err != nil || now.Marked() != 1 {
		t.Errorf("a mark taken back leaves %d, %v", now.Marked(), err)
	}
}

func TestASavingThatStartsFromAnOlderSheetLosesNothing(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	a := s.declared(t)
	c := s.mySheet(t, s.org.Assessor, a).Criteria
	mark := func(n, revision int) error {
		_, err := s.save(s.org.Assessor, assessments.SheetInput{AssessmentID: a.ID, Revision: revision, Marks: map[uuid.UUID]assessments.Mark{c[0].ID: {Points: points(n)}}})
		return err
	}
	if err := mark(5, 0); err != nil {
		t.Fatal(err)
	}
	refused(t, "from an older sheet", mark(1, 0), fault.Conflict, "assessment.sheet_changed")
	if got := *s.mySheet(t, s.org.Assessor, a).Scores[c[0].ID].Points; got != 5 {
		t.Errorf("the newer mark became %d", got)
	}
}

func TestAMarkThatCannotBeIsSaidAtItsField(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	a := s.declared(t)
	c := s.mySheet(t, s.org.Assessor, a).Criteria
	_, err := s.save(s.org.Assessor, assessments.SheetInput{AssessmentID: a.ID, Comment: strings.Repeat("ñ", 4001), Marks: map[uuid.UUID]assessments.Mark{
		c[0].ID: {Points: points(6)}, c[1].ID: {Points: points(-1)}, c[2].ID: {Points: points(5), Note: strings.Repeat("ñ", 2001)}}})
	refused(t, "four wrong fields", err, fault.Invalid, "")
	want := []string{assessments.PointsField(c[0].ID), assessments.PointsField(c[1].ID), assessments.NoteField(c[2].ID), "comment"}
	if got := fieldsOf(err); !slices.Equal(got, want) {
		t.Errorf("said at %v, want %v", got, want)
	}
	_, err = s.save(s.org.Assessor, assessments.SheetInput{AssessmentID: a.ID, Marks: map[uuid.UUID]assessments.Mark{uuid.New(): {Points: points(1)}}})
	refused(t, "a criterion that is not the assessment's", err, fault.NotFound, "")
}

func TestASheetIsHandedInWholeAndStays(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	a := s.declared(t)
	submit := func(points ...int) error {
		return s.try(s.org.Assessor, func(tx *tenants.Tx) error {
			_, err := assessments.SubmitSheet(tx, filled(t, tx, a, points...))
			return err
		})
	}
	err := submit(4, 3)
	c := s.mySheet(t, s.org.Assessor, a).Criteria
	refused(t, "with a mark missing", err, fault.Invalid, "")
	if got := fieldsOf(err); !slices.Equal(got, []string{assessments.PointsField(c[2].ID)}) {
		t.Errorf("said at %v", got)
	}
	if err := submit(4, 3, 5); err != nil {
		t.Fatal(err)
	}
	_, err = s.save(s.org.Assessor, assessments.SheetInput{AssessmentID: a.ID, Revision: 1, Marks: map[uuid.UUID]assessments.Mark{c[0].ID: {Points: points(1)}}})
	refused(t, "saved afterwards", err, fault.Conflict, "assessment.your_sheet_in")
	for what, sql := range map[string]string{
		"the points":     `update score set points = 1 where tenant_id = $1 and assessment_id = $2`,
		"a note":         `update score set note = 'other' where tenant_id = $1 and assessment_id = $2`,
		"the comment":    `update score_sheet set comment = 'other' where tenant_id = $1 and assessment_id = $2`,
		"the submission": `update score_sheet set submitted_at = null where tenant_id = $1 and assessment_id = $2`,
		"its assessor":   `update score set submitted_at = null where tenant_id = $1 and assessment_id = $2`,
	} {
		if s.Try(sql, s.org.ID, a.ID) == nil {
			t.Errorf("the database lets %s be changed after the submission", what)
		}
	}
}

func TestOnlyWhatMayBeLeftOutIsMarkedAsNotSeen(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	s.Exec(`alter table design_criterion disable trigger holds`)
	s.Exec(`update design_criterion set optional = true where tenant_id = $1 and position = 3`, s.org.ID)
	s.Exec(`alter table design_criterion enable trigger holds`)
	a := s.declared(t)
	c := s.mySheet(t, s.org.Assessor, a).Criteria
	_, err := s.save(s.org.Assessor, assessments.SheetInput{AssessmentID: a.ID, Marks: map[uuid.UUID]assessments.Mark{
		c[0].ID: {NotSeen: true}, c[2].ID: {NotSeen: true, Points: points(1)}}})
	refused(t, "one that everybody judges, and one with points", err, fault.Invalid, "")
	if got := fieldsOf(err); !slices.Equal(got, []string{assessments.PointsField(c[0].ID), assessments.PointsField(c[2].ID)}) {
		t.Errorf("said at %v", got)
	}
	s.write(t, s.org.Assessor, func(tx *tenants.Tx) error {
		_, err := assessments.SubmitSheet(tx, assessments.SheetInput{AssessmentID: a.ID, Marks: map[uuid.UUID]assessments.Mark{
			c[0].ID: {Points: points(4)}, c[1].ID: {Points: points(3)}, c[2].ID: {NotSeen: true}}})
		return err
	})
	s.sheet(t, a, s.org.Assessor2, 4, 3, 5)
	if v := s.compare(t, s.org.Manager, a).Verdict; v == nil || !v.Passes || v.Reached != 800 {
		t.Errorf("the rule says %+v", v) // 4, 3 and the other's 5 of 5
	}
	if s.Try(`insert into score (tenant_id, id, score_sheet_id, assessment_id, membership_id, criterion_id, not_seen)
		select tenant_id, gen_random_uuid(), id, assessment_id, membership_id, $2, true from score_sheet where tenant_id = $1 and membership_id = $3`,
		s.org.ID, c[1].ID, s.org.Assessor.Membership()) == nil {
		t.Error("the database takes it")
	}
}

func TestOnlyTheAssessorFillsTheSheet(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	a := s.declared(t)
	c := s.mySheet(t, s.org.Assessor, a).Criteria
	in := assessments.SheetInput{AssessmentID: a.ID, Marks: map[uuid.UUID]assessments.Mark{c[0].ID: {Points: points(5)}}}
	for what, m := range map[string]tenants.Member{"the manager": s.org.Manager, "a trainer": s.org.Trainer, "another organisation": s.Nordic.Assessor} {
		_, err := s.save(m, in)
		refused(t, what, err, fault.NotFound, "")
	}
	s.train(t, s.org.Assessor)
	_, err := s.save(s.org.Assessor, in)
	refused(t, "an assessor who has trained the candidate since", err, fault.Forbidden, "assessment.you_trained")
}

func fieldsOf(err error) []string {
	var names []string
	for _, f := range faultOf(err).Fields {
		names = append(names, f.Field)
	}
	return names
}

// After a cut nobody knows whether the last saving arrived. Where it did, and is
// the page's own, going on from before it overwrites nothing unseen.
func TestASavingWhoseAnswerWasLostIsGoneOnFrom(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	a := s.declared(t)
	c := s.mySheet(t, s.org.Assessor, a).Criteria
	save := func(revision, n int, key string, tried ...string) (int, error) {
		sheet, err := s.save(s.org.Assessor, assessments.SheetInput{AssessmentID: a.ID, Revision: revision, Key: key, Tried: tried, Marks: map[uuid.UUID]assessments.Mark{c[0].ID: {Points: points(n)}}})
		return sheet.Revision, err
	}
	if now, err := save(0, 1, "first"); err != nil || now != 1 { // its answer is lost
		t.Fatal(now, err)
	}
	if now, err := save(0, 2, "second", "lost", "first"); err != nil || now != 2 {
		t.Errorf("gone on to %d, %v", now, err)
	}
	if now, err := save(2, 3, "another window's"); err != nil || now != 3 {
		t.Errorf("another window's is %d, %v", now, err)
	}
	for what, tried := range map[string][]string{"the savings before it": {"first", "second"}, "none": nil, "an empty one": {""}} {
		_, err := save(2, 4, "third", tried...)
		refused(t, "another window has saved since, and tried were "+what, err, fault.Conflict, "assessment.sheet_changed")
	}
	if _, err := save(3, 3, ""); err != nil { // as without scripts
		t.Error(err)
	}
	_, err := save(3, 4, "fourth", "")
	refused(t, "after one without a key", err, fault.Conflict, "assessment.sheet_changed")
	_, err = save(4, 4, strings.Repeat("k", 101))
	refused(t, "a key too long", err, fault.Invalid, "")
	if got := *s.mySheet(t, s.org.Assessor, a).Scores[c[0].ID].Points; got != 3 {
		t.Errorf("it is %d", got)
	}
}
