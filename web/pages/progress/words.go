package progress

import (
	"context"
	"time"

	"accord/app/programs"
	"accord/app/progress"
	"accord/app/trainings"
	ui "accord/web/templates"
)

// narrowing is what narrows a list beside its fields of filters.
type narrowing struct{ name, says string }

func traineeNarrowings(ctx context.Context, v traineesView) (all []narrowing) {
	if v.cohort != nil {
		all = append(all, narrowing{"cohort", v.cohort.Title})
	}
	if m := v.filter.Completed; m != (progress.Period{}) {
		all = append(all, narrowing{"completed", ui.T(ctx, "progress.completed_in", "Period", periodName(ctx, m))})
	}
	return all
}

func sessionNarrowings(ctx context.Context, v sessionsView) (all []narrowing) {
	if v.cohort != nil {
		all = append(all, narrowing{"cohort", v.cohort.Title})
	}
	if m := v.filter.In; m != (progress.Period{}) {
		all = append(all, narrowing{"month", periodName(ctx, m)})
	}
	return all
}

// periodName is "October 2026", or "2026".
func periodName(ctx context.Context, m progress.Period) string {
	if m.Month == 0 {
		return m.String()
	}
	return ui.From(ctx).T.Month(m.Begins(time.UTC))
}

// statusNote says what a status means that a list is narrowed to.
func statusNote(ctx context.Context, s trainings.Status) string {
	switch s {
	case trainings.AtRisk:
		return ui.T(ctx, "progress.at_risk_note")
	case trainings.Ready:
		return ui.T(ctx, "progress.ready_note")
	}
	return ""
}

// act is a row's next act: where, of the cohort, and what it is called.
type act struct{ path, key string }

// nextOf is what comes next for a trainee.
func nextOf(t progress.Trainee) act {
	switch t.Status {
	case trainings.Ready:
		return act{"/completion", "completion.confirm"}
	case trainings.Completed:
		return act{"/certificates", "certificate.see_all"}
	case trainings.AtRisk:
		return act{"/grid", "progress.see_attendance"}
	}
	return act{}
}

func traineeColumns(ctx context.Context) []ui.Column {
	return []ui.Column{{Label: ui.T(ctx, "candidate.one")}, {Label: ui.T(ctx, "cohort.one"), Sort: "enrolled"}, {Label: ui.T(ctx, "cohort.hours_short"), Num: true},
		{Label: ui.T(ctx, "cohort.share"), Num: true, Sort: "share"}, {Label: ui.T(ctx, "progress.missed"), Num: true, Sort: "missed"},
		{Label: ui.T(ctx, "cohort.status")}, {Label: ui.T(ctx, "cohort.acts"), Quiet: true}}
}

func sessionColumns(ctx context.Context, state progress.SessionState) []ui.Column {
	by := "latest"
	if state == progress.ToRecord || state == progress.ToCome {
		by = "starts"
	}
	return []ui.Column{{Label: ui.T(ctx, "session.one")}, {Label: ui.T(ctx, "session.when"), Sort: by}, {Label: ui.T(ctx, "cohort.hours_short"), Num: true},
		{Label: ui.T(ctx, "cohort.attendance"), Num: true}, {Label: ui.T(ctx, "cohort.status")}, {Label: ui.T(ctx, "cohort.acts"), Quiet: true}}
}

func programOptions(all []programs.Program) []ui.Option {
	options := make([]ui.Option, len(all))
	for i, p := range all {
		options[i] = ui.Option{Value: p.ID.String(), Label: p.Title}
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

func sessionStateOptions(ctx context.Context) []ui.Option {
	options := make([]ui.Option, len(progress.SessionStates))
	for i, s := range progress.SessionStates {
		options[i] = ui.Option{Value: string(s), Label: ui.T(ctx, "progress.state."+string(s))}
	}
	return options
}

func toneOf(s progress.SessionState) ui.Tone {
	switch s {
	case progress.ToRecord:
		return ui.Warn
	case progress.ToCome:
		return ui.Info
	case progress.Recorded:
		return ui.OK
	}
	return ui.Mute
}

func iconOf(s progress.SessionState) string {
	switch s {
	case progress.ToRecord:
		return "alert-triangle"
	case progress.ToCome:
		return "calendar-event"
	case progress.Recorded:
		return "check"
	}
	return "x"
}

func number(ctx context.Context, n int) string { return ui.From(ctx).T.Number(int64(n)) }

// hoursOf is "33 of 40": attended, and what the cohort asks.
func hoursOf(ctx context.Context, t progress.Trainee) string {
	return ui.T(ctx, "progress.hours_of", "Attended", t.Attended, "Required", t.Cohort.RequiredHours)
}

func shareOf(ctx context.Context, percent int, known bool) string {
	if !known {
		return "—"
	}
	return ui.From(ctx).T.Percent(percent)
}

func sessionShare(ctx context.Context, s progress.Session) string {
	percent, known := s.Share()
	return shareOf(ctx, percent, known)
}

// whenOf is a session's day and hours in its cohort's zone, which it names.
func whenOf(ctx context.Context, s trainings.TrainingSession, zone *time.Location) string {
	t := ui.From(ctx).T.In(zone)
	return t.Date(s.StartsAt) + ", " + t.Clock(s.StartsAt) + "–" + t.Clock(s.EndsAt) + " " + t.ZoneName(s.StartsAt)
}

func toneIf(is bool, tone ui.Tone) ui.Tone {
	if is {
		return tone
	}
	return ""
}

// dayOf is a calendar day, which belongs to no zone.
func dayOf(ctx context.Context, at time.Time) string { return ui.From(ctx).T.In(time.UTC).Date(at) }
