package journal

import (
	"context"

	"accord/app/journal"
	"accord/app/people"
	"accord/tenants"
	ui "accord/web/templates"
)

func personIDs(all []people.Member) []ui.Option {
	options := make([]ui.Option, len(all))
	for i, m := range all {
		options[i] = ui.Option{Value: m.ID.String(), Label: m.Name}
	}
	return options
}

// personOptions are the people by their accounts, as a log knows them.
func personOptions(all []people.Member) []ui.Option {
	var options []ui.Option
	for _, m := range all {
		if m.PersonID != nil {
			options = append(options, ui.Option{Value: m.PersonID.String(), Label: m.Name})
		}
	}
	return options
}

// thing and doing are a resource and an action of the policy lines, in words.
func thing(ctx context.Context, resource string) string { return ui.T(ctx, "journal.thing."+resource) }
func doing(ctx context.Context, action string) string   { return ui.T(ctx, "journal.doing."+action) }

func things(ctx context.Context, all []journal.Asked) []ui.Option {
	options := make([]ui.Option, len(all))
	for i, a := range all {
		options[i] = ui.Option{Value: a.Resource, Label: thing(ctx, a.Resource)}
	}
	return options
}

func doings(ctx context.Context, all []string) []ui.Option {
	options := make([]ui.Option, len(all))
	for i, w := range all {
		options[i] = ui.Option{Value: w, Label: doing(ctx, w)}
	}
	return options
}

func samples(all []tenants.Sample) []ui.Option {
	options := make([]ui.Option, len(all))
	for i, s := range all {
		id := s.ID.String()
		options[i] = ui.Option{Value: id, Label: id}
		if s.Name != "" {
			options[i].Label = s.Name + " · …" + id[len(id)-6:]
		}
	}
	return options
}

func areaOptions(ctx context.Context) []ui.Option {
	options := make([]ui.Option, len(areas))
	for i, a := range areas {
		options[i] = ui.Option{Value: a, Label: ui.T(ctx, "journal.area."+a)}
	}
	return options
}

func periodOptions(ctx context.Context) []ui.Option {
	var options []ui.Option
	for _, days := range []string{"7", "30", "90", "365"} {
		options = append(options, ui.Option{Value: days, Label: ui.T(ctx, "journal.last_days", "Count", periods[days])})
	}
	return options
}

// effectWall marks the reason that is no line: the wall before every line.
const effectWall = "wall"

// because says in one sentence what refused.
func because(ctx context.Context, e tenants.Explained) string {
	for _, r := range e.Reasons {
		switch {
		case r.Effect == effectWall && r.Result != "true":
			return ui.T(ctx, "journal.because_wall")
		case r.Effect == "deny" && r.Decisive:
			return ui.T(ctx, "journal.because_denied")
		}
	}
	if len(e.Reasons) <= 1 {
		return ui.T(ctx, "journal.because_no_line")
	}
	return ui.T(ctx, "journal.because_no_match")
}

func holder(ctx context.Context, r tenants.Reason) string {
	if r.Effect == effectWall {
		return ui.T(ctx, "journal.wall")
	}
	if key := "journal.role." + r.Role; ui.From(ctx).T.Has(key) {
		return ui.T(ctx, key)
	}
	return ui.T(ctx, "role."+r.Role)
}

func partTone(r tenants.Reason) ui.Tone {
	if r.Effect == "allow" {
		return ui.OK
	}
	return ui.Bad
}
