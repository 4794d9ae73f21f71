package exercises_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/uuid"

	"accord/app/apptest"
	"accord/app/candidates"
	"accord/app/exercises"
	"accord/app/trainings"
	"accord/tenants"
	"accord/tenants/fault"
)

// scene is a cohort with a session held and one to come, six trainees, a
// trainer and a coach, and a role-play that both sessions can plan.
type scene struct {
	*apptest.World
	t        *testing.T
	cohort   trainings.Cohort
	held, to trainings.TrainingSession
	people   []trainings.Enrolment
	coach    tenants.Member
	play     exercises.Exercise
}

var lease = exercises.NewExercise{Kind: exercises.RolePlay, Title: "The leaking roof", Scenario: "A tenant withholds rent.\nThe landlord wants it.", Mediators: 1, Roles: "Tenant\nLandlord", Minutes: 45, Method: "role_plays"}

func newScene(t *testing.T) *scene {
	t.Helper()
	s := &scene{World: apptest.NewWorld(t), t: t}
	s.coach = s.Andina.Trainer2
	s.ok(s.write(s.Andina.Manager, func(tx *tenants.Tx) (err error) {
		s.cohort, err = trainings.Open(tx, trainings.NewCohort{Program: s.Andina.CMTP, Code: "F-26", Title: "Foundations", Language: "es", Place: "Quito",
			StartsOn: apptest.Start.AddDate(0, 0, -9), EndsOn: apptest.Start.AddDate(0, 0, 30), Capacity: 20, RequiredHours: 40, AttendanceFloor: 90})
		if err != nil {
			return err
		}
		if err := trainings.Appoint(tx, s.cohort.ID, trainings.Staffing{Trainers: []uuid.UUID{s.Andina.Trainer.Membership()}, Coaches: []uuid.UUID{s.coach.Membership()}}); err != nil {
			return err
		}
		for i, at := range []time.Time{apptest.Start.Add(-24 * time.Hour), apptest.Start.Add(48 * time.Hour)} {
			session, err := trainings.AddSession(tx, s.cohort.ID, trainings.NewSession{Title: "Listening", StartsAt: at, EndsAt: at.Add(5 * time.Hour), Hours: 5})
			if err != nil {
				return err
			}
			if s.to = session; i == 0 {
				s.held = session
			}
		}
		for i := range 6 {
			e, err := trainings.Enrol(tx, s.cohort.ID, candidates.NewCandidate{Name: fmt.Sprintf("Person %c", 'A'+i), Email: fmt.Sprintf("p%d@correo.example", i)}, "")
			if err != nil {
				return err
			}
			s.people = append(s.people, e)
		}
		in := lease
		in.Program = s.Andina.CMTP
		s.play, err = exercises.Add(tx, in)
		return err
	}))
	return s
}

func (s *scene) write(m tenants.Member, fn func(*tenants.Tx) error) error {
	return s.DB.Write(s.t.Context(), m, fn)
}

func (s *scene) read(m tenants.Member, fn func(*tenants.Tx) error) error {
	return s.DB.Read(s.t.Context(), m, fn)
}

func (s *scene) ok(err error) {
	s.t.Helper()
	if err != nil {
		s.t.Fatal(err)
	}
}

func (s *scene) said(err error, code fault.Code, keys ...string) {
	s.t.Helper()
	f, is := errors.AsType[*fault.Error](err)
	if !is || f.Code != code {
		s.t.Errorf("want %s, got %v", code, err)
		return
	}
	for _, key := range keys {
		if f.Key != key && !slices.ContainsFunc(f.Fields, func(e fault.FieldError) bool { return e.Key == key }) {
			s.t.Errorf("want %s, got %v", key, err)
		}
	}
}

func (s *scene) plan(m tenants.Member, session trainings.TrainingSession) (r exercises.Round, err error) {
	err = s.write(m, func(tx *tenants.Tx) (err error) { r, err = exercises.Plan(tx, session.ID, s.play.ID); return err })
	return r, err
}

func (s *scene) board(m tenants.Member, round uuid.UUID) (b exercises.RoundBoard) {
	s.t.Helper()
	s.ok(s.read(m, func(tx *tenants.Tx) (err error) { b, err = exercises.Board(tx, round); return err }))
	return b
}

func (s *scene) arrange(m tenants.Member, r exercises.Round, in exercises.Arrangement) (exercises.Round, error) {
	err := s.write(m, func(tx *tenants.Tx) (err error) { r, err = exercises.Arrange(tx, r.ID, in); return err })
	return r, err
}

// played is a round of the session that was held, at two tables by a proposal;
// the coach coaches the first, nobody the second.
func (s *scene) played() exercises.RoundBoard {
	s.t.Helper()
	r, err := s.plan(s.Andina.Trainer, s.held)
	s.ok(err)
	tables := s.board(s.Andina.Trainer, r.ID).Propose(7)
	coach := s.coach.Membership()
	tables[0].Coach, tables[1].Coach = &coach, nil
	_, err = s.arrange(s.Andina.Trainer, r, exercises.Arrangement{Was: 1, Tables: tables, Seed: 7})
	s.ok(err)
	return s.board(s.Andina.Manager, r.ID)
}

var kind = exercises.Notes{{Heading: "listening", Strengths: "You let both finish.", ToWorkOn: "Reframe sooner.", Level: 3}}

func (s *scene) save(m tenants.Member, seat uuid.UUID, was int, notes exercises.Notes) (f exercises.Feedback, err error) {
	err = s.write(m, func(tx *tenants.Tx) (err error) {
		f, err = exercises.Save(tx, seat, exercises.Saving{Was: was, Notes: notes})
		return err
	})
	return f, err
}

func (s *scene) give(m tenants.Member, seat uuid.UUID, was int) error {
	return s.write(m, func(tx *tenants.Tx) error {
		_, err := exercises.Give(tx, seat, exercises.Saving{Was: was, Notes: kind})
		return err
	})
}

func (s *scene) amend(m tenants.Member, seat uuid.UUID, was int, reason string) error {
	return s.write(m, func(tx *tenants.Tx) error {
		_, err := exercises.Amend(tx, seat, exercises.Saving{Was: was, Notes: exercises.Notes{{Heading: "opening", Strengths: "Warm and short."}}}, reason)
		return err
	})
}
