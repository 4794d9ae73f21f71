package assessors

import (
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"accord/tenants"
)

// AssessorProfile is what an assessor is proposed by, beside what qualifies them.
type AssessorProfile struct {
	TenantID     uuid.UUID `gorm:"primaryKey"`
	ID           uuid.UUID `gorm:"primaryKey"` // the membership's
	Languages    string    // ISO 639-1, a space between; "" where nobody has said
	MonthlyLimit int       // of new assessments a month; 0: none
	UpdatedAt    time.Time `gorm:"autoUpdateTime:false"`
	UpdatedBy    *uuid.UUID
}

// Speaks says whether they assess in a language.
func (p AssessorProfile) Speaks(language string) bool {
	return language != "" && slices.Contains(p.LanguageList(), language)
}

// LanguageList is the languages, one by one.
func (p AssessorProfile) LanguageList() []string { return strings.Fields(p.Languages) }

// AssessorAppointment says that a member assesses under a program, and on what
// grounds. It never changes but for its end.
type AssessorAppointment struct {
	TenantID     uuid.UUID `gorm:"primaryKey"`
	ID           uuid.UUID `gorm:"primaryKey"`
	MembershipID uuid.UUID
	ProgramID    uuid.UUID
	Grounds      string // the experience of assessing that it rests on (IMI-QA)
	AppointedAt  time.Time
	AppointedBy  uuid.UUID
	EndedAt      *time.Time
	EndedBy      *uuid.UUID
}

// AssessorTime is a span of days in which somebody can assess, or cannot.
type AssessorTime struct {
	TenantID     uuid.UUID `gorm:"primaryKey"`
	ID           uuid.UUID `gorm:"primaryKey"`
	MembershipID uuid.UUID
	Kind         string    // Free or Away
	FromOn       time.Time `gorm:"type:date"`
	UntilOn      time.Time `gorm:"type:date"` // the last day
	AddedAt      time.Time
	AddedBy      *uuid.UUID
	RemovedAt    *time.Time
}

// What a span of days says.
const (
	Free = "free"
	Away = "away"
)

// Kinds are both, in the order forms offer them.
var Kinds = []string{Away, Free}

// covers says whether a day is among its days.
func (t AssessorTime) covers(day time.Time) bool {
	return !day.Before(t.FromOn) && !day.After(t.UntilOn)
}

var (
	_ = tenants.Register(tenants.Resource{Name: "assessor_profile", Model: AssessorProfile{}, Side: tenants.OrganisationSide, Actions: []string{"read", "edit"}})
	_ = tenants.Register(tenants.Resource{Name: "assessor_appointment", Model: AssessorAppointment{}, Side: tenants.OrganisationSide, Actions: []string{"read", "appoint", "end"}})
	_ = tenants.Register(tenants.Resource{Name: "assessor_time", Model: AssessorTime{}, Side: tenants.OrganisationSide, Actions: []string{"read", "edit"}})
)

func membership(tx *tenants.Tx) *uuid.UUID {
	if id := tx.Membership(); id != uuid.Nil {
		return &id
	}
	return nil
}
