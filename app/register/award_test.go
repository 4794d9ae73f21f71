package register_test

import (
	"context"
	"regexp"
	"testing"
	"time"

	"accord/app/apptest"
	"accord/app/paging"
	"accord/app/register"
	"accord/tenants"
	"accord/tenants/fault"
)

func zone(o apptest.Org) *time.Location {
	l, err := time.LoadLocation(o.Manager.Organisation().TimeZone)
	if err != nil {
		panic(err)
	}
	return l
}

func TestAnAwardIsPublishedUnderANumberThatCannotBeGuessed(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	s.Clock.Add(17 * time.Hour) // Tuesday 02:00 in UTC, still Monday in Quito
	c := s.awarded(t, s.Andina, "Ana Lucía Torres")
	if !regexp.MustCompile(`^IMI-[2-9A-HJ-NP-TV-Z]{5}-[2-9A-HJ-NP-TV-Z]{5}$`).MatchString(c.Number) {
		t.Errorf("the number is %s", c.Number)
	}
	p := s.verify(t, c.Number)
	if p.Holder != c.Holder || p.Certification != c.Certification || p.Organisation == "" || p.Program == "" || p.Country != "EC" || !p.Valid() {
		t.Errorf("published is %+v", p)
	}
	if got := p.AwardedOn.Format(time.DateOnly); got != "2026-11-16" {
		t.Errorf("awarded on %s, not on the organisation's day", got)
	}
	if next := s.awarded(t, s.Andina, "Luis Paredes"); next.Number == c.Number {
		t.Error("two credentials have one number")
	}
}

func TestACredentialComesOfAnAcceptedSubmissionAlone(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	_, err := s.award(s.IMI.Reviewer, s.Andina, s.accepted(s.Andina, "Ana", "refused"), "Ana")
	refused(t, "of a refused one", err, fault.Conflict, "")
	accepted := s.accepted(s.Andina, "Ana", "accepted")
	_, err = s.award(s.IMI.Reviewer, s.Andina, accepted, "Somebody else")
	refused(t, "for another holder", err, fault.Conflict, "")
	_, err = s.award(s.IMI.Administrator, s.Andina, accepted, "Ana")
	refused(t, "by the administrator", err, fault.Forbidden, "")
	if _, err = s.award(s.IMI.Reviewer, s.Andina, accepted, "Ana"); err != nil {
		t.Fatal(err)
	}
	_, err = s.award(s.IMI.Reviewer, s.Andina, accepted, "Ana")
	refused(t, "twice", err, fault.Conflict, "")
}

func TestAnOrganisationListsItsOwnGraduates(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	ours := s.awarded(t, s.Andina, "Ana Lucía Torres")
	s.awarded(t, s.Nordic, "Nils Berg")
	list := func(m tenants.Member, f register.Filter) (names []string) {
		t.Helper()
		err := s.DB.Read(context.Background(), m, func(tx *tenants.Tx) error {
			page, err := register.List(tx, f, paging.Ask{})
			for _, c := range page.Items {
				names = append(names, c.Holder)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return names
	}
	if got := list(s.Andina.Manager, register.Filter{}); len(got) != 1 || got[0] != ours.Holder {
		t.Errorf("the organisation lists %v", got)
	}
	if got := list(s.Andina.Manager, register.Filter{Words: "lucia tor"}); len(got) != 1 {
		t.Errorf("by name: %v", got)
	}
	if got := list(s.Andina.Trainer, register.Filter{}); len(got) != 0 {
		t.Errorf("a trainer lists %v", got)
	}
	err := s.DB.OverseeRead(context.Background(), s.IMI.SpotChecker, "list", func(tx *tenants.OversightTx) error {
		page, err := register.List(tx, register.Filter{TenantID: s.Nordic.ID}, paging.Ask{})
		if len(page.Items) != 1 || page.Items[0].Holder != "Nils Berg" {
			t.Errorf("IMI lists %v", page.Items)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
