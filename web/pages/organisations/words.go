package organisations

import (
	"context"
	"strconv"
	"strings"

	"accord/app/organisations"
	"accord/app/people"
	"accord/app/programs"
	ui "accord/web/templates"
)

func stateTone(state string) ui.Tone {
	switch state {
	case organisations.Founded:
		return ui.OK
	case organisations.Invited:
		return ui.Info
	}
	return ui.Mute
}

func stateName(ctx context.Context, state string) string {
	return ui.T(ctx, "organisations.state."+state)
}

func stateOptions(ctx context.Context) []ui.Option {
	var all []ui.Option
	for _, s := range []string{organisations.Founded, organisations.Invited, organisations.Closed} {
		all = append(all, ui.Option{Value: s, Label: stateName(ctx, s)})
	}
	return all
}

func typeOptions(ctx context.Context) []ui.Option {
	var all []ui.Option
	for n := programs.TypeTrains; n <= programs.TypeBoth; n++ {
		all = append(all, ui.Option{Value: strconv.Itoa(n), Label: ui.T(ctx, "organisations.type."+strconv.Itoa(n))})
	}
	return all
}

func zoneOptions() []ui.Option {
	all := make([]ui.Option, len(people.Zones))
	for i, z := range people.Zones {
		all[i] = ui.Option{Value: z, Label: strings.ReplaceAll(z, "_", " ")}
	}
	return all
}

func localeOptions() []ui.Option {
	return []ui.Option{{Value: "en", Label: "English"}, {Value: "es", Label: "Español"}}
}
