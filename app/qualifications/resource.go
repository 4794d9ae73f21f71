package qualifications

import (
	"time"

	"github.com/google/uuid"

	"accord/tenants"
)

// Qualification is a member's training and registration.
type Qualification struct {
	TenantID                uuid.UUID `gorm:"primaryKey"`
	ID                      uuid.UUID `gorm:"primaryKey"`
	MembershipID            uuid.UUID
	Training                string     // what it was called; "" is none
	Provider                string     // who gave it
	TrainedOn               *time.Time `gorm:"type:date"` // the day it was completed
	TrainingConfirmedAt     *time.Time
	TrainingConfirmedBy     *uuid.UUID
	Law                     string // whether it asks for a registration: one of Laws, "" where nobody has said
	Register                string
	Number                  string
	RegisteredUntil         *time.Time `gorm:"type:date"` // the last day; nil: without an end
	RegistrationConfirmedAt *time.Time
	RegistrationConfirmedBy *uuid.UUID
	UpdatedAt               time.Time `gorm:"autoUpdateTime:false"`
	UpdatedBy               *uuid.UUID
}

// Whether the law asks somebody to be registered where they mediate.
const (
	LawAsks    = "asks"
	LawDoesNot = "does_not"
)

// Laws are what can be said of it.
var Laws = []string{LawAsks, LawDoesNot}

// Practice is one mediation that a member has done.
type Practice struct {
	TenantID     uuid.UUID `gorm:"primaryKey"`
	ID           uuid.UUID `gorm:"primaryKey"`
	MembershipID uuid.UUID
	HeldOn       time.Time `gorm:"type:date"`
	Hours        float64
	Role         string    // one of Roles
	Field        string    // what it was about, without names
	CreatedAt    time.Time `gorm:"autoCreateTime:false"`
	CreatedBy    *uuid.UUID
	ConfirmedAt  *time.Time
	ConfirmedBy  *uuid.UUID
	RemovedAt    *time.Time
}

// Roles are those in which somebody mediates, in the order forms offer them.
var Roles = []string{"mediator", "co_mediator"}

var (
	_ = tenants.Register(tenants.Resource{Name: "qualification", Model: Qualification{}, Side: tenants.OrganisationSide,
		Actions: []string{"read", "edit", "confirm"}})
	_ = tenants.Register(tenants.Resource{Name: "practice", Model: Practice{}, Side: tenants.OrganisationSide,
		Actions: []string{"read", "edit", "confirm"}})

	// colleagues are those who teach a cohort together with the membership: what
	// qualifies them is looked up where a session is planned.
	_ = tenants.RegisterValue(tenants.SubjectValue{Name: "colleagues", Door: tenants.DoorMember, Type: tenants.TypeIDs, Query: `
		select distinct o.membership_id from cohort_trainer o
		join cohort_trainer t on t.tenant_id = o.tenant_id and t.cohort_id = o.cohort_id
		where t.tenant_id = app.tenant() and t.membership_id = $1 and t.capacity = 'trainer' and t.removed_at is null and o.removed_at is null and ($2::uuid is null or true)`})
)

func membership(tx *tenants.Tx) *uuid.UUID {
	if id := tx.Membership(); id != uuid.Nil {
		return &id
	}
	return nil
}
