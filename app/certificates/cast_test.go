package certificates_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/uuid"

	"accord/app/apptest"
	"accord/app/candidates"
	"accord/app/certificates"
	"accord/app/trainings"
	"accord/tenants"
	"accord/tenants/fault"
)

// course is a cohort that Trainer trained, in which so many people completed.
type course struct {
	*apptest.World
	Cohort trainings.Cohort
	People []trainings.Enrolment
}

func newCourse(t *testing.T, completed int) *course {
	t.Helper()
	s := &course{World: apptest.NewWorld(t)}
	ok(t, s.write(t, s.Andina.Manager, func(tx *tenants.Tx) (err error) {
		s.Cohort, err = trainings.Open(tx, trainings.NewCohort{Program: s.Andina.CMTP, Code: "FOUND-2026-A", Title: "Foundations, Autumn 2026", Language: "es",
			StartsOn: time.Date(2026, 10, 10, 0, 0, 0, 0, time.UTC), EndsOn: time.Date(2026, 11, 28, 0, 0, 0, 0, time.UTC), Capacity: 24, RequiredHours: 40, AttendanceFloor: 90})
		if err != nil {
			return err
		}
		if err := trainings.Staff(tx, s.Cohort.ID, []uuid.UUID{s.Andina.Trainer.Membership()}); err != nil {
			return err
		}
		for i := range completed {
			e, err := trainings.Enrol(tx, s.Cohort.ID, candidates.NewCandidate{Name: fmt.Sprintf("Camila Tores %c", 'A'+i), Email: fmt.Sprintf("p%d@correo.example", i), Language: "es"}, "")
			if err != nil {
				return err
			}
			s.People = append(s.People, e)
		}
		return nil
	}))
	for _, p := range s.People {
		ok(t, s.write(t, s.Andina.Manager, func(tx *tenants.Tx) error {
			return trainings.CompleteByException(tx, p.ID, "Credited from the spring course.")
		}))
	}
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

// issue issues to everybody who completed, as the program manager.
func (s *course) issue(t *testing.T) certificates.Run {
	t.Helper()
	var r certificates.Run
	ok(t, s.write(t, s.Andina.Manager, func(tx *tenants.Tx) (err error) {
		r, err = certificates.Issue(tx, s.Cohort.ID, nil)
		return err
	}))
	return r
}

// all are the cohort's certificates as somebody sees them, the latest first.
func (s *course) all(t *testing.T, m tenants.Member, f certificates.Filter) []certificates.Certificate {
	t.Helper()
	var all []certificates.Certificate
	ok(t, s.read(t, m, func(tx *tenants.Tx) error {
		page, err := certificates.List(tx, f, paged)
		all = page.Items
		return err
	}))
	return all
}

// publish does what IMI's clerk does after each change.
func (s *course) publish(t *testing.T, ids ...uuid.UUID) {
	t.Helper()
	clerk := s.DB.AdmitOversightClerk("certificate.publish", "test")
	for _, id := range ids {
		ok(t, s.DB.Oversee(t.Context(), clerk, "job certificate.publish", func(tx *tenants.OversightTx) error { return certificates.Publish(tx, id) }))
	}
}

func (s *course) verify(t *testing.T, typed string) (p certificates.Published, err error) {
	t.Helper()
	err = s.DB.Public(t.Context(), func(tx *tenants.PublicTx) (err error) { p, err = certificates.Verify(tx, typed); return err })
	return p, err
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

// ids are the enrolments of these people.
func (s *course) ids(who ...int) (all []uuid.UUID) {
	for _, i := range who {
		all = append(all, s.People[i].ID)
	}
	return all
}
