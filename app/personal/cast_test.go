package personal_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/google/uuid"

	"accord/app/apptest"
	"accord/app/candidates"
	"accord/app/personal"
	"accord/app/trainings"
	"accord/tenants"
	"accord/tenants/fault"
)

// course is a cohort that Trainer trains, with two sessions and people in it.
type course struct {
	*apptest.World
	Cohort   trainings.Cohort
	Sessions []trainings.TrainingSession
	People   []trainings.Enrolment
}

func newCourse(t *testing.T) *course {
	t.Helper()
	s := &course{World: apptest.NewWorld(t)}
	ok(t, s.write(t, s.Andina.Manager, func(tx *tenants.Tx) (err error) {
		s.Cohort, err = trainings.Open(tx, trainings.NewCohort{Program: s.Andina.CMTP, Code: "FOUND-2026-A", Title: "Foundations, Autumn 2026", Language: "es",
			StartsOn: time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC), EndsOn: time.Date(2026, 11, 28, 0, 0, 0, 0, time.UTC), Capacity: 24, RequiredHours: 40, AttendanceFloor: 90})
		if err != nil {
			return err
		}
		if err := trainings.Staff(tx, s.Cohort.ID, []uuid.UUID{s.Andina.Trainer.Membership()}); err != nil {
			return err
		}
		for i := range 2 {
			at := time.Date(2026, 11, 14+7*i, 14, 0, 0, 0, time.UTC)
			one, err := trainings.AddSession(tx, s.Cohort.ID, trainings.NewSession{Title: fmt.Sprintf("Session %d", i+1), StartsAt: at, EndsAt: at.Add(6 * time.Hour), Hours: 5})
			if err != nil {
				return err
			}
			s.Sessions = append(s.Sessions, one)
		}
		for i := range 3 {
			e, err := trainings.Enrol(tx, s.Cohort.ID, candidates.NewCandidate{Name: fmt.Sprintf("Camila Tores %c", 'A'+i), Email: fmt.Sprintf("p%d@correo.example", i), Language: "es"}, "")
			if err != nil {
				return err
			}
			s.People = append(s.People, e)
		}
		return nil
	}))
	return s
}

func (s *course) write(t *testing.T, m tenants.Member, fn func(*tenants.Tx) error) error {
	t.Helper()
	return s.DB.Write(t.Context(), m, fn)
}

func (s *course) read(t *testing.T, m tenants.Member, fn func(*tenants.Tx) error) error {
	t.Helper()
	return s.DB.Read(t.Context(), m, fn)
}

// send mails somebody their link, as the trainer.
func (s *course) send(t *testing.T, i int) error {
	t.Helper()
	return s.write(t, s.Andina.Trainer, func(tx *tenants.Tx) error { return personal.Send(tx, s.People[i].ID) })
}

// link is somebody's link as it works now.
func (s *course) link(t *testing.T, i int) personal.Link {
	t.Helper()
	var l personal.Link
	ok(t, s.read(t, s.Andina.Manager, func(tx *tenants.Tx) (err error) { l, err = personal.Of(tx, s.People[i].ID); return err }))
	return l
}

// guest admits whoever holds a link.
func (s *course) guest(t *testing.T, link uuid.UUID) tenants.Member {
	t.Helper()
	l, err := s.DB.LinkOf(t.Context(), s.DB.LinkToken(link))
	ok(t, err)
	m, err := s.DB.GuestMember(t.Context(), l, uuid.Nil, "test")
	ok(t, err)
	return m
}

func ok(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func refused(t *testing.T, err error, code fault.Code, key string) {
	t.Helper()
	f, is := errors.AsType[*fault.Error](err)
	if !is || f.Code != code || key != "" && f.Key != key {
		t.Fatalf("%v is not %s %s", err, code, key)
	}
}
