package designs

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/google/uuid"

	"accord/app/programs"
	"accord/tenants"
	"accord/tenants/fault"
)

// Missing lists what a draft lacks before it can be published, each at the part
// it is about: a published heading without a criterion first (IMI-QA-01 to
// IMI-QA-03), then what is not said (IMI-QA-04).
func Missing(w Whole) []fault.FieldError {
	var c fault.Check
	for _, h := range Headings(w.Program.Kind) {
		c.If(len(w.Under(h)) == 0, "heading_"+h, "design.heading_missing", "Heading", fault.Say("design.heading."+h))
	}
	c.If(len(w.Methods) == 0, "methods", "design.methods_missing")
	c.If(len(w.Criteria) > 0 && w.Weights() == 0, "weight", "design.weights_missing")
	c.If(w.PassPercent == 0 && w.Floors() == 0, "pass_percent", "design.rule_missing")
	c.If(w.MayFallShort > 0 && w.MayFallShort >= w.Floors(), "may_fall_short", "design.floors_moot", "Count", w.Floors())
	for _, m := range w.Methods {
		used := slices.ContainsFunc(w.Criteria, func(c Criterion) bool { return slices.Contains(c.SeenBy(), m.Name) })
		c.If(len(w.Criteria) > 0 && !used, "methods", "design.method_idle", "Method", fault.Say("design.method."+m.Name))
	}
	for _, one := range w.Criteria {
		missing(&c, w, one)
	}
	err, _ := c.Err().(*fault.Error)
	if err == nil {
		return nil
	}
	return err.Fields
}

func missing(c *fault.Check, w Whole, one Criterion) {
	at, title := "criterion_"+one.ID.String(), one.Title.In(w.Program.Language)
	for _, l := range Asked(w.Program) {
		c.If(one.Title.Only(l) == "", at, "design.title_missing", "Title", title, "Language", fault.Say("design.in."+l))
		c.If(one.Benchmark.Only(l) == "", at, "design.benchmark_missing", "Title", title, "Language", fault.Say("design.in."+l))
	}
	c.If(len(Asked(w.Program)) == 0 && one.Benchmark.Empty(), at, "design.benchmark_none", "Title", title)
	c.If(len(one.Levels) < 2 || one.Levels[0].From != 0, at, "design.levels_missing", "Title", title)
	c.If(one.Methods == "", at, "design.unseen", "Title", title)
	for _, m := range one.SeenBy() {
		_, used := w.Methods.Use(m)
		c.If(!used, at, "design.method_unused", "Title", title, "Method", fault.Say("design.method."+m))
	}
}

// Asked are the languages in which a program's design must be whole: those of
// Locales in which the program is held. None where it is held in others.
func Asked(p programs.Program) (all []string) {
	for _, l := range Locales {
		if slices.Contains(p.Spoken(), l) {
			all = append(all, l)
		}
	}
	return all
}

// Publish puts a program's draft in force under the next number: assessments
// that are opened from now on are judged by it, and nothing in it changes any
// more. Revision is that of the draft that was read. Returns Invalid with
// everything that is missing, Conflict where the draft has changed since, or
// IMI does not recognise the program; NotFound.
func Publish(tx *tenants.Tx, program uuid.UUID, revision int, note string) (Design, error) {
	note = strings.TrimSpace(note)
	w, err := drafting(tx, program)
	if err != nil {
		return w.Design, err
	}
	if err := tx.Allow("publish", &w.Design); err != nil {
		return w.Design, err
	}
	shown, err := programs.Load(tx, program)
	if err != nil {
		return w.Design, err
	}
	if shown.State() != programs.Recognised {
		return w.Design, fault.New(fault.Conflict, "design.not_recognised")
	}
	before, inForce, err := Optional(Current(tx, program))
	if err != nil {
		return w.Design, err
	}
	var c fault.Check
	c.If(inForce && note == "", "note", "design.note_required")
	c.If(utf8.RuneCountInString(note) > MaxNote, "note", "design.text_long", "Max", MaxNote)
	if err := c.Err(); err != nil {
		return w.Design, err
	}
	if all := Missing(w); len(all) > 0 {
		f := fault.New(fault.Invalid, "design.incomplete")
		f.Fields = all
		return w.Design, f
	}
	if revision != w.Revision {
		return w.Design, changed()
	}
	now, by, number := tx.Now(), tx.Membership(), before.Version()+1
	d := w.Design
	d.Number, d.Note, d.PublishedAt, d.PublishedBy, d.PublishedByName = &number, note, &now, &by, tx.Name()
	err = change(tx, d, map[string]any{"number": number, "note": note, "published_at": now, "published_by": by, "published_by_name": d.PublishedByName})
	tx.Record(tenants.Event{Action: "design.published", Resource: "design", Subject: d.ID, Case: program, Detail: map[string]any{"version": number}})
	return d, err
}
