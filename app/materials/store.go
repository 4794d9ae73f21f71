package materials

import (
	"errors"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"accord/tenants"
	"accord/tenants/fault"
)

// Most is how many materials a cohort has at most.
const Most = 200

// Find reads a material. Returns NotFound when the actor may not see it.
func Find(tx tenants.Transaction, id uuid.UUID) (Material, error) {
	var m Material
	err := tx.DB().Where("id = ?", id).First(&m).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return m, fault.Absent("cohort_material")
	}
	return m, err
}

// OfCohort lists what a cohort is given, in the order in which it was: for a
// trainee, what is shown by now.
func OfCohort(tx tenants.Transaction, cohort uuid.UUID) ([]Material, error) {
	var all []Material
	err := tx.DB().Where("cohort_id = ? and removed_at is null", cohort).Order("visible_from, id").Limit(Most).Find(&all).Error
	return all, err
}

func count(tx tenants.Transaction, cohort uuid.UUID) (int64, error) {
	var n int64
	err := tx.DB().Model(&Material{}).Where("cohort_id = ? and removed_at is null", cohort).Count(&n).Error
	return n, err
}

func insert(tx *tenants.Tx, row any) error { return tx.DB().Create(row).Error }

func update(tx *tenants.Tx, row any, fields ...string) error {
	return tx.DB().Model(row).Select(fields).Updates(row).Error
}
