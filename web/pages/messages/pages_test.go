package messages_test

import (
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"accord/app/apptest"
	"accord/app/candidates"
	"accord/app/messages"
	"accord/app/people"
	"accord/app/trainings"
	"accord/jobs"
	"accord/tenants"
	"accord/tenants/tenantstest"
	"accord/web"
	pages "accord/web/pages/messages"
	trainingspages "accord/web/pages/trainings"
	"accord/web/webtest"
)

// scene is a cohort of three readers with a session to come, and an office that
// sends its mail.
type scene struct {
	*apptest.World
	site   *webtest.Site
	sink   *tenantstest.MailSink
	kit    *jobs.Kit
	cohort trainings.Cohort
	people []trainings.Enrolment
	base   string // the organisation's address
}

func ok(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func newScene(t *testing.T) *scene {
	t.Helper()
	s := &scene{World: apptest.NewWorld(t), sink: tenantstest.Mail(t)}
	s.site = webtest.New(t, s.World, func(app *web.App) {
		pages.Routes(app, s.DB)
		trainingspages.Routes(app, s.DB)
	})
	var err error
	s.kit, err = jobs.NewKit(jobs.Options{DB: s.DB, SMTPURL: s.sink.SMTPURL, MailFrom: "Accord <no-reply@accord.example>", BaseURL: "https://accord.example"})
	ok(t, err)
	s.base = "/o/" + s.Andina.Slug
	s.write(t, s.Andina.Manager, func(tx *tenants.Tx) (err error) {
		s.cohort, err = trainings.Open(tx, trainings.NewCohort{Program: s.Andina.CMTP, Code: "FOUND-2026-A", Title: "Fundamentos, otoño de 2026", Language: "es", Place: "Quito",
			StartsOn: time.Date(2026, 9, 26, 0, 0, 0, 0, time.UTC), EndsOn: time.Date(2026, 11, 28, 0, 0, 0, 0, time.UTC), Capacity: 24, RequiredHours: 40, AttendanceFloor: 90})
		if err != nil {
			return err
		}
		if err := trainings.Staff(tx, s.cohort.ID, []uuid.UUID{s.Andina.Trainer.Membership()}); err != nil {
			return err
		}
		for i := range 2 {
			starts := time.Date(2026, 11, 21+7*i, 20, 0, 0, 0, time.UTC)
			if _, err := trainings.AddSession(tx, s.cohort.ID, trainings.NewSession{Title: "Escucha activa", StartsAt: starts, EndsAt: starts.Add(3 * time.Hour), Hours: 3, Place: "Aula 2"}); err != nil {
				return err
			}
		}
		for _, p := range []candidates.NewCandidate{{Name: "Camila Torres", Email: "camila@correo.example", Language: "es"},
			{Name: "Dana Pike", Email: "dana@mail.example", Language: "en"}, {Name: "Diego Paz", Email: "diego@correo.example", Language: "es"}} {
			e, err := trainings.Enrol(tx, s.cohort.ID, p, "")
			if err != nil {
				return err
			}
			s.people = append(s.people, e)
		}
		return nil
	})
	return s
}

func (s *scene) write(t *testing.T, m tenants.Member, fn func(*tenants.Tx) error) {
	t.Helper()
	ok(t, s.DB.Write(t.Context(), m, fn))
}

func (s *scene) drain(t *testing.T) {
	t.Helper()
	_, err := s.kit.Drain(t.Context(), s.Andina.ID)
	ok(t, err)
}

// drafted writes a draft by the page and answers its address.
func (s *scene) drafted(t *testing.T, form webtest.Form) string {
	t.Helper()
	return s.site.As(s.Andina.Trainer).Post(s.base+"/cohorts/"+s.cohort.ID.String()+"/messages", form).Status(http.StatusSeeOther).Header.Get("Location")
}

var everybody = webtest.Form{"template": {"joining"}, "audience": {"enrolled"}}

func TestAMessageIsPreviewedConfirmedAndFollowed(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	trainer := s.site.As(s.Andina.Trainer)
	cohort := s.base + "/cohorts/" + s.cohort.ID.String()
	trainer.Get(cohort+"/messages").Status(200).Says("No messages yet", "Nobody is reminded on its own")
	trainer.Get(cohort+"/messages/new?kind=joining").Status(200).Says("3 people now", "The text that comes with Accord", "Camila Torres")
	trainer.Post(cohort+"/messages", webtest.Form{"audience": {"enrolled"}}).Status(422).Says("Choose a template")
	trainer.Post(cohort+"/messages", webtest.Form{"template": {"joining"}, "audience": {"chosen"}}).Status(422).Says("Choose at least one person")
	at := s.drafted(t, everybody)
	trainer.Get(at).Status(200).Says("Camila Torres <camila@correo.example>", "Instrucciones para empezar Fundamentos", "[their own link]", "It goes to 3 people", "English: 1, Spanish: 2")
	trainer.Get(at+"?who="+s.people[1].CandidateID.String()).Status(200).Says("Joining instructions for Fundamentos", "Dear Dana,")
	trainer.Get(at + "?who=" + uuid.NewString()).Status(404)
	trainer.Post(at+"/sending", webtest.Form{"count": {"2"}, "when": {"now"}}).Status(409).Says("now it is 3 people")
	trainer.Post(at+"/sending", webtest.Form{"count": {"3"}, "when": {"now"}}).Status(http.StatusSeeOther)
	trainer.Get(at).Status(200).Says("On its way", "0 of 3", "You can leave this page")
	s.Force(`update candidate set email = 'diego' where id = $1`, s.people[2].CandidateID)
	s.drain(t)
	trainer.Get(at).Status(200).Says("It did not reach 1 person", "Failed", "delivered").SaysNot("0 of 3")
	s.Force(`update candidate set email = 'diego@correo.example' where id = $1`, s.people[2].CandidateID)
	trainer.Post(at+"/resending", webtest.Form{}).Status(http.StatusSeeOther)
	s.drain(t)
	trainer.Get(at).Status(200).Says("Sent to 3 people", "sent the message")
	sent := regexp.MustCompile(at + `/deliveries/[0-9a-f-]{36}`).FindString(trainer.Get(at).Text)
	trainer.Get(sent).Status(200).Says("As it was sent", "Camila", "[···]")
	trainer.Get(cohort).Status(200).Says("Messages", "sent the message")
	if table := trainer.Get(at + "/deliveries").Status(200).Text; strings.Count(table, "\n") != 4 {
		t.Errorf("the table is\n%s", table)
	}
	if table := trainer.Get(s.base + "/messages/export?state=sent").Status(200).Text; strings.Count(table, "\n") != 2 {
		t.Errorf("the table is\n%s", table)
	}
	trainer.Get(s.base + "/messages?state=draft").Status(200).Says("Nothing matches")
	trainer.Get(s.base+"/messages").Status(200).Says("Fundamentos, otoño de 2026", "3 of 3")
	s.sink.Wait(t, "camila@correo.example", "Instrucciones para empezar")
}

func TestAScheduledMessageNamesItsZoneAndIsTakenBack(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	trainer, at := s.site.As(s.Andina.Trainer), s.drafted(t, everybody)
	trainer.Get(at).Status(200).Says("America/Guayaquil")
	later := func(day string) webtest.Form {
		return webtest.Form{"count": {"3"}, "when": {"later"}, "send_at.day": {day}, "send_at.month": {"11"}, "send_at.year": {"2026"}, "send_at.clock": {"09:30"}}
	}
	trainer.Post(at+"/sending", later("1")).Status(422).Says("This moment is past")
	trainer.Post(at+"/sending", later("31")).Status(422)
	trainer.Post(at+"/sending", later("20")).Status(http.StatusSeeOther)
	trainer.Get(at).Status(200).Says("Scheduled", "09:30")
	trainer.Get(at + "/cancellation").Status(200).Says("cannot be undone")
	trainer.Post(at+"/cancellation", webtest.Form{}).Status(http.StatusSeeOther)
	trainer.Get(at).Status(200).Says("Taken back")
	s.Clock.Add(10 * 24 * time.Hour)
	s.drain(t)
	if n := len(s.sink.Messages()); n != 0 {
		t.Errorf("%d mails went out", n)
	}
}

// What was scheduled by somebody who has left does not go out, and its page
// says why, and what to do.
func TestAMessageThatWasGivenBackSaysWhy(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	at := s.drafted(t, everybody)
	s.site.As(s.Andina.Trainer).Post(at+"/sending", webtest.Form{"count": {"3"}, "when": {"later"}, "send_at.day": {"20"}, "send_at.month": {"11"}, "send_at.year": {"2026"}, "send_at.clock": {"09:30"}}).Status(http.StatusSeeOther)
	manager := s.site.As(s.Andina.Manager)
	manager.Get(at).Status(200).Says("in the name of " + s.Andina.Trainer.Name())
	if err := s.DB.Write(t.Context(), s.Andina.Admin, func(tx *tenants.Tx) error { return people.End(tx, s.Andina.Trainer.Membership()) }); err != nil {
		t.Fatal(err)
	}
	s.Clock.Add(5 * 24 * time.Hour)
	s.drain(t)
	manager = s.site.As(s.Andina.Manager) // signed in again, days later
	manager.Get(s.base + "/messages?state=draft").Status(200).Says("Not sent")
	manager.Get(at).Status(200).Says(s.Andina.Trainer.Name()+", who had confirmed this message, has left the organisation", "in your own name", "Send to 3 people")
	manager.Post(at+"/sending", webtest.Form{"count": {"3"}, "when": {"now"}}).Status(http.StatusSeeOther)
	s.drain(t)
	manager.Get(at).Status(200).Says("Sent to 3 people").SaysNot("in your own name")
}

func TestTemplatesAreCopiedChangedAndBroughtBack(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	manager := s.site.As(s.Andina.Manager)
	manager.Get(s.base+"/messages/templates").Status(200).Says("No templates of your own yet", "Copy and change")
	manager.Get(s.base+"/messages/templates/new?kind=joining").Status(200).Says("Welcome to", "{{given_name}}", "What a text can say")
	d := messages.Default(messages.Joining)
	form := webtest.Form{"kind": {"joining"}, "name": {"Bienvenida"}, "fallback": {"es"}, "subject_en": {d.SubjectEn}, "body_en": {d.BodyEn}, "subject_es": {"Hola {{apellido}}"}, "body_es": {d.BodyEs}}
	manager.Post(s.base+"/messages/templates", form).Status(422).Says("A message cannot say {{apellido}}", "{{given_name}}, {{name}}")
	form["subject_es"] = []string{"Hola, {{given_name}}"}
	at := manager.Post(s.base+"/messages/templates", form).Status(http.StatusSeeOther).Header.Get("Location")
	delete(form, "kind")
	form["version"], form["subject_es"] = []string{"1"}, []string{"Buenas, {{given_name}}"}
	manager.Post(at, form).Status(http.StatusSeeOther)
	manager.Post(at, form).Status(409).Says("Somebody else saved this template")
	manager.Get(at).Status(200).Says("Version 2", "Bring back version 1", "Bring back the text that comes with Accord")
	manager.Post(at+"/restore", webtest.Form{"number": {"0"}}).Status(http.StatusSeeOther)
	s.site.As(s.Andina.Trainer).Get(at).Status(200).Says("Instrucciones para empezar {{cohort}}")
	manager.Get(at).Status(200).Says("Version 3").SaysNot("Bring back the text that comes")
	trainer := s.site.As(s.Andina.Trainer)
	trainer.Get(at).Status(200).Says("Version 3").SaysNot("Save the template")
	trainer.Post(at, form).Status(403)
	manager.Post(at+"/archive", webtest.Form{}).Status(http.StatusSeeOther)
	manager.Get(at).Status(200).Says("This template was put away")
	manager.Post(at+"/unarchive", webtest.Form{}).Status(http.StatusSeeOther)
	s.site.As(s.Nordic.Manager).Get("/o/" + s.Nordic.Slug + strings.TrimPrefix(at, s.base)).Status(404)
}

func TestRemindersAreSetForACohort(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	trainer, at := s.site.As(s.Andina.Trainer), s.base+"/cohorts/"+s.cohort.ID.String()
	trainer.Get(at + "/reminders").Status(200).Says("takes its reminder along")
	trainer.Post(at+"/reminders", webtest.Form{"days_before": {"30"}, "template": {""}}).Status(422).Says("14")
	trainer.Post(at+"/reminders", webtest.Form{"days_before": {"2"}, "template": {uuid.NewString()}}).Status(422).Says("Choose a template that is for reminders")
	trainer.Post(at+"/reminders", webtest.Form{"days_before": {"2"}, "template": {""}}).Status(http.StatusSeeOther)
	trainer.Get(at + "/messages").Status(200).Says("2 days before each session")
	if n := s.Count(`select count(*) from deadline where tenant_id = $1 and kind = 'session.remind' and cancelled_at is null`, s.Andina.ID); n != 2 {
		t.Errorf("%d reminders are set", n)
	}
}

// Another cohort's trainer, another organisation, and who only assesses.
func TestAMessageIsItsCohortsStaffsAlone(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	at := s.drafted(t, everybody)
	other := s.Member(s.Andina, tenants.RoleTrainer)
	for _, m := range []tenants.Member{other, s.Andina.Assessor} {
		c := s.site.As(m)
		c.Get(at).Status(404)
		c.Get(s.base + "/cohorts/" + s.cohort.ID.String() + "/messages").Status(404)
		c.Post(s.base+"/cohorts/"+s.cohort.ID.String()+"/messages", everybody).Status(404)
		c.Post(at+"/sending", webtest.Form{"count": {"3"}, "when": {"now"}}).Status(404)
		c.Post(at+"/cancellation", webtest.Form{}).Status(404)
	}
	s.site.As(s.Nordic.Manager).Get("/o/" + s.Nordic.Slug + strings.TrimPrefix(at, s.base)).Status(404)
	s.site.As(s.Nordic.Manager).Get(at).Status(404)
}
