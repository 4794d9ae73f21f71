package qualifications

import (
	"context"
	"strings"
	"time"

	"github.com/a-h/templ"

	"accord/app/qualifications"
	"accord/app/standards"
	"accord/tenants/fault"
	ui "accord/web/templates"
)

// Say says a sentence of the rules, with its days as the reader writes days.
func Say(ctx context.Context, s fault.Sentence) string {
	args := make(map[string]any, len(s.Args))
	for name, value := range s.Args {
		args[name] = value
		if typed, ok := value.(string); ok {
			if at, err := time.Parse(time.DateOnly, typed); err == nil {
				args[name] = ui.From(ctx).T.Day(at)
			}
		}
	}
	return ui.Say(ctx, fault.Sentence{Key: s.Key, Args: args})
}

// Tone and Icon are how a line, or what lines come to, looks.
func Tone(s standards.State) ui.Tone {
	switch s {
	case standards.Met:
		return ui.OK
	case standards.Missing:
		return ui.Bad
	case standards.Awaited:
		return ui.Warn
	}
	return ui.Info
}

// Icon is the sign of a state.
func Icon(s standards.State) string {
	switch s {
	case standards.Met:
		return "circle-check"
	case standards.Missing:
		return "alert-circle"
	case standards.Awaited:
		return "clock"
	}
	return "info-circle"
}

func standingTone(s qualifications.Standing) ui.Tone {
	switch s {
	case qualifications.Met:
		return ui.OK
	case qualifications.LapsesSoon:
		return ui.Warn
	}
	return ui.Bad
}

func standingIcon(s qualifications.Standing) string {
	switch s {
	case qualifications.Met:
		return "circle-check"
	case qualifications.LapsesSoon:
		return "clock"
	}
	return "alert-circle"
}

func standingOptions(ctx context.Context) []ui.Option {
	options := make([]ui.Option, len(qualifications.Standings))
	for i, s := range qualifications.Standings {
		options[i] = ui.Option{Value: string(s), Label: ui.T(ctx, "qualification.standing."+string(s))}
	}
	return options
}

func lawOptions(ctx context.Context) []ui.Option {
	options := make([]ui.Option, len(qualifications.Laws))
	for i, l := range qualifications.Laws {
		options[i] = ui.Option{Value: l, Label: ui.T(ctx, "qualification.law."+l)}
	}
	return options
}

func roleOptions(ctx context.Context) []ui.Option {
	options := make([]ui.Option, len(qualifications.Roles))
	for i, r := range qualifications.Roles {
		options[i] = ui.Option{Value: r, Label: ui.T(ctx, "logbook.as."+r)}
	}
	return options
}

// factOptions are the facts that await confirmation, each said whole.
func factOptions(ctx context.Context, v person) []ui.Option {
	var options []ui.Option
	day, q := ui.From(ctx).T.Day, v.record.Qualification
	for _, one := range toConfirm(v.record) {
		o := ui.Option{Value: one.value}
		switch {
		case one.practice != nil:
			o.Label = ui.T(ctx, "practice.said", "Day", day(one.practice.HeldOn), "Hours", ui.Hours(one.practice.Hours))
			o.Hint = one.practice.Field
		case one.value == "training":
			o.Label, o.Hint = ui.T(ctx, "qualification.training_said", "Training", q.Training), ui.T(ctx, "qualification.training_by", "Provider", q.Provider, "On", day(*q.TrainedOn))
		default:
			o.Label, o.Hint = ui.T(ctx, "qualification.registration"), registrationSaid(ctx, q)
		}
		options = append(options, o)
	}
	return options
}

func registrationSaid(ctx context.Context, q qualifications.Qualification) string {
	switch {
	case q.Law == "":
		return ui.T(ctx, "qualification.law.unsaid")
	case q.Register == "":
		return ui.T(ctx, "qualification.law."+q.Law)
	case q.RegisteredUntil == nil:
		return ui.T(ctx, "qualification.registered", "Register", q.Register, "Number", q.Number)
	}
	return ui.T(ctx, "qualification.registered_to", "Register", q.Register, "Number", q.Number, "Until", ui.From(ctx).T.Day(*q.RegisteredUntil))
}

func columns(ctx context.Context) []ui.Column {
	return []ui.Column{{Label: ui.T(ctx, "qualification.member")}, {Label: ui.T(ctx, "qualification.standing")}, {Label: ui.T(ctx, "qualification.missing")},
		{Label: ui.T(ctx, "qualification.lapses")}, {Label: ui.T(ctx, "qualification.unconfirmed"), Num: true}}
}

func practiceColumns(ctx context.Context, writes bool) []ui.Column {
	all := []ui.Column{{Label: ui.T(ctx, "logbook.held_on")}, {Label: ui.T(ctx, "logbook.role_label")}, {Label: ui.T(ctx, "logbook.hours_label"), Num: true}, {Label: ui.T(ctx, "qualification.confirmed")}}
	if writes {
		all = append(all, ui.Column{Label: ui.T(ctx, "cohort.acts"), Quiet: true})
	}
	return all
}

func lapseWords(ctx context.Context, r qualifications.Record) string {
	lapse, ok := r.Lapse()
	if !ok {
		return "—"
	}
	return ui.From(ctx).T.Day(lapse)
}

// Lacks says in words what lines find missing, each rule once; "" for nothing.
func Lacks(ctx context.Context, lines []standards.Line) string {
	var all []string
	for _, rule := range standards.Unmet(lines) {
		all = append(all, ui.T(ctx, "teaching.lacks."+rule))
	}
	return strings.Join(all, ", ")
}

func practiceAction(ctx context.Context, v person, one *qualifications.Practice) templ.SafeURL {
	if one == nil {
		return ui.Path(ctx, v.at(), "/practice")
	}
	return ui.Path(ctx, v.at(), "/practice/", one.ID, "/edit")
}

func practiceVerb(ctx context.Context, one *qualifications.Practice) string {
	if one == nil {
		return ui.T(ctx, "practice.add")
	}
	return ui.T(ctx, "candidate.save")
}
