package standards

import (
	"math"
	"slices"
	"time"

	"accord/tenants/fault"
)

// Facts are what is known of a candidate on the day.
type Facts struct {
	On         time.Time   // a day
	Mediations []Mediation // of the logbook, verified ones (IMI-QA-11)
	Unverified int         // entries that await it
	Holds      []string    // certifications held, not revoked
	Completion *Completion // of the program's training; nil: none
	Exempted   []Exempted  // what the program decided for this person
}

// Exempted is a reasoned exception to a rule, for one person under one program.
type Exempted struct {
	Citation string // the rule's
	Reason   string
	By       string    // who decided, by name
	On       time.Time // a day
}

// Mediation is one that the candidate took part in.
type Mediation struct {
	On           time.Time
	Role, Medium string
	Hours        float64
}

// Completion is a training that was completed.
type Completion struct {
	On           time.Time // a day
	RecognisedOn time.Time // the program's recognition
	Hours        float64
	FullyOnline  bool
	Reason       string // given where it was completed before the recognition
}

// State is what a line of eligibility comes to.
type State string

// The states of a line.
const (
	Met     State = "met"
	Missing State = "missing"
	Exempt  State = "exempt"
)

// Line is one obligation held against the facts: what it comes to, and the
// sentence that says so with its figures.
type Line struct {
	Citation string
	State    State
	fault.Sentence
	Note fault.Sentence // who decided and why, or what IMI asks where the program asks for more; "" is none
}

// Eligible says whether no line is missing.
func Eligible(lines []Line) bool {
	return !slices.ContainsFunc(lines, func(l Line) bool { return l.State == Missing })
}

// Eligibility holds the facts against the rule set, line by line.
func (r RuleSet) Eligibility(f Facts) []Line {
	var lines []Line
	if r.Experience != nil {
		lines = append(lines, r.Experience.line(f))
	}
	if r.Completion != nil {
		lines = append(lines, r.Completion.lines(f)...)
	}
	return lines
}

func (e *Experience) line(f Facts) Line {
	floor, hours, because := e.Mediations, e.Hours, ""
	for _, x := range e.Exemptions {
		if !x.reached(f) {
			continue
		}
		if x.Floor == 0 {
			return x.line(f)
		}
		floor, hours, because = x.Floor, 0, x.Citation
	}
	count, worked := e.Counts.of(f)
	args := []any{"Have", count, "Need", floor, "Hours", worked, "NeedHours", hours, "Months", e.Counts.Months,
		"Unverified", f.Unverified, "Lacking", max(floor-count, 0), "LackingHours", math.Max(round(float64(hours)-worked), 0)}
	l := Line{Citation: e.Citation, State: Met}
	if because != "" {
		l.Citation = because
	}
	if count < floor && (hours == 0 || worked < float64(hours)) {
		l.State = Missing
	}
	if imi, raised := e.IMI(); raised && because == "" {
		l.Note = e.raised(imi)
	}
	if x := f.exempted(e.Citation); x != nil && l.State == Missing {
		l.State, l.Citation = Exempt, e.Citation
		l.Sentence = fault.Say("eligibility.exempt_decided", args...)
		l.Note = fault.Say("eligibility.decided_by", "By", x.By, "On", x.On.Format(time.DateOnly), "Reason", x.Reason)
		return l
	}
	l.Sentence = fault.Say(e.key(l.State, hours > 0, f.Unverified > 0), args...)
	return l
}

// raised says what the program asks and what IMI asks.
func (e *Experience) raised(imi Floor) fault.Sentence {
	if imi.Hours > 0 {
		return fault.Say("eligibility.raised_or_hours", "Asks", e.Mediations, "AsksHours", e.Hours, "IMI", imi.Mediations, "IMIHours", imi.Hours)
	}
	return fault.Say("eligibility.raised", "Asks", e.Mediations, "IMI", imi.Mediations)
}

