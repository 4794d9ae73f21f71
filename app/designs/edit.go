package designs

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/google/uuid"

	"accord/tenants"
	"accord/tenants/fault"
)

// How much a design may say.
const (
	MaxCriteria  = 100
	MaxTitle     = 300  // characters
	MaxBenchmark = 2000 // characters
	MaxLevels    = 11
	MaxLevel     = 500 // characters
	MaxScale     = 100 // points
	MaxWeight    = 1000
	MaxNote      = 2000 // characters
)

// SetRule replaces when a candidate passes, when assessors disagree, and the
// methods that are used.
// Returns Conflict where the draft has changed since revision, Invalid with
// each field that is wrong, NotFound where there is no draft.
func SetRule(tx *tenants.Tx, program uuid.UUID, revision int, rule Rule, methods Methods) error {
	w, err := drafting(tx, program)
	if err != nil {
		return err
	}
	var c fault.Check
	c.If(rule.PassPercent < 0 || rule.PassPercent > 100, "pass_percent", "design.percent_range")
	c.If(rule.MayFallShort < 0 || rule.MayFallShort > MaxCriteria, "may_fall_short", "design.short_range", "Max", MaxCriteria)
	c.If(rule.MarksApart < 0 || rule.MarksApart > 100, "marks_apart", "design.percent_range")
	c.If(rule.ResultApart < 0 || rule.ResultApart > 100, "result_apart", "design.percent_range")
	c.If(rule.Attempts < 0 || rule.Attempts > MaxAttempts, "attempts", "design.short_range", "Max", MaxAttempts)
	c.If(rule.ResitAfter < 0 || rule.ResitAfter > MaxResitAfter, "resit_after", "design.short_range", "Max", MaxResitAfter)
	kept := methods.check(&c)
	if err := c.Err(); err != nil {
		return err
	}
	if revision != w.Revision {
		return changed()
	}
	tx.Record(tenants.Event{Action: "design.rule_set", Resource: "design", Subject: w.ID, Case: program,
		Detail: map[string]any{"percent": rule.PassPercent, "may_fall_short": rule.MayFallShort, "marks_apart": rule.MarksApart, "result_apart": rule.ResultApart,
			"attempts": rule.Attempts, "resit_after": rule.ResitAfter}})
	return change(tx, w.Design, touched(tx, w, map[string]any{"pass_percent": rule.PassPercent, "may_fall_short": rule.MayFallShort,
		"marks_apart": rule.MarksApart, "result_apart": rule.ResultApart, "attempts": rule.Attempts, "resit_after": rule.ResitAfter, "methods": kept}))
}

// check answers the methods once each, in their order.
func (m Methods) check(c *fault.Check) Methods {
	kept := Methods{}
	for _, one := range m {
		c.If(!slices.Contains(MethodNames, one.Name), "methods", "design.method_unknown")
		c.If(utf8.RuneCountInString(one.Note.En) > MaxLevel, "note_en_"+one.Name, "design.text_long", "Max", MaxLevel)
		c.If(utf8.RuneCountInString(one.Note.Es) > MaxLevel, "note_es_"+one.Name, "design.text_long", "Max", MaxLevel)
	}
	for _, name := range MethodNames {
		if one, used := m.Use(name); used {
			kept = append(kept, Method{name, one.Note.tidy()})
		}
	}
	return kept
}

// Discard throws a program's draft away; what is in force stays. Returns
// NotFound where there is no draft.
func Discard(tx *tenants.Tx, program uuid.UUID) error {
	w, err := drafting(tx, program)
	if err != nil {
		return err
	}
	tx.Record(tenants.Event{Action: "design.discarded", Resource: "design", Subject: w.ID, Case: program})
	return discard(tx, w.Design)
}

// drafting reads a program's draft and opens it to writing.
func drafting(tx *tenants.Tx, program uuid.UUID) (Whole, error) {
	if err := tx.Lock(program); err != nil {
		return Whole{}, err
	}
	w, err := DraftOf(tx, program)
	if err != nil {
		return w, err
	}
	if err := tx.Allow("draft", &w.Design); err != nil {
		return w, err
	}
	if w.Program.ClosedAt != nil {
		return w, fault.New(fault.Conflict, "design.program_closed")
	}
	return w, nil
}

func touched(tx *tenants.Tx, w Whole, values map[string]any) map[string]any {
	values["revision"], values["saved_at"] = w.Revision+1, tx.Now()
	return values
}

func changed() error { return fault.New(fault.Conflict, "design.changed") }

func joined(names []string) string { return strings.Join(names, " ") }
