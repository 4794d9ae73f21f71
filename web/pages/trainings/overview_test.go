package trainings_test

import (
	"net/http"
	"testing"
	"time"
)

func TestTheOverviewShowsTheCohortsThatAreUnderWay(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	home := "/o/" + s.Andina.Slug
	s.site.As(s.Andina.Trainer).Get(home).Status(http.StatusOK).Says("Cohorts under way", "Next session").SaysNot("Record attendance")
	s.Clock.Add(13 * 24 * time.Hour)
	s.site.As(s.Andina.Trainer).Get(home).Status(http.StatusOK).Says("Record attendance")
	s.site.As(s.Andina.Assessor).Get(home).Status(http.StatusOK).SaysNot("Cohorts under way")
	s.site.As(s.Nordic.Trainer).Get("/o/" + s.Nordic.Slug).Status(http.StatusOK).SaysNot("Cohorts under way")
}
