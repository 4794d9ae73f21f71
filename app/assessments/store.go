package assessments

import (
	"errors"
	"slices"

	"github.com/google/uuid"
	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"accord/app/designs"
	"accord/app/paging"
	"accord/app/people"
	"accord/app/programs"
	"accord/app/trainings"
	"accord/tenants"
	"accord/tenants/fault"
)

// Get reads an assessment. Returns NotFound when the actor may not see it.
func Get(tx *tenants.Tx, id uuid.UUID) (Assessment, error) {
	return one[Assessment](tx, "assessment", "id = ?", id)
}

// AssignmentOf reads an assignment. Returns NotFound when the actor may not see it.
func AssignmentOf(tx *tenants.Tx, id uuid.UUID) (Assignment, error) {
	return one[Assignment](tx, "assignment", "id = ?", id)
}

// MyAssignment is the actor's own assignment to an assessment, as it stands.
// Returns NotFound when there is none.
func MyAssignment(tx *tenants.Tx, assessment uuid.UUID) (Assignment, error) {
	return one[Assignment](tx, "assignment", "assessment_id = ? and membership_id = ? and removed_at is null", assessment, tx.Membership())
}

// Criteria reads an assessment's criteria in their order.
func Criteria(tx *tenants.Tx, assessment uuid.UUID) ([]AssessmentCriterion, error) {
	var all []AssessmentCriterion
	err := tx.DB().Where("assessment_id = ?", assessment).Order("position, id").Find(&all).Error
	return all, err
}

// Assignments reads who judges an assessment, in the order they were assigned;
// those who were removed are left out.
func Assignments(tx *tenants.Tx, assessment uuid.UUID) ([]Assignment, error) {
	var all []Assignment
	err := tx.DB().Where("assessment_id = ? and removed_at is null", assessment).Order("assigned_at, id").Find(&all).Error
	return all, err
}

// Conflicts reads those who declined an assessment because of a conflict.
func Conflicts(tx *tenants.Tx, assessment uuid.UUID) ([]Assignment, error) {
	var all []Assignment
	err := tx.DB().Where("assessment_id = ? and conflict <> ''", assessment).Order("removed_at, id").Find(&all).Error
	return all, err
}

// OfCandidate reads a candidate's assessments, newest first.
func OfCandidate(tx *tenants.Tx, candidate uuid.UUID) ([]Assessment, error) {
	var all []Assessment
	err := tx.DB().Where("candidate_id = ?", candidate).Order("opened_at desc, id desc").Limit(100).Find(&all).Error
	return all, err
}

// DisagreementOf reads the disagreement of an assessment's assessors, and
// whether there is one that the actor may see.
func DisagreementOf(tx *tenants.Tx, assessment uuid.UUID) (d Disagreement, found bool, err error) {
	err = tx.DB().Where("assessment_id = ?", assessment).Limit(1).Find(&d).Error
	return d, d.ID != uuid.Nil, err
}

// Disagreed reads a disagreement. Returns NotFound when the actor may not see it.
func Disagreed(tx *tenants.Tx, id uuid.UUID) (Disagreement, error) {
	return one[Disagreement](tx, "disagreement", "id = ?", id)
}

// disputes are those of assessments that are not settled.
func disputes(tx *tenants.Tx, assessments []uuid.UUID) (map[uuid.UUID]bool, error) {
	var rows []Disagreement
	err := tx.DB().Where("assessment_id in ? and settled_at is null", assessments).Find(&rows).Error
	open := make(map[uuid.UUID]bool, len(rows))
	for _, d := range rows {
		open[d.AssessmentID] = true
	}
	return open, err
}

