package calendars

import (
	"slices"
	"strings"
	"time"

	ics "github.com/arran4/golang-ical"

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

// ICal is sessions as a calendar reads them (RFC 5545). Times are in UTC, so
// that no reader needs to know the organisation's zone; a session keeps its UID
// for good, and its SEQUENCE goes up each time it moves or is cancelled.
func ICal(all []Entry, w Words) string {
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
		event(cal.AddEvent(e.ID.String()+"@accord"), e, w)
	}
	return cal.Serialize(ics.WithNewLineWindows)
}

func event(v *ics.VEvent, e Entry, w Words) {
	changed := e.CreatedAt
	if e.ChangedAt != nil {
		changed = *e.ChangedAt
	}
	v.SetDtStampTime(changed.Truncate(time.Second)) // without an organiser's reply it is when this was last so
	v.SetCreatedTime(e.CreatedAt.Truncate(time.Second))
	v.SetModifiedAt(changed.Truncate(time.Second))
	v.SetSequence(e.Revision)
	v.SetStartAt(e.StartsAt)
	v.SetEndAt(e.EndsAt)
	v.SetSummary(e.Title)
	v.SetLocation(e.where())
	v.SetDescription(e.describe(w))
	if page := w.Page(e.TrainingSession); page != "" {
		v.SetURL(page)
	}
	v.SetStatus(ics.ObjectStatusConfirmed)
	if e.CancelledAt != nil {
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
