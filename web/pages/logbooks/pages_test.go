package logbooks_test

import (
	"net/http"
	"strings"
	"testing"

	"accord/app/candidates"
	"accord/tenants"
	"accord/web/browsertest"
	"accord/web/webtest"
)

func TestMain(m *testing.M) { browsertest.Main(m) }

func TestARefereeAnswersOnceAndTheLogbookShowsIt(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	anybody, manager := s.site.Nobody(), s.site.As(s.Andina.Manager)
	manager.Get(s.file()).Status(http.StatusOK).Says("Inés Ortega", "ines.ortega@corte.example", "Waits for an answer", "Asked: Inés Ortega")
	page := anybody.Get(s.link()).Status(http.StatusOK).Says("Camila Torres Vega", "Academia Andina", "Commercial lease", "Custody").SaysNot("Noise at night").SaysNot("camila@correo.example").SaysNot("ines.ortega")
	if !strings.Contains(page.Header.Get("X-Robots-Tag"), "noindex") {
		t.Error("a private page is offered to search engines")
	}
	anybody.Post(s.link(), webtest.Form{"declared": {""}}).Status(http.StatusUnprocessableEntity).Says("Choose whether it took place as written.", "Say how you know of these mediations.")
	named := s.says()
	for name := range named {
		if strings.HasPrefix(name, "reason_") && named[name][0] != "" {
			named[name] = []string{"María Pérez contra Juan Solano"}
		}
	}
	anybody.Post(s.link(), named).Status(http.StatusUnprocessableEntity).Says("This reads like a name", "What I wrote names no party")
	anybody.Post(s.link(), s.says()).To(s.link()).Follow().Says("Your answer is sent.", "Thank you, Inés Ortega", "It took place a month later", "I supervised them").SaysNot("Send my answer")
	anybody.Post(s.link(), s.says()).Status(http.StatusConflict).Says("This request is over", "What you said")
	manager.Get(s.file()+"/logbook/export").Status(http.StatusOK).Says("Commercial lease", "Verified", "Disputed", "Inés Ortega")
	manager.Get(s.file() + "/logbook/export?as=xlsx").Status(http.StatusOK)
	s.site.As(s.Nordic.Manager).Get(s.file() + "/logbook/export").Status(http.StatusNotFound)
	manager.Get(s.file()).Says("Disputed", "by Inés Ortega on", "Says of themselves:", "I supervised them", "It took place a month later")
}

func TestAReferencesLinkOpensNothingElse(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	anybody := s.site.Nobody()
	token := s.DB.LinkToken(s.request.LinkID)
	anybody.Get("/o/" + s.Nordic.Slug + "/referee/" + token).Status(http.StatusNotFound)
	anybody.Get("/o/" + s.Andina.Slug + "/referee/" + strings.Repeat("x", 43)).Status(http.StatusNotFound)
	s.Clock.Add(candidates.RefereeLife)
	anybody.Get(s.link()).Status(http.StatusNotFound)
}

func TestWhatIsAskedNoMoreIsSaidSo(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	anybody, manager := s.site.Nobody(), s.site.As(s.Andina.Manager)
	s.write(t, func(tx *tenants.Tx) error {
		_, err := candidates.RemoveEntry(tx, s.request.Items[1].EntryID)
		return err
	})
	anybody.Post(s.link(), s.says()).Status(http.StatusConflict).Says("The logbook was changed meanwhile", "Commercial lease").SaysNot("Custody")
	withdrawal := s.file() + "/logbook/referees/" + s.request.ID.String() + "/withdrawal"
	manager.Get(withdrawal).Status(http.StatusOK).Says("Take back the request to Inés Ortega?")
	manager.Post(withdrawal, webtest.Form{}).To(s.file() + "#logbook")
	manager.Get(withdrawal).Status(http.StatusConflict)
	anybody.Get(s.link()).Status(http.StatusOK).Says("Nothing is asked of you any more").SaysNot("Commercial lease")
}

func TestAProgramManagerAsksARefereeAndOthersDoNot(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	manager := s.site.As(s.Andina.Manager)
	at := s.file() + "/logbook/referees"
	manager.Get(at+"/new").Status(http.StatusOK).Says("Noise at night", "parties stay unnamed").SaysNot("Commercial lease")
	in := webtest.Form{"entry": {s.entries[2].ID.String()}, "name": {"Camila Torres Vega"}, "email": {"camila+x@correo.example"}, "relation": {"Judge"}, "language": {"en"}}
	manager.Post(at, in).Status(http.StatusUnprocessableEntity).Says("Nobody is their own referee")
	in["name"], in["email"] = []string{"Howard Pritchard"}, []string{"h@adr.example"}
	for _, m := range []tenants.Member{s.Andina.Trainer, s.Andina.Assessor} {
		s.site.As(m).Get(at + "/new").Status(http.StatusNotFound)
		s.site.As(m).Post(at, in).Status(http.StatusNotFound)
	}
	manager.Post(at, in).To(s.file() + "#logbook").Follow().Says("Howard Pritchard gets a mail with a link.")
	manager.Get(at + "/new").Says("Nothing to ask about")
}

// Every page of a logbook, for staff and for a referee.
func TestEveryPageOfARefereeIsAccessibleAndFits(t *testing.T) {
	t.Parallel()
	s, answered := newScene(t), newScene(t)
	answered.site.Nobody().Post(answered.link(), answered.says()).Status(http.StatusSeeOther)
	for _, look := range browsertest.Looks {
		t.Run(look.Name, func(t *testing.T) {
			t.Parallel()
			p := browsertest.Open(t, s.site.URL, look.As(browsertest.Cookie("accord", s.site.Token(s.Andina.Manager)))...)
			for name, path := range map[string]string{"asked": s.link(), "new": s.file() + "/logbook/referees/new", "withdraw": s.file() + "/logbook/referees/" + s.request.ID.String() + "/withdrawal"} {
				p.Go(path)
				p.Inspect("referee-" + name + "-" + look.Name)
			}
			p = browsertest.Open(t, answered.site.URL, look.As(browsertest.Cookie("accord", answered.site.Token(answered.Andina.Manager)))...)
			for name, path := range map[string]string{"answered": answered.link(), "file": answered.file()} {
				p.Go(path)
				p.Inspect("referee-" + name + "-" + look.Name)
			}
		})
	}
}
