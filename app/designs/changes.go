package designs

import (
	"cmp"
	"slices"
	"strconv"

	"accord/tenants/fault"
)

// What becomes of a part of a design from one version to another.
const (
	Added   = "added"
	Removed = "removed"
	Altered = "altered"
)

// Change is what became of the rule, or of one criterion.
type Change struct {
	What      string     // Added, Removed or Altered
	Criterion *Criterion // as it is, or was when it is removed; nil: the rule and the methods
	Fields    []FieldChange
}

// FieldChange is one value before and after. What is said in both languages
// has a field for each.
type FieldChange struct {
	Name     string // of design.field.…
	From, To []fault.Sentence
}

// Changes says what has changed from one design to another, the rule first,
// then the criteria in their order, those that are gone last.
func Changes(from, to Whole) []Change {
	var all []Change
	if fields := ruleFields(from, to); len(fields) > 0 {
		all = append(all, Change{What: Altered, Fields: fields})
	}
	was := map[string]Criterion{}
	for _, c := range from.Criteria {
		was[c.Lineage.String()] = c
	}
	for _, c := range to.Criteria {
		before, had := was[c.Lineage.String()]
		delete(was, c.Lineage.String())
		if !had {
			all = append(all, Change{What: Added, Criterion: &c})
		} else if fields := criterionFields(before, c); len(fields) > 0 {
			all = append(all, Change{What: Altered, Criterion: &c, Fields: fields})
		}
	}
	for _, c := range from.Criteria {
		if _, gone := was[c.Lineage.String()]; gone {
			all = append(all, Change{What: Removed, Criterion: &c})
		}
	}
	return all
}

func ruleFields(from, to Whole) []FieldChange {
	var d differing
	d.say("pass_percent", percentOf(from.PassPercent), percentOf(to.PassPercent))
	d.number("may_fall_short", from.MayFallShort, to.MayFallShort)
	d.say("marks_apart", percentOf(from.MarksApart), percentOf(to.MarksApart))
	d.number("result_apart", from.ResultApart, to.ResultApart)
	d.number("attempts", from.Attempts, to.Attempts)
	d.number("resit_after", from.ResitAfter, to.ResitAfter)
	d.say("methods", methodsOf(from.Methods, ""), methodsOf(to.Methods, ""))
	for _, l := range Locales {
		d.say("method_notes_"+l, methodsOf(from.Methods, l), methodsOf(to.Methods, l))
	}
	return d.fields
}

func criterionFields(from, to Criterion) []FieldChange {
	var d differing
	d.say("heading", []fault.Sentence{fault.Say("design.heading." + from.Heading)}, []fault.Sentence{fault.Say("design.heading." + to.Heading)})
	for _, l := range Locales {
		d.text("title_"+l, from.Title.Only(l), to.Title.Only(l))
	}
	for _, l := range Locales {
		d.text("benchmark_"+l, from.Benchmark.Only(l), to.Benchmark.Only(l))
	}
	d.number("scale_max", from.ScaleMax, to.ScaleMax)
	for _, l := range Locales {
		d.say("levels_"+l, levelsOf(from.Levels, l), levelsOf(to.Levels, l))
	}
	d.number("weight", from.Weight, to.Weight)
	d.number("floor", from.Floor, to.Floor)
	d.say("optional", yes(from.Optional), yes(to.Optional))
	d.say("methods", seenBy(from), seenBy(to))
	return d.fields
}

// differing collects the fields that are not the same.
type differing struct{ fields []FieldChange }

func (d *differing) say(name string, from, to []fault.Sentence) {
	same := slices.EqualFunc(from, to, func(a, b fault.Sentence) bool {
		return cmp.Compare(a.Key, b.Key) == 0 && a.Args["Text"] == b.Args["Text"] && a.Args["From"] == b.Args["From"] && a.Args["Percent"] == b.Args["Percent"]
	})
	if !same {
		d.fields = append(d.fields, FieldChange{name, from, to})
	}
}

func (d *differing) text(name, from, to string) { d.say(name, plain(from), plain(to)) }

func (d *differing) number(name string, from, to int) {
	d.text(name, strconv.Itoa(from), strconv.Itoa(to))
}

func plain(text string) []fault.Sentence {
	if text == "" {
		return nil
	}
	return []fault.Sentence{fault.Say("design.plain", "Text", text)}
}

func percentOf(n int) []fault.Sentence {
	return []fault.Sentence{fault.Say("design.percent", "Percent", n)}
}

func methodsOf(all Methods, locale string) (list []fault.Sentence) {
	for _, m := range all {
		switch {
		case locale == "":
			list = append(list, fault.Say("design.method."+m.Name))
		case m.Note.Only(locale) != "":
			list = append(list, plain(m.Note.Only(locale))...)
		}
	}
	return list
}

func levelsOf(all Levels, locale string) (list []fault.Sentence) {
	for _, l := range all {
		if l.Says.Only(locale) != "" {
			list = append(list, fault.Say("design.level_says", "From", l.From, "Text", l.Says.Only(locale)))
		}
	}
	return list
}

func seenBy(c Criterion) (list []fault.Sentence) {
	for _, m := range c.SeenBy() {
		list = append(list, fault.Say("design.method."+m))
	}
	return list
}

func yes(is bool) []fault.Sentence {
	if is {
		return []fault.Sentence{fault.Say("design.yes")}
	}
	return []fault.Sentence{fault.Say("design.no")}
}
