package evaluations_test

import (
	"fmt"
	"regexp"
	"testing"

	"accord/app/evaluations"
	"accord/app/messages"
	"accord/jobs"
	"accord/tenants"
	"accord/web/browsertest"
)

// A program manager writes to a cohort from the centre's own template, then asks
// it what it thought. Trainees answer by the link in their mail, without an
// account; when it is closed the manager reads the figures, and who was still
// writing keeps their words.
func TestACohortIsWrittenToAskedAndAnswersByItsMails(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	kit, err := jobs.NewKit(jobs.Options{DB: s.DB, SMTPURL: s.sink.SMTPURL, MailFrom: "Accord <no-reply@accord.example>", BaseURL: s.site.URL})
	ok(t, err)
	ok(t, s.DB.Write(t.Context(), s.Andina.Manager, func(tx *tenants.Tx) error {
		_, err := messages.Create(tx, messages.NewTemplate{Kind: messages.General, Name: "Cambio de aula",
			Text: messages.Text{Fallback: "es", SubjectEs: "{{given_name}}, cambio de aula", BodyEs: "Nos vemos en el aula 4."}})
		return err
	}))
	manager := browsertest.Open(t, s.site.URL, browsertest.Cookie("accord", s.site.Token(s.Andina.Manager)))
	sends := func() {
		manager.Tick("To whom › Everybody enrolled")
		manager.Click("Continue to the preview")
		manager.Click("Send to 4 people")
		d, err := kit.Drain(t.Context(), s.Andina.ID)
		ok(t, err)
		if d.Dead+d.Retried > 0 {
			t.Fatalf("the mails: %+v", d)
		}
		manager.See("Sent to 4 people.")
	}
	manager.Go(s.base + "/messages")
	manager.Click("Write a message")
	manager.Tick("Template › Cambio de aula")
	sends()
	if m := s.sink.Wait(t, "p0@correo.example", "cambio de aula"); m.Subject != "Persona, cambio de aula" {
		t.Errorf("the mail is about %q", m.Subject)
	}

	manager.Go(s.base + "/evaluation")
	manager.Click("Open an evaluation")
	manager.Click("Save the days")
	manager.Click("Write to the cohort")
	sends()
	var late *browsertest.Page
	for i, score := range []string{"5, the most", "4", "3", "2"} {
		m := s.sink.Wait(t, fmt.Sprintf("p%d@correo.example", i), "¿Qué le pareció")
		link := regexp.MustCompile(regexp.QuoteMeta(s.site.URL) + `(/o/\S+/personal/\S+)`).FindStringSubmatch(m.Text)
		if link == nil {
			t.Fatalf("the mail has no link:\n%s", m.Text)
		}
		trainee := browsertest.Open(t, s.site.URL)
		trainee.Go(link[1])
		trainee.Click("Answer the questions")
		for _, q := range evaluations.Default {
			if q.Kind == evaluations.Scale {
				trainee.Tick(q.En + " › " + score)
			}
		}
		trainee.Fill("What helped you most?", "Los juegos de rol "+score)
		if i == 3 {
			late = trainee // is still writing when it is closed
			break
		}
		trainee.Click("Send my answers")
		trainee.See("Thank you. Your answers are kept without your name.")
	}

	manager.Go(s.base + "/evaluation")
	manager.See("of 4", "75")
	manager.NotSee("Los juegos de rol")
	manager.Click("Close it now")
	manager.Click("Close it now")
	manager.See("The evaluation is closed.", "Average: 4 of 5", "Los juegos de rol 5")
	late.Allow("409")
	late.Click("Send my answers")
	late.See("The evaluation has closed.", "None of this was sent", "2 of 5", "Los juegos de rol 2")
	late.Shot("evaluation-too-late")
	late.Audit()
}
