package days

import (
	"accord/app/calendars"
	"accord/app/trainings"
)

// Event is a slot as a calendar holds it. It names the day and never the
// candidate: calendars are kept on others' servers.
func (e Entry) Event(page string) calendars.Event {
	where := e.Where(e.Day)
	if where == "" {
		where = e.LinkOr(e.Day)
	}
	return calendars.Event{ID: e.ID, Title: e.Day.Title, Where: where, Text: e.LinkOr(e.Day), Page: page, StartsAt: e.StartsAt, EndsAt: e.EndsAt,
		CreatedAt: e.CreatedAt, ChangedAt: e.ChangedAt, Revision: e.Revision, Cancelled: e.State == Cancelled}
}

// Events are slots as a calendar holds them, each with its reader's page.
func Events(all []Entry, page func(Entry) string) []calendars.Event {
	events := make([]calendars.Event, len(all))
	for i, e := range all {
		events[i] = e.Event(page(e))
	}
	return events
}

// ICal is one slot as a file for a calendar (RFC 5545).
func (e Entry) ICal() string {
	return calendars.ICal(nil, calendars.Words{Name: e.Day.Title, Zone: e.Day.TimeZone, Page: func(trainings.TrainingSession) string { return "" }}, e.Event(""))
}
