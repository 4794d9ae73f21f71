package assessments_test

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/google/uuid"

	"accord/app/apptest"
	"accord/app/assessments"
	"accord/app/candidates"
	"accord/tenants"
	"accord/tenants/fault"
)

// stage is a world with a candidate whom the organisation's first trainer has
// trained, and who is to be judged.
type stage struct {
	*apptest.World
	org       apptest.Org
	candidate candidates.Candidate
	cohort    uuid.UUID
}

func newStage(t *testing.T) stage {
	t.Helper()
	w := apptest.NewWorld(t)
	s := stage{World: w, org: w.Andina}
	s.candidate = s.newCandidate(t, "Ana Lucía Torres")
	s.cohort = uuid.Must(uuid.NewV7())
	w.Exec(`insert into cohort (tenant_id, id, program_id, code, title, language, starts_on, ends_on, capacity, required_hours, attendance_floor, created_at)
		values ($1,$2,$3,'FM-26','Foundations','en','2026-09-01','2026-10-30',20,40,90,$4)`, s.org.ID, s.cohort, s.org.CMTP, apptest.Start)
	s.train(t, s.org.Trainer)
	w.Exec(`insert into enrolment (tenant_id, id, cohort_id, candidate_id, enrolled_at) values ($1,$2,$3,$4,$5)`,
		s.org.ID, uuid.Must(uuid.NewV7()), s.cohort, s.candidate.ID, apptest.Start)
	return s
}

func (s stage) newCandidate(t *testing.T, name string) candidates.Candidate {
	t.Helper()
	var c candidates.Candidate
	s.write(t, s.org.Manager, func(tx *tenants.Tx) (err error) {
		c, err = candidates.Add(tx, candidates.NewCandidate{Name: name, Email: uuid.NewString() + "@example.org", Language: "es", Country: "EC"})
		return err
	})
	return c
}

// train makes a member a trainer of the candidate's cohort.
func (s stage) train(t *testing.T, m tenants.Member) {
	t.Helper()
	s.Exec(`insert into cohort_trainer (tenant_id, id, cohort_id, membership_id, added_at) values ($1,$2,$3,$4,$5)`,
		s.org.ID, uuid.Must(uuid.NewV7()), s.cohort, m.Membership(), apptest.Start)
}

func (s stage) write(t *testing.T, m tenants.Member, fn func(*tenants.Tx) error) {
	t.Helper()
	if err := s.DB.Write(context.Background(), m, fn); err != nil {
		t.Fatal(err)
	}
}

func (s stage) read(t *testing.T, m tenants.Member, fn func(*tenants.Tx) error) {
	t.Helper()
	if err := s.DB.Read(context.Background(), m, fn); err != nil {
		t.Fatal(err)
	}
}

// try runs a verb as somebody and answers its fault.
func (s stage) try(m tenants.Member, fn func(*tenants.Tx) error) error {
	return s.DB.Write(context.Background(), m, fn)
}

// refused fails unless err has the code and, when one is given, the sentence.
func refused(t *testing.T, what string, err error, code fault.Code, key string) {
	t.Helper()
	if got := fault.CodeOf(err); got != code {
		t.Errorf("%s: %q (%v), want %s", what, got, err, code)
		return
	}
	if key != "" && keyOf(err) != key {
		t.Errorf("%s: the sentence is %s, want %s", what, keyOf(err), key)
	}
}

func keyOf(err error) string { return faultOf(err).Key }

// argsOf are what a fault's sentence mentions.
func argsOf(err error) map[string]any { return faultOf(err).Args }

func faultOf(err error) *fault.Error {
	if f, ok := errors.AsType[*fault.Error](err); ok {
		return f
	}
	return &fault.Error{}
}

// opened is an open assessment of the stage's candidate.
func (s stage) opened(t *testing.T) assessments.Assessment {
	t.Helper()
	var a assessments.Assessment
	s.write(t, s.org.Manager, func(tx *tenants.Tx) (err error) {
		a, err = assessments.Open(tx, assessments.NewAssessment{CandidateID: s.candidate.ID, ProgramID: s.org.QAP})
		return err
	})
	return a
}

func (s stage) assign(t *testing.T, a assessments.Assessment, assessors ...tenants.Member) {
	t.Helper()
	for _, m := range assessors {
		s.write(t, s.org.Manager, func(tx *tenants.Tx) error {
			_, err := assessments.Assign(tx, a.ID, m.Membership())
			return err
		})
	}
}

func (s stage) declare(t *testing.T, a assessments.Assessment, assessors ...tenants.Member) {
	t.Helper()
	for _, m := range assessors {
		s.write(t, m, func(tx *tenants.Tx) error { _, err := assessments.Declare(tx, a.ID); return err })
	}
}

// sheet fills in every criterion with its mark and hands the sheet in.
func (s stage) sheet(t *testing.T, a assessments.Assessment, m tenants.Member, points ...int) {
	t.Helper()
	s.write(t, m, func(tx *tenants.Tx) error {
		_, err := assessments.SubmitSheet(tx, filled(t, tx, a, points...))
		return err
	})
}

// filled is a whole sheet as the page posts it.
func filled(t *testing.T, tx *tenants.Tx, a assessments.Assessment, points ...int) assessments.SheetInput {
	t.Helper()
	now, err := assessments.MySheet(tx, a.ID)
	if err != nil {
		t.Fatal(err)
	}
	in := assessments.SheetInput{AssessmentID: a.ID, Revision: now.Revision, Comment: "Solid work.", Marks: map[uuid.UUID]assessments.Mark{}}
	for i, c := range now.Criteria {
		if i < len(points) {
			p := points[i]
			in.Marks[c.ID] = assessments.Mark{Points: &p, Note: fmt.Sprintf("Seen at minute %d", i)}
		}
	}
	return in
}

// judged is an assessment with two assessors whose sheets are in, and agree.
func (s stage) judged(t *testing.T) assessments.Assessment {
	t.Helper()
	a := s.declared(t)
	s.sheet(t, a, s.org.Assessor, 4, 4, 3)
	s.sheet(t, a, s.org.Assessor2, 4, 3, 4)
	return a
}

// disputed is one whose assessors disagree on the second criterion, of which
// the floor is three, and in the result.
func (s stage) disputed(t *testing.T) assessments.Assessment {
	t.Helper()
	a := s.declared(t)
	s.sheet(t, a, s.org.Assessor, 4, 4, 3)
	s.sheet(t, a, s.org.Assessor2, 4, 2, 4)
	return a
}