// Moderations reads the disagreements that wait for the actor as moderator, the
// oldest first.
func Moderations(tx *tenants.Tx) ([]Moderating, error) {
	var rows []Disagreement
	err := tx.DB().Where("moderator_id = ? and settled_at is null", tx.Membership()).Order("opened_at, id").Limit(200).Find(&rows).Error
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	which := make([]uuid.UUID, len(rows))
	for i, d := range rows {
		which[i] = d.AssessmentID
	}
	var of []Assessment
	if err := tx.DB().Where("id in ?", which).Find(&of).Error; err != nil {
		return nil, err
	}
	var all []Moderating
	for _, d := range rows {
		if at := slices.IndexFunc(of, func(a Assessment) bool { return a.ID == d.AssessmentID }); at >= 0 {
			all = append(all, Moderating{of[at], d})
		}
	}
	return all, nil
}

// minuteOf reads a disagreement's minute with what was agreed, by criterion.
func minuteOf(tx *tenants.Tx, d Disagreement) (*Moderation, map[uuid.UUID]ModerationPoint, error) {
	if d.ModerationID == nil {
		return nil, nil, nil
	}
	var m Moderation
	var points []ModerationPoint
	if err := tx.DB().Where("id = ?", *d.ModerationID).Limit(1).Find(&m).Error; err != nil || m.ID == uuid.Nil {
		return nil, nil, err
	}
	err := tx.DB().Where("moderation_id = ?", m.ID).Find(&points).Error
	by := make(map[uuid.UUID]ModerationPoint, len(points))
	for _, p := range points {
		by[p.CriterionID] = p
	}
	return &m, by, err
}

// keepMinute writes a minute, and that it settles its disagreement.
func keepMinute(tx *tenants.Tx, m Moderation, points []ModerationPoint) error {
	if err := inserted(tx, &m); err != nil {
		return err
	}
	if len(points) > 0 {
		if err := inserted(tx, &points); err != nil {
			return err
		}
	}
	return change[Disagreement](tx, m.DisagreementID, map[string]any{"settled_at": m.WrittenAt, "moderation_id": m.ID})
}

func one[M any](tx *tenants.Tx, what, where string, args ...any) (M, error) {
	var m M
	err := tx.DB().Where(where, args...).First(&m).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return m, fault.Absent(what)
	}
	return m, err
}

// program reads a program and whether IMI recognises it.
func program(tx *tenants.Tx, id uuid.UUID) (p programs.Program, recognised bool, err error) {
	p, err = one[programs.Program](tx, "program", "id = ?", id)
	if err != nil {
		return p, false, err
	}
	var n int64
	err = tx.DB().Model(&programs.Recognition{}).Where("program_id = ? and withdrawn_at is null", id).Count(&n).Error
	return p, n > 0, err
}

// holding are the memberships that hold one of the roles now, by name.
func holding(tx *tenants.Tx, roles ...tenants.Role) ([]people.Membership, error) {
	var all []people.Membership
	holders := tx.DB().Model(&people.MembershipRole{}).Select("membership_id").Where("role in ?", roles)
	err := tx.DB().Where("ended_at is null and id in (?)", holders).Order("name, id").Limit(1000).Find(&all).Error
	return all, err
}

// taught is in which cohort somebody trained a candidate.
type taught map[uuid.UUID]trainings.Cohort // by membership and by person

// by answers for a membership: under it, or under another of the same person.
func (t taught) by(m people.Membership) (trainings.Cohort, bool) {
	if c, yes := t[m.ID]; yes {
		return c, true
	}
	if m.PersonID == nil {
		return trainings.Cohort{}, false
	}
	c, yes := t[*m.PersonID]
	return c, yes
}

