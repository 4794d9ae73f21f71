package assessors_test

import (
	"slices"
	"testing"
	"time"

	"github.com/google/uuid"

	"accord/app/apptest"
	"accord/app/assessments"
	"accord/app/assessors"
	"accord/tenants"
	"accord/tenants/fault"
)

// keys are what a proposal says of a member, in its order.
func keys(t *testing.T, p assessors.Proposal, m tenants.Member) (all []string) {
	t.Helper()
	for _, s := range p.Suggestions {
		if s.Member.ID == m.Membership() {
			for _, why := range s.Why() {
				all = append(all, why.Key)
			}
		}
	}
	return all
}

func TestAProposalIsInTheOrderThatItSays(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	a, b := s.Andina.Assessor, s.Andina.Assessor2
	first := func(why string, want ...tenants.Member) {
		t.Helper()
		var ids []uuid.UUID
		for _, m := range want {
			ids = append(ids, m.Membership())
		}
		if p := s.propose(t); !slices.Equal(names(p.Suggestions)[:len(want)], ids) {
			t.Errorf("%s: %v, want %v", why, names(p.Suggestions), ids)
		}
	}
	s.write(t, s.Andina.Manager, func(tx *tenants.Tx) error {
		_, err := assessors.EditProfile(tx, b.Membership(), assessors.NewProfile{Languages: []string{"es", "en"}})
		return err
	})
	first("who speaks the candidate's language", b, a)
	s.busy(t, b, 1)
	first("who has least to do, before that", a, b)
	s.write(t, a, func(tx *tenants.Tx) error { // their own days, as an assessor notes them
		_, err := assessors.AddTime(tx, a.Membership(), assessors.NewTime{Kind: assessors.Away, From: apptest.Start, Through: apptest.Start.AddDate(0, 0, 9)})
		return err
	})
	first("who is available, before that", b, a)
	s.Unqualify(b)
	first("who is qualified, before that", a, b)
	s.teach(s.another(), a)
	first("who is independent, before that", b, a)
	p := s.propose(t)
	if got := keys(t, p, a); !slices.Equal(got, []string{"assessor.why.independent_not", "assessor.why.appointed", "assessor.why.qualified", "assessor.why.away", "assessor.why.load", "assessor.why.speaks_not"}) {
		t.Errorf("it says of them %v", got)
	}
	if got := keys(t, p, b); !slices.Equal(got, []string{"assessor.why.independent", "assessor.why.appointed", "assessor.why.qualified_not", "assessor.why.unsaid", "assessor.why.load", "assessor.why.speaks"}) {
		t.Errorf("it says of them %v", got)
	}
	if len(p.Proposed()) != 0 || p.Independent {
		t.Errorf("it proposes %v", names(p.Proposed()))
	}
}

func TestAProposalIsOfTwoAndOneOfThemIsIndependent(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	s.teach(s.another(), s.Andina.Assessor)
	p := s.propose(t)
	if got := names(p.Proposed()); !slices.Equal(got, []uuid.UUID{s.Andina.Assessor2.Membership(), s.Andina.Assessor.Membership()}) || !p.Independent || p.Open != 2 {
		t.Errorf("%v, independent %t, %d open", got, p.Independent, p.Open)
	}
	if err := s.take(t, s.Andina.Assessor, s.Andina.Assessor2); err != nil {
		t.Fatal(err)
	}
	p = s.propose(t)
	if len(p.Assigned) != 2 || p.Open != 0 || len(p.Proposed()) != 0 || !p.Independent {
		t.Errorf("%d judge, %d more are proposed, independent %t", len(p.Assigned), len(p.Proposed()), p.Independent)
	}
	if n := s.Count(`select count(*) from audit_log where action = 'assessment.assigned' and subject_id = $1`, s.assessment.ID); n != 2 {
		t.Errorf("the journal tells of %d", n)
	}
}

func TestTwoOfWhomNoneIsIndependentAreNotAssignedByProposal(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	another := s.another()
	s.teach(another, s.Andina.Assessor)
	s.teach(another, s.Andina.Assessor2)
	refused(t, s.take(t, s.Andina.Assessor, s.Andina.Assessor2), fault.Conflict, "assessor.none_independent")
	if n := s.Count(`select count(*) from assessor_assignment where assessment_id = $1`, s.assessment.ID); n != 0 {
		t.Errorf("%d were assigned all the same", n)
	}
	if err := s.take(t, s.Andina.Assessor); err != nil { // one of two, the other to be found
		t.Fatal(err)
	}
	refused(t, s.take(t, s.Andina.Assessor2), fault.Conflict, "assessor.none_independent")
}

