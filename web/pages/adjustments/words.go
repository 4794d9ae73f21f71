package adjustments

import (
	"context"

	"accord/app/adjustments"
	ui "accord/web/templates"
)

func columns(ctx context.Context) []ui.Column {
	return []ui.Column{{Label: ui.T(ctx, "adjustment.kind")}, {Label: ui.T(ctx, "adjustment.arrangement")}, {Label: ui.T(ctx, "adjustment.state")}}
}

func listColumns(ctx context.Context) []ui.Column {
	return []ui.Column{{Label: ui.T(ctx, "candidate.name")}, {Label: ui.T(ctx, "adjustment.arrangement")}, {Label: ui.T(ctx, "adjustment.asked")}, {Label: ui.T(ctx, "adjustment.state")}}
}

func stateOptions(ctx context.Context) []ui.Option {
	all := []ui.Option{{Value: "", Label: ui.T(ctx, "adjustment.state_all")}}
	for _, s := range []adjustments.State{adjustments.Asked, adjustments.Granted, adjustments.Refused, adjustments.Ended} {
		all = append(all, ui.Option{Value: string(s), Label: ui.T(ctx, "adjustment.state."+string(s))})
	}
	return all
}

// askedBy says who asked for it.
func askedBy(ctx context.Context, a adjustments.Adjustment) string {
	if a.ByCandidate {
		return ui.T(ctx, "adjustment.by_candidate")
	}
	return a.AskedByName
}

// askedOn says to a candidate who asked for it, and when.
func askedOn(ctx context.Context, a adjustments.Adjustment) string {
	on := ui.From(ctx).T.Date(a.AskedAt)
	if a.ByCandidate {
		return ui.T(ctx, "adjustment.you_asked_on", "On", on)
	}
	return ui.T(ctx, "adjustment.asked_by_on", "By", a.AskedByName, "On", on)
}

func kinds(ctx context.Context) (all []ui.Option) {
	for _, k := range adjustments.Kinds {
		all = append(all, ui.Option{Value: k, Label: ui.T(ctx, "adjustment.kind."+k)})
	}
	return all
}

func outcomes(ctx context.Context) []ui.Option {
	return []ui.Option{{Value: string(adjustments.Granted), Label: ui.T(ctx, "adjustment.grant")}, {Value: string(adjustments.Refused), Label: ui.T(ctx, "adjustment.refuse")}}
}

func tone(s adjustments.State) ui.Tone {
	switch s {
	case adjustments.Asked:
		return ui.Warn
	case adjustments.Granted:
		return ui.OK
	}
	return ui.Info
}

func icon(s adjustments.State) string {
	switch s {
	case adjustments.Asked:
		return "hourglass"
	case adjustments.Granted:
		return "circle-check"
	}
	return "circle-x"
}
