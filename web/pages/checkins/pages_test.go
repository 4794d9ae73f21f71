package checkins_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"accord/app/trainings"
	"accord/tenants"
	"accord/web/webtest"
)

func TestATrainerPutsTheCodeOnTheScreen(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	trainer := s.site.As(s.Andina.Trainer)
	trainer.Get(s.base + "/cohorts/" + s.cohort.ID.String() + "/sessions").Status(200).Says("Check-in")
	trainer.Get(s.room()).Status(200).Says("Check-in is not open", "marked late")
	trainer.Post(s.room(), webtest.Form{}).Status(http.StatusSeeOther).Follow().Status(200).Says("Scan to check in", "Nobody has checked in yet", "of 3")
	trainer.Post(s.room()+"/closing", webtest.Form{}).Status(http.StatusSeeOther).Follow().Says("Its code counts no more", "Check-in is not open")
	for name, who := range map[string]webtest.Person{"another trainer": s.Andina.Trainer2, "an assessor": s.Andina.Assessor} {
		t.Log(name)
		s.site.As(who).Get(s.room()).Status(404)
		s.site.As(who).Post(s.room(), webtest.Form{}).Status(404)
		s.site.As(who).Post(s.room()+"/closing", webtest.Form{}).Status(404)
	}
	s.Clock.Add(4 * time.Hour)
	trainer.Get(s.room()).Status(200).Says("The session is over")
	trainer.Post(s.room(), webtest.Form{}).Status(409).Says("The session is over")
}

func TestAPhoneThatKnowsItsTraineeChecksInWithOnePress(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	code := s.opened(t)
	phone := s.site.Nobody().With("Cookie", "personal="+s.token(t, 0))
	phone.Get(s.scan()+"?code="+code).Status(200).Says("You check in as Camila Torres Vega", "Listening and reframing", "late").SaysNot("Diego")
	phone.Post(s.scan(), webtest.Form{"code": {"12"}}).Status(422).Says("This is not the code")
	phone.Post(s.scan(), webtest.Form{"code": {code}}).Status(http.StatusSeeOther).To(s.base + "/personal/" + s.token(t, 0) + "#check-in")
	phone.Get(s.base+"/personal/"+s.token(t, 0)).Says("Check-in", "Present")
	phone.Get(s.scan()+"?code="+code).Status(200).Says("Present", "tell your trainer")
	s.site.As(s.Andina.Trainer).Get(s.room()).Says("Camila Torres Vega", "by own check-in", "1", "of 3")
}

func TestAPhoneThatKnowsNobodyIsToldHowToAndNothingElse(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	code := s.opened(t)
	first := ""
	for name, phone := range map[string]*webtest.Client{
		"a new phone":      s.site.Nobody(),
		"an unknown token": s.site.Nobody().With("Cookie", "personal="+strings.Repeat("A", 43)),
		"nonsense":         s.site.Nobody().With("Cookie", "personal=..x."),
	} {
		a := phone.Get(s.scan() + "?code=" + code).Status(200).Says("This phone does not know your personal page").SaysNot("Listening").SaysNot("Foundations").SaysNot("Camila")
		if first != "" && a.Words() != first {
			t.Errorf("%s is told something else", name)
		}
		first = a.Words()
		phone.Post(s.scan(), webtest.Form{"code": {code}}).Status(http.StatusSeeOther).Follow().Says("does not know your personal page")
	}
	// A session that never was says the same, so nothing can be probed.
	if a := s.site.Nobody().Get(s.base + "/check-in/" + s.people[0].ID.String() + "?code=" + code).Status(200); a.Words() != first {
		t.Error("a session that is none tells itself")
	}
	// Nor does a phone from another organisation, or of somebody who withdrew.
	phone := s.site.Nobody().With("Cookie", "personal="+s.token(t, 1))
	phone.Get("/o/" + s.Nordic.Slug + "/check-in/" + s.session.ID.String()).Says("does not know your personal page")
	s.write(t, s.Andina.Manager, func(tx *tenants.Tx) error { _, err := trainings.Withdraw(tx, s.people[1].ID); return err })
	phone.Post(s.scan(), webtest.Form{"code": {code}}).Status(http.StatusSeeOther).Follow().Says("does not know your personal page")
}

func TestTheCodeIsTypedOnTheirOwnPage(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	own := s.base + "/personal/" + s.token(t, 2)
	nobody, at := s.site.Nobody(), own+"/check-in/"+s.session.ID.String()
	nobody.Get(own).Status(200).SaysNot("Code in the room")
	nobody.Post(at, webtest.Form{"code": {"123456"}}).Status(409).Says("Check-in is not open now")
	code := s.opened(t)
	nobody.Get(own).Status(200).Says("Code in the room")
	nobody.Get(at).Status(200).Says("You check in as Lucía Ferrán Ortega")
	s.Clock.Add(26 * time.Minute)
	nobody.Post(at, webtest.Form{"code": {code}}).Status(422).Says("This is not the code") // of half an hour ago
	code = s.opened(t)
	s.Clock.Add(2 * time.Minute)
	nobody.Post(at, webtest.Form{"code": {code}}).Status(422).Says("This code has expired")
	nobody.Post(at, webtest.Form{"code": {s.opened(t)}}).Status(http.StatusSeeOther).Follow().Says("You are checked in: Late.")
	nobody.Post(own+"/check-in/"+s.people[0].ID.String(), webtest.Form{"code": {code}}).Status(404)
	nobody.Get(own + "/check-in/" + s.people[0].ID.String()).Status(404)
}