// taughtBy reads who trained a candidate: trainings.Trained, for everybody at once.
func taughtBy(tx *tenants.Tx, candidate uuid.UUID) (taught, error) {
	enrolled := tx.DB().Model(&trainings.Enrolment{}).Select("cohort_id").Where("candidate_id = ?", candidate)
	var trainers []trainings.CohortTrainer
	if err := tx.DB().Where("cohort_id in (?)", enrolled).Find(&trainers).Error; err != nil || len(trainers) == 0 {
		return nil, err
	}
	var in, who []uuid.UUID
	for _, r := range trainers {
		in, who = append(in, r.CohortID), append(who, r.MembershipID)
	}
	var cohorts []trainings.Cohort
	if err := tx.DB().Where("id in ?", in).Find(&cohorts).Error; err != nil {
		return nil, err
	}
	var held []trainings.TrainingSession
	if err := tx.DB().Where("cohort_id in ? and cancelled_at is null", in).Find(&held).Error; err != nil {
		return nil, err
	}
	members, err := membersByID(tx, who)
	if err != nil {
		return nil, err
	}
	t := taught{}
	for _, r := range trainers {
		if r.RemovedAt != nil && !slices.ContainsFunc(held, func(s trainings.TrainingSession) bool {
			return s.CohortID == r.CohortID && s.StartsAt.Before(*r.RemovedAt)
		}) {
			continue
		}
		c := cohorts[slices.IndexFunc(cohorts, func(c trainings.Cohort) bool { return c.ID == r.CohortID })]
		t[r.MembershipID] = c
		if m := members[r.MembershipID]; m.PersonID != nil {
			t[*m.PersonID] = c
		}
	}
	return t, nil
}

func membersByID(tx *tenants.Tx, ids []uuid.UUID) (map[uuid.UUID]people.Membership, error) {
	var rows []people.Membership
	if err := tx.DB().Where("id in ?", ids).Find(&rows).Error; err != nil {
		return nil, err
	}
	all := make(map[uuid.UUID]people.Membership, len(rows))
	for _, m := range rows {
		all[m.ID] = m
	}
	return all, nil
}

func sheetOf(tx *tenants.Tx, assessment, membership uuid.UUID) (sheet ScoreSheet, found bool, err error) {
	err = tx.DB().Where("assessment_id = ? and membership_id = ?", assessment, membership).Limit(1).Find(&sheet).Error
	return sheet, sheet.ID != uuid.Nil, err
}

// sheets reads the sheets of assessments that the actor may see.
func sheets(tx *tenants.Tx, assessments ...uuid.UUID) ([]ScoreSheet, error) {
	var all []ScoreSheet
	err := tx.DB().Where("assessment_id in ?", assessments).Order("submitted_at, id").Find(&all).Error
	return all, err
}

func scoresOf(tx *tenants.Tx, sheets ...uuid.UUID) ([]Score, error) {
	var all []Score
	err := tx.DB().Where("score_sheet_id in ?", sheets).Find(&all).Error
	return all, err
}

// writeScores adds lines to a sheet, or takes the place of those it has.
func writeScores(tx *tenants.Tx, scores []Score) error {
	return tx.DB().Clauses(clause.OnConflict{
		Columns:   []clause.Column{{Name: "tenant_id"}, {Name: "score_sheet_id"}, {Name: "criterion_id"}},
		DoUpdates: clause.AssignmentColumns([]string{"points", "note", "not_seen"}),
	}).Create(&scores).Error
}

func change[M any](tx *tenants.Tx, id uuid.UUID, values map[string]any) error {
	var m M
	return tx.DB().Model(&m).Where("id = ?", id).Updates(values).Error
}

func inserted[M any](tx *tenants.Tx, m *M) error { return tx.DB().Create(m).Error }

func assignmentsOf(tx *tenants.Tx, assessments []uuid.UUID) ([]Assignment, error) {
	var all []Assignment
	err := tx.DB().Where("assessment_id in ? and removed_at is null", assessments).Order("assigned_at, id").Find(&all).Error
	return all, err
}

