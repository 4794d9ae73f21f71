package trainings

import (
	"context"

	"github.com/a-h/templ"

	"accord/app/trainings"
	candidatespages "accord/web/pages/candidates"
	ui "accord/web/templates"
)

func headOf(ctx context.Context, v cohortView) ui.HeadOf {
	c := v.cohort()
	h := ui.HeadOf{Kind: ui.T(ctx, "cohort.one"), Ref: c.Code, Title: c.Title, Status: stateBadge(v.state())}
	if c.Place != "" {
		h.Meta = append(h.Meta, ui.Meta{Icon: "map-pin", Text: c.Place})
	}
	if c.TimeZone != v.home {
		h.Meta = append(h.Meta, ui.Meta{Icon: "clock", Text: ui.T(ctx, "cohort.zone_note", "Zone", c.TimeZone)})
	}
	if c.FeeNote != "" {
		h.Meta = append(h.Meta, ui.Meta{Icon: "note", Text: c.FeeNote})
	}
	h.Meta = append(h.Meta,
		ui.Meta{Icon: "users", Text: ui.T(ctx, "cohort.people_count", "Count", enrolled(v.file))},
		ui.Meta{Icon: "calendar-event", Text: daysOf(ctx, c)},
		ui.Meta{Icon: "language", Text: ui.T(ctx, "cohort.taught_in", "Language", candidatespages.LanguageName(ctx, c.Language))},
		ui.Meta{Icon: "certificate", Text: v.around.Program.Title})
	return h
}

func peopleColumns(ctx context.Context) []ui.Column {
	return []ui.Column{{Label: ui.T(ctx, "candidate.one")}, {Label: ui.T(ctx, "cohort.attendance")}, {Label: ui.T(ctx, "cohort.hours_short"), Num: true},
		{Label: ui.T(ctx, "cohort.share"), Num: true}, {Label: ui.T(ctx, "cohort.status")}, {Label: ui.T(ctx, "cohort.acts"), Quiet: true}}
}

// enrolled is how many have not withdrawn.
func enrolled(f trainings.File) int { return len(f.Standings) - f.Count(trainings.Withdrawn) }

func averageOf(ctx context.Context, f trainings.File) string {
	percent, known := f.AverageRate()
	if !known {
		return "—"
	}
	return ui.From(ctx).T.Percent(percent)
}

func shareOf(ctx context.Context, s trainings.Standing) string {
	rate, known := s.Rate()
	if !known {
		return "—"
	}
	return ui.From(ctx).T.Percent(rate)
}

func completedNote(ctx context.Context, f trainings.File) string {
	of := ui.T(ctx, "cohort.of_enrolled", "Count", enrolled(f))
	if n := f.Count(trainings.Ready); n > 0 {
		return of + " · " + ui.T(ctx, "cohort.ready_note", "Count", n)
	}
	return of
}

// listOf is the list of the cohort's people of one status.
func listOf(ctx context.Context, v cohortView, s trainings.Status) templ.SafeURL {
	return ui.Path(ctx, at(v.cohort())) + templ.SafeURL("?status="+string(s)+"#candidates")
}

func riskTone(v cohortView) ui.Tone {
	if v.file.Count(trainings.AtRisk) > 0 {
		return ui.Warn
	}
	return ""
}
