package certificates

import (
	"context"

	"github.com/a-h/templ"

	"accord/app/certificates"
	"accord/app/programs"
	"accord/app/trainings"
	ui "accord/web/templates"
)

func stateTone(s certificates.State) ui.Tone {
	switch s {
	case certificates.Revoked:
		return ui.Bad
	case certificates.Replaced:
		return ui.Warn
	}
	return ui.OK
}

func stateIcon(s certificates.State) string {
	switch s {
	case certificates.Revoked:
		return "ban"
	case certificates.Replaced:
		return "arrows-exchange"
	}
	return "rosette-discount-check"
}

func stateOptions(ctx context.Context) []ui.Option {
	options := make([]ui.Option, len(certificates.States))
	for i, s := range certificates.States {
		options[i] = ui.Option{Value: string(s), Label: ui.T(ctx, "certificate.state."+string(s))}
	}
	return options
}

func programOptions(all []programs.Program) []ui.Option {
	options := make([]ui.Option, len(all))
	for i, p := range all {
		options[i] = ui.Option{Value: p.ID.String(), Label: p.Title}
	}
	return options
}

func columns(ctx context.Context) []ui.Column {
	return []ui.Column{{Label: ui.T(ctx, "certificate.holder"), Sort: "holder"}, {Label: ui.T(ctx, "certificate.number")}, {Label: ui.T(ctx, "certificate.hours"), Num: true},
		{Label: ui.T(ctx, "certificate.completed_on")}, {Label: ui.T(ctx, "certificate.issued_on"), Sort: "issued"}, {Label: ui.T(ctx, "certificate.state")}}
}

func decimal(ctx context.Context, n float64) string { return ui.From(ctx).T.Decimal(n) }

func columnsOfCohort(ctx context.Context) []ui.Column {
	return []ui.Column{{Label: ui.T(ctx, "certificate.holder")}, {Label: ui.T(ctx, "certificate.number")}, {Label: ui.T(ctx, "certificate.issued_on")}, {Label: ui.T(ctx, "certificate.state")}}
}

func awaitingOptions(ctx context.Context, waiting []trainings.Standing) []ui.Option {
	options := make([]ui.Option, len(waiting))
	for i, s := range waiting {
		options[i] = ui.Option{Value: s.Enrolment.ID.String(), Label: s.Candidate.Name,
			Hint: ui.T(ctx, "certificate.earned", "Hours", s.Completion.Hours, "On", ui.From(ctx).T.Day(s.Completion.CompletedOn))}
	}
	return options
}

// publicHref is where anybody checks a number.
func publicHref(number string) templ.SafeURL { return templ.SafeURL(certificates.Path(number)) }
