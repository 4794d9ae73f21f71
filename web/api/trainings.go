package api

import (
	"bytes"
	"net/http"
	"slices"
	"time"

	"github.com/google/uuid"

	"accord/app/people"
	"accord/app/trainings"
	"accord/tenants"
)

type cohort struct {
	ID              uuid.UUID  `json:"id"`
	ProgramID       uuid.UUID  `json:"program_id"`
	Code            string     `json:"code"`
	Title           string     `json:"title"`
	Language        string     `json:"language"`
	Place           string     `json:"place"`
	TimeZone        string     `json:"time_zone" doc:"IANA's name: its days and hours are meant there"`
	StartsOn        string     `json:"starts_on" format:"date"`
	EndsOn          string     `json:"ends_on" format:"date"`
	Capacity        int        `json:"capacity"`
	RequiredHours   float64    `json:"required_hours"`
	AttendanceFloor int        `json:"attendance_floor" doc:"Percent of the hours; the program's own"`
	FeeNote         string     `json:"fee_note" doc:"What it costs, in the organisation's words"`
	ClosedAt        *time.Time `json:"closed_at,omitempty"`
}

func cohortOf(c trainings.Cohort) cohort {
	return cohort{c.ID, c.ProgramID, c.Code, c.Title, c.Language, c.Place, c.TimeZone, day(c.StartsOn), day(c.EndsOn), c.Capacity, c.RequiredHours, c.AttendanceFloor, c.FeeNote, c.ClosedAt}
}

type standing struct {
	EnrolmentID uuid.UUID `json:"enrolment_id"`
	CandidateID uuid.UUID `json:"candidate_id"`
	Name        string    `json:"name"`
	Hours       float64   `json:"hours"`
	Status      string    `json:"status" enum:"not_begun,on_track,at_risk,ready,completed,withdrawn"`
	Marks       []marked  `json:"marks" doc:"What was recorded, by session"`
	Exception   string    `json:"exception,omitempty" doc:"Why a completion was confirmed although the rule was not met"`
}

type marked struct {
	SessionID uuid.UUID `json:"session_id"`
	Mark      string    `json:"mark" enum:"present,late,part,absent,excused"`
	Hours     float64   `json:"hours"`
}

func standingOf(s trainings.Standing) standing {
	out := standing{EnrolmentID: s.Enrolment.ID, CandidateID: s.Enrolment.CandidateID, Name: s.Candidate.Name, Hours: s.Attended, Status: string(s.Status), Marks: []marked{}}
	for session, a := range s.Marks {
		out.Marks = append(out.Marks, marked{session, a.Mark, a.Hours})
	}
	slices.SortFunc(out.Marks, func(x, y marked) int { return bytes.Compare(x.SessionID[:], y.SessionID[:]) })
	if s.Completion != nil {
		out.Exception = s.Completion.ExceptionReason
	}
	return out
}

// trainer is somebody who trains a cohort.
type trainer struct {
	MembershipID uuid.UUID `json:"membership_id"`
	Name         string    `json:"name"`
}

func trainerOf(m people.Membership) trainer { return trainer{m.ID, m.Name} }

type cohortFile struct {
	Cohort    cohort     `json:"cohort"`
	Trainers  []trainer  `json:"trainers"`
	Sessions  []session  `json:"sessions"`
	Enrolled  []standing `json:"enrolled"`
	Delivered float64    `json:"delivered_hours"`
}

type newCohort struct {
	ProgramID       uuid.UUID `json:"program_id" format:"uuid"`
	Code            string    `json:"code" maxLength:"40"`
	Title           string    `json:"title" maxLength:"200"`
	Language        string    `json:"language" maxLength:"2"`
	Place           string    `json:"place,omitempty" maxLength:"200"`
	TimeZone        string    `json:"time_zone,omitempty" maxLength:"60" doc:"IANA's name. Without it a new cohort has that of its place, else the organisation's; it stays once a session is planned"`
	StartsOn        string    `json:"starts_on" format:"date"`
	EndsOn          string    `json:"ends_on" format:"date"`
	Capacity        int       `json:"capacity" minimum:"1" maximum:"1000"`
	RequiredHours   float64   `json:"required_hours" minimum:"0.01" maximum:"2000"`
	AttendanceFloor int       `json:"attendance_floor" minimum:"0" maximum:"100" doc:"Percent"`
	FeeNote         string    `json:"fee_note,omitempty" maxLength:"500"`
}

func (n newCohort) in() trainings.NewCohort {
	return trainings.NewCohort{Program: n.ProgramID, Code: n.Code, Title: n.Title, Language: n.Language, Place: n.Place, TimeZone: n.TimeZone, StartsOn: dayOf(n.StartsOn), EndsOn: dayOf(n.EndsOn),
		Capacity: n.Capacity, RequiredHours: n.RequiredHours, AttendanceFloor: n.AttendanceFloor, FeeNote: n.FeeNote}
}

func (s *service) trainings() {
	read(s, operation(http.MethodGet, "/o/{organisation}/cohorts", "listCohorts", "List cohorts"),
		func(tx *tenants.Tx, in *struct {
			In
			At
			Search string `query:"search" maxLength:"200"`
		}) (list[cohort], error) {
			page, err := trainings.List(tx, trainings.Filter{Search: in.Search}, in.ask())
			return listOf(page, func(l trainings.Listed) cohort { return cohortOf(l.Cohort) }), err
		})
	write(s, operation(http.MethodPost, "/o/{organisation}/cohorts", "openCohort", "Open a cohort of a CMTP"),
		func(tx *tenants.Tx, in *struct {
			In
			Body newCohort
		}) (cohort, error) {
			c, err := trainings.Open(tx, in.Body.in())
			return cohortOf(c), called(err, "program", "program_id")
		})
	write(s, operation(http.MethodPut, "/o/{organisation}/cohorts/{id}", "editCohort", "Change a cohort; its program stays"),
		func(tx *tenants.Tx, in *struct {
			One
			Body newCohort
		}) (cohort, error) {
			c, err := trainings.Edit(tx, in.ID, in.Body.in())
			return cohortOf(c), called(err, "program", "program_id")
		})
	write(s, operation(http.MethodPost, "/o/{organisation}/cohorts/{id}/closure", "closeCohort", "Close a cohort that is over: nothing in it changes any more"),
		func(tx *tenants.Tx, in *One) (cohort, error) {
			c, err := trainings.Close(tx, in.ID)
			return cohortOf(c), err
		})
	read(s, operation(http.MethodGet, "/o/{organisation}/cohorts/{id}", "getCohort", "Read a cohort with its sessions and who stands where"),
		func(tx *tenants.Tx, in *One) (cohortFile, error) {
			f, err := trainings.Load(tx, in.ID)
			if err != nil {
				return cohortFile{}, err
			}
			if err := f.ReadRegister(tx); err != nil {
				return cohortFile{}, err
			}
			around, err := trainings.Surroundings(tx, f.Cohort)
			return cohortFile{cohortOf(f.Cohort), each(around.Trainers, trainerOf), each(f.Sessions, sessionOf), each(f.Standings, standingOf), f.Delivered(tx.Now())}, err
		})
	write(s, operation(http.MethodPut, "/o/{organisation}/cohorts/{id}/trainers", "staffCohort", "Say who trains a cohort, by their memberships"),
		func(tx *tenants.Tx, in *struct {
			One
			Body staffing
		}) (done, error) {
			return done{true}, in.Body.appoint(tx, in.ID)
		})
	s.sessions()
	s.enrolments()
}
