package evaluations

import (
	"errors"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"accord/app/trainings"
	"accord/tenants"
	"accord/tenants/fault"
)

// Find reads an evaluation. Returns NotFound when the actor may not see it.
func Find(tx tenants.Transaction, id uuid.UUID) (Evaluation, error) {
	return one[Evaluation](tx, "evaluation", "id = ?", id)
}

// OfCohort reads a cohort's evaluation. Returns NotFound when it has none, or
// the actor may not see it.
func OfCohort(tx tenants.Transaction, cohort uuid.UUID) (Evaluation, error) {
	return one[Evaluation](tx, "evaluation", "cohort_id = ?", cohort)
}

// HasAnswered says whether an enrolment has answered; only its own guest sees it.
func HasAnswered(tx tenants.Transaction, evaluation, enrolment uuid.UUID) (bool, error) {
	var n int64
	err := tx.DB().Model(&Answered{}).Where("evaluation_id = ? and enrolment_id = ?", evaluation, enrolment).Count(&n).Error
	return n > 0, err
}

func latest(tx tenants.Transaction, program uuid.UUID) (Questionnaire, error) {
	var q Questionnaire
	err := tx.DB().Where("program_id = ?", program).Order("number desc").First(&q).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return q, fault.Absent("evaluation_questionnaire")
	}
	return q, err
}

func recent(tx tenants.Transaction, most int) ([]Evaluation, error) {
	var all []Evaluation
	err := tx.DB().Order("closes_at desc, id desc").Limit(most).Find(&all).Error
	return all, err
}

func answersOf(tx tenants.Transaction, evaluations []uuid.UUID) (map[uuid.UUID][]Answer, error) {
	all := map[uuid.UUID][]Answer{}
	if len(evaluations) == 0 {
		return all, nil
	}
	var rows []Answer
	err := tx.DB().Where("evaluation_id in ?", evaluations).Order("id").Find(&rows).Error
	for _, a := range rows {
		all[a.EvaluationID] = append(all[a.EvaluationID], a)
	}
	return all, err
}

// enrolledIn is how many are enrolled in each cohort.
func enrolledIn(tx tenants.Transaction, cohorts []uuid.UUID) (map[uuid.UUID]int, error) {
	all := map[uuid.UUID]int{}
	var rows []struct {
		CohortID uuid.UUID
		N        int
	}
	err := tx.DB().Model(&trainings.Enrolment{}).Select("cohort_id, count(*) as n").Where("cohort_id in ? and withdrawn_at is null", cohorts).Group("cohort_id").Scan(&rows).Error
	for _, r := range rows {
		all[r.CohortID] = r.N
	}
	return all, err
}

func one[M any](tx tenants.Transaction, what, condition string, args ...any) (M, error) {
	var m M
	err := tx.DB().Where(condition, args...).First(&m).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return m, fault.Absent(what)
	}
	return m, err
}

func insert(tx *tenants.Tx, row any) error { return tx.DB().Create(row).Error }

func update(tx *tenants.Tx, row any, fields ...string) error {
	return tx.DB().Model(row).Select(fields).Updates(row).Error
}
