package candidates

import (
	"context"
	"net/url"

	"github.com/a-h/templ"

	ui "accord/web/templates"
)

func columns(ctx context.Context) []ui.Column {
	return []ui.Column{
		{Label: ui.T(ctx, "candidate.name"), Sort: "name"}, {Label: ui.T(ctx, "candidate.reference")}, {Label: ui.T(ctx, "candidate.language")},
		{Label: ui.T(ctx, "candidate.country")}, {Label: ui.T(ctx, "candidate.added_on"), Sort: "added"},
	}
}

// exportHref keeps the list's filters.
func exportHref(ctx context.Context) templ.SafeURL {
	q := url.Values{}
	for _, name := range []string{"q", "language"} {
		if v := ui.From(ctx).Query.Get(name); v != "" {
			q.Set(name, v)
		}
	}
	href := ui.Path(ctx, "/candidates/export")
	if len(q) > 0 {
		href += templ.SafeURL("?" + q.Encode())
	}
	return href
}
