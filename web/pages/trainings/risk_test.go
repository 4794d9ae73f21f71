package trainings_test

import (
	"net/http"
	"testing"
)

func TestTheProgramsRuleSaysWhoIsAtRiskAndTheListIsFilteredByIt(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	manager, rule := s.site.As(s.Andina.Manager), s.base+"/at-risk"
	manager.Get(s.base+"?status=at_risk").Status(http.StatusOK).Says("At risk: below 90% so far", "Change the program’s rule", "Martín Yépez").SaysNot("Valentina Rojas")
	manager.Get(rule).Status(http.StatusOK).Says("When somebody is at risk", "below 90%")
	manager.Post(rule, form("warn_below", "101", "missed", "x")).Status(http.StatusUnprocessableEntity).Says("There is a problem")
	manager.Post(rule, form("warn_below", "100", "missed", "2")).Status(http.StatusSeeOther).To(s.base+"?status=at_risk").Follow().
		Says("below 100% so far", "missed 2 sessions or more", "Diego Paredes Lema")
	manager.Post(rule, form("warn_below", "", "missed", "")).Status(http.StatusSeeOther).Follow().Says("below 90% so far")
	s.site.As(s.Andina.Trainer).Get(s.base).Status(http.StatusOK).Says("At risk: below 90%").SaysNot("Change the program’s rule")
	s.site.As(s.Andina.Trainer).Get(rule).Status(http.StatusForbidden)
	s.site.As(s.Andina.Trainer).Post(rule, form("warn_below", "95", "missed", "")).Status(http.StatusForbidden)
	s.site.As(s.Nordic.Manager).Get(rule).Status(http.StatusNotFound)
}
