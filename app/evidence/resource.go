package evidence

import (
	"time"

	"github.com/google/uuid"

	"accord/app/evidence/s3vault"
	"accord/app/standards"
	"accord/tenants"
)

// Document is one thing an organisation keeps, about exactly one candidate,
// program or cohort.
type Document struct {
	TenantID    uuid.UUID `gorm:"primaryKey"`
	ID          uuid.UUID `gorm:"primaryKey"`
	CandidateID *uuid.UUID
	ProgramID   *uuid.UUID
	CohortID    *uuid.UUID
	Kind        string // of standards.Kinds
	Title       string
	CreatedAt   time.Time
	CreatedBy   *uuid.UUID // the membership
}

// State is where a version is on its way.
type State = string

// The states of a version.
const (
	Uploading State = "uploading"
	Received  State = "received"
	Typed     State = "typed"
	Refused   State = "refused"
	Abandoned State = "abandoned"
)

// Where a version comes from.
const (
	FromUpload = "upload"
	FromRecord = "record" // a record kept in Accord
)

// Version is one file of a document. It carries the document's kind and title
// itself, because whoever reads it for IMI sees no documents.
type Version struct {
	TenantID      uuid.UUID `gorm:"primaryKey"`
	ID            uuid.UUID `gorm:"primaryKey"`
	DocumentID    uuid.UUID
	CandidateID   *uuid.UUID
	ProgramID     *uuid.UUID
	CohortID      *uuid.UUID
	Number        int // from 1
	Kind          string
	Title         string
	Why           string // why it follows the one before
	FileName      string
	Size          int64  // bytes
	DeclaredType  string // as the uploader's machine said
	MediaType     string // as the bytes say; "" until typed
	SHA256        []byte `gorm:"column:sha256"`
	StoreKey      string
	StoreVersion  string
	UploadID      string
	Origin        string
	RecordOf      string
	RecordHash    []byte
	State         State
	Refusal       string // a key of the catalogue
	CreatedAt     time.Time
	CreatedBy     *uuid.UUID // the membership
	CreatedByName string
	ReceivedAt    *time.Time
	TypedAt       *time.Time
	SupersededAt  *time.Time // when a newer version of the document was typed
}

// TableName of a version says whose it is.
func (Version) TableName() string { return "document_version" }

// OwnKinds are the kinds of document that a candidate brings into their own file;
// policy.csv names them again.
var OwnKinds = []string{standards.KindIdentity, standards.KindCodeOfConduct, standards.KindCertificate, "logbook_verification", standards.KindConsent, standards.KindOther}

// KindOnFile is that a document of a kind is on file of a candidate, whoever
// filed it: the database keeps it of those that candidates bring, but for those
// of no kind.
type KindOnFile struct {
	TenantID    uuid.UUID `gorm:"primaryKey"`
	ID          uuid.UUID `gorm:"primaryKey"`
	CandidateID uuid.UUID
	Kind        string
	Since       *time.Time // nil: it was, and is no more
}

// TableName of a kind on file.
func (KindOnFile) TableName() string { return "kind_on_file" }

// What a disclosure can be for.
const (
	ForSubmission = "submission"
	ForRequest    = "request"
)

// Disclosure opens one version to IMI.
type Disclosure struct {
	TenantID          uuid.UUID `gorm:"primaryKey"`
	ID                uuid.UUID `gorm:"primaryKey"`
	DocumentVersionID uuid.UUID
	SubmissionID      *uuid.UUID
	RequestID         *uuid.UUID
	Basis             string    `gorm:"->"` // the database derives these two
	BasisID           uuid.UUID `gorm:"->"`
	DisclosedAt       time.Time
	DisclosedBy       *uuid.UUID // the membership
	WithdrawnAt       *time.Time
	WithdrawnReason   string
}

