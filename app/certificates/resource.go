package certificates

import (
	"time"

	"github.com/google/uuid"

	"accord/tenants"
)

// Certificate is one certificate of completion. What it says never changes.
type Certificate struct {
	TenantID          uuid.UUID `gorm:"primaryKey"`
	ID                uuid.UUID `gorm:"primaryKey"`
	CompletionID      uuid.UUID
	EnrolmentID       uuid.UUID
	CohortID          uuid.UUID
	CandidateID       uuid.UUID
	ProgramID         uuid.UUID
	RunID             *uuid.UUID // the run that issued it
	Number            string     // "CC-7K3QX-9WD42"
	Holder            string
	Organisation      string
	Program           string
	Course            string // the cohort's title
	Hours             float64
	StartsOn          time.Time `gorm:"type:date"`
	CompletedOn       time.Time `gorm:"type:date"`
	WordingEn         string
	WordingEs         string
	Signatory         string
	SignatoryTitle    string
	LogoID            *uuid.UUID
	IssuedOn          time.Time `gorm:"type:date"`
	IssuedAt          time.Time
	IssuedBy          *uuid.UUID
	ReplacesID        *uuid.UUID
	ReplacedAt        *time.Time
	ReplacedByID      *uuid.UUID
	ReplacedReason    string
	RevokedAt         *time.Time
	RevokedOn         *time.Time `gorm:"type:date"`
	RevokedBy         *uuid.UUID
	RevokedReason     string
	DocumentVersionID *uuid.UUID
	SealedAt          *time.Time
}

// State is whether a certificate counts.
type State string

// The states.
const (
	InForce  State = "in_force"
	Replaced State = "replaced"
	Revoked  State = "revoked"
)

// States are all states, in the order filters offer them.
var States = []State{InForce, Replaced, Revoked}

// State says whether it counts.
func (c Certificate) State() State {
	switch {
	case c.RevokedAt != nil:
		return Revoked
	case c.ReplacedAt != nil:
		return Replaced
	}
	return InForce
}

// Design is how an organisation's certificates look; its id is the tenant's.
type Design struct {
	TenantID       uuid.UUID `gorm:"primaryKey"`
	ID             uuid.UUID `gorm:"primaryKey"`
	LogoID         *uuid.UUID
	Signatory      string
	SignatoryTitle string
	WordingEn      string
	WordingEs      string
	UpdatedAt      time.Time `gorm:"autoUpdateTime:false"`
	UpdatedBy      *uuid.UUID
}

// TableName of a design says what it is the design of.
func (Design) TableName() string { return "certificate_design" }

// Logo is an organisation's mark. What was printed stays: a new one is a new row.
type Logo struct {
	TenantID      uuid.UUID `gorm:"primaryKey"`
	ID            uuid.UUID `gorm:"primaryKey"`
	PNG           []byte    `gorm:"column:png"`
	Width, Height int       // pixels
	AddedAt       time.Time
	AddedBy       *uuid.UUID
}

// TableName of a logo says where it is printed.
func (Logo) TableName() string { return "certificate_logo" }

// Run is one issue of certificates for a cohort, one person or all.
type Run struct {
	TenantID  uuid.UUID `gorm:"primaryKey"`
	ID        uuid.UUID `gorm:"primaryKey"`
	CohortID  uuid.UUID
	Total     int
	StartedAt time.Time
	StartedBy *uuid.UUID
}

// TableName of a run says what it issues.
func (Run) TableName() string { return "certificate_run" }

// Published is what everybody may read of a certificate, under its id.
type Published struct {
	TenantID     uuid.UUID `gorm:"primaryKey"`
	ID           uuid.UUID `gorm:"primaryKey"`
	Number       string
	Holder       string
	Organisation string
	Program      string
	Course       string
	Hours        float64
	StartsOn     time.Time  `gorm:"type:date"`
	CompletedOn  time.Time  `gorm:"type:date"`
	IssuedOn     time.Time  `gorm:"type:date"`
	ReplacedBy   string     // the number that counts instead
	RevokedOn    *time.Time `gorm:"type:date"`
	PublishedAt  time.Time
}

// TableName of what is published says so.
func (Published) TableName() string { return "published_certificate" }

// State says whether it counts.
func (p Published) State() State {
	switch {
	case p.RevokedOn != nil:
		return Revoked
	case p.ReplacedBy != "":
		return Replaced
	}
	return InForce
}

var (
	_ = tenants.Register(tenants.Resource{Name: "certificate", Model: Certificate{}, Side: tenants.OrganisationSide,
		Actions: []string{"read", "issue", "correct", "revoke", "seal", "send"}, Released: "true"})
	_ = tenants.Register(tenants.Resource{Name: "certificate_design", Model: Design{}, Side: tenants.OrganisationSide,
		Actions: []string{"read", "edit"}})
	_ = tenants.Register(tenants.Resource{Name: "certificate_logo", Model: Logo{}, Side: tenants.OrganisationSide,
		Actions: []string{"read"}, PartOf: "certificate_design", PartBy: "tenant_id"})
	_ = tenants.Register(tenants.Resource{Name: "certificate_run", Model: Run{}, Side: tenants.OrganisationSide,
		Actions: []string{"read", "start"}})
	_ = tenants.Register(tenants.Resource{Name: "published_certificate", Model: Published{}, Side: tenants.PublishedSide,
		Actions: []string{"read", "publish"}})

	// own_certificates is the one that a guest's link opens, for as long as the
	// link is for the candidate's address, or that of a record merged into
	// theirs: one that went elsewhere by mistake
	// opens nothing once the address is corrected.
	_ = tenants.RegisterValue(tenants.SubjectValue{Name: "own_certificates", Door: tenants.DoorMember, Type: tenants.TypeIDs, ByLink: true, Query: `
		select c.id from link l join certificate c on c.tenant_id = l.tenant_id and c.id = l.subject_id
		join candidate k on k.tenant_id = c.tenant_id and k.id in (select app.records_of(c.tenant_id, c.candidate_id)) and k.email = l.email
		where l.tenant_id = app.tenant() and l.id = $1 and l.act = 'certificate'`})
)

func membership(tx *tenants.Tx) *uuid.UUID {
	if id := tx.Membership(); id != uuid.Nil {
		return &id
	}
	return nil
}
