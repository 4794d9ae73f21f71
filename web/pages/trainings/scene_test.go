package trainings_test

import (
	"fmt"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"accord/app/apptest"
	"accord/app/candidates"
	"accord/app/paging"
	"accord/app/trainings"
	"accord/tenants"
	"accord/web"
	candidatespages "accord/web/pages/candidates"
	"accord/web/pages/overview"
	pages "accord/web/pages/trainings"
	"accord/web/webtest"
)

// scene is a cohort in the autumn of the world's clock, as a trainer meets it:
// seven sessions held, the eighth to come.
type scene struct {
	*apptest.World
	site     *webtest.Site
	cohort   trainings.Cohort
	sessions []trainings.TrainingSession
	people   []trainings.Enrolment
	base     string // the cohort's address
}

var names = []string{"Camila Torres Vega", "Diego Paredes Lema", "Lucía Ferrán Ortega", "Martín Yépez", "Ana Belén Chiriboga", "Samir Haddad",
	"Valentina Rojas", "José Luis Cevallos", "María Fernanda Quispe Mamani", "Óscar Ruiz"}

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
		pages.Routes(app, s.DB)
		candidatespages.Routes(app, s.DB)
		overview.Routes(app, s.DB, nil, nil)
	})
	quito, err := time.LoadLocation("America/Guayaquil")
	ok(t, err)
	ok(t, s.DB.Write(t.Context(), s.Andina.Manager, func(tx *tenants.Tx) (err error) {
		s.cohort, err = trainings.Open(tx, trainings.NewCohort{Program: s.Andina.CMTP, Code: "FOUND-2026-A", Title: "Foundations of Mediation, Autumn 2026",
			Language: "es", Place: "Quito and online", StartsOn: time.Date(2026, 9, 26, 0, 0, 0, 0, time.UTC), EndsOn: time.Date(2026, 11, 28, 0, 0, 0, 0, time.UTC),
			Capacity: 24, RequiredHours: 40, AttendanceFloor: 90})
		if err != nil {
			return err
		}
		return trainings.Staff(tx, s.cohort.ID, []uuid.UUID{s.Andina.Trainer.Membership()})
	}))
	s.base = "/o/" + s.Andina.Slug + "/cohorts/" + s.cohort.ID.String()
	titles := []string{"The mediator’s role", "Opening the mediation", "Listening and reframing", "Interests and positions", "Options", "Impasse", "Online mediation", "Ethics and closing the mediation"}
	ok(t, s.DB.Write(t.Context(), s.Andina.Trainer, func(tx *tenants.Tx) error {
		for i, title := range titles {
			at := time.Date(2026, 9, 26+7*i, 15, 0, 0, 0, quito)
			if i == 7 {
				at = time.Date(2026, 11, 28, 15, 0, 0, 0, quito)
			}
			one, err := trainings.AddSession(tx, s.cohort.ID, trainings.NewSession{Title: title, StartsAt: at, EndsAt: at.Add(6 * time.Hour), Hours: 5})
			if err != nil {
				return err
			}
			s.sessions = append(s.sessions, one)
		}
		for i, name := range names {
			e, err := trainings.Enrol(tx, s.cohort.ID, candidates.NewCandidate{Name: name, Email: fmt.Sprintf("%s.%d@correo.example", string([]rune(strings.ToLower(paging.Plain(name)))[:3]), i), Language: "es", Country: "EC"}, "")
			if err != nil {
				return err
			}
			s.people = append(s.people, e)
		}
		return nil
	}))
	s.record(t, 0, 7)
	return s
}

// record marks the sessions from one to another as the story has it.
func (s *scene) record(t *testing.T, from, to int) {
	t.Helper()
	for i := from; i < to; i++ {
		sheet := make([]trainings.Marked, len(s.people))
		for j, p := range s.people {
			sheet[j] = trainings.Marked{Enrolment: p.ID, Mark: trainings.Present}
			switch {
			case j == 3 && (i == 1 || i == 6):
				sheet[j].Mark = trainings.Absent
			case j == 5 && i == 4:
				sheet[j].Mark = trainings.Excused
			case j == 1 && i == 2, j == 7 && i == 4, j == 3 && i == 4:
				sheet[j].Mark, sheet[j].Hours = trainings.Part, 2.5
			}
		}
		ok(t, s.DB.Write(t.Context(), s.Andina.Trainer, func(tx *tenants.Tx) error {
			_, err := trainings.RecordAttendance(tx, s.sessions[i].ID, sheet)
			return err
		}))
		s.Clock.Add(time.Minute)
	}
}

// finish holds the last session, with everybody there.
func (s *scene) finish(t *testing.T) {
	t.Helper()
	s.Clock.Add(13 * 24 * time.Hour)
	s.record(t, 7, 8)
}

func (s *scene) sheet(i int) string {
	return s.base + "/sessions/" + s.sessions[i].ID.String() + "/attendance"
}

func form(pairs ...string) url.Values {
	f := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		f.Add(pairs[i], pairs[i+1])
	}
	return f
}

// empty opens a cohort with nothing in it and answers its address.
func (s *scene) empty(t *testing.T) string {
	t.Helper()
	var c trainings.Cohort
	ok(t, s.DB.Write(t.Context(), s.Andina.Manager, func(tx *tenants.Tx) (err error) {
		c, err = trainings.Open(tx, trainings.NewCohort{Program: s.Andina.CMTP, Code: "FOUND-2027-A", Title: "Foundations of Mediation, Spring 2027", Language: "es",
			StartsOn: time.Date(2027, 3, 6, 0, 0, 0, 0, time.UTC), EndsOn: time.Date(2027, 5, 29, 0, 0, 0, 0, time.UTC), Capacity: 24, RequiredHours: 40, AttendanceFloor: 90})
		return err
	}))
	return "/o/" + s.Andina.Slug + "/cohorts/" + c.ID.String()
}
