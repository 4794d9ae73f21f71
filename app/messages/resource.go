package messages

import (
	"time"

	"github.com/google/uuid"

	"accord/tenants"
)

// Kind is what a message is for.
type Kind string

// The kinds.
const (
	Joining    Kind = "joining"
	Materials  Kind = "materials"
	Reminder   Kind = "reminder"
	Evaluation Kind = "evaluation"
	General    Kind = "general"
)

// Kinds are all kinds, in the order forms offer them.
var Kinds = []Kind{Joining, Materials, Reminder, Evaluation, General}

// Template is an organisation's own template.
type Template struct {
	TenantID   uuid.UUID `gorm:"primaryKey"`
	ID         uuid.UUID `gorm:"primaryKey"`
	Kind       Kind
	Name       string
	Version    int       // the one in use
	CreatedAt  time.Time `gorm:"autoCreateTime:false"`
	CreatedBy  *uuid.UUID
	ArchivedAt *time.Time
}

// TableName of a template says what it is for.
func (Template) TableName() string { return "message_template" }

// Text is what a template or a message says, in the languages it is written in.
type Text struct {
	Fallback          string // the language of who reads neither
	SubjectEn, BodyEn string
	SubjectEs, BodyEs string
}

// Version is a template's text as it was saved once. It never changes.
type Version struct {
	TenantID          uuid.UUID `gorm:"primaryKey"`
	ID                uuid.UUID `gorm:"primaryKey"`
	MessageTemplateID uuid.UUID
	Number            int
	Text              `gorm:"embedded"`
	SavedAt           time.Time
	SavedBy           *uuid.UUID
	SavedByName       string
}

// TableName of a version says whose it is.
func (Version) TableName() string { return "message_template_version" }

// Message is one message to a cohort, or to some of it.
type Message struct {
	TenantID          uuid.UUID `gorm:"primaryKey"`
	ID                uuid.UUID `gorm:"primaryKey"`
	CohortID          uuid.UUID
	MessageTemplateID *uuid.UUID
	TemplateVersion   int
	TrainingSessionID *uuid.UUID // what it reminds of
	Kind              Kind
	Name              string
	Text              `gorm:"embedded"`
	Audience          Audience
	CreatedAt         time.Time `gorm:"autoCreateTime:false"`
	CreatedBy         *uuid.UUID
	CreatedByName     string
	SendAt            *time.Time
	ConfirmedBy       *uuid.UUID // for whom it goes out; nil for a reminder
	ConfirmedByName   string
	ReturnedAt        *time.Time // its hour came, and it did not go out
	ReturnedWhy       *Why
	StartedAt         *time.Time
	FinishedAt        *time.Time
	CancelledAt       *time.Time
	CancelledBy       *uuid.UUID
}

// State is where a message is on its way.
type State string

// The states of a message.
const (
	Draft     State = "draft"
	Scheduled State = "scheduled"
	Sending   State = "sending"
	Sent      State = "sent"
	Cancelled State = "cancelled"
)

// States are all states, in the order filters offer them.
var States = []State{Draft, Scheduled, Sending, Sent, Cancelled}

// State says where it is.
func (m Message) State() State {
	switch {
	case m.CancelledAt != nil:
		return Cancelled
	case m.FinishedAt != nil:
		return Sent
	case m.StartedAt != nil:
		return Sending
	case m.SendAt != nil:
		return Scheduled
	}
	return Draft
}

// Why is why a message was given back at its hour.
type Why string

// The reasons.
const (
	LeftSince     Why = "left"   // who confirmed it has left the organisation
	RightsChanged Why = "rights" // they may no longer write to whom it goes to
)

// Audience is whom a message goes to.
type Audience string

// The audiences.
const (
	Enrolled     Audience = "enrolled"
	AtRisk       Audience = "at_risk"
	MissingHours Audience = "missing_hours"
	Waiting      Audience = "waiting"
	Chosen       Audience = "chosen"
)

// Audiences are all audiences, in the order forms offer them.
var Audiences = []Audience{Enrolled, AtRisk, MissingHours, Waiting, Chosen}

// Delivery is what became of a message for one person.
type Delivery struct {
	TenantID    uuid.UUID `gorm:"primaryKey"`
	ID          uuid.UUID `gorm:"primaryKey"`
	MessageID   uuid.UUID
	CohortID    uuid.UUID
	CandidateID uuid.UUID
	EnrolmentID *uuid.UUID
	Name        string
	State       Outcome
	Reason      string // why it failed, a key of the catalogue
	Tries       int    // how often it was put on the way
	Locale      string // as it was sent
	Subject     string
	Body        string
	SettledAt   *time.Time
}

// TableName of a delivery says what was delivered.
func (Delivery) TableName() string { return "message_delivery" }

// Outcome is what became of a delivery.
type Outcome string

// The outcomes.
const (
	Queued    Outcome = "queued"
	Delivered Outcome = "sent"
	Failed    Outcome = "failed"
	Left      Outcome = "left" // withdrew before it went out
)

// Outcomes are all outcomes, in the order filters offer them.
var Outcomes = []Outcome{Failed, Queued, Delivered, Left}

var (
	_ = tenants.Register(tenants.Resource{Name: "message_template", Model: Template{}, Side: tenants.OrganisationSide, Actions: []string{"read", "create", "edit"}})
	_ = tenants.Register(tenants.Resource{Name: "message_template_version", Model: Version{}, Side: tenants.OrganisationSide,
		Actions: []string{"read"}, PartOf: "message_template"})
	_ = tenants.Register(tenants.Resource{Name: "message", Model: Message{}, Side: tenants.OrganisationSide,
		Actions: []string{"read", "send", "cancel", "return", "remind", "deliver"}})
	_ = tenants.Register(tenants.Resource{Name: "message_delivery", Model: Delivery{}, Side: tenants.OrganisationSide,
		Actions: []string{"read"}, PartOf: "message"})
)

func membership(tx *tenants.Tx) *uuid.UUID {
	if id := tx.Membership(); id != uuid.Nil {
		return &id
	}
	return nil
}
