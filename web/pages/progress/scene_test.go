package progress_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/uuid"

	"accord/app/apptest"
	"accord/app/candidates"
	"accord/app/trainings"
	"accord/tenants"
	"accord/web"
	candidatespages "accord/web/pages/candidates"
	"accord/web/pages/overview"
	pages "accord/web/pages/progress"
	trainingspages "accord/web/pages/trainings"
	"accord/web/webtest"
)

// scene is an organisation with a cohort that Trainer trains, four sessions of
// ten hours held and one to come: one trainee has completed it, one can, one is
// at risk, and one lacks a mark.
type scene struct {
	*apptest.World
	site     *webtest.Site
	home     string
	cohort   trainings.Cohort
	sessions []trainings.TrainingSession
	people   []trainings.Enrolment
}

var names = []string{"Camila Torres Vega", "Diego Paredes Lema", "Lucía Ferrán Ortega", "María Fernanda Quispe Mamani"}

func ok(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func empty(t *testing.T) *scene {
	t.Helper()
	s := &scene{World: apptest.NewWorld(t)}
	s.home = "/o/" + s.Andina.Slug
	s.site = webtest.New(t, s.World, func(app *web.App) {
		pages.Routes(app, s.DB)
		trainingspages.Routes(app, s.DB)
		candidatespages.Routes(app, s.DB)
		overview.Routes(app, s.DB, append(pages.Figures(), pages.Running()), nil)
	})
	return s
}

func newScene(t *testing.T) *scene {
	t.Helper()
	s := empty(t)
	ok(t, s.DB.Write(t.Context(), s.Andina.Manager, func(tx *tenants.Tx) (err error) {
		s.cohort, err = trainings.Open(tx, trainings.NewCohort{Program: s.Andina.CMTP, Code: "FOUND-2026-A", Title: "Foundations of Mediation, Autumn 2026", Language: "es",
			Place: "Quito and online", StartsOn: apptest.Start.AddDate(0, 0, -40), EndsOn: apptest.Start.AddDate(0, 0, 10), Capacity: 24, RequiredHours: 40, AttendanceFloor: 90})
		if err != nil {
			return err
		}
		if err := trainings.Staff(tx, s.cohort.ID, []uuid.UUID{s.Andina.Trainer.Membership()}); err != nil {
			return err
		}
		for i := range 5 {
			at := apptest.Start.AddDate(0, 0, 7*(i-4)).Add(time.Hour)
			one, err := trainings.AddSession(tx, s.cohort.ID, trainings.NewSession{Title: []string{"The mediator’s role", "Listening", "Interests", "Options", "Impasse"}[i], StartsAt: at, EndsAt: at.Add(11 * time.Hour), Hours: 10})
			if err != nil {
				return err
			}
			s.sessions = append(s.sessions, one)
		}
		for i, name := range names {
			e, err := trainings.Enrol(tx, s.cohort.ID, candidates.NewCandidate{Name: name, Email: fmt.Sprintf("p%d@correo.example", i), Language: "es", Country: "EC"}, "")
			if err != nil {
				return err
			}
			s.people = append(s.people, e)
		}
		for i, one := range s.sessions[:4] {
			sheet := []trainings.Marked{{Enrolment: s.people[0].ID, Mark: trainings.Present}, {Enrolment: s.people[1].ID, Mark: trainings.Present}, {Enrolment: s.people[2].ID, Mark: trainings.Absent}}
			if i > 0 {
				sheet = append(sheet, trainings.Marked{Enrolment: s.people[3].ID, Mark: trainings.Late})
			}
			if _, err := trainings.RecordAttendance(tx, one.ID, sheet); err != nil {
				return err
			}
		}
		_, err = trainings.Complete(tx, s.cohort.ID, []uuid.UUID{s.people[0].ID})
		return err
	}))
	return s
}
