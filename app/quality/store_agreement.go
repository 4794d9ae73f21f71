package quality

import (
	"github.com/google/uuid"
	"gorm.io/gorm"

	"accord/app/assessments"
	"accord/app/designs"
	"accord/tenants"
)

// judgedTwice are the latest decided assessments of a program that two first
// assessors judged.
func judgedTwice(tx *tenants.Tx, f Over) ([]assessments.Assessment, error) {
	first := func() *gorm.DB {
		return tx.DB().Model(&assessments.Assignment{}).Where("assessor_assignment.tenant_id = assessment.tenant_id and assessor_assignment.assessment_id = assessment.id").
			Where("assessor_assignment.removed_at is null and assessor_assignment.settles is null and assessor_assignment.sheet_in_at is not null")
	}
	q := tx.DB().Where("program_id = ? and decided_at is not null and (?) >= 2", f.Program, first().Select("count(*)"))
	if !f.From.IsZero() {
		q = q.Where("decided_at >= ?", f.From)
	}
	if !f.Until.IsZero() {
		q = q.Where("decided_at < ?", f.Until)
	}
	for _, who := range []uuid.UUID{f.One, f.Other} {
		if who != uuid.Nil {
			q = q.Where("exists (?)", first().Select("1").Where("assessor_assignment.membership_id = ?", who))
		}
	}
	var all []assessments.Assessment
	err := q.Order("decided_at desc, id desc").Limit(MaxPairs).Find(&all).Error
	return all, err
}

// marked is what agreement is counted of.
type marked struct {
	assigned []assessments.Assignment
	criteria []assessments.AssessmentCriterion
	scores   []assessments.Score
	designs  []designs.Design
	lineages []designs.Criterion
}

func markedOf(tx *tenants.Tx, which, versions []uuid.UUID) (m marked, err error) {
	if err = tx.DB().Where("assessment_id in ? and removed_at is null and settles is null and sheet_in_at is not null", which).Order("sheet_in_at, id").Find(&m.assigned).Error; err != nil {
		return m, err
	}
	if err = tx.DB().Select("id", "assessment_id", "design_criterion_id", "position", "scale_max", "pass_mark", "weight").Where("assessment_id in ?", which).Order("position, id").Find(&m.criteria).Error; err != nil {
		return m, err
	}
	if err = tx.DB().Select("id", "assessment_id", "membership_id", "criterion_id", "points", "not_seen").Where("assessment_id in ? and submitted_at is not null", which).Find(&m.scores).Error; err != nil {
		return m, err
	}
	if err = tx.DB().Where("id in ?", versions).Order("number desc").Find(&m.designs).Error; err != nil {
		return m, err
	}
	err = tx.DB().Where("design_id in ?", versions).Order("position, id").Find(&m.lineages).Error
	return m, err
}
