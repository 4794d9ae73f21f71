package designs

import (
	"context"
	"fmt"
	"strings"

	"github.com/a-h/templ"

	"accord/app/designs"
	"accord/app/shares"
	"accord/tenants/fault"
	"accord/web/forms"
	ui "accord/web/templates"
)

// locale is the reader's language, as texts have it.
func locale(ctx context.Context) string { return ui.From(ctx).T.Locale() }

func here(ctx context.Context, s shown, more ...any) templ.SafeURL {
	return ui.Path(ctx, append([]any{"/programs/", s.Program.ID, "/design"}, more...)...)
}

func pageTitle(ctx context.Context, s shown) string {
	if s.none || s.inForce {
		return ui.T(ctx, "design.title")
	}
	if s.Draft() {
		return ui.T(ctx, "design.draft")
	}
	return ui.T(ctx, "design.version_n", "Number", s.Version())
}

// Sentence says a rule in words.
func Sentence(ctx context.Context, w designs.Whole) string {
	return ui.Say(ctx, RuleOf(w.Rule, w.Floors()))
}

// RuleOf is a rule in words, where so many criteria have floors.
func RuleOf(r designs.Rule, floors int) fault.Sentence {
	switch {
	case floors == 0:
		return fault.Say("design.passes_share", "Percent", r.PassPercent)
	case r.PassPercent == 0 && r.MayFallShort == 0:
		return fault.Say("design.passes_floors", "Count", floors)
	case r.PassPercent == 0:
		return fault.Say("design.passes_but", "Count", r.MayFallShort)
	case r.MayFallShort == 0:
		return fault.Say("design.passes_both", "Percent", r.PassPercent, "Count", floors)
	}
	return fault.Say("design.passes_both_but", "Percent", r.PassPercent, "Count", r.MayFallShort)
}

// ApartOf says when assessors disagree.
func ApartOf(r designs.Rule) fault.Sentence {
	return fault.Say("design.apart", "Marks", r.MarksApart, "Result", r.ResultApart)
}

// AttemptsOf says how often a candidate may try.
func AttemptsOf(r designs.Rule) fault.Sentence {
	switch {
	case r.Attempts == 0 && r.ResitAfter == 0:
		return fault.Say("design.resits_free")
	case r.Attempts == 0:
		return fault.Say("design.resits_apart", "Days", r.ResitAfter)
	case r.Attempts == 1:
		return fault.Say("design.resits_none")
	case r.ResitAfter == 0:
		return fault.Say("design.resits_limit", "Count", r.Attempts)
	}
	return fault.Say("design.resits_both", "Count", r.Attempts, "Days", r.ResitAfter)
}

// share is what a criterion or a heading weighs of the whole, in percent.
func share(ctx context.Context, s shown, weight int) string {
	return ui.From(ctx).T.Percent(shares.Of(weight, s.Weights()))
}

func weightUnder(s shown, heading string) int {
	sum := 0
	for _, c := range s.Under(heading) {
		sum += c.Weight
	}
	return sum
}

// headings are those that the page shows: those that are asked for, and any
// other that has criteria.
func headings(s shown) (all []string) {
	asked := map[string]bool{}
	for _, h := range designs.Headings(s.Program.Kind) {
		asked[h] = true
	}
	for _, h := range designs.HeadingsOf(s.Program.Kind) {
		if asked[h] || len(s.Under(h)) > 0 {
			all = append(all, h)
		}
	}
	return all
}

func index(ctx context.Context, s shown) (all []ui.Link) {
	for _, h := range headings(s) {
		all = append(all, ui.Link{Label: ui.T(ctx, "design.heading."+h), Href: "#" + h})
	}
	return all
}

func floorOf(ctx context.Context, c designs.Criterion) string {
	if c.Floor == 0 {
		return ui.T(ctx, "design.no_floor", "Max", c.ScaleMax)
	}
	return ui.T(ctx, "design.floor_of", "Floor", c.Floor, "Max", c.ScaleMax)
}

func methodsOf(ctx context.Context, c designs.Criterion) (names []string) {
	for _, m := range c.SeenBy() {
		names = append(names, ui.T(ctx, "design.method."+m))
	}
	return names
}

func headingOptions(ctx context.Context, s shown) []ui.Option {
	return said(ctx, "design.heading.", designs.HeadingsOf(s.Program.Kind))
}

func methodOptions(ctx context.Context) []ui.Option {
	return said(ctx, "design.method.", designs.MethodNames)
}

func said(ctx context.Context, prefix string, values []string) []ui.Option {
	options := make([]ui.Option, len(values))
	for i, v := range values {
		options[i] = ui.Option{Value: v, Label: ui.T(ctx, prefix+v)}
	}
	return options
}

// levelRows is how many rows a form has for levels: those that are filled, and
// two to spare.
func levelRows(f *forms.Form) int {
	n := 0
	for i := range designs.MaxLevels {
		if f.Value(designs.LevelField("en", i)) != "" || f.Value(designs.LevelField("es", i)) != "" {
			n = i + 1
		}
	}
	return min(max(n+2, 4), designs.MaxLevels)
}

func versionColumns(ctx context.Context) []ui.Column {
	return []ui.Column{{Label: ui.T(ctx, "design.version")}, {Label: ui.T(ctx, "design.published_on")}, {Label: ui.T(ctx, "design.published_by")}, {Label: ui.T(ctx, "design.note")}}
}

func changeTone(what string) ui.Tone {
	switch what {
	case designs.Added:
		return ui.OK
	case designs.Removed:
		return ui.Bad
	}
	return ui.Info
}

func number(n int) string { return fmt.Sprint(n) }

// asked names the languages in which everything must be said.
func asked(ctx context.Context, s shown) string {
	var names []string
	for _, l := range designs.Asked(s.Program) {
		names = append(names, ui.T(ctx, "design.in."+l))
	}
	if len(names) == 0 {
		return ui.T(ctx, "design.in.any")
	}
	return strings.Join(names, ", ")
}

func noteHint(ctx context.Context, s shown) string {
	if s.before.Version() == 0 {
		return ui.T(ctx, "design.note_optional")
	}
	return ui.T(ctx, "design.note_hint")
}
