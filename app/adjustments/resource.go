package adjustments

import (
	"time"

	"github.com/google/uuid"

	"accord/tenants"
)

// State is where an adjustment stands.
type State string

// The states.
const (
	Asked   State = "asked"
	Granted State = "granted"
	Refused State = "refused"
	Ended   State = "ended"
)

// Kinds are what can be arranged, in the order forms offer them.
var Kinds = []string{"extra_time", "breaks", "interpreter", "reader_or_scribe", "technology", "place", "online", "other"}

// The lengths of what is written, in characters.
const (
	MaxArrangement = 1000
	MaxReason      = 1000
)

// MaxWaiting is how many a candidate may have asked for that are not decided.
const MaxWaiting = 10

// Adjustment is one thing that is arranged for a candidate.
type Adjustment struct {
	TenantID      uuid.UUID `gorm:"primaryKey"`
	ID            uuid.UUID `gorm:"primaryKey"`
	CandidateID   uuid.UUID
	Kind          string // of Kinds
	Arrangement   string // what exactly; never why
	State         State
	AskedAt       time.Time
	AskedBy       *uuid.UUID
	AskedByName   string
	ByCandidate   bool // by the candidate, from their own file
	DecidedAt     *time.Time
	DecidedBy     *uuid.UUID
	DecidedByName string
	Reason        string // of a refusal
	EndedAt       *time.Time
	EndedBy       *uuid.UUID
}

var _ = tenants.Register(tenants.Resource{Name: "adjustment", Model: Adjustment{}, Side: tenants.OrganisationSide, Actions: []string{"read", "ask", "decide", "end"}})
