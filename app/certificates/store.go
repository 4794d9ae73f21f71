package certificates

import (
	"errors"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"accord/app/candidates"
	"accord/app/paging"
	"accord/app/trainings"
	"accord/tenants"
	"accord/tenants/fault"
)

// Find reads a certificate. Returns NotFound when the actor may not see it.
func Find(tx tenants.Transaction, id uuid.UUID) (Certificate, error) {
	return one[Certificate](tx, "certificate", "id = ?", id)
}

// ByIDs reads certificates by their ids; those the actor may not see are left out.
func ByIDs(tx tenants.Transaction, ids ...uuid.UUID) (map[uuid.UUID]Certificate, error) {
	rows, err := where[Certificate](tx, "id in ?", ids)
	all := make(map[uuid.UUID]Certificate, len(rows))
	for _, c := range rows {
		all[c.ID] = c
	}
	return all, err
}

// OfCohort reads the certificates of a cohort that were not replaced, revoked
// ones too: one for each completion at most.
func OfCohort(tx tenants.Transaction, cohort uuid.UUID) (map[uuid.UUID]Certificate, error) {
	rows, err := where[Certificate](tx, "cohort_id = ? and replaced_at is null", cohort)
	all := make(map[uuid.UUID]Certificate, len(rows))
	for _, c := range rows {
		all[c.CompletionID] = c
	}
	return all, err
}

// OfCandidate reads a candidate's certificates, the latest first.
func OfCandidate(tx tenants.Transaction, candidate uuid.UUID) ([]Certificate, error) {
	var all []Certificate
	err := tx.DB().Where("candidate_id = ?", candidate).Order("issued_at desc, id desc").Limit(100).Find(&all).Error
	return all, err
}

// candidateOf reads whom a certificate is for.
func candidateOf(tx tenants.Transaction, id uuid.UUID) (candidates.Candidate, error) {
	return one[candidates.Candidate](tx, "candidate", "id = ?", id)
}

// awaited are a cohort's completions that have no certificate yet; of these
// enrolments, or of all when none is named.
func awaited(tx *tenants.Tx, cohort uuid.UUID, enrolments []uuid.UUID) ([]trainings.Completion, error) {
	q := tx.DB().Where("cohort_id = ? and id not in (?)", cohort,
		tx.DB().Model(&Certificate{}).Select("completion_id").Where("cohort_id = ?", cohort))
	if len(enrolments) > 0 {
		q = q.Where("enrolment_id in ?", enrolments)
	}
	var all []trainings.Completion
	err := q.Order("id").Find(&all).Error
	return all, err
}

// inCohort refuses enrolments that are not of the cohort.
func inCohort(tx *tenants.Tx, cohort uuid.UUID, enrolments []uuid.UUID) error {
	if len(enrolments) == 0 {
		return nil
	}
	named := map[uuid.UUID]bool{}
	for _, e := range enrolments {
		named[e] = true
	}
	var there int64
	if err := tx.DB().Model(&trainings.Enrolment{}).Where("cohort_id = ? and id in ?", cohort, enrolments).Count(&there).Error; err != nil {
		return err
	}
	if int(there) < len(named) {
		return fault.Absent("enrolment")
	}
	return nil
}

func holders(tx *tenants.Tx, of []trainings.Completion) (map[uuid.UUID]candidates.Candidate, error) {
	ids := make([]uuid.UUID, len(of))
	for i, c := range of {
		ids[i] = c.CandidateID
	}
	rows, err := where[candidates.Candidate](tx, "id in ?", ids)
	all := make(map[uuid.UUID]candidates.Candidate, len(rows))
	for _, c := range rows {
		all[c.ID] = c
	}
	return all, err
}

// listed is the list of certificates narrowed by a filter.
func listed(tx *tenants.Tx, f Filter) *gorm.DB {
	q := tx.DB()
	if f.Cohort != uuid.Nil {
		q = q.Where("cohort_id = ?", f.Cohort)
	}
	if f.Program != uuid.Nil {
		q = q.Where("program_id = ?", f.Program)
	}
	switch f.State {
	case InForce:
		q = q.Where("replaced_at is null and revoked_at is null")
	case Replaced:
		q = q.Where("replaced_at is not null")
	case Revoked:
		q = q.Where("revoked_at is not null")
	}
	if found := paging.ContainingPlain(f.Search, "found_plain"); found != nil {
		q = q.Where(found)
	}
	return q
}

// sealedOf counts a run's certificates, and those whose paper is sealed.
func sealedOf(tx *tenants.Tx, run uuid.UUID) (done int, err error) {
	var n int64
	err = tx.DB().Model(&Certificate{}).Where("run_id = ? and (sealed_at is not null or replaced_at is not null or revoked_at is not null)", run).Count(&n).Error
	return int(n), err
}

// publish writes what everybody may read, or over what stood there.
func publish(tx *tenants.OversightTx, p Published) error {
	done := tx.DB().Model(&p).Select("ReplacedBy", "RevokedOn", "PublishedAt").Updates(&p)
	if done.Error != nil || done.RowsAffected > 0 {
		return done.Error
	}
	return tx.DB().Create(&p).Error
}

// saveDesign writes the organisation's design, or over the one it has.
func saveDesign(tx *tenants.Tx, d Design) error {
	done := tx.DB().Model(&d).Select("LogoID", "Signatory", "SignatoryTitle", "WordingEn", "WordingEs", "UpdatedAt", "UpdatedBy").Updates(&d)
	if done.Error != nil || done.RowsAffected > 0 {
		return done.Error
	}
	return tx.DB().Create(&d).Error
}

func one[M any](tx tenants.Transaction, what, condition string, args ...any) (M, error) {
	var m M
	err := tx.DB().Where(condition, args...).First(&m).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return m, fault.Absent(what)
	}
	return m, err
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
