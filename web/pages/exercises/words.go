package exercises

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/google/uuid"

	"accord/app/exercises"
	"accord/app/programs"
	"accord/app/trainings"
	ui "accord/web/templates"
)

func columns(ctx context.Context) []ui.Column {
	return []ui.Column{{Label: ui.T(ctx, "exercise.title")}, {Label: ui.T(ctx, "exercise.kind")}, {Label: ui.T(ctx, "exercise.method")},
		{Label: ui.T(ctx, "exercise.minutes_label"), Num: true}, {Label: ui.T(ctx, "exercise.seats"), Num: true}, {Label: ui.T(ctx, "exercise.version"), Num: true}}
}

func roundColumns(ctx context.Context) []ui.Column {
	return []ui.Column{{Label: ui.T(ctx, "exercise.title")}, {Label: ui.T(ctx, "session.when")}, {Label: ui.T(ctx, "round.tables"), Num: true}, {Label: ui.T(ctx, "round.feedback")}}
}

func practiceColumns(ctx context.Context) []ui.Column {
	return []ui.Column{{Label: ui.T(ctx, "candidate.one")}, {Label: ui.T(ctx, "round.practised"), Num: true}, {Label: ui.T(ctx, "round.hours"), Num: true},
		{Label: ui.T(ctx, "round.mediated"), Num: true}, {Label: ui.T(ctx, "round.feedback_given"), Num: true}}
}

func kindOptions(ctx context.Context) []ui.Option {
	return said(ctx, "exercise.kind.", exercises.Kinds)
}

func methodOptions(ctx context.Context) []ui.Option {
	return said(ctx, "exercise.method.", exercises.Methods)
}

func levelOptions(ctx context.Context) []ui.Option { return said(ctx, "feedback.level.", levels) }

func said(ctx context.Context, prefix string, values []string) []ui.Option {
	options := make([]ui.Option, len(values))
	for i, v := range values {
		options[i] = ui.Option{Value: v, Label: ui.T(ctx, prefix+v)}
	}
	return options
}

func programOptions(all []programs.Program) []ui.Option {
	options := make([]ui.Option, len(all))
	for i, p := range all {
		options[i] = ui.Option{Value: p.ID.String(), Label: p.Title}
	}
	return options
}

func sessionOptions(ctx context.Context, v planning, zone *time.Location) []ui.Option {
	options := make([]ui.Option, len(v.sessions))
	for i, s := range v.sessions {
		options[i] = ui.Option{Value: s.ID.String(), Label: ui.T(ctx, "cohort.session_n", "Number", s.Number) + ": " + s.Title, Hint: when(ctx, s, zone)}
	}
	return options
}

func exerciseOptions(ctx context.Context, v planning) []ui.Option {
	options := make([]ui.Option, len(v.all))
	for i, e := range v.all {
		options[i] = ui.Option{Value: e.ID.String(), Label: e.Title, Hint: ui.T(ctx, "exercise.kind."+e.Kind) + " · " + ui.T(ctx, "exercise.minutes_n", "Count", e.Latest.Minutes)}
	}
	return options
}

// when is a session's day and hours in the organisation's zone.
func when(ctx context.Context, s trainings.TrainingSession, zone *time.Location) string {
	t := ui.From(ctx).T.In(zone)
	return t.Date(s.StartsAt) + ", " + t.Clock(s.StartsAt) + "–" + t.Clock(s.EndsAt) + " " + t.ZoneName(s.StartsAt)
}

func number(ctx context.Context, n int) string { return ui.From(ctx).T.Number(int64(n)) }

// roleWords is a role as people read it: those every exercise knows are the catalogue's.
func roleWords(ctx context.Context, role string) string {
	if role == exercises.Mediator || role == exercises.Observer {
		return ui.T(ctx, "round.role."+role)
	}
	return role
}

// headingWords is a heading as people read it: a program's own criteria are as it words them.
func headingWords(ctx context.Context, heading string) string {
	if slices.Contains(exercises.Headings, heading) {
		return ui.T(ctx, "feedback.heading."+heading)
	}
	return heading
}

func roleOptions(ctx context.Context, v laid) []ui.Option {
	var options []ui.Option
	for _, r := range v.roles() {
		options = append(options, ui.Option{Value: r, Label: roleWords(ctx, r)})
	}
	return options
}

func tableOptions(ctx context.Context, v laid) []ui.Option {
	var options []ui.Option
	for _, n := range v.numbers() {
		options = append(options, ui.Option{Value: n, Label: ui.T(ctx, "round.table_n", "Number", n)})
	}
	return options
}

func coachOptions(v laid) []ui.Option {
	var options []ui.Option
	for _, c := range v.Coaches {
		options = append(options, ui.Option{Value: c.ID.String(), Label: c.Name})
	}
	return options
}

func (v laid) coach(id *uuid.UUID) string {
	for _, c := range v.Coaches {
		if id != nil && c.ID == *id {
			return c.Name
		}
	}
	return ""
}

func (v laid) name(who uuid.UUID) string {
	for _, p := range v.People {
		if p.Enrolment == who {
			return p.Name
		}
	}
	return v.coach(&who)
}

func doubtWords(ctx context.Context, v laid, d exercises.Doubt) string {
	return ui.T(ctx, d.Key, "Number", d.Table, "Name", v.name(d.Who))
}

// numbered are the tables that the form offers, from 1.
func (v laid) numbered() []int {
	all := make([]int, v.most())
	for i := range all {
		all[i] = i + 1
	}
	return all
}

func coachField(n int) string { return fmt.Sprintf("coach.%d", n) }

func nth(name string, i int) string { return name + "." + strconv.Itoa(i) }

func state(f exercises.Feedback) string {
	switch {
	case f.GivenAt != nil && f.Number > 1:
		return "amended"
	case f.GivenAt != nil:
		return "given"
	case f.Revision > 0:
		return "draft"
	}
	return "none"
}

func stateTone(f exercises.Feedback) ui.Tone {
	switch state(f) {
	case "given", "amended":
		return ui.OK
	case "draft":
		return ui.Info
	}
	return ui.Mute
}

func givenTone(given, of int) ui.Tone {
	switch {
	case of > 0 && given == of:
		return ui.OK
	case given > 0:
		return ui.Info
	}
	return ui.Mute
}
