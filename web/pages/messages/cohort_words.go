package messages

import (
	"context"
	"slices"

	"accord/app/messages"
	"accord/app/trainings"
	ui "accord/web/templates"
)

// templateOptions are the organisation's own templates, and the text that is
// shipped for each kind of which it has none.
func templateOptions(ctx context.Context, v cohortView) (all []ui.Option) {
	for _, t := range v.templates {
		all = append(all, ui.Option{Value: t.ID.String(), Label: t.Name, Hint: ui.T(ctx, "message.kind."+string(t.Kind))})
	}
	for _, k := range messages.Kinds {
		if !slices.ContainsFunc(v.templates, func(t messages.Template) bool { return t.Kind == k }) {
			all = append(all, ui.Option{Value: string(k), Label: ui.T(ctx, "message.kind."+string(k)), Hint: ui.T(ctx, "message.is_shipped")})
		}
	}
	return all
}

// audienceOptions are whom a message can go to, with how many they are; the
// waiting list is offered to who keeps it, while somebody waits.
func audienceOptions(ctx context.Context, v cohortView) (all []ui.Option) {
	for _, a := range messages.Audiences {
		n := v.count(a)
		if a == messages.Waiting && (!v.can.waiting || n == 0) {
			continue
		}
		o := ui.Option{Value: string(a), Label: ui.T(ctx, "message.to."+string(a))}
		if n >= 0 {
			o.Hint = ui.T(ctx, "message.people_count", "Count", n)
		}
		all = append(all, o)
	}
	return all
}

func peopleOptions(of []trainings.Standing) []ui.Option {
	all := make([]ui.Option, len(of))
	for i, s := range of {
		all[i] = ui.Option{Value: s.Enrolment.ID.String(), Label: s.Candidate.Name, Hint: s.Candidate.Email}
	}
	return all
}

func reminderOptions(ctx context.Context, v cohortView) []ui.Option {
	all := []ui.Option{{Value: "", Label: ui.T(ctx, "message.is_shipped")}}
	for _, t := range v.templates {
		if t.Kind == messages.Reminder {
			all = append(all, ui.Option{Value: t.ID.String(), Label: t.Name})
		}
	}
	return all
}
