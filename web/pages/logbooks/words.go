package logbooks

import (
	"context"

	"accord/app/candidates"
	ui "accord/web/templates"
)

func entryOptions(ctx context.Context, entries []candidates.LogbookEntry) []ui.Option {
	all := make([]ui.Option, len(entries))
	for i, e := range entries {
		all[i] = ui.Option{Value: e.ID.String(), Label: ui.From(ctx).T.Day(e.HeldOn) + " · " + e.Field,
			Hint: ui.T(ctx, "logbook.as."+e.Role) + " · " + ui.T(ctx, "ui.hours", "Count", e.Hours)}
	}
	return all
}

// languageOptions name each language in itself.
func languageOptions() []ui.Option {
	return []ui.Option{{Value: "en", Label: "English"}, {Value: "es", Label: "Español"}}
}

func nameHint(ctx context.Context, v askView) string {
	if v.own {
		return ui.T(ctx, "referee.name_hint_own")
	}
	return ui.T(ctx, "referee.name_hint")
}

func sayOptions(ctx context.Context) []ui.Option {
	return []ui.Option{{Value: string(candidates.Confirmed), Label: ui.T(ctx, "referee.as_written")}, {Value: string(candidates.Disputed), Label: ui.T(ctx, "referee.not_as_known")}}
}

func refereeColumns(ctx context.Context) []ui.Column {
	return []ui.Column{{Label: ui.T(ctx, "referee.one")}, {Label: ui.T(ctx, "referee.mediations")}, {Label: ui.T(ctx, "referee.asked_on")},
		{Label: ui.T(ctx, "cohort.status")}, {Label: ui.T(ctx, "cohort.acts"), Quiet: true}}
}

func stateTone(s candidates.RefereeState) ui.Tone {
	switch s {
	case candidates.Asked:
		return ui.Info
	case candidates.Answered, candidates.Confirmed:
		return ui.OK
	case candidates.Disputed:
		return ui.Bad
	case candidates.Lapsed:
		return ui.Warn
	}
	return ui.Mute
}

func stateIcon(s candidates.RefereeState) string {
	switch s {
	case candidates.Asked, candidates.Lapsed:
		return "clock"
	case candidates.Answered, candidates.Confirmed:
		return "check"
	case candidates.Disputed:
		return "x"
	}
	return "ban"
}

// namesSomebody says whether a reason was refused because it reads like a name,
// or its writer has said that it is none.
func namesSomebody(v ownView) bool {
	if v.form.Value("no_name") != "" {
		return true
	}
	for _, i := range v.Items {
		if said := v.form.Fault("reason_" + i.ID.String()); said != nil && said.Key == "referee.reason_name" {
			return true
		}
	}
	return false
}
