package standards

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"accord/tenants/fault"
)

// NewRuleSet says what a certification shall ask from a day on: the figures
// and lists that a publisher sets. What is counted, and how, stays as in the
// rule set before.
type NewRuleSet struct {
	Certification string
	EffectiveFrom time.Time // a day
	Note          string    // why, in words for the organisations

	Mediations, Hours, Months int         // of what must have been done
	Exemptions                []Exempting // those that hold; one that is not named does not
	Before                    int         // months before the recognition

	TrainerMediations, TrainerHours, TrainerYears int // the practice asked of trainers, see Practising

	FullyOnline bool
	Documents   []string // kinds
	Obligations []string // of those that are offered
}

// Exempting is an exemption that holds, with its figures.
type Exempting struct {
	Citation          string
	Mediations, Hours int // the experience that exempts, where it is experience
	Floor             int // the mediations still asked
}

// The bounds of what can be asked.
const (
	MaxMediations = 1000
	MaxHours      = 10000
	MaxMonths     = 240
	MaxNote       = 2000
)

// Offer is what a publisher chooses from for one certification.
type Offer struct {
	Counted     bool        // mediations are counted
	Hours       bool        // hours may be enough
	Window      bool        // only those of so many months count
	Trained     bool        // a training must be completed
	Practising  bool        // those who train must practise
	Exemptions  []Exemption // every one that its rule sets have known, as last published
	Documents   []Kind
	Obligations []Obligation
}

// OfferFor answers what can be set for a certification.
func (all RuleSets) OfferFor(certification string) Offer {
	var o Offer
	for _, r := range all.Of(certification) {
		if e := r.Experience; e != nil {
			o.Counted, o.Hours, o.Window = true, o.Hours || e.Hours > 0, o.Window || e.Counts.Months > 0
			for _, x := range e.Exemptions {
				if i := slices.IndexFunc(o.Exemptions, func(y Exemption) bool { return y.Citation == x.Citation }); i >= 0 {
					o.Exemptions[i] = x
				} else {
					o.Exemptions = append(o.Exemptions, x)
				}
			}
		}
		o.Trained, o.Practising = o.Trained || r.Completion != nil, o.Practising || r.Trainers != nil
	}
	for _, k := range kinds {
		if k.About == AboutCandidate {
			o.Documents = append(o.Documents, k)
		}
	}
	areas := []string{"QA", "TR", "SU", "LI", area(certification)}
	follows := all.following(certification)
	for _, one := range obligations {
		if slices.Contains(areas, one.Area()) && !slices.Contains(follows, one.ID) {
			o.Obligations = append(o.Obligations, one)
		}
	}
	return o
}

// area is the middle of the numbers of a certification's own obligations.
func area(certification string) string {
	c, _ := CertificationNamed(certification)
	o, _ := ObligationNamed(c.Since)
	return o.Area()
}

// Begin is the rule set that is in force on a day, as a new one begins from it.
func (all RuleSets) Begin(certification string, day time.Time) NewRuleSet {
	n := NewRuleSet{Certification: certification}
	r, ok := all.InForce(certification, day)
	if !ok {
		return n
	}
	if e := r.Experience; e != nil {
		n.Mediations, n.Hours, n.Months = e.Mediations, e.Hours, e.Counts.Months
		for _, x := range e.Exemptions {
			n.Exemptions = append(n.Exemptions, Exempting{x.Citation, x.Mediations, x.Hours, x.Floor})
		}
	}
	if t := r.Trainers; t != nil {
		n.TrainerMediations, n.TrainerHours, n.TrainerYears = t.Mediations, t.Hours, t.Years
	}
	if c := r.Completion; c != nil {
		n.Before, n.FullyOnline = c.Before, c.FullyOnline
	}
	for _, d := range r.Documents {
		n.Documents = append(n.Documents, d.Kind)
	}
	follows := all.following(certification)
	for _, id := range r.Obligations {
		if !slices.Contains(follows, id) {
			n.Obligations = append(n.Obligations, id)
		}
	}
	return n
}

// Compose makes the rule set of what is to be asked, and answers with it the
// one that would be in force on its first day otherwise. Returns Invalid with
// each field that is wrong, Conflict for a certification that is closed or
// unknown here, and for a day that has one.
func (all RuleSets) Compose(in NewRuleSet, now time.Time) (made, before RuleSet, err error) {
	in.Note = strings.TrimSpace(in.Note)
	c, known := CertificationNamed(in.Certification)
	if !known {
		return made, before, fault.Absent("certification")
	}
	if !c.Closed.IsZero() {
		return made, before, fault.New(fault.Conflict, "standards.closed")
	}
	offer := all.OfferFor(in.Certification)
	if err := in.check(offer, now); err != nil {
		return made, before, err
	}
	if _, taken := all.Named(RuleSetID(in.Certification, in.EffectiveFrom)); taken {
		return made, before, fault.New(fault.Conflict, "standards.day_taken")
	}
	before, _ = all.InForce(in.Certification, in.EffectiveFrom)
	made = RuleSet{ID: RuleSetID(in.Certification, in.EffectiveFrom), Certification: in.Certification, EffectiveFrom: in.EffectiveFrom, Note: in.Note,
		Rules: in.onto(before.Rules, offer, all)}
	if len(Differences(before, made)) == 0 {
		return made, before, fault.New(fault.Conflict, "standards.nothing_differs")
	}
	return made, before, nil
}

// FirstDay is the first day for which a rule set can still be published: it
// has begun nowhere on earth, so nobody can have been judged on it.
func FirstDay(now time.Time) time.Time {
	return DayOf(now, time.FixedZone("", 14*60*60)).AddDate(0, 0, 1)
}