// myOpen reads the actor's assignments to undecided assessments, the oldest
// first, and those assessments.
func myOpen(tx *tenants.Tx) ([]Assignment, map[uuid.UUID]Assessment, error) {
	undecided := tx.DB().Model(&Assessment{}).Select("id").Where("decided_at is null")
	var assigned []Assignment
	err := tx.DB().Where("membership_id = ? and removed_at is null and assessment_id in (?)", tx.Membership(), undecided).
		Order("assigned_at, id").Limit(500).Find(&assigned).Error
	if err != nil {
		return nil, nil, err
	}
	which := make([]uuid.UUID, len(assigned))
	for i, g := range assigned {
		which[i] = g.AssessmentID
	}
	var open []Assessment
	if err := tx.DB().Where("id in ?", which).Find(&open).Error; err != nil {
		return nil, nil, err
	}
	byID := make(map[uuid.UUID]Assessment, len(open))
	for _, a := range open {
		byID[a.ID] = a
	}
	return assigned, byID, nil
}

func ownSheets(tx *tenants.Tx, assessments []uuid.UUID) ([]ScoreSheet, error) {
	var all []ScoreSheet
	err := tx.DB().Where("membership_id = ? and assessment_id in ?", tx.Membership(), assessments).Find(&all).Error
	return all, err
}

func countCriteria(tx *tenants.Tx, assessments []uuid.UUID) (map[uuid.UUID]int, error) {
	return counted(tx.DB().Model(&AssessmentCriterion{}).Select("assessment_id as id, count(*) as n").
		Where("assessment_id in ?", assessments).Group("assessment_id"))
}

func countMarks(tx *tenants.Tx, sheets []uuid.UUID) (map[uuid.UUID]int, error) {
	return counted(tx.DB().Model(&Score{}).Select("score_sheet_id as id, count(*) as n").
		Where("score_sheet_id in ? and (points is not null or not_seen)", sheets).Group("score_sheet_id"))
}

func counted(q *gorm.DB) (map[uuid.UUID]int, error) {
	var rows []struct {
		ID uuid.UUID
		N  int
	}
	if err := q.Scan(&rows).Error; err != nil {
		return nil, err
	}
	n := make(map[uuid.UUID]int, len(rows))
	for _, r := range rows {
		n[r.ID] = r.N
	}
	return n, nil
}

// KnowledgeOf reads the knowledge test of an assessment, and whether one is asked for.
func KnowledgeOf(tx *tenants.Tx, a Assessment, d designs.Design) (k Knowledge, err error) {
	var scripts []KnowledgeScript
	if err := tx.DB().Where("assessment_id = ? and removed_at is null", a.ID).Limit(1).Find(&scripts).Error; err != nil {
		return k, err
	}
	if len(scripts) > 0 {
		k = Knowledge{Asked: true, Script: &scripts[0]}
		return k, tx.DB().Where("id = ?", k.Script.TestID).Limit(1).Find(&k.Test).Error
	}
	if _, used := d.Methods.Use("knowledge_test"); !used {
		return k, nil
	}
	var n int64
	err = tx.DB().Model(&KnowledgeTest{}).Where("program_id = ? and published_at <= ?", a.ProgramID, a.OpenedAt).Count(&n).Error
	return Knowledge{Asked: n > 0}, err
}

// TaughtBy answers who trained a candidate, under whichever membership of theirs.
func TaughtBy(tx *tenants.Tx, candidate uuid.UUID) (func(people.Membership) bool, error) {
	all, err := taughtBy(tx, candidate)
	return func(m people.Membership) bool { _, yes := all.by(m); return yes }, err
}

// ProgramOf reads the program of an assessment.
func ProgramOf(tx *tenants.Tx, assessment uuid.UUID) (programs.Program, error) {
	a, err := Get(tx, assessment)
	if err != nil {
		return programs.Program{}, err
	}
	return one[programs.Program](tx, "program", "id = ?", a.ProgramID)
}

// AssignmentOfSheet reads the assignment that a sheet came of. Returns
// NotFound when the actor may not see the sheet.
func AssignmentOfSheet(tx *tenants.Tx, sheet uuid.UUID) (Assignment, error) {
	s, err := one[ScoreSheet](tx, "score_sheet", "id = ?", sheet)
	if err != nil {
		return Assignment{}, err
	}
	return one[Assignment](tx, "assignment", "assessment_id = ? and membership_id = ? and removed_at is null", s.AssessmentID, s.MembershipID)
}

