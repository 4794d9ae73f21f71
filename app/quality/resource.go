package quality

import (
	"time"

	"github.com/google/uuid"

	"accord/tenants"
)

// SamplingPlan says which sheets under a program are reviewed. It never changes
// but for its end.
type SamplingPlan struct {
	TenantID     uuid.UUID `gorm:"primaryKey"`
	ID           uuid.UUID `gorm:"primaryKey"`
	ProgramID    uuid.UUID
	FromOn       time.Time `gorm:"type:date"` // this and the next: days of decision, where the organisation is
	UntilOn      time.Time `gorm:"type:date"` // the last day
	Percent      int       // of each assessor's sheets
	Least        int       // of each assessor, where there are as many
	FirstCases   int       // of an assessor's first cases every one; 0: none
	Note         string
	Seed         int64 // by which a draw can be repeated
	OpenedAt     time.Time
	OpenedBy     uuid.UUID
	OpenedByName string
	EndedAt      *time.Time
	EndedBy      *uuid.UUID
}

// State is where a check stands.
type State string

// The states of a check.
const (
	Drawn    State = "drawn"
	Reviewed State = "reviewed"
)

// Outcome is what a review found.
type Outcome string

// The outcomes. Advice is for the next sheet; an unsound one asks whether the
// assessor's appointment stands.
const (
	Sound   Outcome = "sound"
	Advice  Outcome = "advice"
	Unsound Outcome = "unsound"
)

// Outcomes are all of them, in the order forms offer them.
var Outcomes = []Outcome{Sound, Advice, Unsound}

// QualityCheck is one sheet that was drawn, and what its review found.
type QualityCheck struct {
	TenantID       uuid.UUID `gorm:"primaryKey"`
	ID             uuid.UUID `gorm:"primaryKey"`
	PlanID         uuid.UUID
	ProgramID      uuid.UUID
	ScoreSheetID   uuid.UUID
	AssessmentID   uuid.UUID
	CandidateID    uuid.UUID
	MembershipID   uuid.UUID // the sheet's assessor
	AssessorName   string    // as it stood
	DrawnAt        time.Time
	DrawnBy        uuid.UUID
	ReviewedAt     *time.Time
	ReviewedBy     *uuid.UUID
	ReviewedByName string
	Outcome        *Outcome // nil until reviewed
	Note           string
}

// State says where it stands.
func (c QualityCheck) State() State {
	if c.ReviewedAt != nil {
		return Reviewed
	}
	return Drawn
}

// Standardisation is the minute of a meeting in which assessors agreed on what
// marks mean. It stays as it was recorded.
type Standardisation struct {
	TenantID       uuid.UUID `gorm:"primaryKey"`
	ID             uuid.UUID `gorm:"primaryKey"`
	HeldOn         time.Time `gorm:"type:date"` // where the organisation is
	Title          string
	Minute         string
	Actions        string     // what is to be done, by whom
	Corrects       *uuid.UUID // the record that this one takes the place of
	RecordedAt     time.Time
	RecordedBy     uuid.UUID
	RecordedByName string
}

// StandardisationProgram is a program that a meeting was about. None: about all.
type StandardisationProgram struct {
	TenantID          uuid.UUID `gorm:"primaryKey"`
	ID                uuid.UUID `gorm:"primaryKey"`
	StandardisationID uuid.UUID
	ProgramID         uuid.UUID
}

// StandardisationMember is somebody who took part.
type StandardisationMember struct {
	TenantID          uuid.UUID `gorm:"primaryKey"`
	ID                uuid.UUID `gorm:"primaryKey"`
	StandardisationID uuid.UUID
	MembershipID      uuid.UUID
	Name              string // as it stood
}

var (
	_ = tenants.Register(tenants.Resource{Name: "sampling_plan", Model: SamplingPlan{}, Side: tenants.OrganisationSide, Actions: []string{"read", "open", "draw", "end"}})
	_ = tenants.Register(tenants.Resource{Name: "quality_check", Model: QualityCheck{}, Side: tenants.OrganisationSide, Actions: []string{"read", "draw", "review"}})
	_ = tenants.Register(tenants.Resource{Name: "standardisation", Model: Standardisation{}, Side: tenants.OrganisationSide, Actions: []string{"read", "record"}})
	_ = tenants.Register(tenants.Resource{Name: "standardisation_program", Model: StandardisationProgram{}, Side: tenants.OrganisationSide, Actions: []string{"read"}, PartOf: "standardisation"})
	_ = tenants.Register(tenants.Resource{Name: "standardisation_member", Model: StandardisationMember{}, Side: tenants.OrganisationSide, Actions: []string{"read"}, PartOf: "standardisation"})
)

// What conditions ask of who looks after quality, and of who is looked after.
var (
	_ = tenants.RegisterValue(value("managing", // themselves, where they are a program manager by their own role
		`select r.membership_id from membership_role r where r.tenant_id = app.tenant() and r.membership_id = $1 and r.role = 'program_manager' and ($2::uuid is null or true)`))
	_ = tenants.RegisterValue(value("asked_to_judge", // assessments that this person was ever to judge, under any membership
		`select g.assessment_id from assessor_assignment g join membership m on m.tenant_id = g.tenant_id and m.id = g.membership_id
		 where g.tenant_id = app.tenant() and (m.id = $1 or m.person_id = $2)`))
	_ = tenants.RegisterValue(value("met", // meetings in which this person took part, as they were last recorded
		`select p.standardisation_id from standardisation_member p where p.tenant_id = app.tenant() and p.membership_id = $1 and ($2::uuid is null or true)
		   and not exists (select from standardisation s where s.tenant_id = p.tenant_id and s.corrects = p.standardisation_id)`))
)

func value(name, query string) tenants.SubjectValue {
	return tenants.SubjectValue{Name: name, Door: tenants.DoorMember, Type: tenants.TypeIDs, Query: query}
}
