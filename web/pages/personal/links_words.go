package personal

import (
	"context"

	"accord/app/personal"
	ui "accord/web/templates"
)

func linkColumns(ctx context.Context) []ui.Column {
	return []ui.Column{{Label: ui.T(ctx, "candidate.name")}, {Label: ui.T(ctx, "personal.sent_label")}, {Label: ui.T(ctx, "cohort.acts"), Quiet: true}}
}

// linkOf is a trainee's link; one that was not made was not sent either.
func linkOf(v oneView) personal.Link {
	if v.link == nil {
		return personal.Link{}
	}
	return *v.link
}

func number(ctx context.Context, n int) string { return ui.From(ctx).T.Number(int64(n)) }
