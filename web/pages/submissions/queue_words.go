package submissions

import (
	"context"
	"strconv"
	"time"

	ui "accord/web/templates"
)

func number(n int) string { return strconv.Itoa(n) }

func queueColumns(ctx context.Context) []ui.Column {
	return []ui.Column{{Label: ui.T(ctx, "submission.candidate")}, {Label: ui.T(ctx, "submission.reference")}, {Label: ui.T(ctx, "submission.organisation")},
		{Label: ui.T(ctx, "submission.waits")}, {Label: ui.T(ctx, "submission.status")}}
}

// queueChips: what waits comes first and is what an address without a filter shows.
func queueChips(ctx context.Context, l listed) []ui.Chip {
	var chips []ui.Chip
	for _, s := range received {
		chips = append(chips, ui.Chip{Label: ui.T(ctx, "submission.status."+string(s)), Count: -1, Href: ui.WithQuery(ctx, "status", string(s)), Current: l.filter.Status == s})
	}
	return append(chips, ui.Chip{Label: ui.T(ctx, "submission.status.all"), Count: -1, Href: ui.WithQuery(ctx, "status", "all"), Current: l.filter.Status == ""})
}

func senderOptions(l listed) []ui.Option {
	options := make([]ui.Option, len(l.senders))
	for i, o := range l.senders {
		options[i] = ui.Option{Value: o.TenantID.String(), Label: o.Name}
	}
	return options
}

func ageOptions(ctx context.Context) []ui.Option {
	var options []ui.Option
	for _, days := range ages {
		options = append(options, ui.Option{Value: number(days), Label: ui.T(ctx, "submission.older_than", "Count", days)})
	}
	return options
}

// waited is for how many whole days something has waited.
func waited(ctx context.Context, since time.Time) int {
	return int(ui.From(ctx).Now.Sub(since).Hours() / 24)
}

func ageWords(ctx context.Context, since time.Time) string {
	if waited(ctx, since) == 0 {
		return ui.T(ctx, "submission.today")
	}
	return ui.T(ctx, "submission.days", "Count", waited(ctx, since))
}

func ageTone(ctx context.Context, since time.Time) ui.Tone {
	switch days := waited(ctx, since); {
	case days >= 14:
		return ui.Bad
	case days >= 7:
		return ui.Warn
	}
	return ui.Mute
}
