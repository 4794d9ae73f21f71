package personal_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"accord/app/apptest"
	"accord/app/candidates"
	"accord/app/personal"
	"accord/app/trainings"
	"accord/tenants"
	"accord/web"
	candidatespages "accord/web/pages/candidates"
	pages "accord/web/pages/personal"
	trainingspages "accord/web/pages/trainings"
	"accord/web/webtest"
)

// scene is a cohort under way, in which Camila, Diego and Lucía are enrolled:
// two sessions held, one cancelled, two to come.
type scene struct {
	*apptest.World
	site     *webtest.Site
	cohort   trainings.Cohort
	sessions []trainings.TrainingSession
	people   []trainings.Enrolment
	base     string // the organisation's address
}

var names = []string{"Camila Torres Vega", "Diego Paredes Lema", "Lucía Ferrán Ortega"}

func ok(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func newScene(t *testing.T, sections ...pages.Section) *scene {
	t.Helper()
	s := &scene{World: apptest.NewWorld(t)}
	s.site = webtest.New(t, s.World, func(app *web.App) {
		pages.Routes(app, s.DB, sections...)
		trainingspages.Routes(app, s.DB)
		candidatespages.Routes(app, s.DB)
	})
	s.base = "/o/" + s.Andina.Slug
	quito, err := time.LoadLocation("America/Guayaquil")
	ok(t, err)
	s.write(t, s.Andina.Manager, func(tx *tenants.Tx) (err error) {
		s.cohort, err = trainings.Open(tx, trainings.NewCohort{Program: s.Andina.CMTP, Code: "FOUND-2026-A", Title: "Foundations of Mediation, Autumn 2026", Language: "es", Place: "Quito and online",
			StartsOn: time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC), EndsOn: time.Date(2026, 12, 12, 0, 0, 0, 0, time.UTC), Capacity: 24, RequiredHours: 40, AttendanceFloor: 90})
		if err != nil {
			return err
		}
		if err := trainings.Staff(tx, s.cohort.ID, []uuid.UUID{s.Andina.Trainer.Membership()}); err != nil {
			return err
		}
		for i, title := range []string{"The mediator’s role", "Opening the mediation", "Listening and reframing", "Interests and positions", "Impasse, online"} {
			at := time.Date(2026, 11, 7+4*i, 15, 0, 0, 0, quito)
			in := trainings.NewSession{Title: title, StartsAt: at, EndsAt: at.Add(6 * time.Hour), Hours: 5, Place: "Room 2, Av. Amazonas 123"}
			if i == 4 {
				in.Place, in.Link = "", "https://meet.example/andina"
			}
			one, err := trainings.AddSession(tx, s.cohort.ID, in)
			if err != nil {
				return err
			}
			s.sessions = append(s.sessions, one)
		}
		for i, name := range names {
			e, err := trainings.Enrol(tx, s.cohort.ID, candidates.NewCandidate{Name: name, Email: fmt.Sprintf("%s.%d@correo.example", strings.ToLower(name[:3]), i), Language: "es"}, "")
			if err != nil {
				return err
			}
			s.people = append(s.people, e)
		}
		_, err = trainings.CancelSession(tx, s.sessions[2].ID, "The room is not free.")
		return err
	})
	s.write(t, s.Andina.Trainer, func(tx *tenants.Tx) error {
		_, err := trainings.RecordAttendance(tx, s.sessions[0].ID, []trainings.Marked{{Enrolment: s.people[0].ID, Mark: trainings.Present}, {Enrolment: s.people[1].ID, Mark: trainings.Absent}})
		return err
	})
	s.write(t, s.Andina.Trainer, func(tx *tenants.Tx) error {
		_, err := trainings.RecordAttendance(tx, s.sessions[1].ID, []trainings.Marked{{Enrolment: s.people[0].ID, Mark: trainings.Part, Hours: 2.5}})
		return err
	})
	return s
}

func (s *scene) write(t *testing.T, m tenants.Member, fn func(*tenants.Tx) error) {
	t.Helper()
	ok(t, s.DB.Write(t.Context(), m, fn))
}

// own is the address of somebody's page.
func (s *scene) own(t *testing.T, i int) string {
	t.Helper()
	var links map[uuid.UUID]uuid.UUID
	s.write(t, s.Andina.Trainer, func(tx *tenants.Tx) (err error) {
		if links, err = personal.LinksFor(tx, s.people[i].ID); err == nil {
			tx.Record(tenants.Event{Action: "personal_link.made", Resource: "personal_link", Subject: links[s.people[i].ID]})
		}
		return err
	})
	return s.base + "/personal/" + s.DB.LinkToken(links[s.people[i].ID])
}

func (s *scene) at(path string) string { return s.base + "/cohorts/" + s.cohort.ID.String() + path }
