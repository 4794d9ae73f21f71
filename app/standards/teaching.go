package standards

import (
	"slices"
	"time"

	"accord/tenants/fault"
)

// Teacher is what is known of somebody who trains, coaches or assesses. What
// was confirmed counts; what was not is told of.
type Teacher struct {
	Trained      *Trained      // such training; nil: nothing is recorded
	Registration *Registration // nil: nobody has said whether the law asks for one
	Mediations   []Mediation   // confirmed ones
	Unverified   []Mediation   // those that await it
}

// Trained is a training that somebody completed themselves.
type Trained struct {
	On        time.Time // a day
	Confirmed bool
}

// Registration says whether the law asks somebody to be registered, and until
// when they are.
type Registration struct {
	Asked     bool
	Register  string     // "" where it is asked and there is none
	Until     *time.Time // the last day; nil: without an end
	Confirmed bool
}

// Awaited is the state of a line that is not met yet and still can be: the
// year it looks at is not over.
const Awaited State = "awaited"

// Teaching holds what is asked of those who teach against the facts, for a
// session on a day: they completed such training (IMI-TR-01), are registered
// where the law asks it (IMI-TR-04) and practise (IMI-TR-02). today is the day
// on which it is asked.
//
// The years of practice are the twelve months before the session's day, the
// twelve before those, and so on, because practice is "checked on the
// session's date": a year of the calendar would give the same answer from
// January to December. The day itself is not among the months before it.
func (r RuleSet) Teaching(f Teacher, day, today time.Time) []Line {
	var lines []Line
	if slices.Contains(r.Obligations, "IMI-TR-01") {
		lines = append(lines, trainedLine(f, day))
	}
	if slices.Contains(r.Obligations, "IMI-TR-04") {
		lines = append(lines, registeredLine(f, day))
	}
	if r.Trainers != nil {
		lines = append(lines, r.Trainers.lines(f, day, today)...)
	}
	return lines
}

// PractisedSince is the oldest day of practice that any of these rule sets asks
// about of somebody who teaches on a day or later.
func (all RuleSets) PractisedSince(day time.Time) time.Time {
	years := 0
	for _, r := range all {
		if r.Trainers != nil {
			years = max(years, r.Trainers.Years)
		}
	}
	return monthsBefore(day, 12*years)
}

func trainedLine(f Teacher, day time.Time) Line {
	l := Line{Citation: "IMI-TR-01", State: Missing}
	switch t := f.Trained; {
	case t == nil:
		l.Sentence = fault.Say("teaching.training.missing")
	case t.On.After(day):
		l.Sentence = fault.Say("teaching.training.later", "On", t.On.Format(time.DateOnly))
	case !t.Confirmed:
		l.Sentence = fault.Say("teaching.training.unconfirmed", "On", t.On.Format(time.DateOnly))
	default:
		l.State, l.Sentence = Met, fault.Say("teaching.training.met", "On", t.On.Format(time.DateOnly))
	}
	return l
}

func registeredLine(f Teacher, day time.Time) Line {
	l := Line{Citation: "IMI-TR-04", State: Missing}
	switch g := f.Registration; {
	case g == nil:
		l.Sentence = fault.Say("teaching.registration.unsaid")
	case !g.Confirmed:
		l.Sentence = fault.Say("teaching.registration.unconfirmed")
	case !g.Asked:
		l.State, l.Sentence = Exempt, fault.Say("teaching.registration.exempt")
	case g.Register == "":
		l.Sentence = fault.Say("teaching.registration.missing")
	case g.Until != nil && g.Until.Before(day):
		l.Sentence = fault.Say("teaching.registration.ended", "Register", g.Register, "Until", g.Until.Format(time.DateOnly))
	case g.Until != nil:
		l.State, l.Sentence = Met, fault.Say("teaching.registration.until", "Register", g.Register, "Until", g.Until.Format(time.DateOnly))
	default:
		l.State, l.Sentence = Met, fault.Say("teaching.registration.met", "Register", g.Register)
	}
	return l
}

// lines are the years of practice, the latest first.
func (p Practising) lines(f Teacher, day, today time.Time) []Line {
	lines := make([]Line, p.Years)
	for i := range lines {
		from, to := monthsBefore(day, 12*(i+1)), monthsBefore(day, 12*i)
		have, more := p.within(f.Mediations, from, to), p.within(f.Unverified, from, to)
		args := []any{"Have", have, "Need", p.Mediations, "Hours", p.Hours, "Lacking", max(p.Mediations-have, 0), "Unverified", more,
			"From", from.Format(time.DateOnly), "To", to.AddDate(0, 0, -1).Format(time.DateOnly)}
		l := Line{Citation: p.Citation, State: Missing}
		key := "teaching.practice.missing"
		switch {
		case have >= p.Mediations:
			l.State, key = Met, "teaching.practice.met"
		case more > 0 && have+more >= p.Mediations:
			key = "teaching.practice.unconfirmed"
		case to.After(today):
			l.State, key = Awaited, "teaching.practice.awaited"
		}
		l.Sentence = fault.Say(key, args...)
		lines[i] = l
	}
	return lines
}

// within counts the mediations that are long enough, from a day to before
// another.
func (p Practising) within(all []Mediation, from, to time.Time) (n int) {
	for _, m := range all {
		if m.Hours >= float64(p.Hours) && !m.On.Before(from) && m.On.Before(to) {
			n++
		}
	}
	return n
}

// Worst is what lines come to together: one that is missing makes the whole
// missing, else one that is awaited makes it awaited.
func Worst(lines []Line) State {
	worst := Met
	for _, l := range lines {
		switch l.State {
		case Missing:
			return Missing
		case Awaited:
			worst = Awaited
		}
	}
	return worst
}

// Unmet are the rules whose lines are missing.
func Unmet(lines []Line) []string {
	var rules []string
	for _, l := range lines {
		if l.State == Missing && !slices.Contains(rules, l.Citation) {
			rules = append(rules, l.Citation)
		}
	}
	return rules
}
