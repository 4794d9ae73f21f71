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
	l.Sentence = fault.Say(e.key(l.State, hours > 0, f.Unverified > 0), args...)
	return l
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
		return Line{x.Citation, Exempt, fault.Say("eligibility.exempt_holder." + x.Holds)}
	}
	count, hours := x.Counts.of(f)
	return Line{x.Citation, Exempt, fault.Say("eligibility.exempt_experience", "Have", count, "Need", x.Mediations, "Hours", hours, "NeedHours", x.Hours)}
}

// of counts the mediations that count, and their hours to the hundredth.
func (c Counting) of(f Facts) (mediations int, hours float64) {
	for _, m := range f.Mediations {
		switch {
		case len(c.Roles) > 0 && !slices.Contains(c.Roles, m.Role),
			len(c.Roles) == 0 && m.Role == "observer",
			c.Medium != "" && m.Medium != c.Medium,
			m.On.After(f.On),
			c.Months > 0 && m.On.Before(f.On.AddDate(0, -c.Months, 0)):
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
		return []Line{{c.Citation, Missing, fault.Say("eligibility.completion.missing")}}
	}
	lines := []Line{{c.Citation, Met, fault.Say("eligibility.completion.met", "On", done.On.Format(time.DateOnly), "Hours", round(done.Hours))}}
	if done.FullyOnline && !c.FullyOnline {
		lines = append(lines, Line{"IMI-QM-05", Missing, fault.Say("eligibility.online.missing")})
	}
	if !done.On.Before(done.RecognisedOn) {
		return lines
	}
	before := Line{"IMI-QM-03", Met, fault.Say("eligibility.before_recognition.met")}
	switch {
	case done.On.Before(done.RecognisedOn.AddDate(0, -c.Before, 0)):
		before.State, before.Sentence = Missing, fault.Say("eligibility.before_recognition.too_early", "Months", c.Before)
	case done.Reason == "":
		before.State, before.Sentence = Missing, fault.Say("eligibility.before_recognition.reason")
	}
	return append(lines, before)
}

func round(hours float64) float64 { return math.Round(hours*100) / 100 }
