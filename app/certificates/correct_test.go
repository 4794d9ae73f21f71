package certificates_test

import (
	"testing"

	"accord/app/certificates"
	"accord/tenants"
	"accord/tenants/fault"
)

func (s *course) correct(t *testing.T, m tenants.Member, c certificates.Certificate, holder, reason string) (is certificates.Certificate, err error) {
	t.Helper()
	err = s.write(t, m, func(tx *tenants.Tx) (err error) { is, err = certificates.Correct(tx, c.ID, holder, reason); return err })
	return is, err
}

const misspelt = "The name was misspelt."

func TestTheNumberOfAMisspeltNameLeadsToTheCorrectedOne(t *testing.T) {
	t.Parallel()
	s := newCourse(t, 1)
	s.issue(t)
	old := s.all(t, s.Andina.Manager, certificates.Filter{})[0]
	s.publish(t, old.ID)
	is, err := s.correct(t, s.Andina.Manager, old, "  Camila  Torres Vega ", misspelt)
	ok(t, err)
	s.publish(t, is.ID, old.ID)
	was, err := s.verify(t, old.Number)
	ok(t, err)
	if was.State() != certificates.Replaced || was.ReplacedBy != is.Number || was.Holder != old.Holder {
		t.Errorf("the old number says %+v", was)
	}
	now, err := s.verify(t, is.Number)
	ok(t, err)
	if now.State() != certificates.InForce || now.Holder != "Camila Torres Vega" || now.Hours != old.Hours {
		t.Errorf("the new number says %+v", now)
	}
	again, err := s.correct(t, s.Andina.Manager, old, "Camila Torres Vega", misspelt)
	ok(t, err)
	if again.ID != is.ID {
		t.Error("a second click made a third certificate")
	}
	_, err = s.correct(t, s.Andina.Manager, old, "Camila Torres Veiga", misspelt)
	said(t, err, fault.Conflict, "certificate.replaced_already")
	if n := s.Count(`select count(*) from certificate where cohort_id = $1 and replaced_at is null`, s.Cohort.ID); n != 1 {
		t.Errorf("%d are in force", n)
	}
}

func TestACorrectionSaysWhatIsWrongAndIsTheProgramManagers(t *testing.T) {
	t.Parallel()
	s := newCourse(t, 1)
	s.issue(t)
	c := s.all(t, s.Andina.Manager, certificates.Filter{})[0]
	for key, in := range map[string][2]string{"certificate.holder_required": {" ", misspelt}, "certificate.holder_same": {c.Holder, misspelt}, "certificate.reason_required": {"Camila Torres", "typo"}} {
		_, err := s.correct(t, s.Andina.Manager, c, in[0], in[1])
		said(t, err, fault.Invalid, key)
	}
	_, err := s.correct(t, s.Andina.Trainer, c, "Camila Torres", misspelt)
	refused(t, err, fault.Forbidden)
	_, err = s.correct(t, s.Nordic.Manager, c, "Camila Torres", misspelt)
	refused(t, err, fault.NotFound)
}
