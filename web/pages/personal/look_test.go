package personal_test

import (
	"fmt"
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
	for _, look := range []struct {
		width  int64
		theme  string
		locale string
	}{{1440, "light", "en"}, {390, "light", "es"}, {1440, "dark", "es"}, {390, "dark", "en"}} {
		t.Run(fmt.Sprintf("%d %s %s", look.width, look.theme, look.locale), func(t *testing.T) {
			t.Parallel()
			p := browsertest.Open(t, s.site.URL, browsertest.Width(look.width), browsertest.Cookie("accord", s.site.Token(s.Andina.Trainer)),
				browsertest.Cookie("theme", look.theme), browsertest.Cookie("locale", look.locale), browsertest.Zone("Europe/Oslo"))
			for _, at := range paths {
				p.Go(at.path)
				p.Shot(fmt.Sprintf("personal-%s-%d-%s-%s", at.name, look.width, look.theme, look.locale))
				p.Audit()
			}
		})
	}
}
