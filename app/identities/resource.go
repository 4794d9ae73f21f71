package identities

import (
	"time"

	"github.com/google/uuid"

	"accord/tenants"
)

// The documents by which somebody is identified, and how they were seen, in the
// order forms offer them.
var (
	Papers = []string{"passport", "national_id", "residence_permit", "driving_licence"}
	Seens  = []string{"in_person", "by_video", "copy"}
)

// Outcome is what a check came to.
type Outcome string

// The outcomes.
const (
	Done   Outcome = "done"
	Failed Outcome = "failed"
)

// Check is one look at somebody's document.
type Check struct {
	TenantID      uuid.UUID  `gorm:"primaryKey"`
	ID            uuid.UUID  `gorm:"primaryKey"`
	CandidateID   *uuid.UUID // once they are on file
	ApplicationID *uuid.UUID // when it was made of an applicant
	Outcome       Outcome
	Paper         string
	Country       string // that issued it: ISO 3166-1 alpha-2
	Seen          string
	LastSigns     string    // of its number
	Reason        string    // why it failed
	CheckedOn     time.Time `gorm:"type:date"`
	CheckedAt     time.Time // when it was noted
	CheckedBy     *uuid.UUID
	CheckedByName string
	RenewsID      *uuid.UUID // the one that was done before
}

// TableName of a check says of what.
func (Check) TableName() string { return "identity_check" }

// The lengths of what is noted.
const (
	MaxSigns  = 4
	MaxReason = 1000
)

var _ = tenants.Register(tenants.Resource{Name: "identity_check", Model: Check{}, Side: tenants.OrganisationSide, Actions: []string{"read", "check", "take"}})
