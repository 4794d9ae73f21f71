package submissions

import (
	"errors"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"accord/app/organisations"
	"accord/app/people"
	"accord/app/programs"
	"accord/app/trainings"
	"accord/tenants"
	"accord/tenants/fault"
)

// Find reads a submission. Returns NotFound when the actor may not see it.
func Find(tx tenants.Transaction, id uuid.UUID) (Submission, error) {
	return one[Submission](tx, "submission", "id = ?", id)
}

// Manifest reads what was chosen for a submission, in the order it was chosen.
func Manifest(tx tenants.Transaction, submission uuid.UUID) ([]Item, error) {
	var all []Item
	err := tx.DB().Where("submission_id = ?", submission).Order("chosen_at, id").Find(&all).Error
	return all, err
}

// DecisionOf reads IMI's decision on a submission, nil when there is none.
func DecisionOf(tx tenants.Transaction, submission uuid.UUID) (*Decision, error) {
	return first[Decision](tx, "submission_id = ?", submission)
}

// OfCandidate reads a candidate's submissions, newest first.
func OfCandidate(tx *tenants.Tx, candidate uuid.UUID) ([]Submission, error) {
	var all []Submission
	err := tx.DB().Where("candidate_id = ?", candidate).Order("created_at desc, id desc").Limit(100).Find(&all).Error
	return all, err
}

// Following reads the submission that follows a returned one, nil when none does.
func Following(tx tenants.Transaction, returned uuid.UUID) (*Submission, error) {
	return first[Submission](tx, "previous_id = ?", returned)
}

func one[M any](tx tenants.Transaction, what, where string, args ...any) (M, error) {
	var m M
	err := tx.DB().Where(where, args...).First(&m).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return m, fault.Absent(what)
	}
	return m, err
}

func first[M any](tx tenants.Transaction, where string, args ...any) (*M, error) {
	var m M
	err := tx.DB().Where(where, args...).First(&m).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return nil, nil
	}
	return &m, err
}

func many[M any](tx tenants.Transaction, order, where string, args ...any) ([]M, error) {
	var all []M
	err := tx.DB().Where(where, args...).Order(order).Find(&all).Error
	return all, err
}

func change[M any](tx tenants.Transaction, tenant, id uuid.UUID, values map[string]any) error {
	var m M
	return tx.DB().Model(&m).Where("tenant_id = ? and id = ?", tenant, id).Updates(values).Error
}

func inserted[M any](tx tenants.Transaction, m *M) error { return tx.DB().Create(m).Error }

func deleteItems(tx *tenants.Tx, submission uuid.UUID, versions []uuid.UUID) error {
	return tx.DB().Where("submission_id = ? and document_version_id in ?", submission, versions).Delete(&Item{}).Error
}

// decisionsOf reads the decisions on submissions, by submission.
func decisionsOf(tx tenants.Transaction, submissions []uuid.UUID) (map[uuid.UUID]Decision, error) {
	rows, err := many[Decision](tx, "id", "submission_id in ?", submissions)
	all := make(map[uuid.UUID]Decision, len(rows))
	for _, d := range rows {
		all[d.SubmissionID] = d
	}
	return all, err
}

func programOf(tx tenants.Transaction, id uuid.UUID) (programs.Program, error) {
	return one[programs.Program](tx, "program", "id = ?", id)
}

// recognition reads a program's recognition that stands, nil when none does.
func recognition(tx tenants.Transaction, program uuid.UUID) (*programs.Recognition, error) {
	return first[programs.Recognition](tx, "program_id = ? and withdrawn_at is null", program)
}

func organisationOf(tx tenants.Transaction, tenant uuid.UUID) (organisations.Organisation, error) {
	return one[organisations.Organisation](tx, "organisation", "tenant_id = ?", tenant)
}

// trainersOf reads who taught a candidate, by name and once each.
func trainersOf(tx *tenants.Tx, candidate uuid.UUID) ([]people.Membership, error) {
	enrolled := tx.DB().Model(&trainings.Enrolment{}).Select("cohort_id").Where("candidate_id = ?", candidate)
	taught := tx.DB().Model(&trainings.CohortTrainer{}).Select("membership_id").Where("cohort_id in (?)", enrolled)
	return many[people.Membership](tx, "name, id", "id in (?)", taught)
}

// undecided restricts a query on submissions to those that wait for IMI.
func undecided(tx tenants.Transaction, q *gorm.DB) *gorm.DB {
	return q.Where("submitted_at is not null and withdrawn_at is null and not exists (?)", decisionHere(tx))
}

// decidedAs restricts it to those with an outcome.
func decidedAs(tx tenants.Transaction, q *gorm.DB, outcome Outcome) *gorm.DB {
	return q.Where("exists (?)", decisionHere(tx).Where("outcome = ?", outcome))
}

func decisionHere(tx tenants.Transaction) *gorm.DB {
	return tx.DB().Model(&Decision{}).Select("1").Where("decision.tenant_id = submission.tenant_id and decision.submission_id = submission.id")
}

// Openable reads the programs under which somebody can be put forward: those
// that are recognised and not closed, by title.
func Openable(tx *tenants.Tx) ([]programs.Program, error) {
	recognised := tx.DB().Model(&programs.Recognition{}).Select("program_id").Where("withdrawn_at is null")
	return many[programs.Program](tx, "title, id", "closed_at is null and id in (?)", recognised)
}

// ProgramOf reads a submission's program.
func ProgramOf(tx tenants.Transaction, s Submission) (programs.Program, error) {
	return programOf(tx, s.ProgramID)
}

// OrganisationOf reads who put a submission forward.
func OrganisationOf(tx tenants.Transaction, s Submission) (organisations.Organisation, error) {
	return organisationOf(tx, s.TenantID)
}

// Organisations reads organisations by their ids.
func Organisations(tx tenants.Transaction, ids []uuid.UUID) (map[uuid.UUID]organisations.Organisation, error) {
	rows, err := many[organisations.Organisation](tx, "name, tenant_id", "tenant_id in ?", ids)
	all := make(map[uuid.UUID]organisations.Organisation, len(rows))
	for _, o := range rows {
		all[o.TenantID] = o
	}
	return all, err
}

// Senders reads the organisations that a person of IMI may see, by name, for
// filters.
func Senders(tx *tenants.OversightTx) ([]organisations.Organisation, error) {
	var all []organisations.Organisation
	err := tx.DB().Where("tenant_id <> ?", tenants.Oversight).Order("name, tenant_id").Limit(1000).Find(&all).Error
	return all, err
}

// ProgramsByID reads programs by their ids.
func ProgramsByID(tx tenants.Transaction, ids []uuid.UUID) (map[uuid.UUID]programs.Program, error) {
	rows, err := many[programs.Program](tx, "id", "id in ?", ids)
	all := make(map[uuid.UUID]programs.Program, len(rows))
	for _, p := range rows {
		all[p.ID] = p
	}
	return all, err
}

// CountWaiting counts what waits for IMI's decision.
func CountWaiting(tx *tenants.OversightTx) (int, error) {
	var n int64
	err := undecided(tx, tx.DB().Model(&Submission{})).Count(&n).Error
	return int(n), err
}
