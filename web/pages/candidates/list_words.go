package candidates

import (
	"context"

	ui "accord/web/templates"
)

func columns(ctx context.Context) []ui.Column {
	return []ui.Column{
		{Label: ui.T(ctx, "candidate.name"), Sort: "name"}, {Label: ui.T(ctx, "candidate.reference")}, {Label: ui.T(ctx, "candidate.language")},
		{Label: ui.T(ctx, "candidate.country")}, {Label: ui.T(ctx, "candidate.added_on"), Sort: "added"},
	}
}
