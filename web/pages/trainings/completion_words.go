package trainings

import (
	"context"
	"strings"

	"accord/app/trainings"
	ui "accord/web/templates"
)

// earned is what a candidate's completion stands on: "40 h, 96 %".
func earned(ctx context.Context, s trainings.Standing) string {
	return ui.T(ctx, "completion.earned", "Hours", s.Attended, "Share", shareOf(ctx, s))
}

func readyOptions(ctx context.Context, ready []trainings.Standing) []ui.Option {
	options := make([]ui.Option, len(ready))
	for i, s := range ready {
		options[i] = ui.Option{Value: s.Enrolment.ID.String(), Label: s.Candidate.Name, Hint: earned(ctx, s)}
	}
	return options
}

// lacks says what is missing to the rule.
func lacks(ctx context.Context, c trainings.Cohort, s trainings.Standing) string {
	var said []string
	if short := c.RequiredHours - s.Attended; short > 0 {
		said = append(said, ui.T(ctx, "completion.lacks_hours", "Hours", short))
	}
	if rate, known := s.Rate(); known && rate < c.AttendanceFloor {
		said = append(said, ui.T(ctx, "completion.lacks_share", "Share", rate, "Floor", c.AttendanceFloor))
	}
	if s.ExcusedFor > 0 {
		said = append(said, ui.T(ctx, "completion.excused", "Hours", s.ExcusedFor))
	}
	return strings.Join(said, " ")
}

func missingColumns(ctx context.Context) []ui.Column {
	return []ui.Column{{Label: ui.T(ctx, "candidate.one")}, {Label: ui.T(ctx, "cohort.hours_short"), Num: true}, {Label: ui.T(ctx, "cohort.share"), Num: true},
		{Label: ui.T(ctx, "cohort.status")}, {Label: ui.T(ctx, "completion.lacks")}, {Label: ui.T(ctx, "cohort.acts"), Quiet: true}}
}

func doneColumns(ctx context.Context) []ui.Column {
	return []ui.Column{{Label: ui.T(ctx, "candidate.one")}, {Label: ui.T(ctx, "cohort.hours_short"), Num: true}, {Label: ui.T(ctx, "candidate.completed_on")}, {Label: ui.T(ctx, "completion.how")}}
}
