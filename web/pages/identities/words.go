package identities

import (
	"context"

	"accord/app/identities"
	words "accord/web/pages/candidates"
	ui "accord/web/templates"
)

func options(ctx context.Context, of string, values []string) []ui.Option {
	all := make([]ui.Option, len(values))
	for i, v := range values {
		all[i] = ui.Option{Value: v, Label: ui.T(ctx, "identity."+of+"."+v)}
	}
	return all
}

// stateOf is how the latest check stands: "none", "done", "renewed" or "failed".
func stateOf(all []identities.Check) string {
	switch {
	case len(all) == 0:
		return "none"
	case all[0].RenewsID != nil:
		return "renewed"
	}
	return string(all[0].Outcome)
}

func tone(state string) ui.Tone {
	switch state {
	case "done", "renewed":
		return ui.OK
	case "failed":
		return ui.Bad
	}
	return ui.Warn
}

func icon(state string) string {
	switch state {
	case "done", "renewed":
		return "check"
	case "failed":
		return "x"
	}
	return "clock"
}

// paperOf is "Passport, Ecuador, ending in 4711".
func paperOf(ctx context.Context, c identities.Check) string {
	said := ui.T(ctx, "identity.paper."+c.Paper) + ", " + words.CountryName(ctx, c.Country)
	if c.LastSigns != "" {
		said = ui.T(ctx, "identity.ending", "Paper", said, "Signs", c.LastSigns)
	}
	return said
}
