package register_test

import (
	"strings"
	"testing"
	"time"

	"accord/tenants/fault"
)

func TestARevokedCredentialSaysSinceWhen(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	c := s.awarded(t, s.Andina, "Ana Lucía Torres")
	refused(t, "without a reason", s.revoke(s.IMI.Administrator, c.ID, " "), fault.Invalid, "")
	refused(t, "with too long a one", s.revoke(s.IMI.Administrator, c.ID, strings.Repeat("ñ", 2001)), fault.Invalid, "")
	refused(t, "by a reviewer", s.revoke(s.IMI.Reviewer, c.ID, "Findings of the audit."), fault.Forbidden, "")
	s.Clock.Add(48 * time.Hour)
	if err := s.revoke(s.IMI.Administrator, c.ID, "Findings of the audit."); err != nil {
		t.Fatal(err)
	}
	p := s.verify(t, c.Number)
	if p.Valid() || p.RevokedOn.Format(time.DateOnly) != "2026-11-18" || p.Holder != c.Holder {
		t.Errorf("published is %+v", p)
	}
	refused(t, "twice", s.revoke(s.IMI.Administrator, c.ID, "Again."), fault.Conflict, "register.revoked_already")
}

func TestTheDatabaseHoldsThePublishedToTheAwarded(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	c := s.awarded(t, s.Andina, "Ana Lucía Torres")
	for what, sql := range map[string]string{
		"the published holder":    `update published_credential set holder = 'x' where id = $1`,
		"a published revocation":  `update published_credential set revoked_on = now() where id = $1`,
		"the holder":              `update credential set holder = 'x' where id = $1`,
		"the number":              `update credential set number = 'IMI-AAAAA-AAAAA' where id = $1`,
		"the day of the award":    `update credential set awarded_on = '2020-01-01' where id = $1`,
		"the published number":    `update published_credential set number = 'IMI-AAAAA-AAAAA' where id = $1`,
		"the published award day": `update published_credential set awarded_on = '2020-01-01' where id = $1`,
	} {
		if s.Try(sql, c.ID) == nil {
			t.Errorf("the database lets %s be changed", what)
		}
	}
}
