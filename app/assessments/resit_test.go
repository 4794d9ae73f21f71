package assessments_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"accord/app/assessments"
	"accord/tenants"
	"accord/tenants/fault"
)

// limited gives the design in force limits, which a new version would bring.
func (s stage) limited(attempts, days int) {
	s.Exec(`alter table assessment_design disable trigger user`)
	s.Exec(`update assessment_design set attempts = $2, resit_after = $3 where tenant_id = $1`, s.org.ID, attempts, days)
	s.Exec(`alter table assessment_design enable trigger user`)
}

// fails judges and decides an assessment that is open.
func (s stage) fails(t *testing.T, a assessments.Assessment) {
	t.Helper()
	s.assign(t, a, s.org.Assessor, s.org.Assessor2)
	s.declare(t, a, s.org.Assessor, s.org.Assessor2)
	s.sheet(t, a, s.org.Assessor, 1, 1, 1)
	s.sheet(t, a, s.org.Assessor2, 1, 1, 1)
	if err := s.decide(s.org.Manager, a, assessments.Failed, "Not yet."); err != nil {
		t.Fatal(err)
	}
}

func (s stage) resit(because string) (a assessments.Assessment, err error) {
	err = s.try(s.org.Manager, func(tx *tenants.Tx) error {
		a, err = assessments.Open(tx, assessments.NewAssessment{CandidateID: s.candidate.ID, ProgramID: s.org.QAP, Because: because})
		return err
	})
	return a, err
}

func because(t *testing.T, err error, key string) {
	t.Helper()
	f := faultOf(err)
	if f.Code != fault.Invalid || len(f.Fields) != 1 || f.Fields[0].Field != "because" || f.Fields[0].Key != key {
		t.Errorf("want because %s, got %v", key, err)
	}
}

func TestAResitIsWithinItsLimitsOrHasAReason(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	s.limited(2, 30)
	first, err := s.resit("needed for nothing")
	if err != nil || first.Attempt != 1 || first.BeyondBecause != "" {
		t.Fatalf("the first attempt is %+v, %v", first, err)
	}
	s.fails(t, first)

	s.Clock.Add(30*24*time.Hour - time.Second)
	_, err = s.resit(" ")
	because(t, err, "assessment.resit_early")
	_, err = s.resit(strings.Repeat("x", assessments.MaxBeyond+1))
	because(t, err, "candidate.too_long")
	if err := s.Try(`insert into assessment (tenant_id, id, candidate_id, program_id, design_id, candidate_name, rule_set, opened_at, attempt)
		select tenant_id, $2, candidate_id, program_id, design_id, candidate_name, rule_set, $3, 2 from assessment where id = $1`, first.ID, uuid.New(), s.Clock.Now()); err == nil {
		t.Error("the database takes one before its time")
	}
	s.Clock.Add(time.Second)
	if err := s.Try(`insert into assessment (tenant_id, id, candidate_id, program_id, design_id, candidate_name, rule_set, opened_at, attempt)
		select tenant_id, $2, candidate_id, program_id, design_id, candidate_name, rule_set, $3, 1 from assessment where id = $1`, first.ID, uuid.New(), s.Clock.Now()); err == nil {
		t.Error("the database takes a second one for a first")
	}
	second, err := s.resit("")
	if err != nil || second.Attempt != 2 {
		t.Fatalf("on the day itself: %+v, %v", second, err)
	}
	if s.Try(`update assessment set attempt = 1 where id = $1`, second.ID) == nil || s.Try(`update assessment set beyond_because = 'x' where id = $1`, second.ID) == nil {
		t.Error("an assessment becomes another attempt")
	}
	s.fails(t, second)

	s.Clock.Add(400 * 24 * time.Hour)
	_, err = s.resit("")
	because(t, err, "assessment.resit_over")
	s.read(t, s.org.Manager, func(tx *tenants.Tx) error {
		next, err := assessments.AttemptsOf(tx, s.candidate.ID)
		if a := next[s.org.QAP]; a.Number != 3 || !a.Over() || a.Left() != 0 || a.Early(tx.Now()) {
			t.Errorf("the next is %+v", a)
		}
		return err
	})
	third, err := s.resit("The panel  of 3 March allows it.")
	if err != nil || third.Attempt != 3 || third.BeyondBecause != "The panel of 3 March allows it." {
		t.Errorf("with a reason: %+v, %v", third, err)
	}
}

func TestWithoutLimitsACandidateMayTryAtOnce(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	a := s.opened(t)
	s.fails(t, a)
	b, err := s.resit("")
	if err != nil || b.Attempt != 2 || b.BeyondBecause != "" {
		t.Errorf("again at once: %+v, %v", b, err)
	}
}
