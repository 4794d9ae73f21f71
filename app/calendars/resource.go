package calendars

import (
	"time"

	"github.com/google/uuid"

	"accord/tenants"
)

// What a feed's link is for: to read sessions. It is not used up.
const (
	ActMember  = "calendar"
	ActTrainee = "attend_calendar"
)

// Feed is the private address of somebody's calendar; its id is the link's.
type Feed struct {
	TenantID     uuid.UUID `gorm:"primaryKey"`
	ID           uuid.UUID `gorm:"primaryKey"`
	MembershipID *uuid.UUID
	PersonID     *uuid.UUID
	EnrolmentID  *uuid.UUID
	Everything   bool // all sessions its holder may see, not only those they train
	MadeAt       time.Time
	EndedAt      *time.Time
}

// TableName of a feed says of what.
func (Feed) TableName() string { return "calendar_feed" }

var _ = tenants.Register(tenants.Resource{Name: "calendar_feed", Model: Feed{}, Side: tenants.OrganisationSide, Actions: []string{"read", "make", "end"}})

// Path is where a feed is read.
func Path(slug, token string) string { return "/o/" + slug + "/feed/" + token + ".ics" }
