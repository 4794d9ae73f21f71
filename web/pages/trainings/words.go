package trainings

import (
	"context"
	"strings"
	"time"

	"accord/app/people"
	"accord/app/programs"
	"accord/app/trainings"
	"accord/web/locales"
	ui "accord/web/templates"
)

func columns(ctx context.Context) []ui.Column {
	return []ui.Column{
		{Label: ui.T(ctx, "cohort.one"), Sort: "title"}, {Label: ui.T(ctx, "cohort.dates"), Sort: "starts"}, {Label: ui.T(ctx, "cohort.place")},
		{Label: ui.T(ctx, "cohort.sessions"), Num: true}, {Label: ui.T(ctx, "cohort.enrolled"), Num: true}, {Label: ui.T(ctx, "cohort.completed"), Num: true},
		{Label: ui.T(ctx, "cohort.state")},
	}
}

func programOptions(all []programs.Program) []ui.Option {
	options := make([]ui.Option, len(all))
	for i, p := range all {
		options[i] = ui.Option{Value: p.ID.String(), Label: p.Title}
	}
	return options
}

func stateOptions(ctx context.Context) []ui.Option {
	options := make([]ui.Option, len(trainings.States))
	for i, s := range trainings.States {
		options[i] = ui.Option{Value: string(s), Label: ui.T(ctx, "cohort.state."+string(s))}
	}
	return options
}

func statusOptions(ctx context.Context) []ui.Option {
	options := make([]ui.Option, len(trainings.Statuses))
	for i, s := range trainings.Statuses {
		options[i] = ui.Option{Value: string(s), Label: ui.T(ctx, "cohort.standing."+string(s))}
	}
	return options
}

func stateTone(s trainings.State) ui.Tone {
	switch s {
	case trainings.Running:
		return ui.Info
	case trainings.Planned:
		return ui.Violet
	case trainings.Over:
		return ui.Warn
	}
	return ui.Mute
}

func stateIcon(s trainings.State) string {
	switch s {
	case trainings.Running:
		return "clock"
	case trainings.Planned:
		return "calendar-event"
	case trainings.Over:
		return "flag"
	}
	return "lock"
}

// daysOf is "10 Oct 2026 – 28 Nov 2026"; a cohort of one day has one.
func daysOf(ctx context.Context, c trainings.Cohort) string {
	t := ui.From(ctx).T.In(time.UTC)
	if c.StartsOn.Equal(c.EndsOn) {
		return t.Date(c.StartsOn)
	}
	return t.Date(c.StartsOn) + " – " + t.Date(c.EndsOn)
}

func number(ctx context.Context, n int) string { return ui.From(ctx).T.Number(int64(n)) }

func decimal(ctx context.Context, x float64) string { return ui.From(ctx).T.Decimal(x) }

// when is a session's day and hours in the organisation's zone, which it names.
func when(ctx context.Context, s trainings.TrainingSession, zone *time.Location) string {
	return whenIn(ui.From(ctx).T, s, zone)
}

func whenIn(t locales.T, s trainings.TrainingSession, zone *time.Location) string {
	t = t.In(zone)
	return t.Date(s.StartsAt) + ", " + t.Clock(s.StartsAt) + "–" + t.Clock(s.EndsAt) + " " + t.ZoneName(s.StartsAt)
}

// isNow is when and where a session takes place, as those are told who mean to come.
func isNow(t locales.T, s trainings.TrainingSession, zone *time.Location) string {
	said := whenIn(t, s, zone)
	for _, where := range []string{s.Place, s.Link} {
		if where != "" {
			said += " · " + where
		}
	}
	return said
}

// courseOptions are the programs to choose from, each with its floors.
func courseOptions(ctx context.Context, courses []programs.Program) []ui.Option {
	options := make([]ui.Option, len(courses))
	for i, c := range courses {
		options[i] = ui.Option{Value: c.ID.String(), Label: c.Title, Hint: ui.T(ctx, "cohort.program_floors", "Hours", c.CourseHours, "Floor", c.AttendanceFloor)}
	}
	return options
}

func sessionColumns(ctx context.Context) []ui.Column {
	return []ui.Column{{Label: ui.T(ctx, "session.one")}, {Label: ui.T(ctx, "session.when")}, {Label: ui.T(ctx, "cohort.hours_short"), Num: true},
		{Label: ui.T(ctx, "cohort.attendance"), Num: true}, {Label: ui.T(ctx, "cohort.status")}, {Label: ui.T(ctx, "cohort.acts"), Quiet: true}}
}

func sessionShare(ctx context.Context, f trainings.File, s trainings.TrainingSession) string {
	percent, known := f.SessionRate(s)
	if !known {
		return "—"
	}
	return ui.From(ctx).T.Percent(percent)
}

// toldWords is "22 candidates and 2 trainers", whom a notice goes to.
func toldWords(ctx context.Context, a sessionAround) string {
	return ui.T(ctx, "session.told_candidates", "Count", a.candidates) + " " + ui.T(ctx, "session.told_trainers", "Count", a.tutors)
}

func namesOf(all []people.Membership) string {
	names := make([]string, len(all))
	for i, m := range all {
		names[i] = m.Name
	}
	return strings.Join(names, ", ")
}

// seats is "24 of 24", and how many wait for one.
func seats(ctx context.Context, c trainings.Listed) string {
	said := ui.T(ctx, "cohort.seats", "Enrolled", c.Enrolled, "Capacity", c.Capacity)
	if c.Waiting > 0 {
		said += " · " + ui.T(ctx, "cohort.waiting_count", "Count", c.Waiting)
	}
	return said
}
