package quality_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5/pgconn"

	"accord/app/apptest"
	"accord/app/assessments"
	"accord/app/candidates"
	"accord/app/quality"
	"accord/tenants"
	"accord/tenants/fault"
)

// scene is Andina with decided assessments, two sheets each.
type scene struct {
	*apptest.World
	t   *testing.T
	org apptest.Org
}

func newScene(t *testing.T) scene {
	t.Helper()
	w := apptest.NewWorld(t)
	return scene{World: w, t: t, org: w.Andina}
}

// decided is an assessment judged by these, each with the same points throughout.
func (s scene) decided(points map[uuid.UUID]int, by ...tenants.Member) (a assessments.Assessment) {
	s.t.Helper()
	s.ok(s.org.Manager, func(tx *tenants.Tx) error {
		c, err := candidates.Add(tx, candidates.NewCandidate{Name: "Ana Lucía Torres", Email: uuid.NewString() + "@correo.example", Language: "es", Country: "EC"})
		if err == nil {
			a, err = assessments.Open(tx, assessments.NewAssessment{CandidateID: c.ID, ProgramID: s.org.QAP})
		}
		for _, m := range by[:min(2, len(by))] {
			if err == nil {
				_, err = assessments.Assign(tx, a.ID, m.Membership())
			}
		}
		return err
	})
	for i, m := range by {
		if i > 1 {
			s.ok(s.org.Manager, func(tx *tenants.Tx) error { _, err := assessments.Assign(tx, a.ID, m.Membership()); return err })
		}
		s.ok(m, func(tx *tenants.Tx) error { _, err := assessments.Declare(tx, a.ID); return err })
		s.ok(m, func(tx *tenants.Tx) error {
			now, err := assessments.MySheet(tx, a.ID)
			if err != nil {
				return err
			}
			in := assessments.SheetInput{AssessmentID: a.ID, Marks: map[uuid.UUID]assessments.Mark{}}
			for _, c := range now.Criteria {
				n := points[m.Membership()]
				in.Marks[c.ID] = assessments.Mark{Points: &n, Note: "Shown."}
			}
			_, err = assessments.SubmitSheet(tx, in)
			return err
		})
	}
	s.ok(s.org.Manager, func(tx *tenants.Tx) (err error) {
		in := assessments.Decision{AssessmentID: a.ID, Outcome: assessments.Passed, Minute: "Heard both."}
		if a, err = assessments.Decide(tx, in); fault.Is(err, fault.Invalid) {
			in.Because = "The recording shows more."
			a, err = assessments.Decide(tx, in)
		}
		return err
	})
	return a
}

func (s scene) plan() quality.NewPlan {
	return quality.NewPlan{ProgramID: s.org.QAP, From: apptest.Start.AddDate(0, -1, 0), Through: apptest.Start.AddDate(0, 6, 0), Percent: 50}
}

func (s scene) open(in quality.NewPlan) (p quality.SamplingPlan) {
	s.t.Helper()
	s.ok(s.org.Manager, func(tx *tenants.Tx) (err error) { p, err = quality.OpenPlan(tx, in); return err })
	return p
}

func (s scene) draw(by tenants.Member, plan uuid.UUID) (drawn []quality.QualityCheck, err error) {
	return drawn, s.try(by, func(tx *tenants.Tx) (err error) { drawn, err = quality.Draw(tx, plan); return err })
}

func (s scene) review(by tenants.Member, in quality.Finding) error {
	return s.try(by, func(tx *tenants.Tx) error { _, err := quality.Review(tx, in); return err })
}

func (s scene) ok(m tenants.Member, fn func(*tenants.Tx) error) {
	s.t.Helper()
	if err := s.try(m, fn); err != nil {
		s.t.Fatal(err)
	}
}

func (s scene) try(m tenants.Member, fn func(*tenants.Tx) error) error {
	return s.DB.Write(s.t.Context(), m, fn)
}

// database has the member's login run a statement, past the verbs.
func (s scene) database(what, sql string, args ...any) {
	s.t.Helper()
	n, err := s.ByLogin(tenants.DoorMember, s.org.ID, sql, args...)
	if no, is := errors.AsType[*pgconn.PgError](err); !is || !slices.Contains([]string{"23001", "23505", "42501"}, no.Code) {
		s.t.Errorf("the database lets %s: %d rows, %v", what, n, err)
	}
}

func (s scene) refused(what string, err error, code fault.Code, key string) {
	s.t.Helper()
	got, _ := errors.AsType[*fault.Error](err)
	if fault.CodeOf(err) != code || key != "" && (got == nil || got.Key != key && (len(got.Fields) == 0 || got.Fields[0].Key != key)) {
		s.t.Errorf("%s: %v, want %s %s", what, err, code, key)
	}
}

var day = 24 * time.Hour