// exempted is what was decided of a rule for this person; nil: nothing.
func (f Facts) exempted(citation string) *Exempted {
	for i := range f.Exempted {
		if f.Exempted[i].Citation == citation {
			return &f.Exempted[i]
		}
	}
	return nil
}

// Exemptable are the rules of a rule set from which a program can exempt a
// person with a reason: what must have been done before.
func (r RuleSet) Exemptable() []string {
	if r.Experience == nil {
		return nil
	}
	return []string{r.Experience.Citation}
}

// key chooses the sentence: with hours or without, and with a word on what
// awaits verification where that could close the gap.
func (e *Experience) key(s State, hours, unverified bool) string {
	key := "eligibility.mediations"
	switch {
	case e.Counts.Months > 0:
		key = "eligibility.mediations_within"
	case hours:
		key = "eligibility.mediations_or_hours"
	case e.Mediations == 1: // an experienced mediator is asked for, and no number is published: there is nothing to count down
		key = "eligibility.practised"
	}
	key += "." + string(s)
	if s == Missing && unverified {
		key += "_unverified"
	}
	return key
}

func (x Exemption) reached(f Facts) bool {
	if x.Holds != "" {
		return slices.Contains(f.Holds, x.Holds)
	}
	count, hours := x.Counts.of(f)
	return count >= x.Mediations || x.Hours > 0 && hours >= float64(x.Hours)
}

// line says by what somebody is exempt.
func (x Exemption) line(f Facts) Line {
	if x.Holds != "" {
		return Line{Citation: x.Citation, State: Exempt, Sentence: fault.Say("eligibility.exempt_holder." + x.Holds)}
	}
	count, hours := x.Counts.of(f)
	return Line{Citation: x.Citation, State: Exempt,
		Sentence: fault.Say("eligibility.exempt_experience", "Have", count, "Need", x.Mediations, "Hours", hours, "NeedHours", x.Hours)}
}

// of counts the mediations that count, and their hours to the hundredth.
func (c Counting) of(f Facts) (mediations int, hours float64) {
	for _, m := range f.Mediations {
		switch {
		case len(c.Roles) > 0 && !slices.Contains(c.Roles, m.Role),
			len(c.Roles) == 0 && m.Role == "observer",
			c.Medium != "" && m.Medium != c.Medium,
			m.On.After(f.On),
			c.Months > 0 && m.On.Before(monthsBefore(f.On, c.Months)):
			continue
		}
		mediations++
		hours += m.Hours
	}
	return mediations, round(hours)
}

func (c *Completing) lines(f Facts) []Line {
	done := f.Completion
	if done == nil {
		return []Line{{Citation: c.Citation, State: Missing, Sentence: fault.Say("eligibility.completion.missing")}}
	}
	lines := []Line{{Citation: c.Citation, State: Met, Sentence: fault.Say("eligibility.completion.met", "On", done.On.Format(time.DateOnly), "Hours", round(done.Hours))}}
	if done.FullyOnline && !c.FullyOnline {
		lines = append(lines, Line{Citation: "IMI-QM-05", State: Missing, Sentence: fault.Say("eligibility.online.missing")})
	}
	if !done.On.Before(done.RecognisedOn) {
		return lines
	}
	before := Line{Citation: "IMI-QM-03", State: Met, Sentence: fault.Say("eligibility.before_recognition.met")}
	switch {
	case done.On.Before(monthsBefore(done.RecognisedOn, c.Before)):
		before.State, before.Sentence = Missing, fault.Say("eligibility.before_recognition.too_early", "Months", c.Before)
	case done.Reason == "":
		before.State, before.Sentence = Missing, fault.Say("eligibility.before_recognition.reason")
	}
	return append(lines, before)
}

// monthsBefore is the same day so many months before, or the last day of that
// month where it has none: 36 months before 29 February 2028 is 28 February 2025.
func monthsBefore(day time.Time, months int) time.Time {
	before := day.AddDate(0, -months, 0)
	if before.Day() != day.Day() {
		return before.AddDate(0, 0, -before.Day())
	}
	return before
}

func round(hours float64) float64 { return math.Round(hours*100) / 100 }
