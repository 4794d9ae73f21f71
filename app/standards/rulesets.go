package standards

import "time"

// RuleSet is what one certification asks from a day on.
type RuleSet struct {
	ID            string // "certified_mediator/2025-09-01"
	Certification string
	EffectiveFrom time.Time // a day
	Obligations   []string
	Experience    *Experience // what must have been done; nil when nothing is counted
	Completion    *Completing // the training that must be completed; nil when none
	Assessed      bool        // a passed assessment is needed
	Documents     []Required  // kinds that every manifest holds
}

// Experience is a floor of mediations, or of hours, whichever is reached first.
type Experience struct {
	Citation   string
	Counts     Counting
	Mediations int
	Hours      int // 0: hours do not count
	Exemptions []Exemption
}

// Counting says which entries of a logbook count.
type Counting struct {
	Roles  []string // empty: every role but an observer's
	Medium string   // "": any
	Months int      // how far back; 0: for ever
}

// Exemption lowers the floor for those who hold a certification, or who have
// other experience.
type Exemption struct {
	Citation   string
	Holds      string    // a certification
	Counts     *Counting // or experience of this kind,
	Mediations int       // so many mediations
	Hours      int       // or hours of it
	Floor      int       // the mediations still asked; 0: none
}

// Completing says what a completed training must be.
type Completing struct {
	Citation    string
	Before      int  // months before the recognition that are still accepted, with a reason
	FullyOnline bool // training without a room counts
}

// Required is a kind of document that a manifest must hold, and why.
type Required struct{ Kind, Citation string }

// beginning is from when Accord judges. IMI publishes no day for its first
// rules, and nothing older is put forward.
var beginning = Day(2010, time.January, 1)

var (
	asMediator = Counting{Roles: []string{"mediator", "co_mediator"}}
	identity   = Required{KindIdentity, "IMI-SU-03"}
	conduct    = Required{KindCodeOfConduct, "IMI-SU-04"}
	training   = Required{KindCertificate, "IMI-SU-05"}
	assessing  = []string{"IMI-QA-01", "IMI-QA-02", "IMI-QA-03", "IMI-QA-04", "IMI-QA-05", "IMI-QA-06", "IMI-QA-07", "IMI-QA-08",
		"IMI-QA-09", "IMI-QA-10", "IMI-QA-11", "IMI-QA-12", "IMI-QA-13", "IMI-QA-14", "IMI-SU-01", "IMI-SU-02", "IMI-SU-03", "IMI-SU-04", "IMI-SU-06"}
	// The digest was asked for until 31 August 2025; since then it is optional.
	digestOptional = Day(2025, time.September, 1)
	// Training without a room has been allowed since June 2021.
	onlineAllowed = Day(2021, time.June, 1)
)

var ruleSets = []RuleSet{
	qualified(beginning, false),
	qualified(onlineAllowed, true, "IMI-QM-05"),
	certified(beginning, "IMI-LI-01"),
	certified(digestOptional),
	advocate(beginning, "IMI-LI-01"),
	advocate(digestOptional),
	assessed(RuleSet{Certification: Intercultural, EffectiveFrom: beginning, Experience: &Experience{
		Citation: "IMI-IC-01", Counts: asMediator, Mediations: 1, // "experienced": no count is published, so the assessors judge it
	}}, "IMI-IC-01", "IMI-IC-02"),
	assessed(RuleSet{Certification: Online, EffectiveFrom: beginning, Experience: &Experience{
		Citation: "IMI-OM-01", Counts: Counting{Roles: asMediator.Roles, Medium: "online", Months: 36}, Mediations: 20,
		Exemptions: []Exemption{{Citation: "IMI-OM-02", Holds: Certified, Floor: 5}},
	}}, "IMI-OM-01", "IMI-OM-02", "IMI-OM-03"),
	named(RuleSet{Certification: YoungMediator, EffectiveFrom: beginning, Obligations: []string{"IMI-YM-01"}}),
}

func qualified(from time.Time, online bool, more ...string) RuleSet {
	return named(RuleSet{Certification: Qualified, EffectiveFrom: from,
		Obligations: append([]string{"IMI-QM-01", "IMI-QM-02", "IMI-QM-03", "IMI-QM-04", "IMI-TR-01", "IMI-TR-02", "IMI-TR-03",
			"IMI-SU-01", "IMI-SU-02", "IMI-SU-03", "IMI-SU-05", "IMI-SU-06"}, more...),
		Completion: &Completing{Citation: "IMI-QM-01", Before: 12, FullyOnline: online},
		Documents:  []Required{identity, training}})
}

func certified(from time.Time, more ...string) RuleSet {
	return assessed(RuleSet{Certification: Certified, EffectiveFrom: from,
		Experience: &Experience{Citation: "IMI-CM-01", Counts: asMediator, Mediations: 20, Hours: 200}}, append(more, "IMI-CM-01")...)
}

func advocate(from time.Time, more ...string) RuleSet {
	return assessed(RuleSet{Certification: Advocate, EffectiveFrom: from, Experience: &Experience{
		Citation: "IMI-CA-01", Counts: Counting{Roles: []string{"adviser", "advocate"}}, Mediations: 5,
		Exemptions: []Exemption{
			{Citation: "IMI-CA-02", Holds: Certified},
			{Citation: "IMI-CA-03", Counts: &Counting{Roles: []string{"mediator"}}, Mediations: 10, Hours: 200},
		}}}, append(more, "IMI-CA-01", "IMI-CA-02", "IMI-CA-03")...)
}

// assessed completes a rule set of a program that assesses.
func assessed(r RuleSet, obligations ...string) RuleSet {
	r.Assessed = true
	r.Obligations = append(append([]string(nil), obligations...), assessing...)
	r.Documents = []Required{identity, conduct}
	return named(r)
}

func named(r RuleSet) RuleSet {
	r.ID = r.Certification + "/" + r.EffectiveFrom.Format(time.DateOnly)
	return r
}

// RuleSets lists them, a certification's from the oldest to the newest.
func RuleSets() []RuleSet { return append([]RuleSet(nil), ruleSets...) }

// RuleSetNamed answers one by its id, for what was judged by it.
func RuleSetNamed(id string) (RuleSet, bool) {
	for _, r := range ruleSets {
		if r.ID == id {
			return r, true
		}
	}
	return RuleSet{}, false
}
