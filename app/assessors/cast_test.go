package assessors_test

import (
	"errors"
	"slices"
	"testing"

	"github.com/google/uuid"

	"accord/app/apptest"
	"accord/app/assessments"
	"accord/app/assessors"
	"accord/app/candidates"
	"accord/tenants"
	"accord/tenants/fault"
)

const grounds = "Has judged forty role-plays for another organisation."

// stage is Andina with an open assessment of a candidate whom Trainer trained;
// Assessor and Assessor2 are appointed for its program.
type stage struct {
	*apptest.World
	candidate  candidates.Candidate
	assessment assessments.Assessment
}

func newStage(t *testing.T) *stage {
	t.Helper()
	s := &stage{World: apptest.NewWorld(t)}
	cohort := uuid.Must(uuid.NewV7())
	s.Exec(`insert into cohort (tenant_id, id, program_id, code, title, language, starts_on, ends_on, capacity, required_hours, attendance_floor, created_at)
		values ($1,$2,$3,'FM-26','Foundations','en','2026-09-01','2026-10-30',20,40,90,$4)`, s.Andina.ID, cohort, s.Andina.CMTP, apptest.Start)
	s.teach(cohort, s.Andina.Trainer)
	s.write(t, s.Andina.Manager, func(tx *tenants.Tx) (err error) {
		s.candidate, err = candidates.Add(tx, candidates.NewCandidate{Name: "Ana Lucía Torres", Email: "ana@correo.example", Language: "es", Country: "EC"})
		return err
	})
	s.Exec(`insert into enrolment (tenant_id, id, cohort_id, candidate_id, enrolled_at) values ($1,$2,$3,$4,$5)`, s.Andina.ID, uuid.Must(uuid.NewV7()), cohort, s.candidate.ID, apptest.Start)
	s.write(t, s.Andina.Manager, func(tx *tenants.Tx) (err error) {
		s.assessment, err = assessments.Open(tx, assessments.NewAssessment{CandidateID: s.candidate.ID, ProgramID: s.Andina.QAP})
		return err
	})
	s.appoint(t, s.Andina.Assessor, s.Andina.Assessor2)
	s.Qualify(s.Andina.Assessor)
	s.Qualify(s.Andina.Assessor2)
	return s
}

// teach has somebody train a cohort.
func (s *stage) teach(cohort uuid.UUID, m tenants.Member) {
	s.Exec(`insert into cohort_trainer (tenant_id, id, cohort_id, membership_id, added_at) values ($1,$2,$3,$4,$5)`, s.Andina.ID, uuid.Must(uuid.NewV7()), cohort, m.Membership(), apptest.Start)
}

// another opens another cohort of the program in which the candidate was trained.
func (s *stage) another() uuid.UUID {
	id := uuid.Must(uuid.NewV7())
	s.Exec(`insert into cohort (tenant_id, id, program_id, code, title, language, starts_on, ends_on, capacity, required_hours, attendance_floor, created_at)
		values ($1,$2,$3,'FM-25','Foundations','en','2025-09-01','2025-10-30',20,40,90,$4)`, s.Andina.ID, id, s.Andina.CMTP, apptest.Start)
	return id
}

func (s *stage) appoint(t *testing.T, members ...tenants.Member) {
	t.Helper()
	for _, m := range members {
		s.write(t, s.Andina.Manager, func(tx *tenants.Tx) error {
			_, err := assessors.Appoint(tx, m.Membership(), s.Andina.QAP, grounds)
			return err
		})
	}
}

// busy gives somebody so many other assessments to judge.
func (s *stage) busy(t *testing.T, m tenants.Member, count int) {
	t.Helper()
	for range count {
		s.write(t, s.Andina.Manager, func(tx *tenants.Tx) error {
			c, err := candidates.Add(tx, candidates.NewCandidate{Name: "Somebody " + uuid.NewString()[:8], Email: uuid.NewString() + "@correo.example", Language: "es"})
			if err != nil {
				return err
			}
			a, err := assessments.Open(tx, assessments.NewAssessment{CandidateID: c.ID, ProgramID: s.Andina.QAP})
			if err != nil {
				return err
			}
			_, err = assessments.Assign(tx, a.ID, m.Membership())
			return err
		})
	}
}

func (s *stage) write(t *testing.T, m tenants.Member, fn func(*tenants.Tx) error) {
	t.Helper()
	if err := s.DB.Write(t.Context(), m, fn); err != nil {
		t.Fatal(err)
	}
}

func (s *stage) try(t *testing.T, m tenants.Member, fn func(*tenants.Tx) error) error {
	t.Helper()
	return s.DB.Write(t.Context(), m, fn)
}

func (s *stage) propose(t *testing.T) (p assessors.Proposal) {
	t.Helper()
	if err := s.DB.Read(t.Context(), s.Andina.Manager, func(tx *tenants.Tx) (err error) { p, err = assessors.Propose(tx, s.assessment.ID); return err }); err != nil {
		t.Fatal(err)
	}
	return p
}

func (s *stage) take(t *testing.T, who ...tenants.Member) error {
	t.Helper()
	var ids []uuid.UUID
	for _, m := range who {
		ids = append(ids, m.Membership())
	}
	return s.try(t, s.Andina.Manager, func(tx *tenants.Tx) error { _, err := assessors.AssignProposed(tx, s.assessment.ID, ids); return err })
}

func refused(t *testing.T, err error, code fault.Code, key string) {
	t.Helper()
	f, is := errors.AsType[*fault.Error](err)
	if !is || f.Code != code || key != "" && f.Key != key && !slices.ContainsFunc(f.Fields, func(e fault.FieldError) bool { return e.Key == key }) {
		t.Errorf("want %s %s, got %v", code, key, err)
	}
}

func names(all []assessors.Suggestion) (ids []uuid.UUID) {
	for _, s := range all {
		ids = append(ids, s.Member.ID)
	}
	return ids
}
