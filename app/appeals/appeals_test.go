package appeals_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"accord/app/appeals"
	"accord/app/assessments"
	"accord/app/candidates"
	"accord/app/standards"
	"accord/tenants"
	"accord/tenants/fault"
)

func TestAResultIsToldOnceAndSaysUntilWhenItCanBeContested(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	tell := func(by tenants.Member, words string) error {
		return s.try(by, func(tx *tenants.Tx) error { _, err := appeals.Tell(tx, s.assessment.ID, words); return err })
	}
	s.refused("no words", tell(s.org.Manager, " "), fault.Invalid, "")
	s.refused("too many", tell(s.org.Manager, strings.Repeat("ñ", appeals.MaxWords+1)), fault.Invalid, "")
	s.refused("an assessor", tell(s.org.Assessor, "Well."), fault.NotFound, "")
	s.refused("another organisation", tell(s.Nordic.Manager, "Well."), fault.NotFound, "")
	guest := s.tell()
	s.refused("twice", tell(s.org.Manager, "Again."), fault.Conflict, "result.told")
	quito, _ := time.LoadLocation("America/Guayaquil")
	s.ok(guest, func(tx *tenants.Tx) error {
		r, err := appeals.ResultOf(tx, s.assessment.ID)
		if err == nil && !r.AppealUntil.Equal(standards.AddWorkdays(tx.Now(), appeals.AppealDays, quito)) {
			t.Errorf("it can be contested until %s", r.AppealUntil)
		}
		if _, err := assessments.Get(tx, s.assessment.ID); !fault.Is(err, fault.NotFound) {
			t.Errorf("the candidate reads the minute: %v", err)
		}
		return err
	})
	if s.Try(`update result set words = 'other' where tenant_id = $1 and id = $2`, s.org.ID, s.assessment.ID) == nil {
		t.Error("the database lets what was told be changed")
	}
}

func TestAnAppealIsLodgedInTimeAndOnce(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	_, err := s.lodge(s.org.Manager)
	s.refused("before the candidate was told", err, fault.NotFound, "")
	guest := s.tell()
	for what, in := range map[string]appeals.NewAppeal{"no ground": {Statement: "It was late."}, "another ground": {Ground: "luck", Statement: "It was late."}, "no words": {Ground: "facts", Statement: " "},
		"too many words": {Ground: "facts", Statement: strings.Repeat("a", appeals.MaxWords+1)}} {
		in.AssessmentID = s.assessment.ID
		s.refused(what, s.try(guest, func(tx *tenants.Tx) error { _, err := appeals.Lodge(tx, in); return err }), fault.Invalid, "")
	}
	for what, m := range map[string]tenants.Member{"an assessor": s.org.Assessor, "a trainer": s.org.Trainer, "another organisation": s.Nordic.Manager} {
		_, err := s.lodge(m)
		s.refused(what, err, fault.NotFound, "")
	}
	a, err := s.lodge(guest)
	if err != nil || !a.ByCandidate || a.LodgedBy != nil {
		t.Fatalf("lodged %+v: %v", a, err)
	}
	_, err = s.lodge(s.org.Manager)
	s.refused("a second one", err, fault.Conflict, "appeal.lodged_already")
	s.refused("what the candidate lodged, withdrawn by a manager", s.try(s.org.Manager, func(tx *tenants.Tx) error { _, err := appeals.Withdraw(tx, a.ID); return err }), fault.Forbidden, "")
	s.ok(guest, func(tx *tenants.Tx) error { _, err := appeals.Withdraw(tx, a.ID); return err })
	s.refused("withdrawn twice", s.try(guest, func(tx *tenants.Tx) error { _, err := appeals.Withdraw(tx, a.ID); return err }), fault.Conflict, "appeal.over")
	if a, err = s.lodge(s.org.Manager); err != nil || a.ByCandidate {
		t.Fatalf("noted for them: %+v, %v", a, err)
	}
	s.ok(s.org.Manager, func(tx *tenants.Tx) error { _, err := appeals.Withdraw(tx, a.ID); return err })
	s.Clock.Add(40 * 24 * time.Hour)
	_, err = s.lodge(guest)
	s.refused("too late", err, fault.Conflict, "appeal.too_late")
}

