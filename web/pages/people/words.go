package people

import (
	"context"
	"slices"
	"strings"

	"github.com/a-h/templ"

	"accord/app/people"
	"accord/tenants"
	ui "accord/web/templates"
)

// browserName makes words of what a browser says of itself.
func browserName(ctx context.Context, agent string) string {
	find := func(names ...string) string {
		for _, n := range names {
			if strings.Contains(agent, n) {
				return n
			}
		}
		return ""
	}
	browser := find("Edg", "OPR", "Firefox", "Chrome", "Safari", "curl")
	switch browser {
	case "Edg":
		browser = "Edge"
	case "OPR":
		browser = "Opera"
	}
	system := find("iPhone", "iPad", "Android", "Windows", "Mac OS", "CrOS", "Linux")
	switch {
	case browser == "" && system == "":
		return ui.T(ctx, "people.browser_unknown")
	case browser == "" || system == "":
		return browser + system
	}
	return ui.T(ctx, "people.browser_on", "Browser", browser, "System", strings.TrimSuffix(system, " OS"))
}

// placeHref leads to where somebody works: IMI's people to oversight.
func placeHref(o tenants.Organisation) templ.SafeURL {
	if o.ID == tenants.Oversight {
		return "/imi"
	}
	return templ.SafeURL("/o/" + o.Slug)
}

func localeOptions() []ui.Option {
	return []ui.Option{{Value: "en", Label: "English"}, {Value: "es", Label: "Español"}}
}

func localeName(locale string) string {
	for _, o := range localeOptions() {
		if o.Value == locale {
			return o.Label
		}
	}
	return locale
}

// ZoneOptions are the time zones to choose from.
func ZoneOptions() []ui.Option {
	all := make([]ui.Option, len(people.Zones))
	for i, z := range people.Zones {
		all[i] = ui.Option{Value: z, Label: strings.ReplaceAll(z, "_", " ")}
	}
	return all
}

// RoleName is what a role is called.
func RoleName(ctx context.Context, role tenants.Role) string { return ui.T(ctx, "role."+role) }

func roleOptions(ctx context.Context, roles []tenants.Role) []ui.Option {
	all := make([]ui.Option, len(roles))
	for i, r := range roles {
		all[i] = ui.Option{Value: r, Label: RoleName(ctx, r), Hint: ui.T(ctx, "role_hint."+r)}
	}
	return all
}

func roleFilter(ctx context.Context, roles []tenants.Role) []ui.Option {
	all := roleOptions(ctx, roles)
	for i := range all {
		all[i].Hint = ""
	}
	return all
}

func stateOptions(ctx context.Context) []ui.Option {
	var all []ui.Option
	for _, s := range []string{people.Active, people.Invitee, people.Ended} {
		all = append(all, ui.Option{Value: s, Label: ui.T(ctx, "people.state."+s)})
	}
	return all
}

func stateTone(state string) ui.Tone {
	switch state {
	case people.Active:
		return ui.OK
	case people.Invitee:
		return ui.Info
	}
	return ui.Mute
}

// only keeps the values that are among those offered.
func only(value string, offered []string) string {
	if slices.Contains(offered, value) {
		return value
	}
	return ""
}
