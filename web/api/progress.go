package api

import (
	"net/http"

	"github.com/google/uuid"

	"accord/app/progress"
	"accord/app/trainings"
	"accord/tenants"
	"accord/tenants/fault"
)

// trainee is an enrolment as the list over all cohorts shows it.
type trainee struct {
	EnrolmentID uuid.UUID `json:"enrolment_id"`
	CandidateID uuid.UUID `json:"candidate_id"`
	Name        string    `json:"name"`
	Email       string    `json:"email"`
	Reference   string    `json:"reference"`
	CohortID    uuid.UUID `json:"cohort_id"`
	CohortCode  string    `json:"cohort_code"`
	CohortTitle string    `json:"cohort_title"`
	Status      string    `json:"status" enum:"not_begun,on_track,at_risk,ready,completed,withdrawn"`
	Hours       float64   `json:"hours" doc:"Attended"`
	Expected    float64   `json:"expected_hours" doc:"Of the sessions recorded, excused ones left out"`
	ToCome      float64   `json:"hours_to_come"`
	Share       *int      `json:"share,omitempty" doc:"Percent of the hours expected, rounded down; none before anything was recorded"`
	Missed      int       `json:"missed" doc:"Sessions absent from, without excuse"`
	CompletedOn string    `json:"completed_on,omitempty" format:"date"`
}

func traineeOf(t progress.Trainee) trainee {
	out := trainee{EnrolmentID: t.ID, CandidateID: t.CandidateID, Name: t.Candidate.Name, Email: t.Candidate.Email, Reference: t.Candidate.Reference,
		CohortID: t.CohortID, CohortCode: t.Cohort.Code, CohortTitle: t.Cohort.Title, Status: string(t.Status), Hours: t.Attended, Expected: t.Expected, ToCome: t.ToCome, Missed: t.Missed}
	if t.Share >= 0 {
		out.Share = &t.Share
	}
	if t.Completion != nil {
		out.CompletedOn = day(t.Completion.CompletedOn)
	}
	return out
}

// listedSession is a session as the list over all cohorts shows it.
type listedSession struct {
	session
	CohortID uuid.UUID `json:"cohort_id"`
	State    string    `json:"state" enum:"to_record,to_come,recorded,cancelled"`
	Share    *int      `json:"share,omitempty" doc:"Percent of the hours expected that was attended, rounded down"`
	Unmarked int       `json:"unmarked" doc:"Who is under way and has no mark"`
}

type trainingFigures struct {
	AtRisk    int            `json:"at_risk" doc:"In open cohorts. Behind it: trainees?status=at_risk"`
	Ready     int            `json:"ready" doc:"In open cohorts. Behind it: trainees?status=ready"`
	OnTrack   int            `json:"on_track" doc:"In open cohorts that have begun. Behind it: trainees?status=on_track"`
	NotBegun  int            `json:"not_begun" doc:"In open cohorts whose first day is to come. Behind it: trainees?status=not_begun"`
	ToRecord  int            `json:"to_record" doc:"Behind it: sessions?state=to_record"`
	Completed int            `json:"completed" doc:"In the calendar year. Behind it: trainees?status=completed&completed=YEAR"`
	Months    []monthFigures `json:"months" doc:"The last twelve, this one the last"`
}

type monthFigures struct {
	Month     string  `json:"month" doc:"As 2026-10. Behind it: sessions?month= and trainees?completed="`
	Hours     float64 `json:"hours" doc:"Attended"`
	Expected  float64 `json:"expected_hours"`
	Completed int     `json:"completed"`
}

func (s *service) progress() {
	read(s, operation(http.MethodGet, "/o/{organisation}/trainees", "listTrainees", "List who is enrolled over all cohorts, the lowest attendance first; of who is under way, in open cohorts"),
		func(tx *tenants.Tx, in *struct {
			In
			At
			Status    string    `query:"status" enum:",not_begun,on_track,at_risk,ready,completed,withdrawn"`
			Program   uuid.UUID `query:"program_id" format:"uuid"`
			Cohort    uuid.UUID `query:"cohort_id" format:"uuid"`
			Completed string    `query:"completed" maxLength:"7" doc:"A month as 2026-10, or a year, in which they completed"`
			Search    string    `query:"search" maxLength:"200" doc:"In name, address and reference"`
		}) (list[trainee], error) {
			completed, err := period("completed", in.Completed)
			if err != nil {
				return list[trainee]{}, err
			}
			page, err := progress.Trainees(tx, progress.TraineeFilter{Status: trainings.Status(in.Status), Program: in.Program, Cohort: in.Cohort, Completed: completed, Search: in.Search}, in.ask())
			return listOf(page, traineeOf), err
		})
	read(s, operation(http.MethodGet, "/o/{organisation}/sessions", "listSessions", "List sessions over all cohorts"),
		func(tx *tenants.Tx, in *struct {
			In
			At
			State   string    `query:"state" enum:",to_record,to_come,recorded,cancelled"`
			Program uuid.UUID `query:"program_id" format:"uuid"`
			Cohort  uuid.UUID `query:"cohort_id" format:"uuid"`
			Month   string    `query:"month" maxLength:"7" doc:"A month as 2026-10, or a year"`
		}) (list[listedSession], error) {
			zone, err := trainings.Zone(tx)
			if err != nil {
				return list[listedSession]{}, err
			}
			month, err := period("month", in.Month)
			if err != nil {
				return list[listedSession]{}, err
			}
			page, err := progress.Sessions(tx, progress.SessionFilter{State: progress.SessionState(in.State), Program: in.Program, Cohort: in.Cohort, In: month}, zone, in.ask())
			return listOf(page, func(one progress.Session) listedSession {
				out := listedSession{session: sessionOf(one.TrainingSession), CohortID: one.CohortID, State: string(one.StateAt(tx.Now())), Unmarked: one.Tally.Unmarked}
				if share, known := one.Share(); known {
					out.Share = &share
				}
				return out
			}), err
		})
	read(s, operation(http.MethodGet, "/o/{organisation}/training-figures", "getTrainingFigures", "Read the trainings in numbers; behind each figure there is a list"),
		func(tx *tenants.Tx, _ *In) (trainingFigures, error) {
			zone, err := trainings.Zone(tx)
			if err != nil {
				return trainingFigures{}, err
			}
			f, err := progress.FiguresOf(tx, zone)
			if err != nil {
				return trainingFigures{}, err
			}
			months, err := progress.ByMonth(tx, 12, zone)
			return trainingFigures{f.AtRisk, f.Ready, f.OnTrack, f.NotBegun, f.ToRecord, f.Completed, each(months, func(m progress.MonthFigures) monthFigures {
				return monthFigures{m.Month.String(), m.Attended, m.Expected, m.Completed}
			})}, err
		})
}

// period reads a month or a year; nothing is none.
func period(field, typed string) (progress.Period, error) {
	p := progress.ReadPeriod(typed)
	if typed != "" && p == (progress.Period{}) {
		var c fault.Check
		c.If(true, field, "api.period")
		return p, c.Err()
	}
	return p, nil
}
