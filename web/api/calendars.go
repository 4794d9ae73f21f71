package api

import (
	"net/http"
	"time"

	"github.com/google/uuid"

	"accord/app/calendars"
	"accord/app/checkins"
	"accord/app/people"
	"accord/tenants"
)

// calendarEntry is a session as the calendar shows it.
type calendarEntry struct {
	session
	CohortID    uuid.UUID `json:"cohort_id"`
	CohortTitle string    `json:"cohort_title"`
	Trainers    []trainer `json:"trainers"`
	Clashes     []clash   `json:"clashes" doc:"Sessions at the same time that need the same person or room"`
}

type clash struct {
	SessionID uuid.UUID `json:"session_id"`
	Trainer   string    `json:"trainer,omitempty" doc:"Who is needed twice"`
	Place     string    `json:"place,omitempty" doc:"Which room is"`
}

func entryOf(e calendars.Entry) calendarEntry {
	return calendarEntry{sessionOf(e.TrainingSession), e.Cohort.ID, e.Cohort.Title, each(e.Trainers, func(m people.Membership) trainer { return trainerOf(m) }),
		each(e.Clashes, func(c calendars.Clash) clash { return clash{c.With.ID, c.Trainer, c.Place} })}
}

// room is a session's check-in as its trainer sees it.
type room struct {
	SessionID uuid.UUID  `json:"session_id"`
	Open      bool       `json:"open"`
	Code      string     `json:"code,omitempty" doc:"What the room shows now; it changes each minute"`
	Changes   *time.Time `json:"changes_at,omitempty"`
	Enrolled  int        `json:"enrolled"`
	Arrivals  []arrival  `json:"arrivals" doc:"Who was marked as come, the latest first"`
}

type arrival struct {
	EnrolmentID uuid.UUID `json:"enrolment_id"`
	Name        string    `json:"name"`
	Mark        string    `json:"mark"`
	At          time.Time `json:"at"`
	Own         bool      `json:"own" doc:"By their own check-in"`
}

func roomOf(r checkins.Room) room {
	out := room{SessionID: r.Session.ID, Open: r.Open != nil, Code: r.Code, Enrolled: r.Enrolled, Arrivals: each(r.Arrivals, func(a checkins.Arrival) arrival {
		return arrival{a.Enrolment, a.Name, a.Mark, a.At, a.Own}
	})}
	if r.Open != nil {
		out.Changes = &r.Changes
	}
	return out
}

func (s *service) calendars() {
	read(s, operation(http.MethodGet, "/o/{organisation}/calendar", "listCalendar", "Read the sessions that begin in a window of time, cancelled ones too, the earliest first, and what clashes"),
		func(tx *tenants.Tx, in *struct {
			In
			From    time.Time `query:"from" required:"true" doc:"From this moment"`
			To      time.Time `query:"to" required:"true" doc:"To before this one, at most 400 days on"`
			Cohort  uuid.UUID `query:"cohort_id" format:"uuid"`
			Program uuid.UUID `query:"program_id" format:"uuid"`
			Trainer uuid.UUID `query:"trainer_id" format:"uuid" doc:"A membership"`
		}) (struct {
			Sessions []calendarEntry `json:"sessions"`
		}, error) {
			all, err := calendars.Window(tx, calendars.Filter{From: in.From, To: in.To, Cohort: in.Cohort, Program: in.Program, Trainer: in.Trainer})
			return struct {
				Sessions []calendarEntry `json:"sessions"`
			}{each(all, entryOf)}, err
		})
	write(s, operation(http.MethodDelete, "/o/{organisation}/calendar-feed", "endCalendarFeed", "End the private address of your calendar; without one nothing changes. It is made on the calendar's page, which alone shows it: what answers an endpoint is kept to be said again, and a secret must not be"),
		func(tx *tenants.Tx, _ *In) (done, error) { return done{true}, calendars.End(tx, uuid.Nil) })
	read(s, operation(http.MethodGet, "/o/{organisation}/sessions/{id}/check-in", "getCheckIn", "Read a session's check-in: the code that its room shows, and who has come"),
		func(tx *tenants.Tx, in *One) (room, error) {
			r, err := checkins.RoomOf(tx, in.ID)
			return roomOf(r), err
		})
	write(s, operation(http.MethodPost, "/o/{organisation}/sessions/{id}/check-in", "openCheckIn", "Open a session's check-in; open already, it stays so"),
		func(tx *tenants.Tx, in *One) (done, error) {
			_, err := checkins.Open(tx, in.ID)
			return done{true}, err
		})
	write(s, operation(http.MethodDelete, "/o/{organisation}/sessions/{id}/check-in", "closeCheckIn", "Close a session's check-in; the marks stay"),
		func(tx *tenants.Tx, in *One) (done, error) { return done{true}, checkins.Close(tx, in.ID) })
}
