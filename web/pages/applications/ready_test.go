package applications_test

import (
	"net/http"
	"strings"
	"testing"

	"accord/web/webtest"
)

// Whoever admits an applicant is told what is missing before they are judged,
// and is not stopped.
func TestWhoAdmitsIsToldWhatIsMissing(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	s.offers(t, "12")
	s.site.Nobody().Post(s.toBeAssessed(t), s.assessed("submit")).Status(http.StatusSeeOther)
	id := s.ID(`select id from application where email = $1`, s.email)
	m, one := s.site.As(s.Andina.Manager), "/o/"+s.Andina.Slug+"/applications/"+id.String()
	for _, at := range []string{one, one + "/admission"} {
		page := m.Get(at).Status(http.StatusOK).Says("Still missing in the file", "The identity has not been checked", "The logbook begins with the admission")
		if !strings.Contains(page.Text, `href="`+one+`/identity/new"`) {
			t.Errorf("%s does not lead to the identity check", at)
		}
	}
	m.Post(one+"/admission", webtest.Form{}).To(one).Follow().Says("The identity has not been checked", "The logbook is empty", "IMI Certified Mediator: 0 of 20 mediations", "Open their assessment")
}
