package certificates_test

import (
	"testing"

	"accord/app/certificates"
	"accord/tenants"
	"accord/tenants/fault"
)

func (s *course) revoke(t *testing.T, m tenants.Member, c certificates.Certificate, reason string) error {
	t.Helper()
	return s.write(t, m, func(tx *tenants.Tx) error { _, err := certificates.Revoke(tx, c.ID, reason); return err })
}

const deceit = "Somebody else sat the course."

func TestARevokedNumberSaysSoAndSinceWhen(t *testing.T) {
	t.Parallel()
	s := newCourse(t, 1)
	s.issue(t)
	c := s.all(t, s.Andina.Manager, certificates.Filter{})[0]
	s.publish(t, c.ID)
	ok(t, s.revoke(t, s.Andina.Manager, c, deceit))
	s.publish(t, c.ID)
	p, err := s.verify(t, c.Number)
	ok(t, err)
	if p.State() != certificates.Revoked || p.RevokedOn.Format("2006-01-02") != "2026-11-16" {
		t.Errorf("it says %+v", p)
	}
	ok(t, s.revoke(t, s.Andina.Manager, c, "Another reason entirely."))
	if got := s.all(t, s.Andina.Manager, certificates.Filter{State: certificates.Revoked}); len(got) != 1 || got[0].RevokedReason != deceit {
		t.Errorf("the reason became %v", got)
	}
	err = s.write(t, s.Andina.Manager, func(tx *tenants.Tx) error { _, err := certificates.Issue(tx, s.Cohort.ID, nil); return err })
	said(t, err, fault.Conflict, "certificate.none_awaited")
	_, err = s.correct(t, s.Andina.Manager, c, "Camila Torres", misspelt)
	said(t, err, fault.Conflict, "certificate.revoked_already")
}

func TestARevocationNeedsAReasonAndIsTheProgramManagers(t *testing.T) {
	t.Parallel()
	s := newCourse(t, 1)
	s.issue(t)
	c := s.all(t, s.Andina.Manager, certificates.Filter{})[0]
	said(t, s.revoke(t, s.Andina.Manager, c, "no"), fault.Invalid, "certificate.reason_required")
	refused(t, s.revoke(t, s.Andina.Trainer, c, deceit), fault.Forbidden)
	refused(t, s.revoke(t, s.Andina.Assessor, c, deceit), fault.NotFound)
	refused(t, s.revoke(t, s.Nordic.Admin, c, deceit), fault.NotFound)
	_, err := s.correct(t, s.Andina.Manager, c, "Camila Torres", misspelt)
	ok(t, err)
	said(t, s.revoke(t, s.Andina.Manager, c, deceit), fault.Conflict, "certificate.replaced_no_revoke")
}

func TestWhatACertificateSaysIsHeldByTheDatabaseToo(t *testing.T) {
	t.Parallel()
	s := newCourse(t, 1)
	s.issue(t)
	c := s.all(t, s.Andina.Manager, certificates.Filter{})[0]
	for _, attempt := range []string{
		`update certificate set holder = 'Somebody Else' where id = $1`,
		`update certificate set hours = hours + 1 where id = $1`,
		`update certificate set revoked_at = now(), revoked_on = now()::date where id = $1`, // without a reason
		`insert into certificate select (jsonb_populate_record(c, jsonb_build_object('id', gen_random_uuid(), 'number', 'CC-AAAAA-AAAAA'))).* from certificate c where id = $1`,
	} {
		if err := s.Try(attempt, c.ID); err == nil {
			t.Errorf("%s succeeds", attempt)
		}
	}
	ok(t, s.revoke(t, s.Andina.Manager, c, deceit))
	if err := s.Try(`update certificate set revoked_at = null, revoked_on = null, revoked_reason = '' where id = $1`, c.ID); err == nil {
		t.Error("a revocation was taken back")
	}
}

func TestANumberThatIsNoneIsAbsent(t *testing.T) {
	t.Parallel()
	s := newCourse(t, 1)
	s.issue(t)
	c := s.all(t, s.Andina.Manager, certificates.Filter{})[0]
	_, err := s.verify(t, c.Number)
	refused(t, err, fault.NotFound) // not published yet
	s.publish(t, c.ID, c.ID)
	for _, typed := range []string{c.Number, " cc " + c.Number[3:8] + " " + c.Number[9:]} {
		p, err := s.verify(t, typed)
		ok(t, err)
		if p.ID != c.ID {
			t.Errorf("%q finds %v", typed, p.ID)
		}
	}
	for _, typed := range []string{"", "CC", "CC-AAAAA-AAAAA", "IMI-AAAAA-AAAAA", "' or 1=1 --"} {
		_, err := s.verify(t, typed)
		refused(t, err, fault.NotFound)
	}
}
