package dashboards

import (
	"context"
	"strconv"

	"accord/app/dashboards"
	"accord/app/standards"
	ui "accord/web/templates"
)

func toneOf(late bool) ui.Tone {
	if late {
		return ui.Warn
	}
	return ""
}

func lateWords(ctx context.Context, d dashboards.Due) string {
	if d.Late == 0 {
		return ui.T(ctx, "dashboard.appeals_note")
	}
	return ui.T(ctx, "dashboard.appeals_late", "Count", d.Late)
}

func loadColumns(ctx context.Context) []ui.Column {
	return []ui.Column{{Label: ui.T(ctx, "assessor.one")}, {Label: ui.T(ctx, "assessor.open")}, {Label: ui.T(ctx, "assessor.this_month")}}
}

// monthWords is "2", or "2 of 4" where somebody takes so many a month.
func monthWords(ctx context.Context, l dashboards.Loaded) string {
	if l.MonthlyLimit == 0 {
		return strconv.Itoa(l.ThisMonth)
	}
	return ui.T(ctx, "assessor.month_of", "Count", l.ThisMonth, "Limit", l.MonthlyLimit)
}

func approachingColumns(ctx context.Context) []ui.Column {
	return []ui.Column{{Label: ui.T(ctx, "candidate.one")}, {Label: ui.T(ctx, "dashboard.certification")}, {Label: ui.T(ctx, "dashboard.passed_on")}, {Label: ui.T(ctx, "dashboard.missing")}, {Label: ui.T(ctx, "dashboard.next"), Quiet: true}}
}

// missing are the sentences of what the rules ask and is not there.
func missing(ctx context.Context, a dashboards.Approaching) (all []string) {
	for _, l := range a.Step.Lines {
		if l.State == standards.Missing {
			all = append(all, ui.Say(ctx, l.Sentence))
		}
	}
	return all
}
