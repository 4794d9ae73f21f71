package trainings

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/uuid"

	"accord/app/apptest"
	"accord/app/candidates"
	"accord/tenants"
	"accord/tenants/fault"
)

func write(t *testing.T, w *apptest.World, m tenants.Member, fn func(*tenants.Tx) error) error {
	t.Helper()
	return w.DB.Write(context.Background(), m, fn)
}

func read(t *testing.T, w *apptest.World, m tenants.Member, fn func(*tenants.Tx) error) error {
	t.Helper()
	return w.DB.Read(context.Background(), m, fn)
}

func ok(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func refused(t *testing.T, err error, code fault.Code) {
	t.Helper()
	if !fault.Is(err, code) {
		t.Errorf("want %s, got %v", code, err)
	}
}

func said(t *testing.T, err error, code fault.Code, key string) {
	t.Helper()
	f, is := errors.AsType[*fault.Error](err)
	if !is || f.Code != code || (f.Key != key && !slices.ContainsFunc(f.Fields, func(e fault.FieldError) bool { return e.Key == key })) {
		t.Errorf("want %s %s, got %v", code, key, err)
	}
}

func sameFields(t *testing.T, err error, want ...string) {
	t.Helper()
	var got []string
	if f, is := errors.AsType[*fault.Error](err); is {
		for _, e := range f.Fields {
			got = append(got, e.Field)
		}
	}
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("faults at %v, want %v (%v)", got, want, err)
	}
}

// november is a cohort that runs while the world's clock stands.
func november(w *apptest.World) NewCohort {
	return NewCohort{Program: w.Andina.CMTP, Code: "found-2026-a", Title: "Foundations of Mediation, Autumn 2026", Language: "es", Place: "Quito and online",
		StartsOn: time.Date(2026, 10, 10, 0, 0, 0, 0, time.UTC), EndsOn: time.Date(2026, 11, 28, 0, 0, 0, 0, time.UTC),
		Capacity: 24, RequiredHours: 40, AttendanceFloor: 90}
}

// scene is a cohort with a trainer, sessions and people.
type scene struct {
	*apptest.World
	Cohort    Cohort
	Sessions  []TrainingSession
	Enrolment []Enrolment
}

// newScene opens a cohort that Trainer trains, with held sessions of 10 hours
// on the days before, planned ones on the days after, and so many people.
func newScene(t *testing.T, held, planned, people int) *scene {
	t.Helper()
	s := &scene{World: apptest.NewWorld(t)}
	s.Cohort = openFor(t, s.World, november(s.World), s.Andina.Trainer)
	for i := range held + planned {
		at := apptest.Start.AddDate(0, 0, i-held).Add(time.Hour)
		s.Sessions = append(s.Sessions, plan(t, s.World, s.Andina.Trainer, s.Cohort, at))
	}
	for i := range people {
		s.Enrolment = append(s.Enrolment, enrolled(t, s.World, s.Andina.Trainer, s.Cohort, i))
	}
	return s
}

func openFor(t *testing.T, w *apptest.World, in NewCohort, trainers ...tenants.Member) Cohort {
	t.Helper()
	var c Cohort
	ok(t, write(t, w, w.Andina.Manager, func(tx *tenants.Tx) (err error) {
		if c, err = Open(tx, in); err != nil {
			return err
		}
		ids := []uuid.UUID{}
		for _, m := range trainers {
			ids = append(ids, m.Membership())
		}
		return Staff(tx, c.ID, ids)
	}))
	return c
}

func plan(t *testing.T, w *apptest.World, m tenants.Member, c Cohort, at time.Time) TrainingSession {
	t.Helper()
	var s TrainingSession
	ok(t, write(t, w, m, func(tx *tenants.Tx) (err error) {
		s, err = AddSession(tx, c.ID, NewSession{Title: "Listening", StartsAt: at, EndsAt: at.Add(11 * time.Hour), Hours: 10})
		return err
	}))
	return s
}

func person(i int) candidates.NewCandidate {
	return candidates.NewCandidate{Name: fmt.Sprintf("Person %c", 'A'+i), Email: fmt.Sprintf("p%d@correo.example", i)}
}

func enrolled(t *testing.T, w *apptest.World, m tenants.Member, c Cohort, i int) Enrolment {
	t.Helper()
	var e Enrolment
	ok(t, write(t, w, m, func(tx *tenants.Tx) (err error) { e, err = Enrol(tx, c.ID, person(i), ""); return err }))
	return e
}

func (s *scene) record(t *testing.T, m tenants.Member, session int, marks ...Marked) (Recorded, error) {
	t.Helper()
	var r Recorded
	err := write(t, s.World, m, func(tx *tenants.Tx) (err error) {
		r, err = RecordAttendance(tx, s.Sessions[session].ID, marks)
		return err
	})
	return r, err
}

// everywhere marks one person present at every held session.
func (s *scene) everywhere(t *testing.T, who int, held int) {
	t.Helper()
	for i := range held {
		_, err := s.record(t, s.Andina.Trainer, i, Marked{Enrolment: s.Enrolment[who].ID, Mark: Present})
		ok(t, err)
	}
}

func (s *scene) file(t *testing.T) File {
	t.Helper()
	var f File
	ok(t, read(t, s.World, s.Andina.Manager, func(tx *tenants.Tx) (err error) {
		if f, err = Load(tx, s.Cohort.ID); err != nil {
			return err
		}
		return f.ReadRegister(tx)
	}))
	return f
}

func (s *scene) events(action string, kase uuid.UUID) int {
	return s.Count("select count(*) from audit_log where action = $1 and case_id = $2", action, kase)
}
