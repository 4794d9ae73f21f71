package calendars

import (
	"context"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/a-h/templ"

	"accord/app/calendars"
	"accord/app/people"
	ui "accord/web/templates"
)

// monthName is "November 2026".
func monthName(ctx context.Context, first time.Time) string {
	return ui.T(ctx, "calendar.month."+strconv.Itoa(int(first.Month()))) + " " + strconv.Itoa(first.Year())
}

// title is the month's name, or the day's.
func (v monthView) title(ctx context.Context) string {
	if v.single {
		return ui.From(ctx).T.In(v.zone).Date(v.days[0].at)
	}
	return monthName(ctx, v.first)
}

// turned is the address of the calendar at another month or day, with the filters as they are.
func turned(ctx context.Context, name, value string) templ.SafeURL {
	at := ui.From(ctx)
	q := url.Values{}
	for k, vs := range at.Query {
		if k != "month" && k != "day" {
			q[k] = vs
		}
	}
	if value != "" {
		q.Set(name, value)
	}
	if len(q) == 0 {
		return templ.SafeURL(at.Path)
	}
	return templ.SafeURL(at.Path + "?" + q.Encode())
}

// weekday is a day's short name; Sunday is 0, and 7.
func weekday(ctx context.Context, n int) string {
	return ui.T(ctx, "personal.day."+strconv.Itoa(n%7))
}

func hoursOf(ctx context.Context, e calendars.Entry, zone *time.Location) string {
	t := ui.From(ctx).T.In(zone)
	return t.Clock(e.StartsAt) + "–" + t.Clock(e.EndsAt)
}

// atPlace is when a session is where it takes place, where that is another zone
// than the calendar's.
func atPlace(ctx context.Context, e calendars.Entry, zone *time.Location) string {
	if e.Cohort.TimeZone == zone.String() {
		return ""
	}
	t := ui.From(ctx).T.In(e.Cohort.Zone())
	said := t.Clock(e.StartsAt) + "–" + t.Clock(e.EndsAt) + " " + t.ZoneName(e.StartsAt)
	if there, here := e.StartsAt.In(e.Cohort.Zone()).Format(time.DateOnly), e.StartsAt.In(zone).Format(time.DateOnly); there != here {
		said = t.Date(e.StartsAt) + ", " + said
	}
	return ui.T(ctx, "calendar.there", "When", said)
}

// forReader is when a session is in the reader's zone, where its hour differs.
func forReader(ctx context.Context, e calendars.Entry, zone *time.Location) string {
	t := ui.From(ctx).T
	if t.In(zone).Clock(e.StartsAt) == t.Clock(e.StartsAt) {
		return ""
	}
	return ui.T(ctx, "ui.for_you", "When", t.Clock(e.StartsAt)+" "+t.ZoneName(e.StartsAt))
}

func clashWords(ctx context.Context, c calendars.Clash) string {
	if c.Trainer != "" {
		return ui.T(ctx, "calendar.clash_trainer", "Name", c.Trainer, "Code", c.Cohort.Code)
	}
	return ui.T(ctx, "calendar.clash_place", "Place", c.Place, "Code", c.Cohort.Code)
}

func namesOf(all []people.Membership) string {
	names := make([]string, len(all))
	for i, m := range all {
		names[i] = m.Name
	}
	return strings.Join(names, ", ")
}

// chips are everybody's sessions, and one's own.
func chips(ctx context.Context, v monthView) []ui.Chip {
	now := ui.From(ctx).Query.Get("trainer")
	return []ui.Chip{
		{Label: ui.T(ctx, "calendar.everybody"), Count: -1, Href: ui.WithQuery(ctx, "trainer", ""), Current: now != v.me.String()},
		{Label: ui.T(ctx, "calendar.mine"), Count: -1, Href: ui.WithQuery(ctx, "trainer", v.me.String()), Current: now == v.me.String()},
	}
}

func programOptions(v monthView) []ui.Option {
	var all []ui.Option
	for _, p := range v.programs {
		all = append(all, ui.Option{Value: p.ID.String(), Label: p.Title})
	}
	return all
}

func cohortOptions(v monthView) []ui.Option {
	var all []ui.Option
	for _, c := range v.cohorts {
		all = append(all, ui.Option{Value: c.ID.String(), Label: c.Title + " · " + c.Code})
	}
	return all
}

func trainerOptions(v monthView) []ui.Option {
	var all []ui.Option
	for _, m := range v.trainers {
		all = append(all, ui.Option{Value: m.ID.String(), Label: m.Name})
	}
	return all
}

// noneTitle says what has no sessions: the month, or the day.
func noneTitle(ctx context.Context, v monthView) string {
	if v.single {
		return ui.T(ctx, "calendar.none_day")
	}
	return ui.T(ctx, "calendar.none")
}

func noneText(ctx context.Context, v monthView) string {
	switch {
	case v.narrowed && v.single:
		return ui.T(ctx, "calendar.none_found_day")
	case v.narrowed:
		return ui.T(ctx, "calendar.none_found")
	}
	return ui.T(ctx, "calendar.none_text")
}

// webcal is an address that a device opens with its calendar.
func webcal(address string) templ.SafeURL {
	_, rest, _ := strings.Cut(address, "://")
	return templ.SafeURL("webcal://" + rest)
}

func whatIsIn(v feedView) string {
	if v.everything && v.manager {
		return "calendar.has_all"
	}
	return "calendar.has_mine"
}

func feedText(v feedView) string {
	if v.address == "" {
		return "calendar.feed_text"
	}
	return "calendar.new_ends"
}
