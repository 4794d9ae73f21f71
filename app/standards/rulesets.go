package standards

import (
	"strings"
	"time"
)

// RuleSet is what one certification asks from a day on. It is published once
// and never changes.
type RuleSet struct {
	ID              string // "certified_mediator/2025-09-01"
	Certification   string
	EffectiveFrom   time.Time  // a day
	Note            string     // what its publisher said of it
	PublishedAt     *time.Time // nil: it was in force before rule sets were published here
	PublishedByName string
	Rules
}

// Rules are what a rule set asks.
type Rules struct {
	Obligations []string    `json:"obligations"`
	Experience  *Experience `json:"experience,omitempty"` // what must have been done; nil when nothing is counted
	Completion  *Completing `json:"completion,omitempty"` // the training that must be completed; nil when none
	Trainers    *Practising `json:"trainers,omitempty"`   // what those who train must have done; nil when nothing is counted
	Assessed    bool        `json:"assessed"`             // a passed assessment is needed
	Documents   []Required  `json:"documents"`            // kinds that every manifest holds
}

// Experience is a floor of mediations, or of hours, whichever is reached first.
type Experience struct {
	Citation   string      `json:"citation"`
	Counts     Counting    `json:"counts"`
	Mediations int         `json:"mediations"`
	Hours      int         `json:"hours,omitempty"` // 0: hours do not count
	Exemptions []Exemption `json:"exemptions,omitempty"`

	imi Floor // IMI's own floor, where a program was asked what it applies
}

// Counting says which entries of a logbook count.
type Counting struct {
	Roles  []string `json:"roles,omitempty"`  // empty: every role but an observer's
	Medium string   `json:"medium,omitempty"` // "": any
	Months int      `json:"months,omitempty"` // how far back; 0: for ever
}

// Exemption lowers the floor for those who hold a certification, or who have
// other experience.
type Exemption struct {
	Citation   string    `json:"citation"`
	Holds      string    `json:"holds,omitempty"`      // a certification
	Counts     *Counting `json:"counts,omitempty"`     // or experience of this kind,
	Mediations int       `json:"mediations,omitempty"` // so many mediations
	Hours      int       `json:"hours,omitempty"`      // or hours of it
	Floor      int       `json:"floor,omitempty"`      // the mediations still asked; 0: none
}

// Practising is the practice asked of those who train, coach and assess: in
// each of the years before, so many mediations of so many hours at least.
type Practising struct {
	Citation   string `json:"citation"`
	Mediations int    `json:"mediations"`
	Hours      int    `json:"hours"`
	Years      int    `json:"years"`
}

// Completing says what a completed training must be.
type Completing struct {
	Citation    string `json:"citation"`
	Before      int    `json:"before"`       // months before the recognition that are still accepted, with a reason
	FullyOnline bool   `json:"fully_online"` // training without a room counts
}

// Required is a kind of document that a manifest must hold, and why.
type Required struct {
	Kind     string `json:"kind"`
	Citation string `json:"citation"`
}

// RuleSets are all that were published, a certification's from the oldest to
// the newest. A page reads them once (Load) and looks up in them.
type RuleSets []RuleSet

// Named answers one by its id, for what was judged by it.
func (all RuleSets) Named(id string) (RuleSet, bool) {
	for _, r := range all {
		if r.ID == id {
			return r, true
		}
	}
	return RuleSet{}, false
}

// Of answers a certification's, from the oldest to the newest.
func (all RuleSets) Of(certification string) RuleSets {
	var of RuleSets
	for _, r := range all {
		if r.Certification == certification {
			of = append(of, r)
		}
	}
	return of
}

// RuleSetID is the id of what a certification asks from a day on.
func RuleSetID(certification string, from time.Time) string {
	return certification + "/" + from.Format(time.DateOnly)
}

// SplitRuleSetID reads a rule set's id back; ok is false where it is none.
func SplitRuleSetID(id string) (certification string, from time.Time, ok bool) {
	certification, day, found := strings.Cut(id, "/")
	from, err := time.Parse(time.DateOnly, day)
	_, known := CertificationNamed(certification)
	return certification, from, found && known && err == nil
}
