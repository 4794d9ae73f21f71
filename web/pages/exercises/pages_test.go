package exercises_test

import (
	"fmt"
	"net/http"
	"testing"
	"time"

	"github.com/google/uuid"

	"accord/app/apptest"
	"accord/app/candidates"
	"accord/app/exercises"
	"accord/app/personal"
	"accord/app/trainings"
	"accord/tenants"
	"accord/web"
	"accord/web/browsertest"
	candidatespages "accord/web/pages/candidates"
	pages "accord/web/pages/exercises"
	personalpages "accord/web/pages/personal"
	trainingspages "accord/web/pages/trainings"
	"accord/web/webtest"
)

func TestMain(m *testing.M) { browsertest.Main(m) }

// scene is a cohort with a session that was held, six trainees and a coach, and
// a role-play in the catalogue.
type scene struct {
	*apptest.World
	site    *webtest.Site
	base    string // the organisation's address
	cohort  trainings.Cohort
	session trainings.TrainingSession
	people  []trainings.Enrolment
	play    exercises.Exercise
	own     string // the first trainee's personal page
}

func ok(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

var names = []string{"Camila Torres Vega", "Diego Paredes Lema", "Lucía Ferrán Ortega", "Martín Yépez", "Ana Belén Chiriboga", "Samir Haddad"}

func newScene(t *testing.T) *scene {
	t.Helper()
	s := &scene{World: apptest.NewWorld(t)}
	s.site = webtest.New(t, s.World, func(app *web.App) {
		pages.Routes(app, s.DB)
		trainingspages.Routes(app, s.DB)
		personalpages.Routes(app, s.DB, pages.OwnSection())
		candidatespages.Routes(app, s.DB, pages.Section())
	})
	s.base = "/o/" + s.Andina.Slug
	ok(t, s.DB.Write(t.Context(), s.Andina.Manager, func(tx *tenants.Tx) (err error) {
		s.cohort, err = trainings.Open(tx, trainings.NewCohort{Program: s.Andina.CMTP, Code: "F-26", Title: "Foundations of Mediation", Language: "es", Place: "Quito",
			StartsOn: apptest.Start.AddDate(0, 0, -9), EndsOn: apptest.Start.AddDate(0, 0, 30), Capacity: 20, RequiredHours: 40, AttendanceFloor: 90})
		if err != nil {
			return err
		}
		if err := trainings.Appoint(tx, s.cohort.ID, trainings.Staffing{Trainers: []uuid.UUID{s.Andina.Trainer.Membership()}, Coaches: []uuid.UUID{s.Andina.Trainer2.Membership()}}); err != nil {
			return err
		}
		at := apptest.Start.Add(-24 * time.Hour)
		if s.session, err = trainings.AddSession(tx, s.cohort.ID, trainings.NewSession{Title: "Intereses y necesidades", StartsAt: at, EndsAt: at.Add(5 * time.Hour), Hours: 5}); err != nil {
			return err
		}
		for i, name := range names {
			e, err := trainings.Enrol(tx, s.cohort.ID, candidates.NewCandidate{Name: name, Email: fmt.Sprintf("p%d@correo.example", i), Language: "es"}, "")
			if err != nil {
				return err
			}
			s.people = append(s.people, e)
		}
		s.play, err = exercises.Add(tx, exercises.NewExercise{Program: s.Andina.CMTP, Kind: exercises.RolePlay, Title: "El techo que gotea", Scenario: "Una inquilina retiene el alquiler.\nEl propietario lo reclama.",
			Mediators: 1, Roles: "Inquilina\nPropietario", Minutes: 45, Method: "role_plays"})
		if err != nil {
			return err
		}
		links, err := personal.LinksFor(tx, s.people[0].ID)
		s.own = s.base + "/personal/" + s.DB.LinkToken(links[s.people[0].ID])
		return err
	}))
	return s
}

func (s *scene) rounds() string { return s.base + "/cohorts/" + s.cohort.ID.String() + "/exercises" }

// played plans the role-play and sets two tables by hand: the coach coaches the first.
func (s *scene) played(t *testing.T) (round, seat string) {
	t.Helper()
	ok(t, s.DB.Write(t.Context(), s.Andina.Trainer, func(tx *tenants.Tx) error {
		r, err := exercises.Plan(tx, s.session.ID, s.play.ID)
		if err != nil {
			return err
		}
		coach := s.Andina.Trainer2.Membership()
		in := exercises.Arrangement{Was: 1, Tables: make([]exercises.Table, 2)}
		in.Tables[0].Coach = &coach
		for i, role := range []string{exercises.Mediator, "Inquilina", "Propietario", exercises.Mediator, "Inquilina", "Propietario"} {
			in.Tables[i/3].Seats = append(in.Tables[i/3].Seats, exercises.Place{Enrolment: s.people[i].ID, Role: role})
		}
		_, err = exercises.Arrange(tx, r.ID, in)
		round = r.ID.String()
		return err
	}))
	return round, s.ID("select id from exercise_seat where enrolment_id = $1", s.people[0].ID).String()
}

func TestTheCatalogueIsKeptInVersions(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	manager := s.site.As(s.Andina.Manager)
	manager.Get(s.base+"/exercises").Status(http.StatusOK).Says("El techo que gotea", "Role-play", "45")
	manager.Get(s.base + "/exercises?kind=exercise").Says("No exercise matches")
	manager.Get(s.base + "/exercises/export").Status(http.StatusOK)
	manager.Post(s.base+"/exercises", webtest.Form{"kind": {"exercise"}, "program": {s.Andina.CMTP.String()}, "title": {""}, "scenario": {"x"}, "mediators": {"0"}, "roles": {""}, "minutes": {"45"}, "method": {"exercises"}}).Status(422).Says("Enter a title.")
	at := s.base + "/exercises/" + s.play.ID.String()
	form := webtest.Form{"title": {"El techo que gotea"}, "scenario": {"Otra historia."}, "mediators": {"2"}, "roles": {"Inquilina"}, "minutes": {"60"}, "method": {"role_plays"}}
	manager.Post(at+"/edit", form).Status(http.StatusSeeOther)
	manager.Get(at).Says("Version 2", "Otra historia.", "Version 1", "Una inquilina retiene el alquiler.")
	s.site.As(s.Andina.Trainer).Get(at).Status(http.StatusOK).SaysNot("Revise")
	s.site.As(s.Andina.Trainer).Post(at+"/edit", form).Status(http.StatusForbidden)
	s.site.As(s.Andina.Assessor).Get(at).Status(http.StatusNotFound)
	s.site.As(s.Nordic.Manager).Get(at).Status(http.StatusNotFound)
	manager.Get(at + "/retire").Says("Retire El techo que gotea?")
	manager.Post(at+"/retire", nil).Status(http.StatusSeeOther)
	manager.Post(at+"/edit", form).Status(http.StatusConflict)
}

func TestTwoTabsSetTablesAndNothingIsLost(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	round, _ := s.played(t)
	at := s.rounds() + "/" + round
	trainer := s.site.As(s.Andina.Trainer)
	trainer.Get(at).Status(http.StatusOK).Says("Table 1", "Camila Torres Vega", "Table 2 has no coach.", "Set by hand.")
	form := webtest.Form{"was": {"2"}, "seed": {"0"}}
	for i, p := range s.people {
		form["table."+p.ID.String()], form["role."+p.ID.String()] = []string{"1"}, []string{"observer"}
		if i == 5 {
			form["role."+p.ID.String()] = []string{"mediator"}
		}
	}
	form["coach.1"] = []string{s.Andina.Trainer2.Membership().String()}
	trainer.Post(at, form).Status(http.StatusSeeOther)
	trainer.Post(at, form).Status(http.StatusConflict).Says("set the tables meanwhile")
	trainer.Post(at, webtest.Form{"was": {"3"}, "seed": {"0"}, "table." + s.people[0].ID.String(): {"999"}}).Status(422)
}

func TestWhoMaySeeAndSetARound(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	round, seat := s.played(t)
	at := s.rounds() + "/" + round
	coach := s.site.As(s.Andina.Trainer2)
	coach.Get(at).Status(http.StatusNotFound)
	coach.Get(s.rounds()).Status(http.StatusNotFound)
	coach.Get(s.base+"/coaching").Status(http.StatusOK).Says("El techo que gotea", "0 of 3 given")
	coach.Get(s.base+"/coaching/"+round).Says("Camila Torres Vega", "Diego Paredes Lema").SaysNot("Samir Haddad")
	other := s.ID("select id from exercise_seat where enrolment_id = $1", s.people[4].ID).String()
	coach.Get(s.base + "/feedback/" + other).Status(http.StatusNotFound)
	s.site.As(s.Andina.Trainer).Get(s.base + "/coaching/" + round).Status(http.StatusNotFound)
	s.site.As(s.Andina.Trainer).Get(s.base + "/feedback/" + seat).Status(http.StatusOK).Says("No feedback yet")
	notes := webtest.Form{"was": {"0"}, "step": {"give"}, "strengths.1": {"Mine."}}
	s.site.As(s.Andina.Trainer).Post(s.base+"/feedback/"+seat, notes).Status(http.StatusForbidden)
	s.site.As(s.Andina.Manager).Post(s.base+"/feedback/"+seat, notes).Status(http.StatusForbidden)
	for _, m := range []tenants.Member{s.Andina.Assessor, s.Nordic.Manager} {
		c := s.site.As(m)
		for _, path := range []string{at, s.base + "/feedback/" + seat, s.base + "/coaching/" + round} {
			c.Get(path).Status(http.StatusNotFound)
		}
	}
	s.site.As(s.Andina.Manager).Get(s.base + "/coaching").Says("You coach at no table yet")
}

func TestFeedbackIsDraftedGivenReadAndAmended(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	round, seat := s.played(t)
	coach, at := s.site.As(s.Andina.Trainer2), s.base+"/feedback/"+seat
	nobody := s.site.Nobody()
	coach.Post(at, webtest.Form{"was": {"0"}, "step": {"save"}, "strengths.1": {"You let both finish."}}).Status(http.StatusSeeOther)
	nobody.Get(s.own).Status(http.StatusOK).SaysNot("You let both finish.")
	coach.Post(at, webtest.Form{"was": {"0"}, "step": {"save"}, "strengths.1": {"From another tab."}}).Status(http.StatusConflict).
		Says("What is saved now", "You let both finish.", "From another tab.")
	coach.Post(at, webtest.Form{"was": {"1"}, "step": {"give"}}).Status(422).Says("Say something under at least one heading.")
	coach.Post(at, webtest.Form{"was": {"1"}, "step": {"give"}, "strengths.1": {"You let both finish."}, "to_work_on.1": {"Reframe sooner."}, "level.1": {"3"}}).Status(http.StatusSeeOther)
	nobody.Get(s.own).Says("Feedback", "El techo que gotea", "You let both finish.", "Reframe sooner.")
	coach.Get(at).Says("Amend").SaysNot("Save draft")
	coach.Post(at+"/amendment", webtest.Form{"was": {"2"}, "strengths.0": {"A warm opening."}, "reason": {""}}).Status(422).Says("Enter why you amend it.")
	coach.Post(at+"/amendment", webtest.Form{"was": {"2"}, "strengths.0": {"A warm opening."}, "reason": {"I had mixed up two people."}}).Status(http.StatusSeeOther)
	nobody.Get(s.own).Says("A warm opening.", "I had mixed up two people.", "What was given before", "You let both finish.")
	s.site.As(s.Andina.Manager).Get(at).Says("A warm opening.").SaysNot("Amend ")
	s.site.As(s.Andina.Manager).Get(s.rounds() + "/" + round).Says("Given, amended")
	s.site.As(s.Andina.Manager).Get(s.rounds()).Says("1 of 6 given", "Hours of practice", "0.8")
	s.site.As(s.Andina.Manager).Get(s.base+"/candidates/"+s.people[0].CandidateID.String()).Says("1 exercise", "mediated 1 time")
}

// The whole way in a browser: planned and proposed at a desk, given on a
// phone, read by the trainee without an account.
func TestARolePlayIsPlannedProposedCoachedAndRead(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	p := browsertest.Open(t, s.site.URL, browsertest.Cookie("accord", s.site.Token(s.Andina.Trainer)))
	p.Go(s.rounds() + "/new")
	p.Tick("Session 1: Intereses y necesidades")
	p.Tick("El techo que gotea")
	p.Click("Plan exercise")
	p.See("The exercise is planned.")
	p.Click("Propose tables")
	p.See("This is a proposal")
	p.Audit()
	p.Click("Save tables")
	p.See("The tables are set.")
	round := s.ID("select id from exercise_round where cohort_id = $1", s.cohort.ID)
	if n := s.Count("select count(*) from exercise_seat where round_id = $1 and removed_at is null", round); n != 6 {
		t.Fatalf("%d sit", n)
	}
	if n := s.Count("select count(*) from exercise_round where id = $1 and seed > 0", round); n != 1 {
		t.Error("the draw's number is not kept")
	}
	seat := s.ID("select s.id from exercise_seat s join exercise_group g on g.id = s.group_id where s.round_id = $1 and g.coach_id = $2 order by s.id limit 1", round, s.Andina.Trainer2.Membership())
	who := s.ID("select enrolment_id from exercise_seat where id = $1", seat)
	name := ""
	for i, e := range s.people {
		if e.ID == who {
			name = names[i]
		}
	}
	phone := browsertest.Open(t, s.site.URL, browsertest.Width(390), browsertest.Cookie("accord", s.site.Token(s.Andina.Trainer2)))
	phone.Go(s.base + "/coaching")
	phone.Click("El techo que gotea")
	phone.Click(name)
	phone.Fill("Listening and reframing › Strengths", "You let both finish.")
	phone.Click("Give feedback")
	phone.See("can read your feedback now")
	phone.Audit()
	var link string
	ok(t, s.DB.Write(t.Context(), s.Andina.Manager, func(tx *tenants.Tx) error {
		links, err := personal.LinksFor(tx, who)
		link = s.base + "/personal/" + s.DB.LinkToken(links[who])
		return err
	}))
	own := browsertest.Open(t, s.site.URL, browsertest.Width(390))
	own.Go(link)
	own.See("You let both finish.")
	own.Audit()
}

// Every page of exercises, and what it looks like with nothing in it.
func TestEveryPageOfExercisesIsAccessibleAndFits(t *testing.T) {
	t.Parallel()
	s, empty := newScene(t), newScene(t)
	round, seat := s.played(t)
	ok(t, s.DB.Write(t.Context(), s.Andina.Trainer2, func(tx *tenants.Tx) error {
		_, err := exercises.Give(tx, uuid.MustParse(seat), exercises.Saving{Notes: exercises.Notes{{Heading: "listening", Strengths: "Dejó terminar a las dos partes y resumió sin juzgar.", ToWorkOn: "Reformular antes.", Level: 3}, {Heading: "opening", Strengths: "Breve y cálida."}}})
		return err
	}))
	second := s.ID("select id from exercise_seat where enrolment_id = $1", s.people[1].ID).String()
	empty.Exec("update exercise set retired_at = $2 where id = $1", empty.play.ID, apptest.Start)
	manager, coach := []struct{ name, path string }{
		{"catalogue", s.base + "/exercises"}, {"exercise", s.base + "/exercises/" + s.play.ID.String()}, {"new", s.base + "/exercises/new"}, {"edit", s.base + "/exercises/" + s.play.ID.String() + "/edit"},
		{"retire", s.base + "/exercises/" + s.play.ID.String() + "/retire"}, {"rounds", s.rounds()}, {"plan", s.rounds() + "/new"}, {"round", s.rounds() + "/" + round},
		{"proposal", s.rounds() + "/" + round + "?propose=7"}, {"cancel", s.rounds() + "/" + round + "/cancel"}, {"read", s.base + "/feedback/" + seat},
	}, []struct{ name, path string }{
		{"coaching", s.base + "/coaching"}, {"table", s.base + "/coaching/" + round}, {"sheet", s.base + "/feedback/" + second}, {"given", s.base + "/feedback/" + seat}, {"amend", s.base + "/feedback/" + seat + "/amendment"}, {"own", s.own},
	}
	for _, look := range browsertest.Looks {
		t.Run(look.Name, func(t *testing.T) {
			t.Parallel()
			sweep := func(site *webtest.Site, m tenants.Member, paths []struct{ name, path string }) {
				p := browsertest.Open(t, site.URL, look.As(browsertest.Cookie("accord", site.Token(m)))...)
				for _, at := range paths {
					p.Go(at.path)
					p.Inspect("exercise-" + at.name + "-" + look.Name)
				}
			}
			sweep(s.site, s.Andina.Manager, manager)
			sweep(s.site, s.Andina.Trainer2, coach)
			sweep(empty.site, empty.Andina.Manager, []struct{ name, path string }{{"none", empty.base + "/exercises"}, {"no-rounds", empty.rounds()}, {"nothing-to-plan", empty.rounds() + "/new"}, {"no-coaching", empty.base + "/coaching"}})
		})
	}
}
