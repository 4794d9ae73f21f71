package progress_test

import (
	"net/http"
	"testing"
	"time"

	"accord/web/browsertest"
	"accord/web/webtest"
)

func TestMain(m *testing.M) { browsertest.Main(m) }

func TestEveryFigureOfTheOverviewOpensTheListBehindIt(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	for who, person := range map[string]webtest.Person{"a program manager": s.Andina.Manager, "a trainer": s.Andina.Trainer} {
		c := s.site.As(person)
		c.Get(s.home).Status(http.StatusOK).Says("At risk: 1", "of 3 trainees under way", "Attendance to record: 1", "Ready to complete: 1", "Completed: 1", "Over the last 12 months").Links(
			s.home+"/trainees?status=at_risk", s.home+"/sessions?state=to_record", s.home+"/trainees?status=ready", s.home+"/trainees?completed=2026&amp;status=completed",
			s.home+"/sessions?month=2026-11", s.home+"/trainees?completed=2026-11")
		c.Get(s.home+"/trainees?status=at_risk").Status(http.StatusOK).Says(names[2], "See attendance").SaysNot(names[0]).SaysNot(names[1]).SaysNot(names[3])
		c.Get(s.home+"/trainees?status=ready").Status(http.StatusOK).Says(names[1], "Confirm completion").SaysNot(names[0])
		c.Get(s.home+"/trainees?status=completed&completed=2026").Status(http.StatusOK).Says(names[0], "See the certificates").SaysNot(names[1])
		c.Get(s.home+"/trainees?status=completed&completed=2025").Status(http.StatusOK).Says("Nobody fits these filters", "Completed in 2025")
		c.Get(s.home+"/sessions?state=to_record").Status(http.StatusOK).Says("The mediator’s role", "Record attendance", "1 person has no mark").SaysNot("Impasse")
		if t.Failed() {
			t.Log(who)
		}
	}
}

func TestTheListsAreForThoseWhoTrain(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	for _, path := range []string{"/trainees", "/trainees/export", "/sessions", "/sessions/export"} {
		s.site.As(s.Andina.Trainer2).Get(s.home + path).Status(http.StatusOK).SaysNot(names[0]).SaysNot("Listening") // trains nobody here
		s.site.As(s.Andina.Assessor).Get(s.home + path).Status(http.StatusOK).SaysNot(names[0]).SaysNot("Listening")
		s.site.As(s.Nordic.Manager).Get("/o/" + s.Nordic.Slug + path).Status(http.StatusOK).SaysNot(names[0]).SaysNot("Listening")
		s.site.As(s.Nordic.Manager).Get(s.home + path).Status(http.StatusNotFound)
	}
	s.site.As(s.Nordic.Manager).Get("/o/" + s.Nordic.Slug + "/trainees?cohort=" + s.cohort.ID.String()).Status(http.StatusNotFound)
	s.site.As(s.Nordic.Manager).Get("/o/" + s.Nordic.Slug + "/sessions?cohort=" + s.cohort.ID.String()).Status(http.StatusNotFound)
	s.site.As(s.Andina.Assessor).Get(s.home).Status(http.StatusOK).SaysNot("At risk").SaysNot("Cohorts under way")
}

func TestAListIsExportedAsItIsNarrowed(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	c := s.site.As(s.Andina.Manager)
	c.Get(s.home+"/trainees/export?status=at_risk&as=csv").Status(http.StatusOK).Says(names[2], "FOUND-2026-A", "At risk").SaysNot(names[0])
	c.Get(s.home+"/sessions/export?state=to_record&as=csv").Status(http.StatusOK).Says("The mediator’s role", "America/Guayaquil").SaysNot("Impasse")
}

func TestTheOverviewShowsTheCohortsThatAreUnderWay(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	s.site.As(s.Andina.Trainer).Get(s.home).Status(http.StatusOK).Says("Cohorts under way", "Next session", "Record attendance", "1 at risk").Links(s.home + "/trainees?cohort=" + s.cohort.ID.String() + "&amp;status=at_risk")
	s.Clock.Add(13 * 24 * time.Hour)
	s.site.As(s.Andina.Trainer).Get(s.home).Status(http.StatusOK).Says("All sessions have been held.")
	s.site.As(s.Nordic.Trainer).Get("/o/" + s.Nordic.Slug).Status(http.StatusOK).SaysNot("Cohorts under way").SaysNot("At risk")
}

func TestThePagesOfProgressAreAccessibleAndFit(t *testing.T) {
	t.Parallel()
	s, none := newScene(t), empty(t)
	browsertest.Sweep(t, s.site.URL, s.site.Token, "progress", browsertest.Looks, []browsertest.Visit[webtest.Person]{
		{"overview", s.Andina.Manager, s.home},
		{"trainees", s.Andina.Manager, s.home + "/trainees"},
		{"at-risk", s.Andina.Manager, s.home + "/trainees?status=at_risk&cohort=" + s.cohort.ID.String()},
		{"none-found", s.Andina.Manager, s.home + "/trainees?q=zzz"},
		{"sessions", s.Andina.Manager, s.home + "/sessions"},
		{"month", s.Andina.Manager, s.home + "/sessions?month=2026-11&state=to_record"},
	})
	browsertest.Sweep(t, none.site.URL, none.site.Token, "progress-empty", browsertest.Looks, []browsertest.Visit[webtest.Person]{
		{"trainees", none.Andina.Manager, none.home + "/trainees"},
		{"sessions", none.Andina.Manager, none.home + "/sessions?state=to_record"},
	})
}
