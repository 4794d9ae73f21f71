package days_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/google/uuid"

	"accord/app/apptest"
	"accord/app/assessments"
	"accord/app/candidates"
	"accord/app/days"
	"accord/app/trainings"
	"accord/tenants"
	"accord/tenants/fault"
)

// stage is a planned day of Andina's QAP, in Quito, a week after the world
// begins, and candidates whose assessments are open: Assessor and Assessor2
// judge the first ones, nobody the last.
type stage struct {
	*apptest.World
	t           *testing.T
	org         apptest.Org
	day         days.Day
	people      []candidates.Candidate
	assessments []uuid.UUID
}

var on = time.Date(2026, time.November, 23, 0, 0, 0, 0, time.UTC)

func clock(h, m int) trainings.Clock { return trainings.Clock(h*60 + m) }

func newStage(t *testing.T, count int) *stage {
	t.Helper()
	s := &stage{World: apptest.NewWorld(t), t: t}
	s.org = s.Andina
	for i := range count {
		s.candidate([]string{"Ana Lucía Torres", "Bruno Cárdenas", "Carla Espín", "Diego Larrea"}[i])
		if i < count-1 {
			s.assign(i, s.org.Assessor)
			s.assign(i, s.org.Assessor2)
		}
	}
	s.day = s.plan(on, "Quito")
	return s
}

func (s *stage) candidate(name string) {
	s.t.Helper()
	s.ok(s.org.Manager, func(tx *tenants.Tx) error {
		c, err := candidates.Add(tx, candidates.NewCandidate{Name: name, Email: uuid.NewString() + "@correo.example", Language: "es", Country: "EC"})
		if err != nil {
			return err
		}
		a, err := assessments.Open(tx, assessments.NewAssessment{CandidateID: c.ID, ProgramID: s.org.QAP})
		s.people, s.assessments = append(s.people, c), append(s.assessments, a.ID)
		return err
	})
}

func (s *stage) assign(i int, m tenants.Member) {
	s.t.Helper()
	s.ok(s.org.Manager, func(tx *tenants.Tx) error {
		_, err := assessments.Assign(tx, s.assessments[i], m.Membership())
		return err
	})
}

func (s *stage) plan(on time.Time, place string) (d days.Day) {
	s.t.Helper()
	s.ok(s.org.Manager, func(tx *tenants.Tx) (err error) {
		d, err = days.Plan(tx, newDay(s.org, on, place))
		return err
	})
	return d
}

func newDay(o apptest.Org, on time.Time, place string) days.NewDay {
	return days.NewDay{Program: o.QAP, Title: "Assessment day", On: on, Place: place, Language: "es"}
}

// fill makes a slot for each of these candidates, one after the other from nine.
func (s *stage) fill(which ...int) (all []days.Slot) {
	s.t.Helper()
	in := days.Series{Begins: clock(9, 0), Count: len(which), Minutes: 60, Break: 15, Room: "Sala 1", Scenario: "La herencia", Version: "v2"}
	for _, i := range which {
		in.Assessments = append(in.Assessments, s.assessments[i])
	}
	s.ok(s.org.Manager, func(tx *tenants.Tx) (err error) { all, err = days.Fill(tx, s.day.ID, in); return err })
	return all
}

func (s *stage) publish() {
	s.t.Helper()
	s.ok(s.org.Manager, func(tx *tenants.Tx) error { _, err := days.Publish(tx, s.day.ID); return err })
}

// until moves the clock to a moment.
func (s *stage) until(at time.Time) { s.Clock.Add(at.Sub(s.Clock.Now())) }

func (s *stage) slot(id uuid.UUID) (is days.Slot) {
	s.t.Helper()
	s.ok(s.org.Manager, func(tx *tenants.Tx) (err error) { is, err = days.SlotOf(tx, id); return err })
	return is
}

func (s *stage) parts(id uuid.UUID) (all []days.Part) {
	s.t.Helper()
	s.ok(s.org.Manager, func(tx *tenants.Tx) (err error) { all, err = days.PartsOf(tx, id); return err })
	return all
}

// letters counts the letters of a kind that are on their way in the organisation.
func (s *stage) letters(kind string) int {
	return s.Count(`select count(*) from outbox where tenant_id = $1 and kind = 'mail' and args->>'letter' = $2`, s.org.ID, kind)
}

func (s *stage) ok(m tenants.Member, fn func(*tenants.Tx) error) {
	s.t.Helper()
	if err := s.try(m, fn); err != nil {
		s.t.Fatal(err)
	}
}

func (s *stage) try(m tenants.Member, fn func(*tenants.Tx) error) error {
	return s.DB.Write(s.t.Context(), m, fn)
}

func (s *stage) refused(what string, err error, code fault.Code, key string) {
	s.t.Helper()
	f, is := errors.AsType[*fault.Error](err)
	if !is || f.Code != code || key != "" && f.Key != key && !slices.ContainsFunc(f.Fields, func(e fault.FieldError) bool { return e.Key == key }) {
		s.t.Errorf("%s: want %s %s, got %v", what, code, key, err)
	}
}
