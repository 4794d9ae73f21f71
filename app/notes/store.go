package notes

import (
	"errors"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"accord/app/assessments"
	"accord/tenants"
	"accord/tenants/fault"
)

// most bounds the notes that one page or one export shows.
const most = 2000

// Mine reads the actor's own notes of an assessment, by document and place.
func Mine(tx *tenants.Tx, assessment uuid.UUID) ([]Note, error) {
	var all []Note
	err := tx.DB().Where("assessment_id = ? and membership_id = ? and removed_at is null", assessment, tx.Membership()).
		Order("document_version_id, place, written_at, id").Limit(most).Find(&all).Error
	return all, err
}

// OfAssessment reads the notes that went in with score sheets, as far as the
// actor may see them, by document and place.
func OfAssessment(tx *tenants.Tx, assessment uuid.UUID) ([]Note, error) {
	var all []Note
	err := tx.DB().Where("assessment_id = ? and submitted_at is not null", assessment).
		Order("document_version_id, place, written_at, id").Limit(most).Find(&all).Error
	return all, err
}

// All reads the actor's own notes of an assessment and those that went in, as
// far as they may see them, by document and place. Returns NotFound when the
// assessment is.
func All(tx *tenants.Tx, assessment uuid.UUID) ([]Note, error) {
	if _, err := assessments.Get(tx, assessment); err != nil {
		return nil, err
	}
	var all []Note
	err := tx.DB().Where("assessment_id = ? and removed_at is null", assessment).Order("document_version_id, place, written_at, id").Limit(most).Find(&all).Error
	return all, err
}

func own(tx *tenants.Tx, assessment, id uuid.UUID) (Note, error) {
	return one(tx, "assessment_id = ? and id = ? and membership_id = ?", assessment, id, tx.Membership())
}

func one(tx *tenants.Tx, where string, args ...any) (Note, error) {
	var n Note
	err := tx.DB().Where(where, args...).First(&n).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return n, fault.Absent("assessment_note")
	}
	return n, err
}

// marked reads the actor's own note of a mark, taken out or not.
func marked(tx *tenants.Tx, assessment uuid.UUID, mark string) (n Note, found bool, err error) {
	err = tx.DB().Where("assessment_id = ? and membership_id = ? and mark = ?", assessment, tx.Membership(), mark).Limit(1).Find(&n).Error
	return n, n.ID != uuid.Nil, err
}

func criterion(tx *tenants.Tx, assessment, id uuid.UUID) (assessments.AssessmentCriterion, error) {
	var c assessments.AssessmentCriterion
	err := tx.DB().Where("assessment_id = ? and id = ?", assessment, id).First(&c).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return c, fault.Absent("assessment_criterion")
	}
	return c, err
}

func inserted(tx *tenants.Tx, n *Note) error { return tx.DB().Create(n).Error }

func change(tx *tenants.Tx, id uuid.UUID, values map[string]any) error {
	return tx.DB().Model(&Note{}).Where("id = ?", id).Updates(values).Error
}
