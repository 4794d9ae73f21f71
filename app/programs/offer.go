package programs

import (
	"strings"
	"time"

	"github.com/google/uuid"

	"accord/tenants"
)

// Offer is how a program that assesses takes applications, under the program's
// id; one that trains takes them for its cohorts.
type Offer struct {
	TenantID  uuid.UUID `gorm:"primaryKey"`
	ID        uuid.UUID `gorm:"primaryKey"`
	Languages string    // in which one is assessed; ISO 639-1, parted by spaces
	FeeNote   string    // what it costs, as the organisation words it
	Places    *int      // nil: however many
	Admitted  int       // since applications opened
	Window
	OfferedAt   time.Time
	OfferedBy   *uuid.UUID
	WithdrawnAt *time.Time
}

// TableName of an offer says of what.
func (Offer) TableName() string { return "program_offer" }

// Spoken are the languages in which one is assessed, the first one first.
func (o Offer) Spoken() []string { return strings.Fields(o.Languages) }

// free is how many may still be admitted; nil where nothing is counted.
func (o Offer) free() *int {
	if o.Places == nil {
		return nil
	}
	n := max(0, *o.Places-o.Admitted)
	return &n
}

// Opening is an offer that stands, as everybody reads it; empty where none does.
type Opening struct {
	Languages string
	FeeNote   string
	Free      *int // places that nobody has; nil where they are not counted
	OpensAt   *time.Time
	ClosesAt  *time.Time
}

// Spoken are the languages in which one is assessed, the first one first.
func (o Opening) Spoken() []string { return strings.Fields(o.Languages) }

// Stands says whether applications are taken, or will be.
func (o Opening) Stands(now time.Time) bool { return o.OpensAt != nil && now.Before(*o.ClosesAt) }

// Full says that every place is taken.
func (o Opening) Full() bool { return o.Free != nil && *o.Free == 0 }

// OpenAt says whether applications are taken at a moment.
func (o Opening) OpenAt(now time.Time) bool {
	return o.OpensAt != nil && !o.Full() && Window{*o.OpensAt, *o.ClosesAt}.OpenAt(now)
}

// published is the offer as everybody reads it.
func (o Offer) published() Opening {
	if o.OpensAt.IsZero() || o.WithdrawnAt != nil {
		return Opening{}
	}
	return Opening{o.Languages, o.FeeNote, o.free(), &o.OpensAt, &o.ClosesAt}
}

var _ = tenants.Register(tenants.Resource{
	Name: "program_offer", Model: Offer{}, Side: tenants.OrganisationSide, Actions: []string{"read"}, PartOf: "program", PartBy: "id", Released: "true",
})