// Programs reads the organisation's programs that assess, closed ones too, for
// lists and filters.
func Programs(tx *tenants.Tx) (map[uuid.UUID]programs.Program, error) {
	var rows []programs.Program
	if err := tx.DB().Where("kind <> ?", programs.CMTP).Limit(500).Find(&rows).Error; err != nil {
		return nil, err
	}
	all := make(map[uuid.UUID]programs.Program, len(rows))
	for _, p := range rows {
		all[p.ID] = p
	}
	return all, nil
}

// Openable reads the programs under which an assessment can be opened: those
// that assess, are recognised and are not closed, by title.
func Openable(tx *tenants.Tx) ([]programs.Program, error) {
	recognised := tx.DB().Model(&programs.Recognition{}).Select("program_id").Where("withdrawn_at is null")
	var rows []programs.Program
	err := tx.DB().Where("kind <> ? and closed_at is null and id in (?)", programs.CMTP, recognised).Order("title, id").Limit(500).Find(&rows).Error
	return rows, err
}

// Waiting counts the assessments that the actor has yet to judge.
func Waiting(tx *tenants.Tx) (int, error) {
	undecided := tx.DB().Model(&Assessment{}).Select("id").Where("decided_at is null")
	var n int64
	err := tx.DB().Model(&Assignment{}).Where("membership_id = ? and removed_at is null and sheet_in_at is null and assessment_id in (?)", tx.Membership(), undecided).Count(&n).Error
	return int(n), err
}

// AssignmentIn reads an assignment of one assessment. Returns NotFound when it
// is of another, or the actor may not see it.
func AssignmentIn(tx *tenants.Tx, assessment, id uuid.UUID) (Assignment, error) {
	return one[Assignment](tx, "assignment", "assessment_id = ? and id = ?", assessment, id)
}

// narrow leaves what the filter asks for.
func (f Filter) narrow(tx *tenants.Tx, q *gorm.DB) *gorm.DB {
	assigned := func() *gorm.DB {
		return tx.DB().Model(&Assignment{}).Select("1").Where("assessor_assignment.tenant_id = assessment.tenant_id and assessor_assignment.assessment_id = assessment.id and assessor_assignment.removed_at is null")
	}
	missing := assigned().Where("assessor_assignment.sheet_in_at is null")
	unsettled := tx.DB().Model(&Disagreement{}).Select("1").Where("disagreement.tenant_id = assessment.tenant_id and disagreement.assessment_id = assessment.id and disagreement.settled_at is null")
	switch f.Stage {
	case Decided:
		q = q.Where("decided_at is not null")
	case Undecided:
		q = q.Where("decided_at is null")
	case Unassigned:
		q = q.Where("decided_at is null and not exists (?)", assigned())
	case Judging:
		q = q.Where("decided_at is null and exists (?)", missing)
	case Disputed:
		q = q.Where("decided_at is null and exists (?) and not exists (?)", unsettled, missing)
	case Judged:
		q = q.Where("decided_at is null and exists (?) and not exists (?) and not exists (?)", assigned(), missing, unsettled)
	}
	if f.Waiting {
		q = q.Where("opened_at <= ?", tx.Now().Add(-Slow))
	}
	if f.Recent {
		q = q.Where("decided_at > ? and id not in (?)", tx.Now().Add(-RatePeriod), tx.DB().Model(&FallenAssessment{}).Select("id"))
	}
	if f.Outcome != "" {
		q = q.Where("outcome = ?", f.Outcome)
	}
	if f.ProgramID != uuid.Nil {
		q = q.Where("program_id = ?", f.ProgramID)
	}
	if named := paging.Containing(f.Name, "candidate_name"); named != nil {
		q = q.Where(named)
	}
	return q
}
