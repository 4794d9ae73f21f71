package candidates

import (
	"time"

	"github.com/google/uuid"

	"accord/tenants"
)

// Candidate is somebody whom an organisation trains or assesses.
type Candidate struct {
	TenantID  uuid.UUID `gorm:"primaryKey"`
	ID        uuid.UUID `gorm:"primaryKey"`
	PersonID  *uuid.UUID
	Name      string
	Email     string     // small letters; one candidate an address
	Language  string     // ISO 639-1
	Country   string     // ISO 3166-1 alpha-2, or ""
	Reference string     // the organisation's own number for them
	CreatedAt time.Time  `gorm:"autoCreateTime:false"`
	CreatedBy *uuid.UUID // the membership

	// MergedInto is the record of the same person that stays, where this one was
	// merged into it: it is read no more, but its address still finds them.
	MergedInto *uuid.UUID
}

// LogbookEntry is one mediation a candidate took part in. It never holds a
// party's name.
type LogbookEntry struct {
	TenantID    uuid.UUID `gorm:"primaryKey"`
	ID          uuid.UUID `gorm:"primaryKey"`
	CandidateID uuid.UUID
	HeldOn      time.Time `gorm:"type:date"`
	Role        string
	Medium      string
	Hours       float64
	Field       string
	Parties     int
	Settled     string
	CreatedAt   time.Time `gorm:"autoCreateTime:false"`
	CreatedBy   *uuid.UUID
	VerifiedAt  *time.Time
	VerifiedBy  *uuid.UUID // the membership; nil with a referee
	RefereeID   *uuid.UUID // the request by which it was verified or disputed
	RefereeName string
	DisputedAt  *time.Time // a referee knows it otherwise: it does not count
	RemovedAt   *time.Time
}

// Exemption is a reasoned exception to a rule of eligibility, for one
// candidate under one program. It stays as it was decided; it can be withdrawn.
type Exemption struct {
	TenantID        uuid.UUID `gorm:"primaryKey"`
	ID              uuid.UUID `gorm:"primaryKey"`
	CandidateID     uuid.UUID
	ProgramID       uuid.UUID
	Citation        string // the obligation's number
	Reason          string
	DecidedAt       time.Time
	DecidedBy       *uuid.UUID // the membership
	DecidedByName   string
	WithdrawnAt     *time.Time
	WithdrawnByName string
}

// Import is a table of candidates that was uploaded and waits to be
// committed, for a day at most.
type Import struct {
	TenantID    uuid.UUID  `gorm:"primaryKey"`
	ID          uuid.UUID  `gorm:"primaryKey"`
	CohortID    *uuid.UUID // whom it enrols them in; nil: nobody
	FileName    string
	Rows        []byte // JSON of an ImportTable; erased with the commit or after a day
	Mapping     []byte // JSON of a Mapping
	Language    string // of rows that name none; "" is English
	OnFile      OnFile
	Chosen      bool      // somebody has looked at the mapping
	CreatedAt   time.Time `gorm:"autoCreateTime:false"`
	CreatedBy   *uuid.UUID
	CommittedAt *time.Time
	ForgottenAt *time.Time
	Added       int // new candidates, once committed
	Enrolled    int
	Updated     int // on file before, changed by it
}

// TableName of an import says what it imports.
func (Import) TableName() string { return "candidate_import" }

var (
	_ = tenants.Register(tenants.Resource{Name: "candidate", Model: Candidate{}, Side: tenants.OrganisationSide,
		Actions: []string{"read", "create", "edit", "enrol", "merge", "claim", "edit_own"}})
	_ = tenants.Register(tenants.Resource{Name: "logbook_entry", Model: LogbookEntry{}, Side: tenants.OrganisationSide,
		Actions: []string{"read", "create", "edit", "verify", "attest"}})
	_ = tenants.Register(tenants.Resource{Name: "exemption", Model: Exemption{}, Side: tenants.OrganisationSide,
		Actions: []string{"read", "record", "withdraw"}})
	_ = tenants.Register(tenants.Resource{Name: "candidate_import", Model: Import{}, Side: tenants.OrganisationSide,
		Actions: []string{"read", "create", "commit", "forget"}})
)

// The words of a logbook entry, in the order forms offer them.
var (
	Roles    = []string{"mediator", "co_mediator", "adviser", "advocate", "observer"}
	Mediums  = []string{"in_person", "online", "hybrid"}
	Settleds = []string{"yes", "partly", "no"}
)

func membership(tx *tenants.Tx) *uuid.UUID {
	if id := tx.Membership(); id != uuid.Nil {
		return &id
	}
	return nil
}
