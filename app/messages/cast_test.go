package messages_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/google/uuid"

	"accord/app/apptest"
	"accord/app/candidates"
	"accord/app/messages"
	"accord/app/trainings"
	"accord/tenants"
	"accord/tenants/fault"
)

// course is a Spanish cohort that Trainer trains, with a reader of Spanish, one
// of English, one of French, and a session to come.
type course struct {
	*apptest.World
	Cohort  trainings.Cohort
	Session trainings.TrainingSession
	People  []trainings.Enrolment
}

func newCourse(t *testing.T) *course {
	t.Helper()
	s := &course{World: apptest.NewWorld(t)}
	s.Cohort = s.open(t, "FOUND-2026-A")
	ok(t, s.write(t, s.Andina.Manager, func(tx *tenants.Tx) (err error) {
		starts := time.Date(2026, 11, 21, 21, 0, 0, 0, time.UTC)
		s.Session, err = trainings.AddSession(tx, s.Cohort.ID, trainings.NewSession{Title: "Escucha activa", StartsAt: starts, EndsAt: starts.Add(3 * time.Hour), Hours: 3, Place: "Aula 2"})
		if err != nil {
			return err
		}
		for _, p := range []candidates.NewCandidate{{Name: "Camila Torres", Email: "camila@correo.example", Language: "es"},
			{Name: "Dana Pike", Email: "dana@mail.example", Language: "en"}, {Name: "Élodie Roux", Email: "elodie@courriel.example", Language: "fr"}} {
			e, err := trainings.Enrol(tx, s.Cohort.ID, p, "")
			if err != nil {
				return err
			}
			s.People = append(s.People, e)
		}
		return nil
	}))
	return s
}

func (s *course) open(t *testing.T, code string) (c trainings.Cohort) {
	t.Helper()
	ok(t, s.write(t, s.Andina.Manager, func(tx *tenants.Tx) (err error) {
		c, err = trainings.Open(tx, trainings.NewCohort{Program: s.Andina.CMTP, Code: code, Title: "Fundamentos, otoño de 2026", Language: "es", Place: "Quito",
			StartsOn: time.Date(2026, 10, 10, 0, 0, 0, 0, time.UTC), EndsOn: time.Date(2026, 11, 28, 0, 0, 0, 0, time.UTC), Capacity: 3, RequiredHours: 40, AttendanceFloor: 90})
		if err != nil {
			return err
		}
		return trainings.Staff(tx, c.ID, []uuid.UUID{s.Andina.Trainer.Membership()})
	}))
	return c
}

func (s *course) write(t *testing.T, m tenants.Member, fn func(*tenants.Tx) error) error {
	t.Helper()
	return s.DB.Write(t.Context(), m, fn)
}

// drafted drafts a message of a text of one's own.
func (s *course) drafted(t *testing.T, text messages.Text, a messages.Audience, who ...uuid.UUID) (m messages.Message) {
	t.Helper()
	ok(t, s.write(t, s.Andina.Manager, func(tx *tenants.Tx) error {
		k, err := messages.Create(tx, messages.NewTemplate{Kind: messages.General, Name: uuid.NewString(), Text: text})
		if err != nil {
			return err
		}
		m, err = messages.Write(tx, s.Cohort.ID, messages.NewMessage{Template: k.ID, Audience: a, Enrolments: who})
		return err
	}))
	return m
}

func (s *course) preview(t *testing.T, m messages.Message, who uuid.UUID) (p messages.Preview) {
	t.Helper()
	ok(t, s.DB.Read(t.Context(), s.Andina.Manager, func(tx *tenants.Tx) (err error) {
		p, err = messages.PreviewOf(tx, m.ID, who, "https://accord.example/yours")
		return err
	}))
	return p
}

var both = messages.Text{Fallback: "en", SubjectEn: "Hello {{given_name}}", BodyEn: "Welcome to {{cohort}}.", SubjectEs: "Hola, {{given_name}}", BodyEs: "Le damos la bienvenida a {{cohort}}."}

func ok(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func refused(t *testing.T, err error, code fault.Code, key string) {
	t.Helper()
	f, is := errors.AsType[*fault.Error](err)
	if !is || f.Code != code || (f.Key != key && !slices.ContainsFunc(f.Fields, func(e fault.FieldError) bool { return e.Key == key })) {
		t.Errorf("want %s %s, got %v", code, key, err)
	}
}

func sees(t *testing.T, got, want string) {
	t.Helper()
	if got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
