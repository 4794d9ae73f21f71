package personal

import (
	"context"
	"strconv"
	"time"

	"accord/app/trainings"
	ui "accord/web/templates"
)

// When is a session's day and hours in a zone, which it names.
func When(ctx context.Context, s trainings.TrainingSession, zone *time.Location) string {
	t := ui.From(ctx).T.In(zone)
	return weekday(ctx, s.StartsAt, zone) + " " + t.Date(s.StartsAt) + ", " + clockOf(ctx, s, zone) + " " + t.ZoneName(s.StartsAt)
}

func clockOf(ctx context.Context, s trainings.TrainingSession, zone *time.Location) string {
	t := ui.From(ctx).T.In(zone)
	return t.Clock(s.StartsAt) + "–" + t.Clock(s.EndsAt)
}

// forReader is when a session is in the reader's zone, where its hour differs.
func forReader(ctx context.Context, s trainings.TrainingSession, zone *time.Location) string {
	t := ui.From(ctx).T
	if t.In(zone).Clock(s.StartsAt) == t.Clock(s.StartsAt) {
		return ""
	}
	return ui.T(ctx, "ui.for_you", "When", t.DateTime(s.StartsAt))
}

func weekday(ctx context.Context, at time.Time, zone *time.Location) string {
	return ui.T(ctx, "personal.day."+strconv.Itoa(int(at.In(zone).Weekday())))
}

func dayOf(at time.Time, zone *time.Location) string { return strconv.Itoa(at.In(zone).Day()) }

// monthOf is a month's short name, with the year where that is another one.
func monthOf(ctx context.Context, at time.Time, zone *time.Location) string {
	said := ui.T(ctx, "personal.month."+strconv.Itoa(int(at.In(zone).Month())))
	if at.In(zone).Year() != ui.From(ctx).Now.In(zone).Year() {
		said += " " + strconv.Itoa(at.In(zone).Year())
	}
	return said
}

func metaOf(ctx context.Context, v ownView) []ui.Meta {
	utc := ui.From(ctx).T.In(time.UTC)
	c := v.training.Cohort
	all := []ui.Meta{{Icon: "user", Text: v.guest.Link.Name}, {Icon: "calendar-event", Text: utc.Date(c.StartsOn) + " – " + utc.Date(c.EndsOn)}}
	if c.Place != "" {
		all = append(all, ui.Meta{Icon: "map-pin", Text: c.Place})
	}
	return all
}

// nothingNext says why no session comes next, and what to expect.
func nothingNext(ctx context.Context, t trainings.Training) (title, text string) {
	if len(t.Sessions) == 0 {
		return ui.T(ctx, "personal.none_planned"), ui.T(ctx, "personal.none_planned_text")
	}
	return ui.T(ctx, "personal.all_held"), ui.T(ctx, "personal.all_held_text")
}

func markTone(mark string) ui.Tone {
	switch mark {
	case trainings.Present:
		return ui.OK
	case trainings.Late, trainings.Part:
		return ui.Warn
	case trainings.Absent:
		return ui.Bad
	}
	return ui.Info
}

func markIcon(mark string) string {
	switch mark {
	case trainings.Present:
		return "check"
	case trainings.Late, trainings.Part:
		return "clock"
	case trainings.Absent:
		return "x"
	}
	return "note"
}

// markWords is a mark; a part says how many hours it was.
func markWords(ctx context.Context, m trainings.Attendance) string {
	if m.Mark == trainings.Part {
		return ui.T(ctx, "personal.part", "Hours", m.Hours)
	}
	return ui.T(ctx, "attendance.mark."+m.Mark)
}
