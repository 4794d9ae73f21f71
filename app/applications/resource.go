package applications

import (
	"time"

	"github.com/google/uuid"

	"accord/tenants"
)

// Application is one person's application to a program.
type Application struct {
	TenantID       uuid.UUID `gorm:"primaryKey"`
	ID             uuid.UUID `gorm:"primaryKey"`
	ProgramID      uuid.UUID
	CohortID       *uuid.UUID // the cohort they would join; once admitted, the one they did; nil where the program assesses
	Email          string
	LinkID         uuid.UUID // by which they come back
	LinkUntil      time.Time
	Locale         string // of the letters to them
	Name           string
	Language       string // ISO 639-1
	Country        string // ISO 3166-1 alpha-2, or ""
	Profession     string
	Motivation     string
	Training       string // in mediation, before
	Notice         string // the number of the privacy notice's version that they accepted
	NoticeID       *uuid.UUID
	NoticeLanguage string // in which they read it
	NoticeAt       *time.Time
	State          State
	StartedAt      time.Time
	SavedAt        time.Time
	SubmittedAt    *time.Time
	DecidedAt      *time.Time
	DecidedBy      *uuid.UUID
	DecidedByName  string
	Reason         string // why it was declined
	WithdrawnAt    *time.Time
	CandidateID    *uuid.UUID
	WaitingID      *uuid.UUID
}

// State is where an application stands.
type State string

// The states.
const (
	Draft     State = "draft"
	Received  State = "received"
	Asked     State = "asked" // a question waits for the applicant
	Admitted  State = "admitted"
	Waiting   State = "waiting" // on the waiting list of the cohort
	Declined  State = "declined"
	Withdrawn State = "withdrawn"
)

// States are those an organisation sees, in the order filters offer them.
var States = []State{Received, Asked, Admitted, Waiting, Declined, Withdrawn}

// Open says that nothing is decided yet.
func (a Application) Open() bool {
	return a.State == Draft || a.State == Received || a.State == Asked
}

// Question is what the organisation asks an applicant back.
type Question struct {
	TenantID      uuid.UUID `gorm:"primaryKey"`
	ID            uuid.UUID `gorm:"primaryKey"`
	ApplicationID uuid.UUID
	Question      string
	AskedAt       time.Time
	AskedBy       *uuid.UUID
	AskedByName   string
	Answer        string
	AnsweredAt    *time.Time
}

// TableName of a question says about what.
func (Question) TableName() string { return "application_question" }

// The lengths of what an applicant writes.
const (
	MaxProfession = 200
	MaxWords      = 4000
	MaxQuestion   = 2000
	MaxReason     = 1000
)

var (
	_ = tenants.Register(tenants.Resource{Name: "application", Model: Application{}, Side: tenants.OrganisationSide,
		Actions: []string{"read", "fill", "answer", "withdraw", "ask", "decide", "forget"}})
	_ = tenants.Register(tenants.Resource{Name: "application_question", Model: Question{}, Side: tenants.OrganisationSide,
		Actions: []string{"read"}, PartOf: "application"})

	// applied are the applications that the address of a guest's link has made
	// to the link's program.
	_ = tenants.RegisterValue(tenants.SubjectValue{Name: "applied", Door: tenants.DoorMember, Type: tenants.TypeIDs, ByLink: true, Query: `
		select a.id from link l join application a on a.tenant_id = l.tenant_id and a.program_id = l.subject_id and a.email = l.email
		where l.tenant_id = app.tenant() and l.id = $1 and l.act = 'apply'`})
)
