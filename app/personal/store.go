package personal

import (
	"errors"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"accord/app/candidates"
	"accord/app/trainings"
	"accord/tenants"
	"accord/tenants/fault"
)

// Of reads the link that works of an enrolment. Returns NotFound when it has
// none, or the actor may not see it.
func Of(tx tenants.Transaction, enrolment uuid.UUID) (Link, error) {
	var l Link
	err := tx.DB().Where("enrolment_id = ? and ended_at is null", enrolment).First(&l).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return l, fault.Absent("personal_link")
	}
	return l, err
}

// last reads an enrolment's newest link, working or ended.
func last(tx tenants.Transaction, enrolment uuid.UUID) (Link, error) {
	var l Link
	err := tx.DB().Where("enrolment_id = ?", enrolment).Order("made_at desc, id desc").First(&l).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return l, fault.Absent("personal_link")
	}
	return l, err
}

// OfCohort reads the links that work in a cohort, by enrolment.
func OfCohort(tx tenants.Transaction, cohort uuid.UUID) (map[uuid.UUID]Link, error) {
	rows, err := where[Link](tx, "cohort_id = ? and ended_at is null", cohort)
	all := make(map[uuid.UUID]Link, len(rows))
	for _, l := range rows {
		all[l.EnrolmentID] = l
	}
	return all, err
}

// Working reads the links that work of enrolments, by enrolment.
func Working(tx tenants.Transaction, enrolments []uuid.UUID) (map[uuid.UUID]Link, error) {
	rows, err := working(tx, enrolments)
	all := make(map[uuid.UUID]Link, len(rows))
	for _, l := range rows {
		all[l.EnrolmentID] = l
	}
	return all, err
}

// working reads the links that work of enrolments.
func working(tx tenants.Transaction, enrolments []uuid.UUID) ([]Link, error) {
	return where[Link](tx, "enrolment_id in ? and ended_at is null", enrolments)
}

// withCandidates reads enrolments with the people they are of.
func withCandidates(tx tenants.Transaction, enrolments []uuid.UUID) ([]trainings.Enrolment, map[uuid.UUID]candidates.Candidate, error) {
	rows, err := where[trainings.Enrolment](tx, "id in ?", enrolments)
	if err != nil || len(rows) == 0 {
		return nil, nil, err
	}
	ids := make([]uuid.UUID, len(rows))
	for i, e := range rows {
		ids[i] = e.CandidateID
	}
	people, err := where[candidates.Candidate](tx, "id in ?", ids)
	all := make(map[uuid.UUID]candidates.Candidate, len(people))
	for _, p := range people {
		all[p.ID] = p
	}
	return rows, all, err
}

func where[M any](tx tenants.Transaction, condition string, args ...any) ([]M, error) {
	var rows []M
	err := tx.DB().Where(condition, args...).Find(&rows).Error
	return rows, err
}

func insert(tx *tenants.Tx, rows any) error { return tx.DB().CreateInBatches(rows, 500).Error }

func update(tx *tenants.Tx, row any, fields ...string) error {
	return tx.DB().Model(row).Select(fields).Updates(row).Error
}
