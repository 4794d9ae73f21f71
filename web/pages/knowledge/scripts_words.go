package knowledge

import (
	"context"

	"accord/app/knowledge"
	ui "accord/web/templates"
)

func scriptColumns(ctx context.Context) []ui.Column {
	return []ui.Column{{Label: ui.T(ctx, "candidate.one")}, {Label: ui.T(ctx, "knowledge.sat_on")}, {Label: ui.T(ctx, "knowledge.markers")}, {Label: ui.T(ctx, "cohort.status")}, {Label: ui.T(ctx, "knowledge.next"), Quiet: true}}
}

func standingOptions(ctx context.Context) []ui.Option {
	options := make([]ui.Option, len(knowledge.Standings))
	for i, s := range knowledge.Standings {
		options[i] = ui.Option{Value: string(s), Label: ui.T(ctx, "knowledge.standing."+string(s))}
	}
	return options
}

func standingTone(s knowledge.Standing) ui.Tone {
	switch s {
	case knowledge.Unmarked, knowledge.Apart:
		return ui.Warn
	case knowledge.Settled:
		return ui.OK
	}
	return ui.Info
}

func standingIcon(s knowledge.Standing) string {
	switch s {
	case knowledge.Unmarked:
		return "user-plus"
	case knowledge.Apart:
		return "arrows-exchange"
	case knowledge.Settled:
		return "circle-check"
	}
	return "hourglass"
}

// nextAct is what somebody who manages does next; "" where it is the markers'.
func nextAct(s knowledge.Standing) string {
	switch s {
	case knowledge.Unmarked:
		return "knowledge.next_assign"
	case knowledge.Apart:
		return "knowledge.next_settle"
	}
	return ""
}

// markingWords say how far one marker is.
func markingWords(ctx context.Context, g knowledge.Marking) string {
	switch {
	case g.SubmittedAt != nil:
		return ui.T(ctx, "assessment.in_on", "On", ui.From(ctx).T.Date(*g.SubmittedAt))
	case g.DeclaredAt == nil:
		return ui.T(ctx, "assessment.awaited")
	}
	return ui.T(ctx, "assessment.not_in")
}
