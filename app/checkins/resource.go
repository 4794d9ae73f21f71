package checkins

import (
	"time"

	"github.com/google/uuid"

	"accord/app/trainings"
	"accord/tenants"
)

// Before is how long before a session its check-in can be opened.
const Before = trainings.ArriveBefore

// Grace is how long after a session's beginning who comes is not late.
const Grace = 10 * time.Minute

// How often a trainee may be wrong, and in how long.
const (
	MaxTries = 5
	TriesIn  = 10 * time.Minute
)

// CheckIn is a session's check-in, from its opening to its close.
type CheckIn struct {
	TenantID          uuid.UUID `gorm:"primaryKey"`
	ID                uuid.UUID `gorm:"primaryKey"`
	CohortID          uuid.UUID
	TrainingSessionID uuid.UUID
	OpenedAt          time.Time
	OpenedBy          *uuid.UUID
	ClosedAt          *time.Time
}

// Try is a code that was wrong.
type Try struct {
	TenantID    uuid.UUID `gorm:"primaryKey"`
	ID          uuid.UUID `gorm:"primaryKey"`
	CohortID    uuid.UUID
	EnrolmentID uuid.UUID
	TriedAt     time.Time
}

// TableName of a try says what was tried.
func (Try) TableName() string { return "check_in_try" }

// Both are written by leave of the cohort: "record" opens and closes a
// check-in, "check_in" is the trainee's own.
var (
	_ = tenants.Register(tenants.Resource{Name: "check_in", Model: CheckIn{}, Side: tenants.OrganisationSide, Actions: []string{"read"}, PartOf: "cohort"})
	_ = tenants.Register(tenants.Resource{Name: "check_in_try", Model: Try{}, Side: tenants.OrganisationSide, Actions: []string{"read"}, PartOf: "cohort"})
)

// Stage says whether it is time for a session's check-in.
type Stage string

// The stages.
const (
	Early Stage = "early"
	Due   Stage = "due"
	Over  Stage = "over"
)

// StageOf answers the stage of a session at a moment.
func StageOf(s trainings.TrainingSession, now time.Time) Stage {
	switch {
	case now.Before(s.StartsAt.Add(-Before)):
		return Early
	case now.Before(s.EndsAt):
		return Due
	}
	return Over
}

func membership(tx *tenants.Tx) *uuid.UUID {
	if id := tx.Membership(); id != uuid.Nil {
		return &id
	}
	return nil
}
