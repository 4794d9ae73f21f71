package exercises

import (
	"strings"
	"time"

	"github.com/google/uuid"

	"accord/tenants"
)

// Exercise is one of a program's exercises; what it is at the moment stands in
// its latest version.
type Exercise struct {
	TenantID  uuid.UUID `gorm:"primaryKey"`
	ID        uuid.UUID `gorm:"primaryKey"`
	ProgramID uuid.UUID
	Kind      string // one of Kinds
	Title     string
	Version   int
	CreatedAt time.Time `gorm:"autoCreateTime:false"`
	CreatedBy *uuid.UUID
	RetiredAt *time.Time
}

// The kinds of exercise.
const (
	Plain    = "exercise"
	RolePlay = "role_play"
)

// Kinds are all kinds, and Methods what of a course's mix they can count to,
// in the order forms offer them.
var (
	Kinds   = []string{RolePlay, Plain}
	Methods = []string{"role_plays", "exercises", "discussion", "other"}
)

// Version is an exercise as it was from one revision to the next. It never changes.
type Version struct {
	TenantID   uuid.UUID `gorm:"primaryKey"`
	ID         uuid.UUID `gorm:"primaryKey"`
	ExerciseID uuid.UUID
	Number     int
	Title      string
	Scenario   string
	Mediators  int    // at each table
	Roles      string // of the others at each table, a line each
	Minutes    int
	Method     string    // one of Methods
	CreatedAt  time.Time `gorm:"autoCreateTime:false"`
	CreatedBy  *uuid.UUID
}

// TableName of a version says of what.
func (Version) TableName() string { return "exercise_version" }

// Parts are the roles beside the mediator's.
func (v Version) Parts() []string {
	if v.Roles == "" {
		return nil
	}
	return strings.Split(v.Roles, "\n")
}

// Seats is how many a whole table has.
func (v Version) Seats() int { return v.Mediators + len(v.Parts()) }

// Round is an exercise that a session plans.
type Round struct {
	TenantID          uuid.UUID `gorm:"primaryKey"`
	ID                uuid.UUID `gorm:"primaryKey"`
	CohortID          uuid.UUID
	TrainingSessionID uuid.UUID
	ExerciseID        uuid.UUID
	VersionID         uuid.UUID
	Seed              int64 // of the last proposal; 0: set by hand
	Revision          int   // of its tables
	RevisedAt         time.Time
	RevisedByName     string
	PlannedAt         time.Time
	PlannedBy         *uuid.UUID
	CancelledAt       *time.Time
}

// TableName of a round says of what.
func (Round) TableName() string { return "exercise_round" }

// Group is a table of a round.
type Group struct {
	TenantID  uuid.UUID `gorm:"primaryKey"`
	ID        uuid.UUID `gorm:"primaryKey"`
	CohortID  uuid.UUID
	RoundID   uuid.UUID
	Number    int
	CoachID   *uuid.UUID // a membership
	RemovedAt *time.Time
}

// TableName of a group says of what.
func (Group) TableName() string { return "exercise_group" }

// Seat is a trainee at a table.
type Seat struct {
	TenantID    uuid.UUID `gorm:"primaryKey"`
	ID          uuid.UUID `gorm:"primaryKey"`
	CohortID    uuid.UUID
	RoundID     uuid.UUID
	GroupID     uuid.UUID
	EnrolmentID uuid.UUID
	Trainee     string // as they were called when the tables were set
	Role        string // Mediator, Observer, or one of the version's
	Mediates    bool
	RemovedAt   *time.Time
}

// TableName of a seat says of what.
func (Seat) TableName() string { return "exercise_seat" }

// The roles that every exercise knows; the catalogue names them.
const (
	Mediator = "mediator"
	Observer = "observer"
)

