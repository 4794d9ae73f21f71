package api

import (
	"net/http"
	"slices"
	"time"

	"github.com/google/uuid"

	"accord/app/trainings"
	"accord/tenants"
)

// newSeries is a session that comes again, by the clock of the organisation's zone.
type newSeries struct {
	Title       string      `json:"title" maxLength:"200"`
	Hours       float64     `json:"hours" minimum:"0.01" maximum:"24" doc:"Of training, breaks left out"`
	Place       string      `json:"place,omitempty" maxLength:"200"`
	Link        string      `json:"link,omitempty" maxLength:"500" doc:"Where it takes place online: a whole http(s) address"`
	Memberships []uuid.UUID `json:"memberships,omitempty" maxItems:"50" doc:"Who of the cohort's trainers trains them; none: all of them"`
	Days        []string    `json:"days" maxItems:"7" enum:"monday,tuesday,wednesday,thursday,friday,saturday,sunday"`
	From        string      `json:"from" format:"date"`
	Begins      string      `json:"begins" pattern:"^([01]?[0-9]|2[0-3]):[0-5][0-9]$" doc:"By the clock on the wall, as 17:00"`
	Ends        string      `json:"ends" pattern:"^([01]?[0-9]|2[0-3]):[0-5][0-9]$" doc:"Of the next day where it is not after begins"`
	Times       int         `json:"times,omitempty" minimum:"0" maximum:"100" doc:"How many sessions; or until says it"`
	Until       string      `json:"until,omitempty" format:"date"`
	OnlyDays    []string    `json:"only_days,omitempty" maxItems:"100" doc:"Of the days that come out, those to plan; none: all"`
}

var weekdays = []string{"sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"}

func (n newSeries) in() trainings.Series {
	out := trainings.Series{Session: trainings.NewSession{Title: n.Title, Hours: n.Hours, Place: n.Place, Link: n.Link, Trainers: n.Memberships},
		From: dayOf(n.From), Until: dayOf(n.Until), Times: n.Times}
	for _, d := range n.Days {
		out.Days = append(out.Days, time.Weekday(slices.Index(weekdays, d)))
	}
	out.Begins, _ = trainings.ReadClock(n.Begins) // its form is the schema's
	out.Ends, _ = trainings.ReadClock(n.Ends)
	for _, d := range n.OnlyDays {
		out.OnlyDays = append(out.OnlyDays, dayOf(d))
	}
	return out
}

type plannedSession struct {
	StartsAt time.Time `json:"starts_at"`
	EndsAt   time.Time `json:"ends_at"`
}

type plan struct {
	Sessions []plannedSession `json:"sessions"`
}

func (s *service) series() {
	said := []string{"starts", "from", "trainers", "memberships", "day", "only_days"}
	preview := operation(http.MethodPost, "/o/{organisation}/cohorts/{id}/series/preview", "previewSeries", "Work out the sessions of a series; nothing is planned")
	preview.DefaultStatus = http.StatusOK // it makes nothing
	read(s, preview,
		func(tx *tenants.Tx, in *struct {
			One
			Body newSeries
		}) (plan, error) {
			all, err := trainings.Preview(tx, in.ID, in.Body.in())
			return plan{each(all, func(one trainings.NewSession) plannedSession { return plannedSession{one.StartsAt, one.EndsAt} })}, called(err, said...)
		})
	write(s, operation(http.MethodPost, "/o/{organisation}/cohorts/{id}/series", "addSeries", "Plan the sessions of a series, all or none"),
		func(tx *tenants.Tx, in *struct {
			One
			Body newSeries
		}) (struct {
			Sessions []session `json:"sessions"`
		}, error) {
			all, err := trainings.AddSeries(tx, in.ID, in.Body.in())
			return struct {
				Sessions []session `json:"sessions"`
			}{each(all, sessionOf)}, called(err, said...)
		})
}
