package register

import (
	"time"

	"github.com/google/uuid"

	"accord/tenants"
)

// Credential is one certification that was awarded to one person.
type Credential struct {
	TenantID      uuid.UUID `gorm:"primaryKey"` // the organisation that put the holder forward
	ID            uuid.UUID `gorm:"primaryKey"`
	SubmissionID  uuid.UUID
	ProgramID     uuid.UUID
	PersonID      *uuid.UUID // the holder's account, where they have one
	Number        string
	Holder        string
	Certification string    // an id of standards
	AwardedOn     time.Time `gorm:"type:date"`
	AwardedBy     *uuid.UUID
	RevokedAt     *time.Time
	RevokedBy     *uuid.UUID
	RevokedReason string
}

// PublishedCredential is what everybody may read of a credential, under its id.
type PublishedCredential struct {
	TenantID      uuid.UUID `gorm:"primaryKey"`
	ID            uuid.UUID `gorm:"primaryKey"`
	Number        string
	Holder        string
	HolderKey     string // folded, for searches
	Certification string
	Organisation  string
	Program       string
	Country       string     // ISO 3166-1 alpha-2, the organisation's
	AwardedOn     time.Time  `gorm:"type:date"`
	RevokedOn     *time.Time `gorm:"type:date"`
	PublishedAt   time.Time
}

// Valid says whether it stands.
func (p PublishedCredential) Valid() bool { return p.RevokedOn == nil }

var (
	_ = tenants.Register(tenants.Resource{
		Name: "credential", Model: Credential{}, Side: tenants.OversightSide, Actions: []string{"read", "award", "revoke"},
	})
	_ = tenants.Register(tenants.Resource{
		Name: "published_credential", Model: PublishedCredential{}, Side: tenants.PublishedSide, Actions: []string{"read"}, PartOf: "credential", PartBy: "id",
	})
)
