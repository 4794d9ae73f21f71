package trainings_test

import (
	"strings"
	"testing"

	"accord/web/browsertest"
)

func TestMain(m *testing.M) { browsertest.Main(m) }

// Every page of a cohort, and what it looks like with nothing in it.
func TestEveryPageOfACohortIsAccessibleAndFits(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	home := "/o/" + s.Andina.Slug
	paths := []struct{ name, path string }{
		{"list", home + "/cohorts"}, {"none-found", home + "/cohorts?q=zzz"}, {"new", home + "/cohorts/new"}, {"cohort", s.base},
		{"sessions", s.base + "/sessions"}, {"session-new", s.base + "/sessions/new"}, {"cancel", s.base + "/sessions/" + s.sessions[7].ID.String() + "/cancel"},
		{"sheet", s.sheet(6)}, {"completion", s.base + "/completion"}, {"exception", s.base + "/candidates/" + s.people[3].ID.String() + "/exception"},
		{"trainers", s.base + "/trainers"}, {"import", s.base + "/import"}, {"grid", s.base + "/grid"}, {"at-risk", s.base + "/at-risk"}, {"enrol", s.base + "/candidates/new"}, {"close", s.base + "/close"},
	}
	for name, part := range map[string]string{"series": "/sessions/series", "waiting-new": "/waiting/new", "move": "/sessions/" + s.sessions[7].ID.String() + "/edit"} {
		paths = append(paths, struct{ name, path string }{name, s.base + part})
	}
	empty := s.empty(t)
	for _, part := range []string{"", "/sessions", "/completion"} {
		paths = append(paths, struct{ name, path string }{"empty" + strings.ReplaceAll(part, "/", "-"), empty + part})
	}
	table := s.file(t, s.site.As(s.Andina.Manager), s.base+"/import", "autumn.csv", "name,email\nCamila Torres Vega,cam.0@correo.example\nNueva Uno,nueva@x.example\n").Header.Get("Location")
	paths = append(paths, struct{ name, path string }{"preview", table})
	token := s.site.Token(s.Andina.Manager)
	for _, look := range browsertest.Looks {
		t.Run(look.Name, func(t *testing.T) {
			t.Parallel()
			p := browsertest.Open(t, s.site.URL, look.As(browsertest.Cookie("accord", token))...)
			for _, at := range paths {
				p.Go(at.path)
				p.Inspect("cohort-" + at.name + "-" + look.Name)
			}
		})
	}
}
