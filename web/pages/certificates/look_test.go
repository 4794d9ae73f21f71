package certificates_test

import (
	"testing"

	"github.com/google/uuid"

	"accord/app/certificates"
	"accord/tenants"
	"accord/web/browsertest"
)

func TestMain(m *testing.M) { browsertest.Main(m) }

// Every page of certificates, and what it looks like with nothing in it.
func TestEveryPageOfCertificatesIsAccessibleAndFits(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	empty := newScene(t)
	s.write(t, s.Andina.Manager, func(tx *tenants.Tx) error {
		_, err := certificates.EditDesign(tx, certificates.NewDesign{Signatory: "Elena Andrade", SignatoryTitle: "Director", WordingEn: certificates.DefaultWordingEn, WordingEs: certificates.DefaultWordingEs})
		return err
	})
	s.write(t, s.Andina.Manager, func(tx *tenants.Tx) error {
		_, err := certificates.Issue(tx, s.cohort.ID, []uuid.UUID{s.people[0].ID, s.people[1].ID})
		return err
	})
	made := s.made(t)
	s.write(t, s.Andina.Manager, func(tx *tenants.Tx) error {
		_, err := certificates.Correct(tx, made[0].ID, "Camila Torres Vega", "The name was misspelt.")
		return err
	})
	s.write(t, s.Andina.Manager, func(tx *tenants.Tx) error {
		_, err := certificates.Revoke(tx, made[1].ID, "Somebody else sat the course.")
		return err
	})
	now := s.made(t)
	for _, c := range now {
		s.publish(t, c.ID)
	}
	var run certificates.Run
	s.write(t, s.Andina.Manager, func(tx *tenants.Tx) (err error) { run, err = certificates.Issue(tx, s.cohort.ID, nil); return err })
	var standing certificates.Certificate
	for _, c := range now {
		if c.State() == certificates.InForce {
			standing = c
		}
	}
	var token string
	s.write(t, s.Andina.Manager, func(tx *tenants.Tx) error {
		link, err := tx.Link(tenants.NewLink{Act: certificates.ActCertificate, Subject: standing.ID, Email: "p0@correo.example", TTL: certificates.LinkLife})
		token = s.DB.LinkToken(link)
		return err
	})
	at := func(c certificates.Certificate) string { return s.base + "/certificates/" + c.ID.String() }
	paths := []struct{ name, path string }{
		{"list", s.base + "/certificates"}, {"none-found", s.base + "/certificates?q=zzz"}, {"design", s.base + "/certificates/design"}, {"cohort", s.base + "/cohorts/" + s.cohort.ID.String() + "/certificates"},
		{"one", at(standing)}, {"replaced", at(made[0])}, {"revoked", at(made[1])}, {"correct", at(standing) + "/correction"}, {"revoke", at(standing) + "/revocation"},
		{"public", "/certificates/" + standing.Number}, {"public-replaced", "/certificates/" + made[0].Number}, {"public-revoked", "/certificates/" + made[1].Number}, {"own", s.base + "/certificate/" + token},
		{"run", s.base + "/certificates/runs/" + run.ID.String()},
	}
	for _, look := range browsertest.Looks {
		t.Run(look.Name, func(t *testing.T) {
			t.Parallel()
			p := browsertest.Open(t, s.site.URL, look.As(browsertest.Cookie("accord", s.site.Token(s.Andina.Manager)))...)
			for _, at := range paths {
				p.Go(at.path)
				p.Inspect("certificate-" + at.name + "-" + look.Name)
			}
			p = browsertest.Open(t, empty.site.URL, look.As(browsertest.Cookie("accord", empty.site.Token(empty.Andina.Manager)))...)
			p.Go(empty.base + "/certificates")
			p.Inspect("certificate-empty-" + look.Name)
		})
	}
}

// Progress is followed without a reload, and stops asking when all is made.
func TestTheProgressOfAnIssueMovesByItself(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	run := s.issued(t)
	p := browsertest.Open(t, s.site.URL, browsertest.Cookie("accord", s.site.Token(s.Andina.Manager)))
	p.Go(run)
	p.See("0 of 3 done")
	s.made(t)
	p.See("All 3 certificates are issued.")
	p.Audit()
}
