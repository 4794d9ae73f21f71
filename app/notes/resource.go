package notes

import (
	"time"

	"github.com/google/uuid"

	"accord/app/evidence"
	"accord/tenants"
)

// Note is one assessor's, at one place of one document.
type Note struct {
	TenantID          uuid.UUID `gorm:"primaryKey"`
	ID                uuid.UUID `gorm:"primaryKey"`
	AssessmentID      uuid.UUID
	MembershipID      uuid.UUID  // the assessor
	DocumentVersionID uuid.UUID  // the document, as it was read
	DocumentTitle     string     // as it stood
	Timed             bool       // a recording
	Mark              string     // by which the page that wrote it names it
	Place             int        // the second of a recording; the page of anything else, from 1
	CriterionID       *uuid.UUID // an AssessmentCriterion that it is about
	Words             string
	Revision          int    // counts the savings
	SavedKey          string // of the last one
	WrittenAt         time.Time
	SavedAt           time.Time
	RemovedAt         *time.Time
	SubmittedAt       *time.Time // the sheet's; the database copies it
}

// TableName of a note says of what.
func (Note) TableName() string { return "assessment_note" }

// MaxPlace is the last place that a note of a document can be at, MinPlace the first.
func MaxPlace(v evidence.Version) int {
	if v.IsVideo() {
		return 359_999 // 99:59:59
	}
	return 10_000
}

// MinPlace is where a document begins.
func MinPlace(v evidence.Version) int {
	if v.IsVideo() {
		return 0
	}
	return 1
}

var _ = tenants.Register(tenants.Resource{
	Name: "assessment_note", Model: Note{}, Side: tenants.OrganisationSide,
	Actions: []string{"read", "write"},
})