func (in NewRuleSet) check(o Offer, now time.Time) error {
	var c fault.Check
	within := func(n, least, most int, field string) {
		c.If(n < least || n > most, field, "standards.figure", "Min", least, "Max", most)
	}
	if !c.If(in.EffectiveFrom.IsZero(), "effective_from", "standards.day_required") {
		c.If(in.EffectiveFrom.Before(FirstDay(now)), "effective_from", "standards.day_begun")
		c.If(in.EffectiveFrom.After(now.AddDate(10, 0, 0)), "effective_from", "standards.day_far")
	}
	if o.Counted {
		within(in.Mediations, 1, MaxMediations, "mediations")
	}
	if o.Hours {
		within(in.Hours, 0, MaxHours, "hours")
	}
	if o.Window {
		within(in.Months, 1, MaxMonths, "months")
	}
	if o.Trained {
		within(in.Before, 0, MaxMonths, "before")
	}
	if o.Practising {
		within(in.TrainerMediations, 1, 100, "trainer_mediations")
		within(in.TrainerHours, 1, 100, "trainer_hours")
		within(in.TrainerYears, 1, 10, "trainer_years")
	}
	for _, x := range in.Exemptions {
		i := slices.IndexFunc(o.Exemptions, func(y Exemption) bool { return y.Citation == x.Citation })
		if c.If(i < 0, "exemptions", "standards.exemption_unknown") {
			continue
		}
		if o.Exemptions[i].Holds != "" {
			within(x.Floor, 0, max(in.Mediations-1, 0), "floor_"+x.Citation)
		} else {
			within(x.Mediations, 1, MaxMediations, "mediations_"+x.Citation)
			within(x.Hours, 0, MaxHours, "hours_"+x.Citation)
		}
	}
	for _, id := range in.Documents {
		c.If(!slices.ContainsFunc(o.Documents, func(k Kind) bool { return k.ID == id }), "documents", "standards.kind_unknown")
	}
	for _, id := range in.Obligations {
		c.If(!slices.ContainsFunc(o.Obligations, func(one Obligation) bool { return one.ID == id }), "obligations", "standards.obligation_unknown")
	}
	c.If(in.Note == "", "note", "standards.note_required")
	c.If(utf8.RuneCountInString(in.Note) > MaxNote, "note", "standards.note_long", "Max", MaxNote)
	return c.Err()
}

// onto sets the figures and lists in the shape of the rules before.
func (in NewRuleSet) onto(before Rules, o Offer, all RuleSets) Rules {
	made := Rules{Assessed: before.Assessed, Documents: []Required{}}
	if e := before.Experience; e != nil {
		fresh := *e
		fresh.Mediations, fresh.Exemptions = in.Mediations, nil
		if o.Hours {
			fresh.Hours = in.Hours
		}
		if o.Window {
			fresh.Counts.Months = in.Months
		}
		for _, x := range o.Exemptions {
			if i := slices.IndexFunc(in.Exemptions, func(y Exempting) bool { return y.Citation == x.Citation }); i >= 0 {
				if y := in.Exemptions[i]; x.Holds != "" {
					x.Floor = y.Floor
				} else {
					x.Mediations, x.Hours = y.Mediations, y.Hours
				}
				fresh.Exemptions = append(fresh.Exemptions, x)
			}
		}
		made.Experience = &fresh
	}
	if t := before.Trainers; t != nil {
		made.Trainers = &Practising{t.Citation, in.TrainerMediations, in.TrainerHours, in.TrainerYears}
	}
	if c := before.Completion; c != nil {
		fresh := *c
		fresh.Before, fresh.FullyOnline = in.Before, in.FullyOnline
		made.Completion = &fresh
	}
	for _, k := range o.Documents {
		if slices.Contains(in.Documents, k.ID) {
			made.Documents = append(made.Documents, Required{k.ID, all.asks(k.ID)})
		}
	}
	for _, one := range obligations {
		if slices.Contains(in.Obligations, one.ID) || slices.Contains(made.cited(), one.ID) {
			made.Obligations = append(made.Obligations, one.ID)
		}
	}
	return made
}

// asks is the obligation for which a kind of document is asked for.
func (all RuleSets) asks(kind string) string {
	for _, r := range all {
		for _, d := range r.Documents {
			if d.Kind == kind {
				return d.Citation
			}
		}
	}
	return "IMI-KE-01"
}

// cited are the obligations that follow from the rules' own figures and lists.
func (r Rules) cited() []string {
	var ids []string
	if e := r.Experience; e != nil {
		ids = append(ids, e.Citation)
		if e.Counts.Months > 0 {
			ids = append(ids, "IMI-OM-03")
		}
		for _, x := range e.Exemptions {
			ids = append(ids, x.Citation)
		}
	}
	if t := r.Trainers; t != nil {
		ids = append(ids, t.Citation)
	}
	if c := r.Completion; c != nil {
		ids = append(ids, c.Citation)
		if c.Before > 0 {
			ids = append(ids, "IMI-QM-03")
		}
		if c.FullyOnline {
			ids = append(ids, "IMI-QM-05")
		}
	}
	for _, d := range r.Documents {
		ids = append(ids, d.Citation)
	}
	return ids
}

// following are the obligations of a certification that follow from figures
// and lists in one rule set or another, so that nobody chooses them.
func (all RuleSets) following(certification string) []string {
	var ids []string
	for _, r := range all.Of(certification) {
		ids = append(ids, r.cited()...)
	}
	return ids
}
