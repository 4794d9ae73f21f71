package certificates_test

import (
	"sync"
	"testing"

	"github.com/google/uuid"

	"accord/app/certificates"
	"accord/app/paging"
	"accord/app/trainings"
	"accord/tenants"
	"accord/tenants/fault"
)

var paged = paging.Ask{Limit: paging.MaxLimit}

func TestEverybodyWhoCompletedGetsOneCertificateThatSaysWhatWasTrue(t *testing.T) {
	t.Parallel()
	s := newCourse(t, 3)
	run := s.issue(t)
	all := s.all(t, s.Andina.Manager, certificates.Filter{})
	if run.Total != 3 || len(all) != 3 {
		t.Fatalf("a run of %d made %d certificates", run.Total, len(all))
	}
	numbers := map[string]bool{}
	for _, c := range all {
		numbers[c.Number] = true
		if c.Course != s.Cohort.Title || c.Organisation != "Academia Andina de Mediación" || c.WordingEs != certificates.DefaultWordingEs || c.State() != certificates.InForce || certificates.Number(c.Number) != c.Number {
			t.Errorf("it says %+v", c)
		}
	}
	if len(numbers) != 3 {
		t.Errorf("numbers %v", numbers)
	}
	if n := s.Count(`select count(*) from outbox where tenant_id = $1 and kind = 'certificate.seal'`, s.Andina.ID); n != 3 {
		t.Errorf("%d papers are to be made", n)
	}
}

func TestTwoTabsIssueOneCertificate(t *testing.T) {
	t.Parallel()
	s := newCourse(t, 4)
	var wg sync.WaitGroup
	errs := make([]error, 4)
	for i := range errs {
		wg.Go(func() {
			errs[i] = s.DB.Write(t.Context(), s.Andina.Manager, func(tx *tenants.Tx) error {
				_, err := certificates.Issue(tx, s.Cohort.ID, nil)
				return err
			})
		})
	}
	wg.Wait()
	done := 0
	for _, err := range errs {
		if err == nil {
			done++
			continue
		}
		said(t, err, fault.Conflict, "certificate.none_awaited")
	}
	if n := s.Count(`select count(*) from certificate where cohort_id = $1`, s.Cohort.ID); done != 1 || n != 4 {
		t.Errorf("%d tabs issued, %d certificates are there", done, n)
	}
}

func TestOnePersonCanBeIssuedToBeforeTheOthers(t *testing.T) {
	t.Parallel()
	s := newCourse(t, 3)
	ok(t, s.write(t, s.Andina.Manager, func(tx *tenants.Tx) error {
		run, err := certificates.Issue(tx, s.Cohort.ID, []uuid.UUID{s.People[1].ID})
		if err == nil && run.Total != 1 {
			t.Errorf("%d were issued", run.Total)
		}
		return err
	}))
	if run := s.issue(t); run.Total != 2 {
		t.Errorf("then %d were issued", run.Total)
	}
}

func TestACertificateCanBeIssuedAfterTheCohortWasClosed(t *testing.T) {
	t.Parallel()
	s := newCourse(t, 1)
	ok(t, s.write(t, s.Andina.Manager, func(tx *tenants.Tx) error { _, err := trainings.Close(tx, s.Cohort.ID); return err }))
	if run := s.issue(t); run.Total != 1 {
		t.Errorf("%d were issued", run.Total)
	}
}

func TestOnlyTheProgramManagerIssues(t *testing.T) {
	t.Parallel()
	s := newCourse(t, 1)
	for name, m := range map[string]tenants.Member{"a trainer of the cohort": s.Andina.Trainer, "another trainer": s.Andina.Trainer2, "an assessor": s.Andina.Assessor, "another organisation": s.Nordic.Manager} {
		err := s.write(t, m, func(tx *tenants.Tx) error { _, err := certificates.Issue(tx, s.Cohort.ID, nil); return err })
		if !fault.Is(err, fault.NotFound) && !fault.Is(err, fault.Forbidden) {
			t.Errorf("%s: %v", name, err)
		}
	}
	s.issue(t)
	for _, see := range []struct {
		name string
		m    tenants.Member
		n    int
	}{{"the administrator", s.Andina.Admin, 1}, {"a trainer of the cohort", s.Andina.Trainer, 1}, {"another trainer", s.Andina.Trainer2, 0}, {"an assessor", s.Andina.Assessor, 0}, {"another organisation", s.Nordic.Manager, 0}} {
		if got := s.all(t, see.m, certificates.Filter{}); len(got) != see.n {
			t.Errorf("%s sees %d", see.name, len(got))
		}
	}
}
