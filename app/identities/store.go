package identities

import (
	"github.com/google/uuid"

	"accord/tenants"
)

// OfCandidate reads the checks of a candidate, the latest first: it counts.
// Those whom it is not given to read see none.
func OfCandidate(tx *tenants.Tx, candidate uuid.UUID) ([]Check, error) {
	return where(tx, "candidate_id = ?", candidate)
}

// OfApplication reads the checks that were made of an applicant, the latest first.
func OfApplication(tx *tenants.Tx, application uuid.UUID) ([]Check, error) {
	return where(tx, "application_id = ?", application)
}

// Checked says whether the latest check of a candidate was done.
func Checked(tx *tenants.Tx, candidate uuid.UUID) (bool, error) {
	all, err := OfCandidate(tx, candidate)
	return len(all) > 0 && all[0].Outcome == Done, err
}

func where(tx *tenants.Tx, condition string, args ...any) ([]Check, error) {
	var all []Check
	err := tx.DB().Where(condition, args...).Order("checked_at desc, id desc").Limit(100).Find(&all).Error
	return all, err
}

func insert(tx *tenants.Tx, row any) error { return tx.DB().Create(row).Error }

func update(tx *tenants.Tx, row any, fields ...string) error {
	return tx.DB().Model(row).Select(fields).Updates(row).Error
}
