package appeals_test

import (
	"bytes"
	"testing"

	"accord/app/appeals"
	"accord/app/organisations"
	"accord/tenants"
	"accord/tenants/fault"
)

func TestAResultSaysWhatEachCriterionCameToAndNeverChanges(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	s.Force(`update assessment_design set attempts = 3, resit_after = 30 where tenant_id = $1 and program_id = $2`, s.org.ID, s.org.QAP)
	guest := s.tell()
	read := func() (r appeals.Result, paper []byte) {
		s.ok(guest, func(tx *tenants.Tx) (err error) {
			r, err = appeals.ResultOf(tx, s.assessment.ID)
			return err
		})
		paper, err := r.Letter(guest.Organisation())
		if err != nil {
			t.Fatal(err)
		}
		return r, paper
	}
	r, paper := read()
	p := r.Particulars
	if p == nil || p.DecidedBy != s.org.Manager.Name() || !p.DecidedAt.Equal(s.Clock.Now()) || p.Zone != "America/Guayaquil" || p.Organisation == "" {
		t.Fatalf("it says %+v", p)
	}
	if len(p.Reasons) == 0 {
		t.Fatal("it gives no criterion")
	}
	for _, c := range p.Reasons {
		if c.Title.Empty() || c.Reached == nil || *c.Reached != 100 || c.Met != (c.Asked <= 1) {
			t.Errorf("a criterion came to %+v", c)
		}
	}
	if p.Left != 2 || p.ResitFrom == nil || !p.ResitFrom.Equal(s.Clock.Now().AddDate(0, 0, 30)) {
		t.Errorf("%d attempts are left, from %v", p.Left, p.ResitFrom)
	}
	s.ok(s.org.Admin, func(tx *tenants.Tx) error {
		return organisations.EditProfile(tx, organisations.OrganisationProfile{ContactName: "Another", ContactEmail: "another@andina.example"})
	})
	if again, same := read(); again.Particulars.ContactName == "Another" || !bytes.Equal(paper, same) {
		t.Error("what was told has changed with the organisation's profile")
	}
	if s.Try(`update result set particulars = '{}' where id = $1`, s.assessment.ID) == nil {
		t.Error("the database lets what was told be changed")
	}
	for what, m := range map[string]tenants.Member{"an assessor": s.org.Assessor, "a trainer": s.org.Trainer, "another organisation": s.Nordic.Manager} {
		err := s.try(m, func(tx *tenants.Tx) error { _, err := appeals.ResultOf(tx, s.assessment.ID); return err })
		s.refused(what+" reads it", err, fault.NotFound, "")
	}
	s.Force(`update result set particulars = null where id = $1`, s.assessment.ID)
	if _, old := read(); len(old) == 0 {
		t.Error("one that was told before has no letter")
	}
}

// One assessor's marks are theirs: what is told of them is whether it was enough.
func TestOneAssessorsPointsAreNotTold(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	s.Force(`update assessment_design set attempts = 3, resit_after = 30 where tenant_id = $1 and program_id = $2`, s.org.ID, s.org.QAP)
	s.Force(`update assessment set decided_at = decided_at - interval '60 days' where id = $1`, s.assessment.ID) // the next attempt may be opened
	s.assessment = s.judged(s.Member(s.org, tenants.RoleAssessor))
	guest := s.tell()
	s.ok(guest, func(tx *tenants.Tx) error {
		r, err := appeals.ResultOf(tx, s.assessment.ID)
		for _, c := range r.Particulars.Reasons {
			if c.Reached != nil || c.NotSeen {
				t.Errorf("a criterion tells %+v", c)
			}
		}
		if r.Particulars.Left != 1 {
			t.Errorf("%d attempts are left", r.Particulars.Left)
		}
		return err
	})
}
