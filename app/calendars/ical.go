package calendars

import (
	"slices"
	"strings"
	"time"

	ics "github.com/arran4/golang-ical"
	"github.com/google/uuid"

	"accord/app/trainings"
)

// Words are what a calendar says that is nobody's own writing.
type Words struct {
	Name   string // of the calendar
	Zone   string // the organisation's, for calendars that show one
	Online string // before the address where a session takes place
	Hours  func(float64) string
	Page   func(trainings.TrainingSession) string // a session's page; "" where its reader has none
}

// refresh is how often a calendar asks for what is new.
const refresh = "PT1H"

// Event is what a calendar holds beside sessions, such as a slot of an
// assessment day, which keeps its id and counts its revisions as they do.
type Event struct {
	ID                   uuid.UUID
	Title, Where, Text   string
	Page                 string // its reader's; "" where there is none
	StartsAt, EndsAt     time.Time
	CreatedAt, ChangedAt time.Time
	Revision             int
	Cancelled            bool
}

// ICal is sessions as a calendar reads them (RFC 5545), and other events. Times
// are in UTC, so that no reader needs to know the organisation's zone; a session
// keeps its UID for good, and its SEQUENCE goes up each time it moves or is
// cancelled.
func ICal(all []Entry, w Words, more ...Event) string {
	cal := ics.NewCalendarFor("Accord")
	cal.SetProductId("-//Accord//Sessions//EN")
	cal.SetMethod(ics.MethodPublish)
	cal.SetCalscale("GREGORIAN")
	cal.SetName(w.Name)
	cal.SetXWRCalName(w.Name)
	cal.SetXWRTimezone(w.Zone)
	cal.SetRefreshInterval(refresh)
	cal.SetXPublishedTTL(refresh)
	all = slices.Clone(all)
	slices.SortFunc(all, func(a, b Entry) int {
		if d := a.StartsAt.Compare(b.StartsAt); d != 0 {
			return d
		}
		return slices.Compare(a.ID[:], b.ID[:])
	})
	for _, e := range all {
		more = append(more, e.event(w))
	}
	slices.SortStableFunc(more, func(a, b Event) int { return a.StartsAt.Compare(b.StartsAt) })
	for _, e := range more {
		e.into(cal.AddEvent(e.ID.String() + "@accord"))
	}
	return cal.Serialize(ics.WithNewLineWindows)
}

func (e Entry) event(w Words) Event {
	v := Event{ID: e.ID, Title: e.Title, Where: e.where(), Text: e.describe(w), Page: w.Page(e.TrainingSession), StartsAt: e.StartsAt, EndsAt: e.EndsAt,
		CreatedAt: e.CreatedAt, ChangedAt: e.CreatedAt, Revision: e.Revision, Cancelled: e.CancelledAt != nil}
	if e.ChangedAt != nil {
		v.ChangedAt = *e.ChangedAt
	}
	return v
}

func (e Event) into(v *ics.VEvent) {
	v.SetDtStampTime(e.ChangedAt.Truncate(time.Second)) // without an organiser's reply it is when this was last so
	v.SetCreatedTime(e.CreatedAt.Truncate(time.Second))
	v.SetModifiedAt(e.ChangedAt.Truncate(time.Second))
	v.SetSequence(e.Revision)
	v.SetStartAt(e.StartsAt)
	v.SetEndAt(e.EndsAt)
	v.SetSummary(e.Title)
	v.SetLocation(e.Where)
	v.SetDescription(e.Text)
	if e.Page != "" {
		v.SetURL(e.Page)
	}
	v.SetStatus(ics.ObjectStatusConfirmed)
	if e.Cancelled {
		v.SetStatus(ics.ObjectStatusCancelled)
		v.SetTimeTransparency(ics.TransparencyTransparent)
	}
}

// where is a session's room, else where it takes place online.
func (e Entry) where() string {
	if e.Place == "" {
		return e.Link
	}
	return e.Place
}

func (e Entry) describe(w Words) string {
	lines := []string{e.Cohort.Title, w.Hours(e.Hours)}
	var trainers []string
	for _, m := range e.Trainers {
		trainers = append(trainers, m.Name)
	}
	if len(trainers) > 0 {
		lines = append(lines, strings.Join(trainers, ", "))
	}
	if e.Link != "" {
		lines = append(lines, w.Online+": "+e.Link)
	}
	return strings.Join(lines, "\n")
}
