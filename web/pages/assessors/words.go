package assessors

import (
	"context"
	"strconv"
	"strings"

	"accord/app/assessors"
	"accord/app/programs"
	candidatespages "accord/web/pages/candidates"
	ui "accord/web/templates"
)

func columns(ctx context.Context) []ui.Column {
	return []ui.Column{{Label: ui.T(ctx, "assessor.one")}, {Label: ui.T(ctx, "assessor.programs")}, {Label: ui.T(ctx, "assessor.qualification")},
		{Label: ui.T(ctx, "assessor.availability")}, {Label: ui.T(ctx, "assessor.open"), Num: true}, {Label: ui.T(ctx, "assessor.this_month"), Num: true}}
}

func availabilityTone(is assessors.Availability) ui.Tone {
	switch is {
	case assessors.IsFree:
		return ui.OK
	case assessors.Full:
		return ui.Warn
	case assessors.IsAway:
		return ui.Bad
	}
	return ui.Mute
}

func availabilityIcon(is assessors.Availability) string {
	switch is {
	case assessors.IsFree:
		return "circle-check"
	case assessors.Full:
		return "alert-triangle"
	case assessors.IsAway:
		return "x"
	}
	return "minus"
}

func availabilityOptions(ctx context.Context) []ui.Option {
	options := make([]ui.Option, len(assessors.Availabilities))
	for i, a := range assessors.Availabilities {
		options[i] = ui.Option{Value: string(a), Label: ui.T(ctx, "assessor.availability."+string(a))}
	}
	return options
}

func loadOptions(ctx context.Context) []ui.Option {
	return []ui.Option{{Value: "most", Label: ui.T(ctx, "assessor.due_most")}}
}

func programOptions(all []programs.Program) []ui.Option {
	options := make([]ui.Option, len(all))
	for i, p := range all {
		options[i] = ui.Option{Value: p.ID.String(), Label: p.Title}
	}
	return options
}

func kindOptions(ctx context.Context) []ui.Option {
	options := make([]ui.Option, len(assessors.Kinds))
	for i, k := range assessors.Kinds {
		options[i] = ui.Option{Value: k, Label: ui.T(ctx, "assessor.kind."+k)}
	}
	return options
}

// monthWords is "2", or "2 of 4" where somebody takes so many a month.
func monthWords(ctx context.Context, a assessors.Assessor) string {
	if a.Profile.MonthlyLimit == 0 {
		return strconv.Itoa(a.ThisMonth)
	}
	return ui.T(ctx, "assessor.month_of", "Count", a.ThisMonth, "Limit", a.Profile.MonthlyLimit)
}

func languageNames(ctx context.Context, a assessors.Assessor) string {
	var all []string
	for _, code := range a.Profile.LanguageList() {
		all = append(all, candidatespages.LanguageName(ctx, code))
	}
	return strings.Join(all, ", ")
}

// daysOf is a span's first and last day.
func daysOf(ctx context.Context, t assessors.AssessorTime) string {
	first, last := ui.From(ctx).T.Day(t.FromOn), ui.From(ctx).T.Day(t.UntilOn)
	if first == last {
		return first
	}
	return first + " – " + last
}

// whyWords say how somebody stands in each point of the proposal's order.
func whyWords(ctx context.Context, s assessors.Suggestion) string {
	var all []string
	for _, one := range s.Why() {
		all = append(all, ui.Say(ctx, one))
	}
	return strings.Join(all, " · ")
}

// suggestionOptions are those whom the proposal can be made of, in its order.
func suggestionOptions(ctx context.Context, p assessors.Proposal) (options []ui.Option) {
	for _, s := range p.Suggestions {
		if s.Fit() == nil {
			options = append(options, ui.Option{Value: s.Member.ID.String(), Label: s.Member.Name, Hint: whyWords(ctx, s)})
		}
	}
	return options
}

// unfit are those against whom nothing stands, and whom it is not made of.
func unfit(p assessors.Proposal) (all []assessors.Suggestion) {
	for _, s := range p.Suggestions {
		if s.Fit() != nil {
			all = append(all, s)
		}
	}
	return all
}

func kindTone(kind string) ui.Tone {
	if kind == assessors.Free {
		return ui.OK
	}
	return ui.Bad
}
