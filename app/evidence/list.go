package evidence

import (
	"slices"

	"github.com/google/uuid"

	"accord/app/journal"
	"accord/app/paging"
	"accord/app/standards"
	"accord/tenants"
)

// Filter narrows the library; its zero value is every document as it is now.
type Filter struct {
	Kind        string
	CandidateID uuid.UUID
	Among       *paging.Found // about one of these candidates; nil: about anything
	ProgramID   uuid.UUID
	CohortID    uuid.UUID
	State       string // a state; "" = what documents are now; "all" = superseded and abandoned ones too
}

var newest = paging.Order{Name: "created", Desc: true, Columns: []paging.Column{{Name: "created_at", Type: tenants.TypeTime}, {Name: "id", Type: tenants.TypeID}}}

// Library lists the versions the actor may see, newest first.
func Library(tx *tenants.Tx, f Filter, ask paging.Ask) (paging.Page[Version], error) {
	q := tx.DB().Model(&Version{})
	if f.CandidateID != uuid.Nil {
		q = q.Where("candidate_id = ?", f.CandidateID)
	}
	if f.Among != nil {
		q = q.Where(f.Among.Are("candidate_id"))
	}
	if f.ProgramID != uuid.Nil {
		q = q.Where("program_id = ?", f.ProgramID)
	}
	if f.CohortID != uuid.Nil {
		q = q.Where("cohort_id = ?", f.CohortID)
	}
	if f.Kind != "" {
		q = q.Where("kind = ?", f.Kind)
	}
	switch f.State {
	case "all":
	case "":
		q = q.Where("superseded_at is null and state in ?", []State{Received, Typed, Refused})
	default:
		q = q.Where("superseded_at is null and state = ?", f.State)
	}
	return paging.List(q, ask, paging.Choose(ask, newest), func(v Version) []any { return []any{v.CreatedAt, v.ID} })
}

// OfCandidate lists what a candidate's file holds now, in the order of a
// candidate's way and newest first within a kind.
func OfCandidate(tx *tenants.Tx, candidate uuid.UUID) ([]Version, error) {
	return current(tx, "candidate_id", candidate)
}

// OfProgram lists what is kept about a program now.
func OfProgram(tx *tenants.Tx, program uuid.UUID) ([]Version, error) {
	return current(tx, "program_id", program)
}

// OfCohort lists what is kept about a cohort now.
func OfCohort(tx *tenants.Tx, cohort uuid.UUID) ([]Version, error) {
	return current(tx, "cohort_id", cohort)
}

// maxFile bounds one file's list: a candidate's evidence is some dozens.
const maxFile = 500

func current(tx *tenants.Tx, column string, id uuid.UUID) ([]Version, error) {
	var rows []Version
	err := tx.DB().Where(column+" = ? and superseded_at is null and state in ?", id, []State{Received, Typed, Refused}).
		Order("created_at desc, id desc").Limit(maxFile).Find(&rows).Error
	order := map[string]int{}
	for i, k := range standards.Kinds() {
		order[k.ID] = i
	}
	slices.SortStableFunc(rows, func(a, b Version) int { return order[a.Kind] - order[b.Kind] })
	return rows, err
}

// Versions lists all of a document's versions, newest first.
func Versions(tx *tenants.Tx, document uuid.UUID) ([]Version, error) {
	var rows []Version
	err := tx.DB().Where("document_id = ?", document).Order("number desc").Limit(maxFile).Find(&rows).Error
	return rows, err
}

// Unfinished lists the uploads that the actor began and did not complete,
// newest first: each goes on when the same file is chosen again.
func Unfinished(tx *tenants.Tx) ([]Version, error) {
	var rows []Version
	err := tx.DB().Where("state = ? and upload_id <> '' and created_by = ?", Uploading, tx.Membership()).Order("created_at desc").Limit(100).Find(&rows).Error
	return rows, err
}

// History lists what happened to a version, each reading among it, newest
// first: IMI's people stand there with their purpose. Who sees the version may
// see it.
func History(tx *tenants.Tx, version uuid.UUID) ([]journal.AuditLog, error) {
	if _, err := Get(tx, version); err != nil {
		return nil, err
	}
	var rows []journal.AuditLog
	err := tx.DB().Where("subject_id = ? and resource = ?", version, "version").Order("id desc").Limit(maxFile).Find(&rows).Error
	return rows, err
}

// Disclosures lists what a version was and is disclosed for, newest first.
func Disclosures(tx *tenants.Tx, version uuid.UUID) ([]Disclosure, error) {
	var rows []Disclosure
	err := tx.DB().Where("document_version_id = ?", version).Order("disclosed_at desc").Limit(maxFile).Find(&rows).Error
	return rows, err
}

// Disclosed lists the versions that IMI can read for a submission or a request
// at this moment, in the order in which they were disclosed.
func Disclosed(tx *tenants.OversightTx, basis uuid.UUID) ([]Version, error) {
	var open []Disclosure
	if err := tx.DB().Where("basis_id = ?", basis).Order("disclosed_at, id").Find(&open).Error; err != nil {
		return nil, err
	}
	ids := make([]uuid.UUID, len(open))
	for i, d := range open {
		ids[i] = d.DocumentVersionID
	}
	return ByIDs(tx, ids)
}
