package applications

import (
	"errors"
	"slices"
	"time"
	"unicode/utf8"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"accord/app/candidates"
	"accord/app/paging"
	"accord/app/trainings"
	"accord/tenants"
	"accord/tenants/fault"
)

// Get reads an application. Returns NotFound when the actor may not see it.
func Get(tx tenants.Transaction, id uuid.UUID) (Application, error) {
	return one[Application](tx, "application", "id = ?", id)
}

// latest is the application that an address made to a program last. Returns
// NotFound where it made none.
func latest(tx tenants.Transaction, program uuid.UUID, email string) (Application, error) {
	var a Application
	err := tx.DB().Where("program_id = ? and email = ?", program, email).Order("started_at desc, id desc").Limit(1).Take(&a).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return a, fault.Absent("application")
	}
	return a, err
}

// begun counts the applications that an address has begun to a program since.
func begun(tx tenants.Transaction, program uuid.UUID, email string, since time.Time) (n int64, err error) {
	err = tx.DB().Model(&Application{}).Where("program_id = ? and email = ? and started_at > ?", program, email, since).Count(&n).Error
	return n, err
}

// QuestionsOf reads what was asked back, in order.
func QuestionsOf(tx tenants.Transaction, application uuid.UUID) ([]Question, error) {
	var all []Question
	err := tx.DB().Where("application_id = ?", application).Order("asked_at, id").Find(&all).Error
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

func erase(tx *tenants.Tx, row any) error { return tx.DB().Delete(row).Error }

func update(tx *tenants.Tx, row any, fields ...string) error {
	return tx.DB().Model(row).Select(fields).Updates(row).Error
}

// Filter narrows the list of applications.
type Filter struct {
	State   State
	Program uuid.UUID
	Cohort  uuid.UUID
	Open    bool   // only those that wait to be decided
	Search  string // in name and address
}

func listed(tx *tenants.Tx, f Filter) *gorm.DB {
	q := tx.DB().Where("submitted_at is not null")
	if f.State != "" {
		q = q.Where("state = ?", f.State)
	}
	if f.Open {
		q = q.Where("state in ?", []State{Received, Asked})
	}
	if f.Program != uuid.Nil {
		q = q.Where("program_id = ?", f.Program)
	}
	if f.Cohort != uuid.Nil {
		q = q.Where("cohort_id = ?", f.Cohort)
	}
	if found := paging.ContainingPlain(f.Search, "found_by"); found != nil {
		q = q.Where(found)
	}
	return q
}

// CountOpen counts the applications that wait to be decided.
func CountOpen(tx *tenants.Tx) (n int64, err error) {
	err = listed(tx, Filter{Open: true}).Model(&Application{}).Count(&n).Error
	return n, err
}

// OfferedCohorts reads the cohorts that were ever published, for filters.
func OfferedCohorts(tx *tenants.Tx) ([]trainings.Offer, error) {
	var all []trainings.Offer
	err := tx.DB().Order("starts_on desc, id").Limit(200).Find(&all).Error
	return all, err
}

// Namesakes are the candidates on file who may be the applicant: who has the
// same address, and who has the same name, whatever its case and accents.
func Namesakes(tx *tenants.Tx, a Application) (all []candidates.Candidate, err error) {
	switch c, err := candidates.ByEmail(tx, a.Email); {
	case err == nil:
		all = append(all, c)
	case !fault.Is(err, fault.NotFound):
		return nil, err
	}
	named := paging.Containing(a.Name, "name")
	if named == nil {
		return all, nil
	}
	var alike []candidates.Candidate
	err = tx.DB().Where("length(name) = ?", utf8.RuneCountInString(a.Name)).Where(named).Order("name, id").Limit(50).Find(&alike).Error
	for _, c := range alike {
		if paging.Plain(c.Name) == paging.Plain(a.Name) && !slices.ContainsFunc(all, func(o candidates.Candidate) bool { return o.ID == c.ID }) {
			all = append(all, c)
		}
	}
	return all, err
}
