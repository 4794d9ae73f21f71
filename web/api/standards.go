package api

import (
	"net/http"
	"time"

	"accord/app/standards"
	"accord/tenants"
)

// ruleSet is what one certification asks from a day on.
type ruleSet struct {
	ID            string      `json:"id" doc:"The certification and the day: certified_mediator/2025-09-01"`
	Certification string      `json:"certification"`
	EffectiveFrom string      `json:"effective_from" format:"date"`
	Note          string      `json:"note"`
	PublishedAt   *time.Time  `json:"published_at,omitempty" doc:"None for what was in force before rule sets were published here"`
	Assessed      bool        `json:"assessed" doc:"A passed assessment is asked for"`
	Experience    *counted    `json:"experience,omitempty"`
	Training      *trained    `json:"training,omitempty"`
	Trainers      *practising `json:"trainers,omitempty" doc:"The practice asked of those who train"`
	Documents     []demanded  `json:"documents"`
	Obligations   []string    `json:"obligations"`
}

// counted is a floor of mediations or of hours, whichever is reached first.
type counted struct {
	Citation   string      `json:"citation"`
	Mediations int         `json:"mediations"`
	Hours      int         `json:"hours,omitempty" doc:"None: hours do not count"`
	Roles      []string    `json:"roles"`
	Medium     string      `json:"medium,omitempty"`
	Months     int         `json:"months,omitempty" doc:"How far back they count"`
	Exemptions []exemption `json:"exemptions"`
}

type exemption struct {
	Citation   string   `json:"citation"`
	Holds      string   `json:"holds,omitempty" doc:"The certification that exempts"`
	Roles      []string `json:"roles,omitempty" doc:"Experience of this kind exempts"`
	Mediations int      `json:"mediations,omitempty"`
	Hours      int      `json:"hours,omitempty"`
	Floor      int      `json:"floor,omitempty" doc:"Mediations still asked"`
}

type practising struct {
	Citation   string `json:"citation"`
	Mediations int    `json:"mediations" doc:"In each of the years before"`
	Hours      int    `json:"hours" doc:"Of each mediation, at least"`
	Years      int    `json:"years"`
}

type trained struct {
	Citation    string `json:"citation"`
	Before      int    `json:"before" doc:"Months before the recognition that are accepted, with a reason"`
	FullyOnline bool   `json:"fully_online"`
}

type demanded struct {
	Kind     string `json:"kind"`
	Citation string `json:"citation"`
}

func ruleSetOf(r standards.RuleSet) ruleSet {
	out := ruleSet{ID: r.ID, Certification: r.Certification, EffectiveFrom: day(r.EffectiveFrom), Note: r.Note, PublishedAt: r.PublishedAt, Assessed: r.Assessed,
		Documents: each(r.Documents, func(d standards.Required) demanded { return demanded(d) }), Obligations: r.Obligations}
	if e := r.Experience; e != nil {
		out.Experience = &counted{Citation: e.Citation, Mediations: e.Mediations, Hours: e.Hours, Roles: e.Counts.Roles, Medium: e.Counts.Medium, Months: e.Counts.Months,
			Exemptions: each(e.Exemptions, exemptionOf)}
	}
	if c := r.Completion; c != nil {
		out.Training = &trained{c.Citation, c.Before, c.FullyOnline}
	}
	if t := r.Trainers; t != nil {
		out.Trainers = &practising{t.Citation, t.Mediations, t.Hours, t.Years}
	}
	return out
}

func exemptionOf(x standards.Exemption) exemption {
	out := exemption{Citation: x.Citation, Holds: x.Holds, Mediations: x.Mediations, Hours: x.Hours, Floor: x.Floor}
	if x.Counts != nil {
		out.Roles = x.Counts.Roles
	}
	return out
}

