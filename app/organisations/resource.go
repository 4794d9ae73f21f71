package organisations

import (
	"time"

	"github.com/google/uuid"

	"accord/tenants"
)

// Organisation is an implementing organisation (and IMI itself).
type Organisation struct {
	TenantID  uuid.UUID `gorm:"primaryKey"`
	Slug      string    // its name in addresses
	Name      string
	Country   string    // ISO 3166-1 alpha-2, of the head office
	TimeZone  string    // IANA name; its deadlines run in it
	CreatedAt time.Time `gorm:"autoCreateTime:false"`
	ClosedAt  *time.Time
}

// OrganisationInvitation is IMI's invitation of the person who founds an
// organisation here; its id becomes the first membership's.
type OrganisationInvitation struct {
	TenantID    uuid.UUID `gorm:"primaryKey"`
	ID          uuid.UUID `gorm:"primaryKey"`
	Name        string
	Email       string // lower case
	Locale      string
	InvitedAt   time.Time
	InvitedBy   *uuid.UUID
	WithdrawnAt *time.Time
}

// OrganisationProfile is what an organisation says of itself.
type OrganisationProfile struct {
	TenantID     uuid.UUID `gorm:"primaryKey"`
	FoundedBy    *uuid.UUID
	AboutEn      string
	AboutEs      string
	Website      string
	ContactName  string
	ContactEmail string
	UpdatedAt    time.Time `gorm:"autoUpdateTime:false"`
}

var (
	_ = tenants.Register(tenants.Resource{
		Name: "organisation", Model: Organisation{}, Side: tenants.OversightSide, Actions: []string{"read", "create", "withdraw"},
	})
	_ = tenants.Register(tenants.Resource{
		Name: "organisation_invitation", Model: OrganisationInvitation{}, Side: tenants.OversightSide,
		Actions: []string{"read"}, PartOf: "organisation", PartBy: "tenant_id",
	})
	_ = tenants.Register(tenants.Resource{
		Name: "organisation_profile", Model: OrganisationProfile{}, Side: tenants.OrganisationSide,
		Actions: []string{"read", "create", "edit"}, Released: "true",
	})
)
