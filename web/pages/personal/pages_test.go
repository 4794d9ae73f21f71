package personal_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/a-h/templ"

	"accord/app/personal"
	"accord/app/trainings"
	"accord/tenants"
	pages "accord/web/pages/personal"
	ui "accord/web/templates"
	"accord/web/webtest"
)

func TestATraineesLinkOpensTheirOwnPage(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	nobody, own := s.site.Nobody(), s.own(t, 0)
	var a *webtest.Answer
	for range 2 { // it is not used up
		a = nobody.Get(own).Status(200).Says("Foundations of Mediation, Autumn 2026", "Camila Torres Vega", "Interests and positions", "Room 2, Av. Amazonas 123", "7.5 of 40", "2.5 h", "Present", "Cancelled", "Join online", "Guayaquil (UTC−5)").
			SaysNot("Diego").SaysNot("Lucía").SaysNot("Absent")
	}
	if a.Header.Get("X-Robots-Tag") != "noindex, nofollow, noarchive" || a.Header.Get("Referrer-Policy") != "same-origin" || a.Header.Get("Cache-Control") != "no-store" {
		t.Errorf("the page may be kept or told of: %v", a.Header)
	}
	kept := false
	for _, c := range a.Header["Set-Cookie"] {
		if strings.HasPrefix(c, "personal=") {
			kept = strings.Contains(c, "HttpOnly") && strings.Contains(c, "SameSite=Lax") && strings.Contains(c, own[strings.LastIndex(own, "/")+1:])
		}
	}
	if !kept {
		t.Errorf("the device does not remember the link: %q", a.Header["Set-Cookie"])
	}
	nobody.Post(own+"/forget", webtest.Form{}).Status(200).Says("Forgotten on this device")
}

func TestALinkThatOpensNothingAnswersAsAbsent(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	nobody, own := s.site.Nobody(), s.own(t, 1)
	nobody.Get(s.base + "/personal/" + strings.Repeat("A", 43)).Status(404)
	nobody.Get(s.base + "/personal/x").Status(404)
	nobody.Get(strings.Replace(own, s.Andina.Slug, s.Nordic.Slug, 1)).Status(404)
	var other string
	s.write(t, s.Andina.Manager, func(tx *tenants.Tx) error {
		link, err := tx.Link(tenants.NewLink{Act: "certificate", Subject: s.people[0].ID, Email: "p0@correo.example", TTL: time.Hour})
		other = s.DB.LinkToken(link)
		tx.Record(tenants.Event{Action: "certificate.sent", Resource: "certificate", Subject: s.people[0].ID})
		return err
	})
	nobody.Get(s.base + "/personal/" + other).Status(404) // a link for another act
	s.write(t, s.Andina.Manager, func(tx *tenants.Tx) error { _, err := trainings.Withdraw(tx, s.people[1].ID); return err })
	nobody.Get(own).Status(404)
	nobody.Post(own+"/forget", webtest.Form{}).Status(404)
	later := s.own(t, 2)
	s.Clock.Add(personal.Until(s.cohort).Sub(s.Clock.Now()) + time.Hour)
	nobody.Get(later).Status(404)
}

func TestStaffSendALinkAndMakeANewOne(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	trainer, at := s.site.As(s.Andina.Trainer), s.at("/candidates/"+s.people[0].ID.String()+"/link")
	trainer.Get(s.at("")).Status(200).Says("Personal links")
	trainer.Get(s.at("/links")).Status(200).Says("Camila Torres Vega", "Not sent yet", "Send them to the 3 who have none")
	trainer.Get(at).Status(200).Says("Send the link", "cam.0@correo.example")
	trainer.Post(at, webtest.Form{}).Status(http.StatusSeeOther).Follow().Says("on its way to Camila Torres Vega", "Send it again")
	trainer.Post(at, webtest.Form{}).Status(409).Says("sent a moment ago")
	own := s.own(t, 0)
	s.site.Nobody().Get(own).Status(200)
	s.Clock.Add(time.Hour)
	trainer.Get(at + "/renewal").Status(200).Says("Make a new link for Camila Torres Vega?")
	trainer.Post(at+"/renewal", webtest.Form{}).Status(http.StatusSeeOther).Follow().Says("The old link has ended")
	s.site.Nobody().Get(own).Status(404)
	s.site.Nobody().Get(s.own(t, 0)).Status(200)
	trainer.Post(s.at("/links"), webtest.Form{}).Status(http.StatusSeeOther).Follow().Says("2 links are on their way.")
	trainer.Post(s.at("/links"), webtest.Form{}).Status(409).Says("Everybody here was sent their link already.")

	for name, who := range map[string]webtest.Person{"another trainer": s.Andina.Trainer2, "an assessor": s.Andina.Assessor} {
		for _, path := range []string{s.at("/links"), at, at + "/renewal"} {
			t.Log(name, path)
			s.site.As(who).Get(path).Status(404)
		}
		s.site.As(who).Post(at, webtest.Form{}).Status(404)
	}
}

// What another concept brings is part of the page, and its act is the guest's.
func TestAnotherConceptsSectionStandsOnThePage(t *testing.T) {
	t.Parallel()
	section := pages.Section{Order: 20, ID: "extra", Key: "personal.link", Load: func(g *pages.Guest, tx *tenants.Tx, tr trainings.Training) (templ.Component, error) {
		if tr.Standing.Enrolment.ID != g.Enrolment {
			t.Error("the section is another trainee's")
		}
		return ui.FaultNotice("brought by another"), nil
	}}
	s := newScene(t, section)
	s.site.Nobody().Get(s.own(t, 0)).Status(200).Says("brought by another")
}
