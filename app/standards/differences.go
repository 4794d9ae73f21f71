package standards

import (
	"slices"

	"accord/tenants/fault"
)

// Differences say in words what a rule set asks that the one before it did
// not, and the reverse. There are none between rule sets that ask the same.
func Differences(before, after RuleSet) []fault.Sentence {
	var all []fault.Sentence
	say := func(key string, pairs ...any) { all = append(all, fault.Say("standards.diff."+key, pairs...)) }
	figure := func(key string, from, to int) {
		if from != to {
			say(key, "From", from, "To", to)
		}
	}
	if before.Experience != nil && after.Experience != nil {
		a, b := before.Experience, after.Experience
		figure("mediations", a.Mediations, b.Mediations)
		switch {
		case a.Hours > 0 && b.Hours == 0:
			say("hours_off", "From", a.Hours)
		case a.Hours == 0 && b.Hours > 0:
			say("hours_on", "To", b.Hours)
		default:
			figure("hours", a.Hours, b.Hours)
		}
		figure("months", a.Counts.Months, b.Counts.Months)
		exemptions(a.Exemptions, b.Exemptions, say)
	}
	if a, b := before.Trainers, after.Trainers; a != nil && b != nil {
		figure("trainer_mediations", a.Mediations, b.Mediations)
		figure("trainer_hours", a.Hours, b.Hours)
		figure("trainer_years", a.Years, b.Years)
	}
	if before.Completion != nil && after.Completion != nil {
		figure("before", before.Completion.Before, after.Completion.Before)
		switch a, b := before.Completion.FullyOnline, after.Completion.FullyOnline; {
		case !a && b:
			say("fully_online_on")
		case a && !b:
			say("fully_online_off")
		}
	}
	kinds := func(r RuleSet) (ids []string) {
		for _, d := range r.Documents {
			ids = append(ids, d.Kind)
		}
		return ids
	}
	lists(kinds(before), kinds(after), func(kind string, added bool) { say(either("document", added), "Kind", fault.Say("kind."+kind)) })
	follows := slices.Concat(before.cited(), after.cited())
	lists(before.Obligations, after.Obligations, func(id string, added bool) {
		if !slices.Contains(follows, id) {
			say(either("obligation", added), "Citation", id, "Obligation", fault.Say("obligation."+id))
		}
	})
	return all
}

func exemptions(before, after []Exemption, say func(string, ...any)) {
	of := func(all []Exemption, citation string) *Exemption {
		for i := range all {
			if all[i].Citation == citation {
				return &all[i]
			}
		}
		return nil
	}
	ids := func(all []Exemption) (ids []string) {
		for _, x := range all {
			ids = append(ids, x.Citation)
		}
		return ids
	}
	lists(ids(before), ids(after), func(id string, added bool) {
		say(either("exemption", added), "Citation", id, "Obligation", fault.Say("obligation."+id))
	})
	for _, b := range after {
		a := of(before, b.Citation)
		if a == nil {
			continue
		}
		for _, f := range []struct {
			key      string
			from, to int
		}{{"exemption_floor", a.Floor, b.Floor}, {"exemption_mediations", a.Mediations, b.Mediations}, {"exemption_hours", a.Hours, b.Hours}} {
			if f.from != f.to {
				say(f.key, "Citation", b.Citation, "From", f.from, "To", f.to)
			}
		}
	}
}

// lists tells what was added to a list, then what was taken away.
func lists(before, after []string, tell func(id string, added bool)) {
	for _, id := range after {
		if !slices.Contains(before, id) {
			tell(id, true)
		}
	}
	for _, id := range before {
		if !slices.Contains(after, id) {
			tell(id, false)
		}
	}
}

func either(what string, added bool) string {
	if added {
		return what + "_added"
	}
	return what + "_removed"
}
