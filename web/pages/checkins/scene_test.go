package checkins_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"accord/app/apptest"
	"accord/app/candidates"
	"accord/app/checkins"
	"accord/app/personal"
	"accord/app/trainings"
	"accord/tenants"
	"accord/web"
	pages "accord/web/pages/checkins"
	personalpages "accord/web/pages/personal"
	trainingspages "accord/web/pages/trainings"
	"accord/web/webtest"
)

// scene is a cohort minutes before its session, in which three people are enrolled.
type scene struct {
	*apptest.World
	site    *webtest.Site
	cohort  trainings.Cohort
	session trainings.TrainingSession
	people  []trainings.Enrolment
	base    string // the organisation's address
}

var names = []string{"Camila Torres Vega", "Diego Paredes Lema", "Lucía Ferrán Ortega"}

func ok(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func newScene(t *testing.T) *scene {
	t.Helper()
	s := &scene{World: apptest.NewWorld(t)}
	s.site = webtest.New(t, s.World, func(app *web.App) {
		personalpages.Routes(app, s.DB, pages.OwnSection())
		pages.Routes(app, s.DB, "https://accord.example")
		trainingspages.Routes(app, s.DB)
	})
	s.base = "/o/" + s.Andina.Slug
	s.write(t, s.Andina.Manager, func(tx *tenants.Tx) (err error) {
		s.cohort, err = trainings.Open(tx, trainings.NewCohort{Program: s.Andina.CMTP, Code: "FOUND-2026-A", Title: "Foundations of Mediation, Autumn 2026", Language: "es", Place: "Quito",
			StartsOn: time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC), EndsOn: time.Date(2026, 12, 12, 0, 0, 0, 0, time.UTC), Capacity: 24, RequiredHours: 40, AttendanceFloor: 90})
		if err != nil {
			return err
		}
		if err := trainings.Staff(tx, s.cohort.ID, []uuid.UUID{s.Andina.Trainer.Membership()}); err != nil {
			return err
		}
		at := apptest.Start.Add(15 * time.Minute)
		if s.session, err = trainings.AddSession(tx, s.cohort.ID, trainings.NewSession{Title: "Listening and reframing", StartsAt: at, EndsAt: at.Add(3 * time.Hour), Hours: 3, Place: "Room 2"}); err != nil {
			return err
		}
		for i, name := range names {
			e, err := trainings.Enrol(tx, s.cohort.ID, candidates.NewCandidate{Name: name, Email: fmt.Sprintf("%s.%d@correo.example", strings.ToLower(name[:3]), i), Language: "es"}, "")
			if err != nil {
				return err
			}
			s.people = append(s.people, e)
		}
		return nil
	})
	return s
}

func (s *scene) write(t *testing.T, m tenants.Member, fn func(*tenants.Tx) error) {
	t.Helper()
	ok(t, s.DB.Write(t.Context(), m, fn))
}

// token is of somebody's personal link.
func (s *scene) token(t *testing.T, i int) string {
	t.Helper()
	var links map[uuid.UUID]uuid.UUID
	s.write(t, s.Andina.Trainer, func(tx *tenants.Tx) (err error) {
		if links, err = personal.LinksFor(tx, s.people[i].ID); err == nil {
			tx.Record(tenants.Event{Action: "personal_link.made", Resource: "personal_link", Subject: links[s.people[i].ID]})
		}
		return err
	})
	return s.DB.LinkToken(links[s.people[i].ID])
}

func (s *scene) room() string {
	return s.base + "/cohorts/" + s.cohort.ID.String() + "/sessions/" + s.session.ID.String() + "/check-in"
}

func (s *scene) scan() string { return s.base + "/check-in/" + s.session.ID.String() }

// opened opens the check-in and answers what the room shows.
func (s *scene) opened(t *testing.T) string {
	t.Helper()
	s.write(t, s.Andina.Trainer, func(tx *tenants.Tx) error {
		_, err := checkins.Open(tx, s.session.ID)
		tx.Record(tenants.Event{Action: "check_in.opened", Resource: "check_in", Subject: s.session.ID})
		return err
	})
	var r checkins.Room
	ok(t, s.DB.Read(t.Context(), s.Andina.Trainer, func(tx *tenants.Tx) (err error) { r, err = checkins.RoomOf(tx, s.session.ID); return err }))
	return r.Code
}
