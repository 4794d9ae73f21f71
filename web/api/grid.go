package api

import (
	"net/http"
	"strconv"
	"time"

	"github.com/google/uuid"

	"accord/app/trainings"
	"accord/tenants"
)

// sheet is a session's part of a grid.
type gridSheet struct {
	SessionID uuid.UUID `json:"session_id" format:"uuid"`
	Marks     []mark    `json:"marks" maxItems:"1000"`
}

// markedBefore is one mark as it was made.
type markedBefore struct {
	At       time.Time `json:"at"`
	By       string    `json:"by"`
	WasMark  string    `json:"was_mark,omitempty" doc:"None for the first"`
	WasHours float64   `json:"was_hours,omitempty"`
	Mark     string    `json:"mark"`
	Hours    float64   `json:"hours"`
}

// atRisk is when a program warns of a candidate.
type atRisk struct {
	ProgramID uuid.UUID `json:"program_id"`
	WarnBelow int       `json:"warn_below"`
	Missed    int       `json:"missed"`
}

func (s *service) grid() {
	write(s, operation(http.MethodPut, "/o/{organisation}/cohorts/{id}/attendance", "recordGrid", "Record marks of several sessions of a cohort, all of them or none"),
		func(tx *tenants.Tx, in *struct {
			One
			Body struct {
				Sessions []gridSheet `json:"sessions" maxItems:"200"`
			}
		}) (recorded, error) {
			sheets, names := map[uuid.UUID][]trainings.Marked{}, []string{}
			for i, one := range in.Body.Sessions {
				for j, m := range one.Marks {
					sheets[one.SessionID] = append(sheets[one.SessionID], m.in())
					at, is := one.SessionID.String()+"."+m.EnrolmentID.String(), "sessions["+strconv.Itoa(i)+"].marks["+strconv.Itoa(j)+"]"
					names = append(names, "mark."+at, is+".mark", "hours."+at, is+".hours")
				}
			}
			r, err := trainings.RecordGrid(tx, in.ID, sheets)
			return recorded{r.New, r.Corrected}, called(err, names...)
		})
	read(s, operation(http.MethodGet, "/o/{organisation}/sessions/{id}/marks/{enrolment}", "listMarks", "Read how one mark came to be, the latest first"),
		func(tx *tenants.Tx, in *struct {
			One
			Enrolment uuid.UUID `path:"enrolment" format:"uuid"`
		}) (struct {
			Marks []markedBefore `json:"marks"`
		}, error) {
			all, err := trainings.HistoryOf(tx, in.ID, in.Enrolment)
			return struct {
				Marks []markedBefore `json:"marks"`
			}{each(all, func(c trainings.AttendanceChange) markedBefore {
				return markedBefore{c.At, c.ByName, c.WasMark, c.WasHours, c.Mark, c.Hours}
			})}, err
		})
	write(s, operation(http.MethodPut, "/o/{organisation}/cohorts/{id}/at-risk", "setAtRiskRule", "Say when the program of a cohort warns of a candidate"),
		func(tx *tenants.Tx, in *struct {
			One
			Body struct {
				WarnBelow int `json:"warn_below" minimum:"0" maximum:"100" doc:"Percent of the hours expected so far; 0 for the cohort's floor alone"`
				Missed    int `json:"missed" minimum:"0" maximum:"100" doc:"Sessions missed without excuse; 0 for however many"`
			}
		}) (atRisk, error) {
			c, err := trainings.Get(tx, in.ID)
			if err != nil {
				return atRisk{}, err
			}
			r, err := trainings.SetRisk(tx, c.ProgramID, in.Body.WarnBelow, in.Body.Missed)
			return atRisk{r.ID, r.WarnBelow, r.Missed}, err
		})
}
