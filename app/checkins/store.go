package checkins

import (
	"errors"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"accord/app/candidates"
	"accord/app/trainings"
	"accord/tenants"
	"accord/tenants/fault"
)

// openOf reads the check-in of a session that is open. Returns NotFound when
// none is.
func openOf(tx tenants.Transaction, session uuid.UUID) (CheckIn, error) {
	var c CheckIn
	err := tx.DB().Where("training_session_id = ? and closed_at is null", session).First(&c).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return c, fault.Absent("check_in")
	}
	return c, err
}

// OpenIn reads the check-ins that are open in a cohort, by session.
func OpenIn(tx tenants.Transaction, cohort uuid.UUID) (map[uuid.UUID]CheckIn, error) {
	rows, err := where[CheckIn](tx, "cohort_id = ? and closed_at is null", cohort)
	all := make(map[uuid.UUID]CheckIn, len(rows))
	for _, c := range rows {
		all[c.TrainingSessionID] = c
	}
	return all, err
}

// peopleOf reads who is enrolled in a cohort now.
func peopleOf(tx tenants.Transaction, cohort uuid.UUID) ([]candidates.Candidate, error) {
	var all []candidates.Candidate
	err := tx.DB().Where("id in (?)", tx.DB().Model(&trainings.Enrolment{}).Select("candidate_id").Where("cohort_id = ? and withdrawn_at is null", cohort)).Find(&all).Error
	return all, err
}

func where[M any](tx tenants.Transaction, condition string, args ...any) ([]M, error) {
	var rows []M
	err := tx.DB().Where(condition, args...).Find(&rows).Error
	return rows, err
}

func count[M any](tx tenants.Transaction, condition string, args ...any) (int, error) {
	var m M
	var n int64
	err := tx.DB().Model(&m).Where(condition, args...).Count(&n).Error
	return int(n), err
}

func insert(tx *tenants.Tx, row any) error { return tx.DB().Create(row).Error }

func update(tx *tenants.Tx, row any, fields ...string) error {
	return tx.DB().Model(row).Select(fields).Updates(row).Error
}
