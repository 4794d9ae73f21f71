package qualifications_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/google/uuid"

	"accord/app/apptest"
	"accord/app/qualifications"
	"accord/app/trainings"
	"accord/tenants"
	"accord/web"
	pages "accord/web/pages/qualifications"
	trainingspages "accord/web/pages/trainings"
	"accord/web/webtest"
)

// scene is an organisation in which a trainer keeps what qualifies them.
type scene struct {
	*apptest.World
	site *webtest.Site
	base string // the list's address
	own  string // the trainer's page
	id   uuid.UUID
}

func ok(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func newScene(t *testing.T) *scene {
	t.Helper()
	s := &scene{World: apptest.NewWorld(t)}
	s.site = webtest.New(t, s.World, func(app *web.App) {
		pages.Routes(app, s.DB)
		trainingspages.Routes(app, s.DB)
	})
	s.Unqualify(s.Andina.Trainer)
	s.id = s.Andina.Trainer.Membership()
	s.base = "/o/" + s.Andina.Slug + "/qualifications"
	s.own = s.base + "/" + s.id.String()
	return s
}

func mediation(day, field string) webtest.Form {
	return webtest.Form{"held_on.day": {day}, "held_on.month": {"10"}, "held_on.year": {"2026"}, "role": {"mediator"}, "hours": {"5"}, "field": {field}}
}

func TestAMemberKeepsTheirOwnAndAProgramManagerConfirms(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	trainer, manager := s.site.As(s.Andina.Trainer), s.site.As(s.Andina.Manager)
	trainer.Get(s.base).Status(http.StatusSeeOther)
	trainer.Get(s.own).Status(http.StatusOK).Says("Not qualified", "No completed mediation training is noted", "No mediation is noted", "0 of 2 mediations")
	trainer.Post(s.own+"/edit", webtest.Form{"training": {"Mediation, 120 hours"}, "provider": {"University of Quito"}, "trained_on.day": {"1"}, "trained_on.month": {"6"}, "trained_on.year": {"2018"}, "law": {"does_not"}}).Status(http.StatusSeeOther)
	trainer.Post(s.own+"/practice", mediation("1", "Divorce of María Pérez")).Status(422).Says("This reads like a name", "This is the name of a field")
	trainer.Post(s.own+"/practice", mediation("1", "commercial")).Status(http.StatusSeeOther)
	trainer.Get(s.own).Says("3 facts wait", "Not confirmed").SaysNot("What have you seen proof of?")
	trainer.Post(s.own+"/confirmation", webtest.Form{"facts": {"training"}}).Status(http.StatusForbidden)
	manager.Get(s.own).Says("What have you seen proof of?", "Mediation of 1 October 2026, 5 hours")
	manager.Post(s.own+"/confirmation", webtest.Form{}).Status(422).Says("Tick at least one fact.")
	manager.Post(s.own+"/confirmation", webtest.Form{"facts": {"training", "registration"}}).Status(http.StatusSeeOther)
	manager.Get(s.own).Says("Completed mediation training on 1 June 2018", "The law does not ask for a registration")
	id := s.ID("select id from practice where membership_id = $1", s.id).String()
	trainer.Post(s.own+"/practice/"+id+"/edit", mediation("2", "commercial lease")).Status(http.StatusSeeOther)
	trainer.Get(s.own + "/practice/" + id + "/remove").Status(http.StatusOK).Says("Remove this mediation?")
	trainer.Post(s.own+"/practice/"+id+"/remove", nil).Status(http.StatusSeeOther)
	trainer.Get(s.own).Says("No mediation is noted")
}

func TestWhatIsAnothersAnswersAsAbsent(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	for _, m := range []tenants.Member{s.Andina.Trainer2, s.Andina.Assessor, s.Nordic.Manager} {
		c := s.site.As(m)
		for _, path := range []string{"", "/edit", "/practice/new"} {
			c.Get(s.own + path).Status(http.StatusNotFound)
		}
		c.Post(s.own+"/practice", mediation("1", "commercial")).Status(http.StatusNotFound)
	}
	another := s.ID("select id from practice where membership_id = $1 limit 1", s.Andina.Trainer2.Membership()).String()
	s.site.As(s.Andina.Trainer).Get(s.own + "/practice/" + another + "/edit").Status(http.StatusNotFound)
	s.site.As(s.Andina.Manager).Post(s.own+"/practice/"+another+"/remove", nil).Status(http.StatusNotFound)
	s.site.As(s.Andina.Manager).Get(s.base + "/" + s.Andina.Manager.Membership().String()).Status(http.StatusNotFound)
}

func TestTheListIsNarrowedAndTakenAway(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	manager := s.site.As(s.Andina.Manager)
	manager.Get(s.base).Says(s.Andina.Trainer.Name(), s.Andina.Trainer2.Name(), s.Andina.Assessor.Name(), "Not qualified", "Qualified",
		"mediation training of their own, registration where the law asks for it, practice as a mediator").SaysNot("IMI-TR-")
	manager.Get(s.base + "?standing=met").Says(s.Andina.Trainer2.Name()).SaysNot(s.Andina.Trainer.Name())
	manager.Get(s.base+"?standing=not_met").SaysNot(s.Andina.Trainer2.Name()).Says(s.Andina.Trainer.Name(), s.Andina.Assessor.Name())
	manager.Get(s.base + "?q=zzz").Says("Nobody matches")
	manager.Get(s.base + "/export?standing=not_met").Status(http.StatusOK)
	s.site.As(s.Nordic.Manager).Get(s.base).Status(http.StatusNotFound)
}

func TestNamingSomebodyWhoDoesNotQualifyAsksForTheReason(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	var c trainings.Cohort
	ok(t, s.DB.Write(t.Context(), s.Andina.Manager, func(tx *tenants.Tx) (err error) {
		c, err = trainings.Open(tx, trainings.NewCohort{Program: s.Andina.CMTP, Code: "FM-26", Title: "Foundations", Language: "es", Place: "Quito",
			StartsOn: apptest.Start.AddDate(0, 0, -9), EndsOn: apptest.Start.AddDate(0, 0, 30), Capacity: 20, RequiredHours: 40, AttendanceFloor: 90})
		if err == nil {
			at := apptest.Start.AddDate(0, 0, 7)
			_, err = trainings.AddSession(tx, c.ID, trainings.NewSession{Title: "Interests", StartsAt: at, EndsAt: at.Add(5 * time.Hour), Hours: 5})
		}
		return err
	}))
	at, manager := "/o/"+s.Andina.Slug+"/cohorts/"+c.ID.String(), s.site.As(s.Andina.Manager)
	manager.Get(at + "/trainers").Says("not qualified on 23 November 2026: lacks mediation training of their own, registration where the law asks for it, practice as a mediator").SaysNot("IMI-TR-").SaysNot("teaches all the same")
	named := webtest.Form{"trainers": {s.id.String()}, "coaches": {s.Andina.Trainer2.Membership().String()}}
	manager.Post(at+"/trainers", named).Status(422).Says("give the reason for an exception", "teaches all the same")
	named["reason."+s.id.String()] = []string{"Teaches beside the lead trainer."}
	manager.Post(at+"/trainers", named).Status(http.StatusSeeOther)
	manager.Get(at).Says("Excepted", "teaches by exception", "Coaches", "Qualified on every session’s date")
	s.Unqualify(s.Andina.Trainer2)
	coach := at + "/trainers/" + s.Andina.Trainer2.Membership().String() + "/exception"
	manager.Get(at).Says("Not qualified", "Make an exception")
	manager.Get(coach).Says("teach by exception?", "No completed mediation training is noted")
	manager.Post(coach, webtest.Form{"reason": {""}}).Status(422)
	manager.Post(coach, webtest.Form{"reason": {"For want of another."}}).Status(http.StatusSeeOther)
	manager.Post(coach, webtest.Form{"reason": {"Again."}}).Status(http.StatusConflict)
	s.site.As(s.Andina.Trainer).Post(coach, webtest.Form{"reason": {"Mine."}}).Status(http.StatusForbidden)
	s.site.As(s.Nordic.Manager).Get(coach).Status(http.StatusNotFound)
}

func TestThePageOfAnotherDayIsHeldAgainstThatDay(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	of := s.base + "/" + s.Andina.Trainer2.Membership().String()
	s.site.As(s.Andina.Trainer2).Get(of+"?on=2027-12-01").Says("This is for a session on 1 December 2027", "Awaited")
	var r qualifications.Record
	ok(t, s.DB.Read(t.Context(), s.Andina.Manager, func(tx *tenants.Tx) (err error) {
		r, err = qualifications.RecordOf(tx, s.Andina.Trainer2.Membership())
		return err
	}))
	if r.Standing() == qualifications.NotMet {
		t.Error("the cast's trainers qualify")
	}
}
