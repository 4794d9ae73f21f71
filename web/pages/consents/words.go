package consents

import (
	"context"
	"strings"

	"accord/app/consents"
	ui "accord/web/templates"
)

var names = map[string]string{"en": "English", "es": "Español"}

func languagesOf(ctx context.Context, n consents.Notice) string {
	var all []string
	if n.TextEn != "" {
		all = append(all, names["en"])
	}
	if n.TextEs != "" {
		all = append(all, names["es"])
	}
	return strings.Join(all, ", ")
}

// publisher is who published a version; the first ships with Accord.
func publisher(ctx context.Context, n consents.Notice) string {
	if n.PublishedByName == "" {
		return ui.T(ctx, "notice.ships")
	}
	return n.PublishedByName
}

func versionColumns(ctx context.Context) []ui.Column {
	return []ui.Column{{Label: ui.T(ctx, "notice.version_label")}, {Label: ui.T(ctx, "notice.state")}, {Label: ui.T(ctx, "notice.from")}, {Label: ui.T(ctx, "notice.languages")}, {Label: ui.T(ctx, "notice.published_by")}}
}

func waitingColumns(ctx context.Context) []ui.Column {
	return []ui.Column{{Label: ui.T(ctx, "candidate.name")}, {Label: ui.T(ctx, "notice.write_to")}}
}

func kindOptions(ctx context.Context) []ui.Option {
	var all []ui.Option
	for _, k := range consents.Kinds {
		all = append(all, ui.Option{Value: k, Label: ui.T(ctx, "notice.kind."+k), Hint: ui.T(ctx, "notice.kind_text."+k)})
	}
	return all
}

func tone(a consents.Answer) ui.Tone {
	switch a {
	case consents.Given:
		return ui.OK
	case consents.Withdrawn:
		return ui.Bad
	}
	return ui.Warn
}

func icon(a consents.Answer) string {
	switch a {
	case consents.Given:
		return "check"
	case consents.Withdrawn:
		return "ban"
	}
	return "x"
}

// what can be noted from a paper: that a notice was read, and each answer.
var whats = []string{"acknowledged", string(consents.Given), string(consents.Refused), string(consents.Withdrawn)}

func whatOptions(ctx context.Context, s consents.Standing) []ui.Option {
	var all []ui.Option
	if s.LooksAgain(consents.Privacy) {
		all = append(all, ui.Option{Value: "acknowledged", Label: ui.T(ctx, "consent.note.acknowledged"), Hint: ui.T(ctx, "consent.note_hint.acknowledged")})
	}
	for _, a := range s.Offers() {
		all = append(all, ui.Option{Value: string(a), Label: ui.T(ctx, "consent.note."+string(a)), Hint: ui.T(ctx, "consent.note_hint."+string(a))})
	}
	return all
}

func languageOptions() []ui.Option {
	return []ui.Option{{Value: "en", Label: names["en"]}, {Value: "es", Label: names["es"]}}
}

// told is how and when somebody said something, in one line.
func told(ctx context.Context, how, by, notice string) string {
	return ui.T(ctx, "consent.how."+how, "Name", by) + " · " + notice
}

func versionOf(ctx context.Context, n consents.Notice) string {
	return ui.T(ctx, "notice.version_of."+n.Kind, "Number", n.Number)
}
