package people

import (
	"time"

	"github.com/google/uuid"

	"accord/tenants"
)

// Membership is a person in an organisation.
type Membership struct {
	TenantID   uuid.UUID  `gorm:"primaryKey"`
	ID         uuid.UUID  `gorm:"primaryKey"`
	PersonID   *uuid.UUID // nil until the invitation is accepted
	Name       string
	Email      string    // lower case
	Locale     string    // of the mails to them: "en" or "es"
	CreatedAt  time.Time `gorm:"autoCreateTime:false"`
	CreatedBy  *uuid.UUID
	AcceptedAt *time.Time
	EndedAt    *time.Time
}

// MembershipRole is one role of a membership.
type MembershipRole struct {
	TenantID     uuid.UUID `gorm:"primaryKey"`
	MembershipID uuid.UUID `gorm:"primaryKey"`
	Role         string    `gorm:"primaryKey"`
	GivenAt      time.Time
	GivenBy      *uuid.UUID
}

// APIToken lets a program act as one membership, with at most its rights.
type APIToken struct {
	TenantID     uuid.UUID `gorm:"primaryKey"`
	ID           uuid.UUID `gorm:"primaryKey"`
	MembershipID uuid.UUID
	Name         string
	TokenHash    []byte
	CreatedAt    time.Time `gorm:"autoCreateTime:false"`
	ExpiresAt    time.Time
	RevokedAt    *time.Time
}

// Account is how a person signs in.
type Account struct {
	PersonID          uuid.UUID `gorm:"primaryKey"`
	Email             string    // lower case
	Name              string
	PasswordHash      string
	Locale            string    // "en" or "es"
	TimeZone          string    // IANA name
	CreatedAt         time.Time `gorm:"autoCreateTime:false"`
	PasswordChangedAt time.Time
}

// AccountSession is one signed-in browser.
type AccountSession struct {
	TokenHash  []byte `gorm:"primaryKey"`
	ID         uuid.UUID
	PersonID   uuid.UUID
	CreatedAt  time.Time `gorm:"autoCreateTime:false"`
	LastSeenAt time.Time
	ExpiresAt  time.Time
	RevokedAt  *time.Time
	UserAgent  string
	Address    string
}

// KnownDevice is a browser in which a person has signed in before.
type KnownDevice struct {
	TokenHash []byte    `gorm:"primaryKey"`
	PersonID  uuid.UUID `gorm:"primaryKey"`
	CreatedAt time.Time `gorm:"autoCreateTime:false"`
}

// SignInAttempt is one try, counted by who was tried and from where.
type SignInAttempt struct {
	ID         uuid.UUID `gorm:"primaryKey"`
	AccountKey []byte
	AddressKey []byte
	At         time.Time
	Succeeded  bool
}

// Profile is what a person says of themselves.
type Profile struct {
	PersonID    uuid.UUID `gorm:"primaryKey"`
	BiographyEn string
	BiographyEs string
	Website     string
	UpdatedAt   time.Time `gorm:"autoUpdateTime:false"`
}

var (
	_ = tenants.Register(tenants.Resource{
		Name: "membership", Model: Membership{}, Side: tenants.OrganisationSide,
		Actions: []string{"read", "create", "resend", "accept", "assign", "end", "explain", "enter", "leave"},
		Related: map[string]tenants.Relation{"roles": {Resource: "membership_role", Column: "membership_id"}},
	})
	_ = tenants.Register(tenants.Resource{
		Name: "membership_role", Model: MembershipRole{}, Side: tenants.OrganisationSide,
		Actions: []string{"read"}, PartOf: "membership",
	})
	_ = tenants.Register(tenants.Resource{
		Name: "api_token", Model: APIToken{}, Side: tenants.OrganisationSide, Actions: []string{"read", "create", "revoke"},
	})
	_ = tenants.Register(tenants.Resource{Name: "account", Model: Account{}, Side: tenants.GateSide})
	_ = tenants.Register(tenants.Resource{Name: "account_session", Model: AccountSession{}, Side: tenants.GateSide})
	_ = tenants.Register(tenants.Resource{Name: "known_device", Model: KnownDevice{}, Side: tenants.GateSide})
	_ = tenants.Register(tenants.Resource{Name: "sign_in_attempt", Model: SignInAttempt{}, Side: tenants.GateSide})
	_ = tenants.Register(tenants.Resource{Name: "profile", Model: Profile{}, Side: tenants.PersonSide})
)
