package api

import (
	"net/http"
	"time"

	"github.com/google/uuid"

	"accord/app/standards"
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
	StartsOn        string     `json:"starts_on" format:"date"`
	EndsOn          string     `json:"ends_on" format:"date"`
	Capacity        int        `json:"capacity"`
	RequiredHours   float64    `json:"required_hours"`
	AttendanceFloor int        `json:"attendance_floor" doc:"Percent of the hours; the program's own"`
	ClosedAt        *time.Time `json:"closed_at,omitempty"`
}

func cohortOf(c trainings.Cohort) cohort {
	return cohort{c.ID, c.ProgramID, c.Code, c.Title, c.Language, c.Place, day(c.StartsOn), day(c.EndsOn), c.Capacity, c.RequiredHours, c.AttendanceFloor, c.ClosedAt}
}

type session struct {
	ID          uuid.UUID  `json:"id"`
	Number      int        `json:"number"`
	Title       string     `json:"title"`
	StartsAt    time.Time  `json:"starts_at"`
	EndsAt      time.Time  `json:"ends_at"`
	Hours       float64    `json:"hours"`
	Place       string     `json:"place"`
	CancelledAt *time.Time `json:"cancelled_at,omitempty"`
}

func sessionOf(t trainings.TrainingSession) session {
	return session{t.ID, t.Number, t.Title, t.StartsAt, t.EndsAt, t.Hours, t.Place, t.CancelledAt}
}

type standing struct {
	EnrolmentID uuid.UUID `json:"enrolment_id"`
	CandidateID uuid.UUID `json:"candidate_id"`
	Name        string    `json:"name"`
	Hours       float64   `json:"hours"`
	Status      string    `json:"status" enum:"on_track,at_risk,ready,completed,withdrawn"`
}

func standingOf(s trainings.Standing) standing {
	return standing{s.Enrolment.ID, s.Enrolment.CandidateID, s.Candidate.Name, s.Attended, string(s.Status)}
}

type cohortFile struct {
	Cohort    cohort     `json:"cohort"`
	Sessions  []session  `json:"sessions"`
	Enrolled  []standing `json:"enrolled"`
	Delivered float64    `json:"delivered_hours"`
}

type enrolment struct {
	ID          uuid.UUID `json:"id"`
	CohortID    uuid.UUID `json:"cohort_id"`
	CandidateID uuid.UUID `json:"candidate_id"`
}

func enrolmentOf(e trainings.Enrolment) enrolment { return enrolment{e.ID, e.CohortID, e.CandidateID} }

// mark is what a sheet says of one candidate.
type mark struct {
	EnrolmentID uuid.UUID `json:"enrolment_id" format:"uuid"`
	Mark        string    `json:"mark" enum:"present,part,absent,excused"`
	Hours       float64   `json:"hours,omitempty" doc:"Attended, for part alone"`
}

type recorded struct {
	New       int `json:"new"`
	Corrected int `json:"corrected"`
}

type completed struct {
	Completed int `json:"completed"`
}

