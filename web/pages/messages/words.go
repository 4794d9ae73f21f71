package messages

import (
	"context"
	"strings"

	"accord/app/messages"
	ui "accord/web/templates"
)

func columns(ctx context.Context, cohort bool) []ui.Column {
	all := []ui.Column{{Label: ui.T(ctx, "message.one")}}
	if cohort {
		all = append(all, ui.Column{Label: ui.T(ctx, "cohort.one")})
	}
	return append(all, ui.Column{Label: ui.T(ctx, "message.audience")}, ui.Column{Label: ui.T(ctx, "message.when")},
		ui.Column{Label: ui.T(ctx, "message.outcome.sent"), Num: true}, ui.Column{Label: ui.T(ctx, "message.state")})
}

func kindOptions(ctx context.Context) []ui.Option {
	all := make([]ui.Option, len(messages.Kinds))
	for i, k := range messages.Kinds {
		all[i] = ui.Option{Value: string(k), Label: ui.T(ctx, "message.kind."+string(k))}
	}
	return all
}

func stateOptions(ctx context.Context) []ui.Option {
	all := make([]ui.Option, len(messages.States))
	for i, s := range messages.States {
		all[i] = ui.Option{Value: string(s), Label: ui.T(ctx, "message.state."+string(s))}
	}
	return all
}

func languageOptions(ctx context.Context) []ui.Option {
	all := make([]ui.Option, len(messages.Languages))
	for i, l := range messages.Languages {
		all[i] = ui.Option{Value: l, Label: ui.T(ctx, "message.language."+l)}
	}
	return all
}

func stateTone(s messages.State) ui.Tone {
	switch s {
	case messages.Scheduled:
		return ui.Violet
	case messages.Sending:
		return ui.Info
	case messages.Sent:
		return ui.OK
	}
	return ui.Mute
}

func stateIcon(s messages.State) string {
	switch s {
	case messages.Scheduled:
		return "calendar-due"
	case messages.Sending:
		return "progress-check"
	case messages.Sent:
		return "checks"
	case messages.Cancelled:
		return "ban"
	}
	return "pencil"
}

func outcomeTone(o messages.Outcome) ui.Tone {
	switch o {
	case messages.Queued:
		return ui.Info
	case messages.Delivered:
		return ui.OK
	case messages.Failed:
		return ui.Bad
	}
	return ui.Mute
}

func outcomeIcon(o messages.Outcome) string {
	switch o {
	case messages.Queued:
		return "clock"
	case messages.Delivered:
		return "check"
	case messages.Failed:
		return "alert-circle"
	}
	return "user-x"
}

// sentOf is "23 of 24".
func sentOf(ctx context.Context, c messages.Counts) string {
	if c.Total() == 0 {
		return "—"
	}
	return ui.T(ctx, "message.of", "Done", c[messages.Delivered], "Total", c.Total())
}

// placesKnown are the places that a text can say, as they are written.
func placesKnown() []string {
	all := make([]string, len(messages.Places))
	for i, p := range messages.Places {
		all[i] = "{{" + p + "}}"
	}
	return all
}

// paragraphs are a text's blocks, each of its lines.
func paragraphs(body string) (all [][]string) {
	for block := range strings.SplitSeq(body, "\n\n") {
		if block = strings.Trim(block, "\n"); block != "" {
			all = append(all, strings.Split(block, "\n"))
		}
	}
	return all
}

// writtenIn names the languages that a text is written in.
func writtenIn(ctx context.Context, t messages.Text) string {
	var all []string
	for _, l := range messages.Languages {
		if t.Writes(l) {
			all = append(all, ui.T(ctx, "message.language."+l))
		}
	}
	return strings.Join(all, ", ")
}

// subjectFor is a text's subject in the reader's language.
func subjectFor(ctx context.Context, t messages.Text) string {
	_, subject, _ := t.For(ui.From(ctx).T.Locale())
	return subject
}
