package candidates

import (
	"context"
	"slices"
	"strings"

	"github.com/a-h/templ"
	"github.com/google/uuid"

	"accord/app/candidates"
	"accord/app/trainings"
	ui "accord/web/templates"
)

func headOf(ctx context.Context, c candidates.Candidate) ui.HeadOf {
	h := ui.HeadOf{Kind: ui.T(ctx, "candidate.one"), Ref: c.Reference, Title: c.Name}
	h.Meta = append(h.Meta, ui.Meta{Icon: "mail", Text: c.Email, Href: templ.SafeURL("mailto:" + c.Email)})
	if c.Country != "" {
		h.Meta = append(h.Meta, ui.Meta{Icon: "map-pin", Text: CountryName(ctx, c.Country)})
	}
	h.Meta = append(h.Meta, ui.Meta{Icon: "language", Text: LanguageName(ctx, c.Language)})
	return h
}

func trainingColumns(ctx context.Context) []ui.Column {
	return []ui.Column{{Label: ui.T(ctx, "cohort.one")}, {Label: ui.T(ctx, "cohort.attendance")}, {Label: ui.T(ctx, "cohort.hours_short"), Num: true},
		{Label: ui.T(ctx, "cohort.status")}, {Label: ui.T(ctx, "candidate.completed_on")}}
}

// MarksOf answers the cells of each candidate in turn, one for each session
// that was not cancelled; the sessions are named once for all.
func MarksOf(ctx context.Context, sessions []trainings.TrainingSession) func(trainings.Standing) []ui.Mark {
	var held []uuid.UUID
	var named []ui.Mark
	for _, t := range sessions {
		if t.CancelledAt == nil {
			held = append(held, t.ID)
			named = append(named, ui.Mark{Session: ui.T(ctx, "cohort.session_n", "Number", t.Number)})
		}
	}
	return func(s trainings.Standing) []ui.Mark {
		marks := slices.Clone(named)
		for i, id := range held {
			marks[i].Presence = presence[s.Marks[id].Mark]
		}
		return marks
	}
}

var presence = map[string]ui.Presence{trainings.Present: ui.Present, trainings.Late: ui.Late, trainings.Part: ui.Partly, trainings.Absent: ui.Absent, trainings.Excused: ui.Excused}

// HoursOf is "35 of 40".
func HoursOf(ctx context.Context, attended, required float64) string {
	return ui.T(ctx, "cohort.hours_of", "Hours", attended, "Of", required)
}

func statusTone(s trainings.Status) ui.Tone {
	switch s {
	case trainings.AtRisk:
		return ui.Warn
	case trainings.OnTrack:
		return ui.Info
	case trainings.Ready, trainings.Completed:
		return ui.OK
	}
	return ui.Mute
}

func statusIcon(s trainings.Status) string {
	switch s {
	case trainings.AtRisk:
		return "alert-triangle"
	case trainings.OnTrack:
		return "progress-check"
	case trainings.NotBegun:
		return "calendar-event"
	case trainings.Ready:
		return "circle-check"
	case trainings.Completed:
		return "certificate"
	}
	return "user-x"
}

func progressTone(p progress) ui.Tone {
	if p.reached() {
		return ui.OK
	}
	return ""
}

// byRole counts mediations by the role in which somebody took part, within a
// sentence that counts entries.
func byRole(ctx context.Context, t candidates.Totals) string {
	var all []string
	for _, role := range candidates.Roles {
		if n := t.As[role]; n > 0 {
			all = append(all, ui.T(ctx, "logbook.role_count", "Role", ui.T(ctx, "logbook.as."+role), "Count", n))
		}
	}
	return strings.Join(all, ", ")
}
