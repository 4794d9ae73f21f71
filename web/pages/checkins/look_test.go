package checkins_test

import (
	"testing"
	"time"

	"accord/web/browsertest"
)

func TestMain(m *testing.M) { browsertest.Main(m) }

func TestEveryPageOfCheckInIsAccessibleAndFits(t *testing.T) {
	t.Parallel()
	s, closed := newScene(t), newScene(t)
	code := s.opened(t)
	token, other := s.token(t, 0), s.token(t, 1)
	p := browsertest.Open(t, s.site.URL, browsertest.Phone(), browsertest.Cookie("personal", other))
	p.Go(s.scan() + "?code=" + code)
	p.Press("Check in")
	p.See("You are checked in: Present.")
	paths := []struct{ name, path string }{{"room", s.room()}, {"scanned", s.scan() + "?code=" + code}, {"own", s.base + "/personal/" + token}, {"came", s.base + "/personal/" + other}}
	for _, look := range browsertest.Looks {
		t.Run(look.Name, func(t *testing.T) {
			t.Parallel()
			p := browsertest.Open(t, s.site.URL, look.As(browsertest.Cookie("accord", s.site.Token(s.Andina.Trainer)), browsertest.Cookie("personal", token))...)
			for _, at := range paths {
				p.Go(at.path)
				p.Inspect("checkin-" + at.name + "-" + look.Name)
			}
			p = browsertest.Open(t, closed.site.URL, look.As(browsertest.Cookie("accord", closed.site.Token(closed.Andina.Trainer)))...)
			for _, at := range []struct{ name, path string }{{"closed", closed.room()}, {"unknown", closed.scan()}} {
				p.Go(at.path)
				p.Inspect("checkin-" + at.name + "-" + look.Name)
			}
		})
	}
}

// A trainer opens the check-in on the room's screen; a trainee scans it with
// their phone; the screen shows them by itself, and so does the grid.
func TestATraineeScansTheRoomsCodeAndIsMarked(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	screen := browsertest.Open(t, s.site.URL, browsertest.Cookie("accord", s.site.Token(s.Andina.Trainer)))
	screen.Go(s.base + "/cohorts/" + s.cohort.ID.String() + "/sessions")
	screen.Click("Check-in")
	screen.Press("Open check-in")
	screen.See("Scan to check in", "of 3")

	phone := browsertest.Open(t, s.site.URL, browsertest.Phone())
	phone.Go(s.base + "/personal/" + s.token(t, 0)) // the link in the mail, once
	phone.See("Camila Torres Vega")
	phone.Go(s.scan() + "?code=" + s.opened(t))
	phone.Press("Check in")
	phone.See("You are checked in: Present.")

	screen.See("Camila Torres Vega")
	s.Clock.Add(16 * time.Minute) // the session has begun
	screen.Go(s.base + "/cohorts/" + s.cohort.ID.String() + "/grid")
	if got := browsertest.Eval[int](screen, `document.querySelectorAll('select.mark-of option[value=present]:checked').length`); got != 1 {
		t.Errorf("the grid shows %d present", got)
	}
}