// ruleSetsOf reads them by any door, those of one certification where it is named.
func ruleSetsOf(tx tenants.Transaction, certification string) (list[ruleSet], error) {
	all, err := standards.Load(tx)
	if certification != "" {
		all = all.Of(certification)
	}
	return list[ruleSet]{Items: each(all, ruleSetOf)}, err
}

// newRuleSet are the figures and lists of a rule set to be published; what is
// counted, and how, stays as before.
type newRuleSet struct {
	Certification string      `json:"certification" maxLength:"60"`
	EffectiveFrom string      `json:"effective_from" format:"date" doc:"A day that has begun nowhere on earth"`
	Note          string      `json:"note" maxLength:"2000" doc:"Why, for the organisations"`
	Mediations    int         `json:"mediations,omitempty"`
	Hours         int         `json:"hours,omitempty" doc:"0: hours do not count"`
	Months        int         `json:"months,omitempty"`
	Exemptions    []exempting `json:"exemptions,omitempty" maxItems:"20" doc:"Those that hold; one that is not named does not"`
	Before        int         `json:"before,omitempty" doc:"Months before the recognition that are accepted"`
	FullyOnline   bool        `json:"fully_online,omitempty"`
	Trainers      struct {
		Mediations int `json:"mediations,omitempty" maximum:"100"`
		Hours      int `json:"hours,omitempty" maximum:"100"`
		Years      int `json:"years,omitempty" maximum:"10"`
	} `json:"trainers,omitempty" doc:"The practice asked of those who train, for a certification that is trained for"`
	Documents   []string `json:"documents" maxItems:"60"`
	Obligations []string `json:"obligations" maxItems:"100"`
}

type exempting struct {
	Citation   string `json:"citation" maxLength:"20"`
	Mediations int    `json:"mediations,omitempty"`
	Hours      int    `json:"hours,omitempty"`
	Floor      int    `json:"floor,omitempty" doc:"Mediations still asked"`
}

func (n newRuleSet) in() standards.NewRuleSet {
	return standards.NewRuleSet{Certification: n.Certification, EffectiveFrom: dayOf(n.EffectiveFrom), Note: n.Note, Mediations: n.Mediations, Hours: n.Hours, Months: n.Months,
		Exemptions: each(n.Exemptions, func(x exempting) standards.Exempting {
			return standards.Exempting{Citation: x.Citation, Mediations: x.Mediations, Hours: x.Hours, Floor: x.Floor}
		}),
		Before: n.Before, FullyOnline: n.FullyOnline,
		TrainerMediations: n.Trainers.Mediations, TrainerHours: n.Trainers.Hours, TrainerYears: n.Trainers.Years, Documents: n.Documents, Obligations: n.Obligations}
}

func (s *service) standards() {
	const purpose = "to look into the rules"
	type Of struct {
		Certification string `query:"certification" maxLength:"60"`
	}
	public(s, operation(http.MethodGet, "/standards", "listRuleSets", "List what IMI asks for each certification, from which day"),
		func(tx *tenants.PublicTx, in *Of) (list[ruleSet], error) { return ruleSetsOf(tx, in.Certification) })
	read(s, operation(http.MethodGet, "/o/{organisation}/standards", "listRuleSetsHere", "List what IMI asks, as a member"),
		func(tx *tenants.Tx, in *struct {
			In
			Of
		}) (list[ruleSet], error) {
			return ruleSetsOf(tx, in.Certification)
		})
	look(s, operation(http.MethodGet, "/imi/standards", "listRuleSetsAtIMI", "List what IMI asks, as one of its people"), purpose,
		func(tx *tenants.OversightTx, in *Of) (list[ruleSet], error) { return ruleSetsOf(tx, in.Certification) })
	oversee(s, operation(http.MethodPost, "/imi/standards", "publishRuleSet", "Publish what a certification asks from a day on; it cannot be changed"), "publish a rule set",
		func(tx *tenants.OversightTx, in *struct{ Body newRuleSet }) (ruleSet, error) {
			r, err := standards.Publish(tx, in.Body.in())
			return ruleSetOf(r), err
		})
}
