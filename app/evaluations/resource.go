package evaluations

import (
	"time"

	"github.com/google/uuid"

	"accord/tenants"
)

// Least is from how many answers on results are shown.
const Least = 3

// What a question asks for.
const (
	Scale = "scale" // 1 to 5
	Words = "text"
)

// Question is one question, in both languages.
type Question struct {
	Kind string `json:"kind"`
	En   string `json:"en"`
	Es   string `json:"es"`
}

// In is the question in a language.
func (q Question) In(locale string) string {
	if locale == "es" && q.Es != "" || q.En == "" {
		return q.Es
	}
	return q.En
}

// Questionnaire is what a program asks, as it was saved once. It never changes.
type Questionnaire struct {
	TenantID  uuid.UUID `gorm:"primaryKey"`
	ID        uuid.UUID `gorm:"primaryKey"`
	ProgramID uuid.UUID
	Number    int
	Questions []Question `gorm:"serializer:json"`
	SavedAt   time.Time
	SavedBy   *uuid.UUID
}

// TableName of a questionnaire says what it is for.
func (Questionnaire) TableName() string { return "evaluation_questionnaire" }

// Evaluation is a cohort's evaluation of its course.
type Evaluation struct {
	TenantID  uuid.UUID `gorm:"primaryKey"`
	ID        uuid.UUID `gorm:"primaryKey"`
	CohortID  uuid.UUID
	ProgramID uuid.UUID
	Questions []Question `gorm:"serializer:json"`
	OpensAt   time.Time
	ClosesAt  time.Time  // the moment from which nobody answers any more
	ClosedAt  *time.Time // somebody closed it; nil where its last day does
	OpenedAt  time.Time
	OpenedBy  *uuid.UUID
	Answered  int // how many have; the database counts
}

// State is where an evaluation is in time.
type State string

// The states.
const (
	Planned State = "planned"
	Open    State = "open"
	Closed  State = "closed"
)

// At is the state at a moment.
func (e Evaluation) At(now time.Time) State {
	switch {
	case e.ClosedAt != nil || !now.Before(e.ClosesAt): // closed is closed, also for a transaction that began before
		return Closed
	case now.Before(e.OpensAt):
		return Planned
	}
	return Open
}

// Answered says that somebody has answered, and not what.
type Answered struct {
	TenantID     uuid.UUID `gorm:"primaryKey"`
	ID           uuid.UUID `gorm:"primaryKey"`
	EvaluationID uuid.UUID
	EnrolmentID  uuid.UUID
}

// TableName of it says what was answered.
func (Answered) TableName() string { return "evaluation_answered" }

// Answer is what somebody answered, and not who.
type Answer struct {
	TenantID     uuid.UUID `gorm:"primaryKey"`
	ID           uuid.UUID `gorm:"primaryKey"`
	EvaluationID uuid.UUID
	CohortID     uuid.UUID
	Answers      []Reply `gorm:"serializer:json"`
}

// Reply answers one question: Score from 1 to 5, or Text; neither when it was
// left out.
type Reply struct {
	Score int    `json:"score,omitempty"`
	Text  string `json:"text,omitempty"`
}

// TableName of an answer says of what.
func (Answer) TableName() string { return "evaluation_answer" }

var (
	_ = tenants.Register(tenants.Resource{Name: "evaluation_questionnaire", Model: Questionnaire{}, Side: tenants.OrganisationSide, Actions: []string{"read", "ask"}})
	_ = tenants.Register(tenants.Resource{Name: "evaluation", Model: Evaluation{}, Side: tenants.OrganisationSide, Actions: []string{"read", "open", "answer"}})
	_ = tenants.Register(tenants.Resource{Name: "evaluation_answered", Model: Answered{}, Side: tenants.OrganisationSide, Actions: []string{"read"}, PartOf: "evaluation"})
	_ = tenants.Register(tenants.Resource{Name: "evaluation_answer", Model: Answer{}, Side: tenants.OrganisationSide, Actions: []string{"read"}, PartOf: "evaluation"})
)

func membership(tx *tenants.Tx) *uuid.UUID {
	if id := tx.Membership(); id != uuid.Nil {
		return &id
	}
	return nil
}
