package api

import (
	"net/http"
	"strconv"
	"time"

	"github.com/google/uuid"

	"accord/app/trainings"
	"accord/tenants"
)

type session struct {
	ID          uuid.UUID  `json:"id"`
	Number      int        `json:"number"`
	Title       string     `json:"title"`
	StartsAt    time.Time  `json:"starts_at"`
	EndsAt      time.Time  `json:"ends_at"`
	Hours       float64    `json:"hours"`
	Place       string     `json:"place"`
	Link        string     `json:"link"`
	CancelledAt *time.Time `json:"cancelled_at,omitempty"`
}

func sessionOf(t trainings.TrainingSession) session {
	return session{t.ID, t.Number, t.Title, t.StartsAt, t.EndsAt, t.Hours, t.Place, t.Link, t.CancelledAt}
}

type newSession struct {
	Title       string      `json:"title" maxLength:"200"`
	StartsAt    time.Time   `json:"starts_at"`
	EndsAt      time.Time   `json:"ends_at"`
	Hours       float64     `json:"hours" minimum:"0.01" maximum:"24" doc:"Of training, breaks left out"`
	Place       string      `json:"place,omitempty" maxLength:"200"`
	Link        string      `json:"link,omitempty" maxLength:"500" doc:"Where it takes place online: a whole http(s) address"`
	Memberships []uuid.UUID `json:"memberships,omitempty" maxItems:"50" doc:"Who of the cohort's trainers trains it; none: all of them"`
	Reason      string      `json:"reason,omitempty" maxLength:"300" doc:"Why it moves, for those who are told; needed when a session to come moves and somebody is told"`
}

func (n newSession) in() trainings.NewSession {
	return trainings.NewSession{Title: n.Title, StartsAt: n.StartsAt, EndsAt: n.EndsAt, Hours: n.Hours, Place: n.Place,
		Link: n.Link, Trainers: n.Memberships, Reason: n.Reason}
}

type cancellation struct {
	Reason string `json:"reason,omitempty" maxLength:"300" doc:"For those who are told; needed when there are any"`
}

// mark is what a sheet says of one candidate.
type mark struct {
	EnrolmentID uuid.UUID `json:"enrolment_id" format:"uuid"`
	Mark        string    `json:"mark" enum:"present,late,part,absent,excused"`
	Hours       float64   `json:"hours,omitempty" doc:"Attended, for part alone"`
	Was         *wasMark  `json:"was,omitempty" doc:"What stood there for the caller; where somebody changed it meanwhile nothing is recorded"`
}

func (m mark) in() trainings.Marked {
	out := trainings.Marked{Enrolment: m.EnrolmentID, Mark: m.Mark, Hours: m.Hours}
	if m.Was != nil {
		out.Was = &trainings.Was{Mark: m.Was.Mark, Hours: m.Was.Hours}
	}
	return out
}

type wasMark struct {
	Mark  string  `json:"mark" enum:",present,late,part,absent,excused" doc:"Empty where nothing was recorded"`
	Hours float64 `json:"hours,omitempty"`
}

type recorded struct {
	New       int `json:"new"`
	Corrected int `json:"corrected"`
}

func (s *service) sessions() {
	said := []string{"starts", "starts_at", "ends", "ends_at", "trainers", "memberships"}
	write(s, operation(http.MethodPost, "/o/{organisation}/cohorts/{id}/sessions", "addSession", "Add a session to a cohort"),
		func(tx *tenants.Tx, in *struct {
			One
			Body newSession
		}) (session, error) {
			t, err := trainings.AddSession(tx, in.ID, in.Body.in())
			return sessionOf(t), called(err, said...)
		})
	write(s, operation(http.MethodPut, "/o/{organisation}/sessions/{id}", "editSession", "Change a session"),
		func(tx *tenants.Tx, in *struct {
			One
			Body newSession
		}) (session, error) {
			t, err := trainings.EditSession(tx, in.ID, in.Body.in())
			return sessionOf(t), called(err, said...)
		})
	write(s, operation(http.MethodPost, "/o/{organisation}/sessions/{id}/cancellation", "cancelSession", "Cancel a session; it keeps its number and counts no more"),
		func(tx *tenants.Tx, in *struct {
			One
			Body cancellation
		}) (session, error) {
			t, err := trainings.CancelSession(tx, in.ID, in.Body.Reason)
			return sessionOf(t), err
		})
	write(s, operation(http.MethodPut, "/o/{organisation}/sessions/{id}/attendance", "recordAttendance", "Record who attended a session; what was recorded before stays in the journal"),
		func(tx *tenants.Tx, in *struct {
			One
			Body struct {
				Marks []mark `json:"marks" maxItems:"1000"`
			}
		}) (recorded, error) {
			sheet, names := make([]trainings.Marked, len(in.Body.Marks)), []string{}
			for i, m := range in.Body.Marks {
				sheet[i] = m.in()
				names = append(names, "mark."+m.EnrolmentID.String(), "marks["+strconv.Itoa(i)+"].mark", "hours."+m.EnrolmentID.String(), "marks["+strconv.Itoa(i)+"].hours")
			}
			r, err := trainings.RecordAttendance(tx, in.ID, sheet)
			return recorded{r.New, r.Corrected}, called(err, names...)
		})
}
