package assessments

import (
	"github.com/google/uuid"
	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"accord/tenants"
)

// AssignmentOf reads an assignment. Returns NotFound when the actor may not see it.
func AssignmentOf(tx *tenants.Tx, id uuid.UUID) (Assignment, error) {
	return one[Assignment](tx, "assignment", "id = ?", id)
}

// MyAssignment is the actor's own assignment to an assessment, as it stands.
// Returns NotFound when there is none.
func MyAssignment(tx *tenants.Tx, assessment uuid.UUID) (Assignment, error) {
	return one[Assignment](tx, "assignment", "assessment_id = ? and membership_id = ? and removed_at is null", assessment, tx.Membership())
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

// AssignmentOfSheet reads the assignment that a sheet came of. Returns
// NotFound when the actor may not see the sheet.
func AssignmentOfSheet(tx *tenants.Tx, sheet uuid.UUID) (Assignment, error) {
	s, err := one[ScoreSheet](tx, "score_sheet", "id = ?", sheet)
	if err != nil {
		return Assignment{}, err
	}
	return one[Assignment](tx, "assignment", "assessment_id = ? and membership_id = ? and removed_at is null", s.AssessmentID, s.MembershipID)
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