func TestNobodyWhoHadAPartInADecisionIsOnItsPanel(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	a := s.lodged()
	for what, c := range map[string]struct {
		who tenants.Member
		key string
	}{"who judged": {s.org.Assessor, "appeal.member_judged"}, "who judged too": {s.org.Assessor2, "appeal.member_judged"}, "who decided": {s.org.Manager, "appeal.member_decided"}} {
		_, err := s.name(a, c.who)
		s.refused(what, err, fault.Conflict, c.key)
		if s.Try(`insert into panellist (tenant_id, id, appeal_id, assessment_id, candidate_id, candidate_name, membership_id, name, named_at) values ($1, $2, $3, $4, $5, 'A', $6, 'N', now())`,
			s.org.ID, uuid.Must(uuid.NewV7()), a.ID, a.AssessmentID, a.CandidateID, c.who.Membership()) == nil {
			t.Errorf("the database lets %s on the panel", what)
		}
	}
	trainer := s.trained(s.org.Trainer)
	_, err := s.name(a, trainer)
	s.refused("who trained the candidate", err, fault.Conflict, "appeal.member_trained")
	_, err = s.name(a, s.Nordic.Admin)
	s.refused("somebody of another organisation", err, fault.NotFound, "")
	if _, err := s.name(a, s.org.Admin); err != nil {
		t.Fatal(err)
	}
	_, err = s.name(a, s.org.Admin)
	s.refused("twice", err, fault.Conflict, "appeal.member_named")
	s.ok(s.org.Admin, func(tx *tenants.Tx) error { _, err := appeals.StepDown(tx, a.ID, "We are cousins."); return err })
	_, err = s.name(a, s.org.Admin)
	s.refused("who stepped down", err, fault.Conflict, "appeal.member_conflict")
}

func TestTheFileOpensToThePanelFromTheirWordToTheEnd(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	a := s.lodged()
	other := s.Member(s.org, tenants.RoleTrainer)
	if _, err := s.name(a, other); err != nil {
		t.Fatal(err)
	}
	reads := func() (n int) {
		s.ok(other, func(tx *tenants.Tx) error {
			for _, err := range []error{second(appeals.Get(tx, a.ID)), second(candidates.Get(tx, s.candidate.ID)), second(assessments.Get(tx, a.AssessmentID)), second(appeals.ResultOf(tx, a.AssessmentID))} {
				if err == nil {
					n++
				} else if !fault.Is(err, fault.NotFound) {
					t.Error(err)
				}
			}
			c, err := assessments.Compare(tx, a.AssessmentID)
			if err == nil && len(c.Assignments) == 2 {
				n++
			}
			return nil
		})
		return n
	}
	if n := reads(); n != 0 {
		t.Errorf("%d of five are read before declaring", n)
	}
	s.ok(other, func(tx *tenants.Tx) error { _, err := appeals.Declare(tx, a.ID); return err })
	if n := reads(); n != 5 {
		t.Errorf("%d of five are read after declaring", n)
	}
	s.panel(a, s.org.Admin)
	if err := s.decide(a, appeals.Dismissed, other, s.org.Admin); err != nil {
		t.Fatal(err)
	}
	if n := reads(); n != 0 {
		t.Errorf("%d of five are read after the end", n)
	}
	s.refused("declared after the end", s.try(other, func(tx *tenants.Tx) error { _, err := appeals.StepDown(tx, a.ID, "Late."); return err }), fault.Conflict, "appeal.over")
}

func TestWhatFellIsJudgedAgainByOthers(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	a := s.lodged()
	other, third := s.Member(s.org, tenants.RoleTrainer), s.Member(s.org, tenants.RoleAssessor)
	s.panel(a, other, s.org.Admin)
	if err := s.decide(a, appeals.Allowed, other, s.org.Admin); err != nil {
		t.Fatal(err)
	}
	var again assessments.Assessment
	s.ok(s.org.Manager, func(tx *tenants.Tx) (err error) {
		again, err = assessments.Open(tx, assessments.NewAssessment{CandidateID: s.candidate.ID, ProgramID: s.org.QAP})
		return err
	})
	assign := func(m tenants.Member) error {
		return s.try(s.org.Manager, func(tx *tenants.Tx) error { _, err := assessments.Assign(tx, again.ID, m.Membership()); return err })
	}
	s.refused("who judged what fell", assign(s.org.Assessor), fault.Conflict, "assessment.assessor_fallen")
	moderator := s.Member(s.org, tenants.RoleAssessor)
	s.Force(`insert into disagreement (tenant_id, id, assessment_id, candidate_id, opened_at, moderator_id, moderator_name, named_at) values ($1, $2, $3, $4, now(), $5, 'M', now())`,
		s.org.ID, uuid.Must(uuid.NewV7()), a.AssessmentID, again.CandidateID, moderator.Membership())
	s.refused("who was named to moderate what fell", assign(moderator), fault.Conflict, "assessment.assessor_fallen")
	if s.Try(`insert into assessor_assignment (tenant_id, id, assessment_id, candidate_id, membership_id, assessor_name, assigned_at) values ($1, $2, $3, $4, $5, 'N', now())`,
		s.org.ID, uuid.Must(uuid.NewV7()), again.ID, again.CandidateID, s.org.Assessor.Membership()) == nil {
		t.Error("the database lets them judge again")
	}
	if err := assign(third); err != nil {
		t.Error(err)
	}
	if s.Try(`update fallen_assessment set fell_at = now() where tenant_id = $1 and id = $2`, s.org.ID, a.AssessmentID) == nil {
		t.Error("the database lets what fell be changed")
	}
}

func second[A any](_ A, err error) error { return err }
