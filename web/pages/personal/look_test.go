package personal_test

import (
	"testing"

	"accord/app/personal"
	"accord/tenants"
	"accord/web/browsertest"
)

func TestMain(m *testing.M) { browsertest.Main(m) }

func TestEveryPersonalPageIsAccessibleAndFits(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	own := s.own(t, 0)
	s.write(t, s.Andina.Trainer, func(tx *tenants.Tx) error { return personal.Send(tx, s.people[0].ID) })
	one := s.at("/candidates/" + s.people[0].ID.String() + "/link")
	paths := []struct{ name, path string }{{"own", own}, {"links", s.at("/links")}, {"link", one}, {"renew", one + "/renewal"}, {"cohort", s.at("")}}
	for _, look := range browsertest.Looks {
		t.Run(look.Name, func(t *testing.T) {
			t.Parallel()
			p := browsertest.Open(t, s.site.URL, look.As(browsertest.Cookie("accord", s.site.Token(s.Andina.Trainer)), browsertest.Zone("Europe/Oslo"))...)
			for _, at := range paths {
				p.Go(at.path)
				p.Inspect("personal-" + at.name + "-" + look.Name)
			}
		})
	}
}
