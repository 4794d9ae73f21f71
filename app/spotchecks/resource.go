package spotchecks

import (
	"time"

	"github.com/google/uuid"

	"accord/tenants"
)

// Request is a document request to one organisation (its tenant) about one credential.
type Request struct {
	TenantID      uuid.UUID `gorm:"primaryKey"`
	ID            uuid.UUID `gorm:"primaryKey"`
	Reference     string    // SC-…, as people cite it
	CredentialID  uuid.UUID
	SubmissionID  uuid.UUID
	Holder        string // the professional's name, as on the credential
	Kind          Urgency
	Reason        string // as the organisation reads it
	IssuedAt      time.Time
	IssuedBy      *uuid.UUID
	IssuedByName  string
	DueAt         time.Time
	ReadableUntil time.Time
	ClosedAt      *time.Time
}

// TableName says that a request in the glossary is a document request.
func (Request) TableName() string { return "document_request" }

// Demand is one kind of document that a request asks for.
type Demand struct {
	TenantID  uuid.UUID `gorm:"primaryKey"`
	ID        uuid.UUID `gorm:"primaryKey"`
	RequestID uuid.UUID
	Position  int
	Kind      string // a kind of document of app/standards
	Note      string
}

// Finding is what a check concluded.
type Finding struct {
	TenantID  uuid.UUID `gorm:"primaryKey"`
	ID        uuid.UUID `gorm:"primaryKey"`
	RequestID uuid.UUID
	Outcome   string
	Summary   string
	DecidedAt time.Time
	DecidedBy *uuid.UUID
}

// The outcomes of a check. Withdrawn says that the request should not have
// been issued, and holds nothing against the organisation.
const (
	Satisfactory            = "satisfactory"
	SatisfactoryWithActions = "satisfactory_with_actions"
	Unsatisfactory          = "unsatisfactory"
	NotSupplied             = "not_supplied"
	Withdrawn               = "withdrawn"
)

// Outcomes lists them in the order forms offer them.
var Outcomes = []string{Satisfactory, SatisfactoryWithActions, Unsatisfactory, NotSupplied, Withdrawn}

// Proposal puts a version, or a record that Accord itself keeps, against a
// demand. Nothing is open to IMI by it. A record becomes a version once a job
// has rendered and sealed it.
type Proposal struct {
	TenantID          uuid.UUID `gorm:"primaryKey"`
	ID                uuid.UUID `gorm:"primaryKey"`
	RequestID         uuid.UUID
	DemandID          uuid.UUID
	DocumentVersionID *uuid.UUID
	Record            string // the record of standards.Kind that is rendered; "" for an uploaded document
	RecordID          *uuid.UUID
	Why               string // a catalogue key: how it was found
	ProposedAt        time.Time
	ProposedBy        *uuid.UUID // nil: the matching job
	RemovedAt         *time.Time
}

// TableName says what it is proposed for.
func (Proposal) TableName() string { return "request_proposal" }

// Answer explains why there is no document for a demand.
type Answer struct {
	TenantID    uuid.UUID `gorm:"primaryKey"`
	ID          uuid.UUID `gorm:"primaryKey"`
	RequestID   uuid.UUID
	DemandID    uuid.UUID
	Explanation string
	AnsweredAt  time.Time
	AnsweredBy  *uuid.UUID
	SentAt      *time.Time // with a release: from then on IMI reads it
}

// TableName says what is answered.
func (Answer) TableName() string { return "demand_answer" }

// Release is the organisation's signed statement that these versions answer
// these demands.
type Release struct {
	TenantID       uuid.UUID `gorm:"primaryKey"`
	ID             uuid.UUID `gorm:"primaryKey"`
	RequestID      uuid.UUID
	Statement      string
	ReleasedAt     time.Time
	ReleasedBy     *uuid.UUID
	ReleasedByName string
}

// ReleaseItem is one version of a release; title and hash stay when the
// opening has ended.
type ReleaseItem struct {
	TenantID          uuid.UUID `gorm:"primaryKey"`
	ID                uuid.UUID `gorm:"primaryKey"`
	ReleaseID         uuid.UUID
	RequestID         uuid.UUID
	DemandID          uuid.UUID
	DocumentVersionID uuid.UUID
	Title             string
	SHA256            []byte `gorm:"column:sha256"`
}

var (
	_ = tenants.Register(tenants.Resource{Name: "document_request", Model: Request{}, Side: tenants.OversightSide,
		Actions: []string{"read", "issue", "conclude"}})
	_ = tenants.Register(tenants.Resource{Name: "demand", Model: Demand{}, Side: tenants.OversightSide,
		Actions: []string{"read"}, PartOf: "document_request", PartBy: "request_id"})
	_ = tenants.Register(tenants.Resource{Name: "finding", Model: Finding{}, Side: tenants.OversightSide,
		Actions: []string{"read"}, PartOf: "document_request", PartBy: "request_id"})
	_ = tenants.Register(tenants.Resource{Name: "request_proposal", Model: Proposal{}, Side: tenants.OrganisationSide,
		Actions: []string{"read", "propose", "remove", "fill"}})
	_ = tenants.Register(tenants.Resource{Name: "demand_answer", Model: Answer{}, Side: tenants.OrganisationSide,
		Actions: []string{"read", "explain", "withdraw", "send"}, Released: "row.sent_at != nil"})
	_ = tenants.Register(tenants.Resource{Name: "release", Model: Release{}, Side: tenants.OrganisationSide,
		Actions: []string{"read", "release"}, Released: "true"})
	_ = tenants.Register(tenants.Resource{Name: "release_item", Model: ReleaseItem{}, Side: tenants.OrganisationSide,
		Actions: []string{"read"}, PartOf: "release", Released: "true"})
)
