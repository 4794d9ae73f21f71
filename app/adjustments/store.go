package adjustments

import (
	"errors"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"accord/tenants"
	"accord/tenants/fault"
)

// Get reads an adjustment. Returns NotFound when it is not the actor's to see.
func Get(tx *tenants.Tx, id uuid.UUID) (a Adjustment, err error) {
	err = tx.DB().Where("id = ?", id).First(&a).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		err = fault.Absent("adjustment")
	}
	return a, err
}

// OfCandidate reads those of a candidate that the actor may see, what is in
// force first, then the newest.
func OfCandidate(tx *tenants.Tx, candidate uuid.UUID) (all []Adjustment, err error) {
	err = tx.DB().Where("candidate_id = ?", candidate).Order("state = 'granted' desc, asked_at desc, id desc").Limit(200).Find(&all).Error
	return all, err
}

// InForce reads what is arranged for a candidate now.
func InForce(tx *tenants.Tx, candidate uuid.UUID) (all []Adjustment, err error) {
	err = tx.DB().Where("candidate_id = ? and state = ?", candidate, Granted).Order("asked_at, id").Limit(200).Find(&all).Error
	return all, err
}

// Waiting counts those of all candidates that are asked for and not decided.
func Waiting(tx *tenants.Tx) (n int64, err error) {
	err = inState(tx, Asked).Model(&Adjustment{}).Count(&n).Error
	return n, err
}

func inState(tx *tenants.Tx, state State) *gorm.DB {
	if state == "" {
		return tx.DB()
	}
	return tx.DB().Where("state = ?", state)
}

// waiting counts those that a candidate has asked for and that are not decided.
func waiting(tx *tenants.Tx, candidate uuid.UUID) (n int64, err error) {
	err = tx.DB().Model(&Adjustment{}).Where("candidate_id = ? and state = ? and by_candidate", candidate, Asked).Count(&n).Error
	return n, err
}

func by(tx *tenants.Tx) *uuid.UUID {
	if id := tx.Membership(); id != uuid.Nil {
		return &id
	}
	return nil
}

func insert(tx *tenants.Tx, row any) error { return tx.DB().Create(row).Error }

func update(tx *tenants.Tx, row any, fields ...string) error {
	return tx.DB().Model(row).Select(fields).Updates(row).Error
}
