package messages_test

import (
	"path"
	"testing"

	"accord/app/messages"
	"accord/tenants"
	"accord/web/browsertest"
	"accord/web/webtest"
)

func TestMain(m *testing.M) { browsertest.Main(m) }

// Every page of messages, also with nothing in it and with a refusal.
func TestEveryPageOfMessagesIsAccessibleAndFits(t *testing.T) {
	t.Parallel()
	s, empty := newScene(t), newScene(t)
	var own messages.Template
	s.write(t, s.Andina.Manager, func(tx *tenants.Tx) (err error) {
		if own, err = messages.Create(tx, messages.NewTemplate{Kind: messages.Joining, Name: "Bienvenida", Text: messages.Default(messages.Joining)}); err != nil {
			return err
		}
		_, err = messages.Restore(tx, own.ID, 1)
		return err
	})
	sent, draft, later := s.drafted(t, everybody), s.drafted(t, everybody), s.drafted(t, everybody)
	trainer := s.site.As(s.Andina.Trainer)
	trainer.Post(sent+"/sending", webtest.Form{"count": {"3"}, "when": {"now"}})
	trainer.Post(later+"/sending", webtest.Form{"count": {"3"}, "when": {"later"}, "send_at.day": {"20"}, "send_at.month": {"11"}, "send_at.year": {"2026"}, "send_at.clock": {"09:30"}})
	s.Force(`update candidate set email = 'diego' where id = $1`, s.people[2].CandidateID)
	s.drain(t)
	going, returned := s.drafted(t, everybody), s.drafted(t, everybody)
	s.Force(`update message set returned_at = $2, returned_why = 'left', confirmed_by_name = 'Rosa Andrade' where id = $1`, path.Base(returned), s.Clock.Now())
	trainer.Post(going+"/sending", webtest.Form{"count": {"3"}, "when": {"now"}})
	cohort := s.base + "/cohorts/" + s.cohort.ID.String()
	paths := []struct{ name, path string }{
		{"list", s.base + "/messages"}, {"none-found", s.base + "/messages?q=zzz"}, {"templates", s.base + "/messages/templates"}, {"template", s.base + "/messages/templates/" + own.ID.String()},
		{"template-new", s.base + "/messages/templates/new?kind=reminder"}, {"cohort", cohort + "/messages"}, {"compose", cohort + "/messages/new?kind=joining"}, {"draft", draft}, {"scheduled", later},
		{"sent", sent}, {"going", going}, {"returned", returned}, {"cancel", later + "/cancellation"}, {"reminders", cohort + "/reminders"},
	}
	for _, look := range browsertest.Looks {
		t.Run(look.Name, func(t *testing.T) {
			t.Parallel()
			p := browsertest.Open(t, s.site.URL, look.As(browsertest.Cookie("accord", s.site.Token(s.Andina.Manager)))...)
			for _, at := range paths {
				p.Go(at.path)
				p.Inspect("message-" + at.name + "-" + look.Name)
			}
			p = browsertest.Open(t, empty.site.URL, look.As(browsertest.Cookie("accord", empty.site.Token(empty.Andina.Manager)))...)
			for name, path := range map[string]string{"empty": "/messages", "empty-templates": "/messages/templates", "empty-cohort": "/cohorts/" + empty.cohort.ID.String() + "/messages"} {
				p.Go(empty.base + path)
				p.Inspect("message-" + name + "-" + look.Name)
			}
		})
	}
}