// Feedback is what a coach says of one trainee's exercise: a draft, or given.
// What was given stands in its versions.
type Feedback struct {
	TenantID    uuid.UUID `gorm:"primaryKey"`
	ID          uuid.UUID `gorm:"primaryKey"`
	CohortID    uuid.UUID
	RoundID     uuid.UUID
	GroupID     uuid.UUID
	SeatID      uuid.UUID
	EnrolmentID uuid.UUID
	Exercise    string // its title, as it was played
	Role        string
	HeldOn      time.Time // when its session began
	CoachName   string
	Draft       Notes `gorm:"type:jsonb"`
	Revision    int
	SavedAt     time.Time
	SavedBy     *uuid.UUID
	Number      int // of the version given last; 0: none
	GivenAt     *time.Time
}

// Given is feedback as it was given once. It never changes.
type Given struct {
	TenantID    uuid.UUID `gorm:"primaryKey"`
	ID          uuid.UUID `gorm:"primaryKey"`
	FeedbackID  uuid.UUID
	CohortID    uuid.UUID
	GroupID     uuid.UUID
	EnrolmentID uuid.UUID
	Number      int
	Notes       Notes  `gorm:"type:jsonb"`
	Reason      string // why it was amended; "" for the first
	GivenAt     time.Time
	GivenBy     *uuid.UUID
	GivenByName string
}

// TableName of what was given says that it is a version.
func (Given) TableName() string { return "feedback_version" }

var (
	_ = tenants.Register(tenants.Resource{Name: "exercise", Model: Exercise{}, Side: tenants.OrganisationSide, Actions: []string{"read", "edit"}})
	_ = tenants.Register(tenants.Resource{Name: "exercise_version", Model: Version{}, Side: tenants.OrganisationSide, Actions: []string{"read"}, PartOf: "exercise", PartBy: "exercise_id"})
	_ = tenants.Register(tenants.Resource{Name: "exercise_round", Model: Round{}, Side: tenants.OrganisationSide, Actions: []string{"read", "plan"}})
	_ = tenants.Register(tenants.Resource{Name: "exercise_group", Model: Group{}, Side: tenants.OrganisationSide, Actions: []string{"read"}, PartOf: "exercise_round", PartBy: "round_id"})
	_ = tenants.Register(tenants.Resource{Name: "exercise_seat", Model: Seat{}, Side: tenants.OrganisationSide, Actions: []string{"read"}, PartOf: "exercise_round", PartBy: "round_id"})
	_ = tenants.Register(tenants.Resource{Name: "feedback", Model: Feedback{}, Side: tenants.OrganisationSide, Actions: []string{"read", "write"}})
	_ = tenants.Register(tenants.Resource{Name: "feedback_version", Model: Given{}, Side: tenants.OrganisationSide, Actions: []string{"read"}, PartOf: "feedback", PartBy: "feedback_id"})

	// What a coach coaches: the tables, their rounds, and the sessions of those.
	// Who does not teach the cohort any more coaches none of it.
	_ = tenants.RegisterValue(coaching("coached", "g.id"))
	_ = tenants.RegisterValue(coaching("coached_rounds", "g.round_id"))
	_ = tenants.RegisterValue(coaching("coached_sessions", "r.training_session_id"))
)

func coaching(name, column string) tenants.SubjectValue {
	return tenants.SubjectValue{Name: name, Door: tenants.DoorMember, Type: tenants.TypeIDs, Query: `
		select distinct ` + column + ` from exercise_group g
		join exercise_round r on r.tenant_id = g.tenant_id and r.id = g.round_id
		where g.tenant_id = app.tenant() and g.coach_id = $1 and g.removed_at is null and r.cancelled_at is null and ($2::uuid is null or true)
		  and exists (select from cohort_trainer t where t.tenant_id = g.tenant_id and t.cohort_id = g.cohort_id and t.membership_id = g.coach_id and t.removed_at is null)`}
}

func membership(tx *tenants.Tx) *uuid.UUID {
	if id := tx.Membership(); id != uuid.Nil {
		return &id
	}
	return nil
}
