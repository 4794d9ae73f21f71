package personal

import (
	"time"

	"github.com/google/uuid"

	"accord/app/candidates"
	"accord/app/trainings"
	"accord/tenants"
)

// ActAttend is what a link to one's own page is for: to follow one's course. It
// is not used up.
const ActAttend = "attend"

// Life is how long after the end of the cohort a personal link works.
const Life = candidates.PersonalDays * 24 * time.Hour

// Link is an enrolment's personal link; its id is the link's.
type Link struct {
	TenantID    uuid.UUID `gorm:"primaryKey"`
	ID          uuid.UUID `gorm:"primaryKey"`
	CohortID    uuid.UUID
	EnrolmentID uuid.UUID
	MadeAt      time.Time
	MadeBy      *uuid.UUID
	SentAt      *time.Time // the last time
	Sent        int        // letters
	EndedAt     *time.Time
	EndedHow    string
}

// TableName of a link says whose it is.
func (Link) TableName() string { return "personal_link" }

// How a link ended.
const (
	Replaced    = "replaced"
	Withdrawn   = "withdrawn"
	Readdressed = "readdressed" // the trainee's address was corrected
)

var _ = tenants.Register(tenants.Resource{Name: "personal_link", Model: Link{}, Side: tenants.OrganisationSide,
	Actions: []string{"read", "make", "send", "renew"}})

// Until is when a cohort's personal links end.
func Until(c trainings.Cohort) time.Time { return c.EndsOn.Add(Life) }

func membership(tx *tenants.Tx) *uuid.UUID {
	if id := tx.Membership(); id != uuid.Nil {
		return &id
	}
	return nil
}