func (s *service) trainings() {
	read(s, operation(http.MethodGet, "/o/{organisation}/cohorts", "listCohorts", "List cohorts"),
		func(tx *tenants.Tx, in *struct {
			In
			At
			Search string `query:"search" maxLength:"200"`
		}) (list[cohort], error) {
			zone, err := trainings.Zone(tx)
			if err != nil {
				return list[cohort]{}, err
			}
			page, err := trainings.List(tx, trainings.Filter{Search: in.Search}, in.ask(), standards.DayOf(tx.Now(), zone))
			return listOf(page, func(l trainings.Listed) cohort { return cohortOf(l.Cohort) }), err
		})
	write(s, operation(http.MethodPost, "/o/{organisation}/cohorts", "openCohort", "Open a cohort of a CMTP"),
		func(tx *tenants.Tx, in *struct {
			In
			Body struct {
				ProgramID       uuid.UUID `json:"program_id" format:"uuid"`
				Code            string    `json:"code" maxLength:"40"`
				Title           string    `json:"title" maxLength:"200"`
				Language        string    `json:"language" maxLength:"2"`
				Place           string    `json:"place,omitempty" maxLength:"200"`
				StartsOn        string    `json:"starts_on" format:"date"`
				EndsOn          string    `json:"ends_on" format:"date"`
				Capacity        int       `json:"capacity"`
				RequiredHours   float64   `json:"required_hours"`
				AttendanceFloor int       `json:"attendance_floor"`
			}
		}) (cohort, error) {
			b := in.Body
			c, err := trainings.Open(tx, trainings.NewCohort{Program: b.ProgramID, Code: b.Code, Title: b.Title, Language: b.Language, Place: b.Place,
				StartsOn: dayOf(b.StartsOn), EndsOn: dayOf(b.EndsOn), Capacity: b.Capacity, RequiredHours: b.RequiredHours, AttendanceFloor: b.AttendanceFloor})
			return cohortOf(c), err
		})
	read(s, operation(http.MethodGet, "/o/{organisation}/cohorts/{id}", "getCohort", "Read a cohort with its sessions and who stands where"),
		func(tx *tenants.Tx, in *One) (cohortFile, error) {
			f, err := trainings.Load(tx, in.ID)
			return cohortFile{cohortOf(f.Cohort), each(f.Sessions, sessionOf), each(f.Standings, standingOf), f.Delivered(tx.Now())}, err
		})
	write(s, operation(http.MethodPut, "/o/{organisation}/cohorts/{id}/trainers", "staffCohort", "Say who trains a cohort, by their memberships"),
		func(tx *tenants.Tx, in *struct {
			One
			Body struct {
				Memberships []uuid.UUID `json:"memberships" maxItems:"50"`
			}
		}) (done, error) {
			return done{true}, trainings.Staff(tx, in.ID, in.Body.Memberships)
		})
	write(s, operation(http.MethodPost, "/o/{organisation}/cohorts/{id}/sessions", "addSession", "Add a session to a cohort"),
		func(tx *tenants.Tx, in *struct {
			One
			Body struct {
				Title    string    `json:"title" maxLength:"200"`
				StartsAt time.Time `json:"starts_at"`
				EndsAt   time.Time `json:"ends_at"`
				Hours    float64   `json:"hours"`
				Place    string    `json:"place,omitempty" maxLength:"200"`
			}
		}) (session, error) {
			b := in.Body
			t, err := trainings.AddSession(tx, in.ID, trainings.NewSession{Title: b.Title, StartsAt: b.StartsAt, EndsAt: b.EndsAt, Hours: b.Hours, Place: b.Place})
			return sessionOf(t), err
		})
	write(s, operation(http.MethodPost, "/o/{organisation}/cohorts/{id}/enrolments", "enrol", "Enrol a candidate on file in a cohort"),
		func(tx *tenants.Tx, in *struct {
			One
			Body struct {
				CandidateID uuid.UUID `json:"candidate_id" format:"uuid"`
			}
		}) (enrolment, error) {
			e, err := trainings.EnrolOnFile(tx, in.ID, in.Body.CandidateID)
			return enrolmentOf(e), err
		})
	write(s, operation(http.MethodPut, "/o/{organisation}/sessions/{id}/attendance", "recordAttendance", "Record who attended a session; what was recorded before stays in the journal"),
		func(tx *tenants.Tx, in *struct {
			One
			Body struct {
				Marks []mark `json:"marks" maxItems:"1000"`
			}
		}) (recorded, error) {
			sheet := make([]trainings.Marked, len(in.Body.Marks))
			for i, m := range in.Body.Marks {
				sheet[i] = trainings.Marked{Enrolment: m.EnrolmentID, Mark: m.Mark, Hours: m.Hours}
			}
			r, err := trainings.RecordAttendance(tx, in.ID, sheet)
			return recorded{r.New, r.Corrected}, err
		})
	write(s, operation(http.MethodPost, "/o/{organisation}/cohorts/{id}/completions", "complete", "Confirm that candidates completed the course, by its rule"),
		func(tx *tenants.Tx, in *struct {
			One
			Body struct {
				Enrolments []uuid.UUID `json:"enrolments" maxItems:"1000"`
			}
		}) (completed, error) {
			n, err := trainings.Complete(tx, in.ID, in.Body.Enrolments)
			return completed{n}, err
		})
}
