package assessments

import (
	"time"

	"github.com/google/uuid"

	"accord/tenants"
)

// FallenAssessment is a decision that an appeal has set aside. Its id is the
// assessment's.
type FallenAssessment struct {
	TenantID    uuid.UUID `gorm:"primaryKey"`
	ID          uuid.UUID `gorm:"primaryKey"`
	CandidateID uuid.UUID
	ProgramID   uuid.UUID
	AppealID    uuid.UUID
	FellAt      time.Time
}

var _ = tenants.Register(tenants.Resource{Name: "fallen_assessment", Model: FallenAssessment{}, Side: tenants.OrganisationSide, Actions: []string{"read", "fell"}})

// Fell sets a decision aside. The database asks for the appeal that was allowed.
func Fell(tx *tenants.Tx, f FallenAssessment) error {
	if err := tx.Allow("fell", &f); err != nil {
		return err
	}
	return inserted(tx, &f)
}