func TestWhomTheProposalCannotBeMadeOfIsRefusedWithTheReason(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		before func(t *testing.T, s *stage)
		key    string
	}{
		"not appointed": {func(t *testing.T, s *stage) {
			s.write(t, s.Andina.Manager, func(tx *tenants.Tx) error {
				a, err := assessors.Of(tx, s.Andina.Assessor.Membership())
				if err == nil {
					_, err = assessors.End(tx, a.Appointments[0].ID)
				}
				return err
			})
		}, "assessor.not_appointed"},
		"not qualified": {func(_ *testing.T, s *stage) { s.Unqualify(s.Andina.Assessor) }, "assessor.not_qualified"},
		"away": {func(t *testing.T, s *stage) {
			s.write(t, s.Andina.Manager, func(tx *tenants.Tx) error {
				for _, kind := range assessors.Kinds { // who said both is away
					if _, err := assessors.AddTime(tx, s.Andina.Assessor.Membership(), assessors.NewTime{Kind: kind, From: apptest.Start.AddDate(0, 0, -3), Through: apptest.Start}); err != nil {
						return err
					}
				}
				return nil
			})
		}, "assessor.is_away"},
		"as many as they take": {func(t *testing.T, s *stage) {
			s.write(t, s.Andina.Manager, func(tx *tenants.Tx) error {
				_, err := assessors.EditProfile(tx, s.Andina.Assessor.Membership(), assessors.NewProfile{MonthlyLimit: 1})
				return err
			})
			s.busy(t, s.Andina.Assessor, 1)
		}, "assessor.is_full"},
		"trained them": {func(t *testing.T, s *stage) {
			s.teach(s.ID(`select id from cohort where tenant_id = $1 and code = 'FM-26'`, s.Andina.ID), s.Andina.Assessor)
		}, "assessment.assessor_trained"},
		"declared a conflict": {func(t *testing.T, s *stage) {
			s.write(t, s.Andina.Manager, func(tx *tenants.Tx) error {
				_, err := assessments.Assign(tx, s.assessment.ID, s.Andina.Assessor.Membership())
				return err
			})
			s.write(t, s.Andina.Assessor, func(tx *tenants.Tx) error {
				_, err := assessments.Decline(tx, s.assessment.ID, "She is my cousin.")
				return err
			})
		}, "assessment.assessor_conflict"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newStage(t)
			c.before(t, s)
			refused(t, s.take(t, s.Andina.Assessor), fault.Conflict, c.key)
			if slices.Contains(names(s.propose(t).Proposed()), s.Andina.Assessor.Membership()) {
				t.Error("they are proposed")
			}
		})
	}
}

func TestAProposalIsForWhoMayAssign(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	refused(t, s.take(t), fault.Invalid, "assessor.choose")
	for who, m := range map[string]tenants.Member{"an assessor": s.Andina.Assessor, "a trainer": s.Andina.Trainer, "another organisation's": s.Nordic.Manager} {
		err := s.try(t, m, func(tx *tenants.Tx) error {
			_, err := assessors.AssignProposed(tx, s.assessment.ID, []uuid.UUID{s.Andina.Assessor.Membership()})
			return err
		})
		if fault.CodeOf(err) != fault.NotFound {
			t.Errorf("%s: %v", who, err)
		}
	}
	if err := s.take(t, s.Andina.Assessor); err != nil {
		t.Fatal(err)
	}
	err := s.try(t, s.Andina.Assessor, func(tx *tenants.Tx) error { _, err := assessors.Propose(tx, s.assessment.ID); return err })
	refused(t, err, fault.Forbidden, "")
	s.Force(`update assessment set decided_at = $2, outcome = 'passed', decision_minute = 'x' where id = $1`, s.assessment.ID, s.Clock.Now())
	refused(t, s.take(t, s.Andina.Assessor2), fault.Conflict, "assessment.decided")
}

func TestAProposalAsksAsManyQuestionsHoweverManyAssess(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	few := s.Statements(func() { s.propose(t) })
	for range 12 {
		s.appoint(t, s.Member(s.Andina, tenants.RoleAssessor))
	}
	if many := s.Statements(func() { s.propose(t) }); many != few || few == 0 {
		t.Errorf("%d questions for two, %d for fourteen", few, many)
	}
}

func TestLoadIsWhatWaitsAndWhatTheMonthBrought(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	s.busy(t, s.Andina.Assessor, 2)
	s.Clock.Add(20 * 24 * time.Hour) // December
	s.busy(t, s.Andina.Assessor, 1)
	if err := s.DB.Read(t.Context(), s.Andina.Manager, func(tx *tenants.Tx) error {
		a, err := assessors.Of(tx, s.Andina.Assessor.Membership())
		if err != nil {
			return err
		}
		months, err := assessors.Months(tx, a.Member.ID, 3)
		waiting, failed := assessors.Waiting(tx, a.Member.ID)
		if a.Open != 3 || a.ThisMonth != 1 || len(waiting) != 3 || failed != nil || len(months) != 3 || months[1].Count != 2 || months[2].Count != 1 || months[2].Begins.Month() != time.December {
			t.Errorf("%d open, %d this month, %d wait, by month %+v", a.Open, a.ThisMonth, len(waiting), months)
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
}