var (
	_ = tenants.Register(tenants.Resource{Name: "document", Model: Document{}, Side: tenants.OrganisationSide,
		Actions: []string{"read", "create"}})
	_ = tenants.Register(tenants.Resource{Name: "version", Model: Version{}, Side: tenants.OrganisationSide,
		Actions:  []string{"read", "create", "upload", "abandon", "type", "supersede", "open"},
		Released: "any(row.disclosures, .withdrawn_at == nil && .basis_id in sub.open_cases)",
		Related: map[string]tenants.Relation{"disclosures": {Resource: "disclosure", Column: "document_version_id"},
			"certificates": {Resource: "certificate", Column: "document_version_id"},
			"materials":    {Resource: "cohort_material", Column: "document_version_id"}}})
	_ = tenants.Register(tenants.Resource{Name: "disclosure", Model: Disclosure{}, Side: tenants.OrganisationSide,
		Actions:  []string{"read", "create", "withdraw"},
		Released: "row.withdrawn_at == nil && row.basis_id in sub.open_cases"})
	_ = tenants.Register(tenants.Resource{Name: "kind_on_file", Model: KindOnFile{}, Side: tenants.OrganisationSide, Actions: []string{"read"}})
)

// OpenCases are the submissions and requests for which IMI may read what was
// disclosed: submitted and neither withdrawn nor decided; issued and neither
// closed nor past its reading time. A program with which the reader has a
// conflict gives none of its submissions.
var _ = tenants.RegisterValue(tenants.SubjectValue{Name: "open_cases", Door: tenants.DoorOverseer, Type: tenants.TypeIDs, Query: `
	select s.id from submission s
	where s.submitted_at is not null and s.withdrawn_at is null
	  and not exists (select from decision d where d.tenant_id = s.tenant_id and d.submission_id = s.id)
	  and not exists (select from conflict_of_interest c where c.tenant_id = s.tenant_id and c.program_id = s.program_id
	                  and c.membership_id = $1 and c.ended_at is null)
	union all
	select r.id from document_request r
	where r.closed_at is null and r.readable_until > app.now() and ($2::uuid is null or true)`})

// The files a person works on: those of candidates in cohorts they teach, and
// of candidates they assess, from their declaration that no conflict exists
// until the decision; and the cohorts they teach.
var (
	_ = tenants.RegisterValue(tenants.SubjectValue{Name: "file_candidates", Door: tenants.DoorMember, Type: tenants.TypeIDs, Query: `
	select e.candidate_id from enrolment e join cohort_trainer t on t.tenant_id = e.tenant_id and t.cohort_id = e.cohort_id
	where t.tenant_id = app.tenant() and t.membership_id = $1 and t.capacity = 'trainer' and t.removed_at is null and ($2::uuid is null or true)
	union
	select g.candidate_id from assessor_assignment g join assessment a on a.tenant_id = g.tenant_id and a.id = g.assessment_id
	where g.tenant_id = app.tenant() and g.membership_id = $1 and g.removed_at is null and g.declared_at is not null and a.decided_at is null`})
	_ = tenants.RegisterValue(tenants.SubjectValue{Name: "file_cohorts", Door: tenants.DoorMember, Type: tenants.TypeIDs, Query: `
	select t.cohort_id from cohort_trainer t
	where t.tenant_id = app.tenant() and t.membership_id = $1 and t.capacity = 'trainer' and t.removed_at is null and ($2::uuid is null or true)`})
)

// object is where a version's bytes are.
func (v Version) object() s3vault.Object {
	return s3vault.Object{Key: v.StoreKey, Version: v.StoreVersion, Size: v.Size}
}

// timeline is the case whose timeline a version's events stand in: the
// candidate's, else the document's own.
func (v Version) timeline() uuid.UUID {
	if v.CandidateID != nil {
		return *v.CandidateID
	}
	return v.DocumentID
}

// Fresh says whether it is what the document is now: not superseded, and
// neither refused nor abandoned.
func (v Version) Fresh() bool {
	return v.SupersededAt == nil && v.State != Refused && v.State != Abandoned
}

func membership(tx tenants.Transaction) *uuid.UUID {
	if id := tx.Membership(); id != uuid.Nil {
		return &id
	}
	return nil
}
