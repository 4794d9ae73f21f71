package checkins_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/google/uuid"

	"accord/app/apptest"
	"accord/app/candidates"
	"accord/app/checkins"
	"accord/app/personal"
	"accord/app/trainings"
	"accord/tenants"
	"accord/tenants/fault"
)

// class is a cohort that Trainer trains, minutes before its session: it begins
// a quarter past the world's start and takes three hours. Another is next week.
type class struct {
	*apptest.World
	Cohort  trainings.Cohort
	Session trainings.TrainingSession
	Later   trainings.TrainingSession
	People  []trainings.Enrolment
	Guests  []tenants.Member
}

func newClass(t *testing.T) *class {
	t.Helper()
	s := &class{World: apptest.NewWorld(t)}
	ok(t, s.write(t, s.Andina.Manager, func(tx *tenants.Tx) (err error) {
		s.Cohort, err = trainings.Open(tx, trainings.NewCohort{Program: s.Andina.CMTP, Code: "FOUND-2026-A", Title: "Foundations, Autumn 2026", Language: "es",
			StartsOn: time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC), EndsOn: time.Date(2026, 11, 28, 0, 0, 0, 0, time.UTC), Capacity: 24, RequiredHours: 40, AttendanceFloor: 90})
		if err != nil {
			return err
		}
		if err := trainings.Staff(tx, s.Cohort.ID, []uuid.UUID{s.Andina.Trainer.Membership()}); err != nil {
			return err
		}
		at := apptest.Start.Add(15 * time.Minute)
		if s.Session, err = trainings.AddSession(tx, s.Cohort.ID, trainings.NewSession{Title: "Listening", StartsAt: at, EndsAt: at.Add(3 * time.Hour), Hours: 3}); err != nil {
			return err
		}
		at = at.AddDate(0, 0, 7)
		if s.Later, err = trainings.AddSession(tx, s.Cohort.ID, trainings.NewSession{Title: "Options", StartsAt: at, EndsAt: at.Add(3 * time.Hour), Hours: 3}); err != nil {
			return err
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
	for _, p := range s.People {
		s.Guests = append(s.Guests, s.guest(t, s.Andina.Manager, p.ID))
	}
	return s
}

// guest admits the holder of an enrolment's personal link.
func (s *class) guest(t *testing.T, staff tenants.Member, enrolment uuid.UUID) tenants.Member {
	t.Helper()
	var links map[uuid.UUID]uuid.UUID
	ok(t, s.write(t, staff, func(tx *tenants.Tx) (err error) { links, err = personal.LinksFor(tx, enrolment); return err }))
	l, err := s.DB.LinkOf(t.Context(), s.DB.LinkToken(links[enrolment]))
	ok(t, err)
	m, err := s.DB.GuestMember(t.Context(), l, uuid.Nil, "test")
	ok(t, err)
	return m
}

func (s *class) write(t *testing.T, m tenants.Member, fn func(*tenants.Tx) error) error {
	t.Helper()
	return s.DB.Write(t.Context(), m, fn)
}

// open opens the session's check-in, as its trainer, and answers the code.
func (s *class) open(t *testing.T) string {
	t.Helper()
	ok(t, s.write(t, s.Andina.Trainer, func(tx *tenants.Tx) error { _, err := checkins.Open(tx, s.Session.ID); return err }))
	return s.room(t).Code
}

func (s *class) room(t *testing.T) checkins.Room {
	t.Helper()
	var r checkins.Room
	ok(t, s.DB.Read(t.Context(), s.Andina.Trainer, func(tx *tenants.Tx) (err error) { r, err = checkins.RoomOf(tx, s.Session.ID); return err }))
	return r
}

// come checks somebody in, by their link.
func (s *class) come(t *testing.T, i int, code string) (came checkins.Came, err error) {
	t.Helper()
	err = s.write(t, s.Guests[i], func(tx *tenants.Tx) (err error) {
		came, err = checkins.Come(tx, s.Session.ID, s.People[i].ID, code)
		return err
	})
	return came, err
}

// mark is what stands for somebody at the session; "" when nothing does.
func (s *class) mark(t *testing.T, i int) string {
	t.Helper()
	var f trainings.File
	ok(t, s.DB.Read(t.Context(), s.Andina.Trainer, func(tx *tenants.Tx) (err error) {
		if f, err = trainings.Load(tx, s.Cohort.ID); err != nil {
			return err
		}
		return f.ReadSheet(tx, s.Session.ID)
	}))
	standing, _ := f.Standing(s.People[i].ID)
	return standing.Marks[s.Session.ID].Mark
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

// said is the sentence by which a code was refused.
func said(c checkins.Came) string {
	if c.Refused == nil || len(c.Refused.Fields) != 1 {
		return ""
	}
	return c.Refused.Fields[0].Key
}
