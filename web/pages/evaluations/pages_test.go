package evaluations_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"accord/app/apptest"
	"accord/app/candidates"
	"accord/app/evidence"
	"accord/app/materials"
	"accord/app/personal"
	"accord/app/trainings"
	"accord/tenants"
	"accord/tenants/tenantstest"
	"accord/web"
	"accord/web/browsertest"
	pages "accord/web/pages/evaluations"
	materialspages "accord/web/pages/materials"
	messagespages "accord/web/pages/messages"
	personalpages "accord/web/pages/personal"
	trainingspages "accord/web/pages/trainings"
	"accord/web/webtest"
)

func TestMain(m *testing.M) { browsertest.Main(m) }

// scene is a cohort of four trainees with their personal pages.
type scene struct {
	*apptest.World
	site   *webtest.Site
	sink   *tenantstest.MailSink
	cohort trainings.Cohort
	base   string   // the cohort's address
	own    []string // the trainees' pages
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
		materialspages.Routes(app, &evidence.Room{DB: s.DB})
		messagespages.Routes(app, s.DB)
		trainingspages.Routes(app, s.DB)
		personalpages.Routes(app, s.DB, pages.OwnSection(), materialspages.OwnSection())
	})
	ok(t, s.DB.Write(t.Context(), s.Andina.Manager, func(tx *tenants.Tx) (err error) {
		s.cohort, err = trainings.Open(tx, trainings.NewCohort{Program: s.Andina.CMTP, Code: "F-26", Title: "Fundamentos", Language: "es",
			StartsOn: time.Date(2026, 10, 10, 0, 0, 0, 0, time.UTC), EndsOn: time.Date(2026, 11, 14, 0, 0, 0, 0, time.UTC), Capacity: 24, RequiredHours: 40, AttendanceFloor: 90})
		if err != nil {
			return err
		}
		if err := trainings.Staff(tx, s.cohort.ID, []uuid.UUID{s.Andina.Trainer.Membership()}); err != nil {
			return err
		}
		for i := range 4 {
			e, err := trainings.Enrol(tx, s.cohort.ID, candidates.NewCandidate{Name: fmt.Sprintf("Persona %c", 'A'+i), Email: fmt.Sprintf("p%d@correo.example", i), Language: "es"}, "")
			if err != nil {
				return err
			}
			links, err := personal.LinksFor(tx, e.ID)
			if err != nil {
				return err
			}
			s.own = append(s.own, "/o/"+s.Andina.Slug+"/personal/"+s.DB.LinkToken(links[e.ID]))
		}
		_, err = materials.Add(tx, s.cohort.ID, materials.NewMaterial{Title: "Diapositivas", Note: "Para la primera sesión", Address: "https://slides.example/1"})
		return err
	}))
	s.base = "/o/" + s.Andina.Slug + "/cohorts/" + s.cohort.ID.String()
	return s
}

var days = webtest.Form{"from.day": {"15"}, "from.month": {"11"}, "from.year": {"2026"}, "until.day": {"20"}, "until.month": {"11"}, "until.year": {"2026"}}

func answers(score, words string) webtest.Form {
	return webtest.Form{"answer_1": {score}, "answer_2": {score}, "answer_3": {score}, "answer_4": {score}, "answer_5": {score}, "answer_6": {words}, "answer_7": {""}}
}

func TestAnEvaluationIsOpenedAnsweredOnceAndRead(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	manager, nobody := s.site.As(s.Andina.Manager), s.site.Nobody()
	manager.Get(s.base+"/evaluation").Status(200).Says("No evaluation yet", "Overall, how useful was the course to you?")
	s.site.As(s.Andina.Trainer).Get(s.base + "/evaluation/days").Status(403)
	nobody.Get(s.own[0]).Status(200).Says("Diapositivas").SaysNot("Answer the questions")
	nobody.Get(s.own[0] + "/evaluation").Status(404)
	manager.Post(s.base+"/evaluation/days", days).Status(http.StatusSeeOther)
	nobody.Get(s.own[0]).Status(200).Says("Answer the questions")
	nobody.Get(s.own[0]+"/evaluation").Status(200).Says("without your name and without the time", "cannot be changed")
	nobody.Post(s.own[0]+"/evaluation", answers("", "x")).Status(422).Says("Choose from 1 to 5")
	for i, score := range []string{"5", "4", "3"} {
		nobody.Post(s.own[i]+"/evaluation", answers(score, "Palabra "+score)).Status(http.StatusSeeOther)
	}
	nobody.Get(s.own[0]).Status(200).Says("you have answered").SaysNot("Answer the questions")
	nobody.Post(s.own[0]+"/evaluation", answers("1", "")).Status(409).Says("You have answered already")
	manager.Get(s.base+"/evaluation").Status(200).Says("of 4", "75").SaysNot("Palabra 5")
	manager.Get(s.base + "/evaluation/export").Status(http.StatusSeeOther)
	manager.Post(s.base+"/evaluation/closing", webtest.Form{}).Status(http.StatusSeeOther)
	trainer := s.site.As(s.Andina.Trainer)
	trainer.Get(s.base+"/evaluation").Status(200).Says("Closed", "Average: 4 of 5", "Palabra 5", "Palabra 3")
	if table := trainer.Get(s.base + "/evaluation/export").Status(200).Text; !strings.Contains(table, "Palabra 4") {
		t.Errorf("the table is\n%s", table)
	}
	// Who was still writing is told so, and keeps what they wrote.
	nobody.Post(s.own[3]+"/evaluation", answers("2", "Faltó tiempo.")).Status(409).Says("The evaluation has closed", "None of this was sent", "2 of 5", "Faltó tiempo.").SaysNot("Send my answers")
	nobody.Get(s.own[3] + "/evaluation").Status(200).Says("The evaluation has closed").SaysNot("None of this was sent")
	s.site.As(s.Member(s.Andina, tenants.RoleTrainer)).Get(s.base + "/evaluation").Status(404)
}

// Every page of evaluations and materials, the staff's and the trainees'.
func TestEveryPageOfEvaluationsAndMaterialsIsAccessibleAndFits(t *testing.T) {
	t.Parallel()
	s, empty := newScene(t), newScene(t)
	manager, nobody := s.site.As(s.Andina.Manager), s.site.Nobody()
	manager.Post(s.base+"/evaluation/days", days)
	for i, score := range []string{"5", "4", "4"} {
		nobody.Post(s.own[i]+"/evaluation", answers(score, "Los juegos de rol me ayudaron mucho."))
	}
	open := newScene(t)
	open.site.As(open.Andina.Manager).Post(open.base+"/evaluation/days", days)
	manager.Post(s.base+"/evaluation/closing", webtest.Form{})
	program := "/o/" + s.Andina.Slug + "/programs/" + s.Andina.CMTP.String() + "/evaluation"
	tokens := map[*scene]string{s: s.site.Token(s.Andina.Manager), open: open.site.Token(open.Andina.Manager), empty: empty.site.Token(empty.Andina.Manager)}
	for _, look := range browsertest.Looks {
		t.Run(look.Name, func(t *testing.T) {
			t.Parallel()
			sweep := func(s *scene, paths map[string]string) {
				p := browsertest.Open(t, s.site.URL, look.As(browsertest.Cookie("accord", tokens[s]))...)
				for name, path := range paths {
					p.Go(path)
					p.Inspect("evaluation-" + name + "-" + look.Name)
				}
			}
			sweep(s, map[string]string{"results": s.base + "/evaluation", "questions": program, "materials": s.base + "/materials", "material-new": s.base + "/materials/new"})
			sweep(open, map[string]string{"open": open.base + "/evaluation", "days": open.base + "/evaluation/days", "closing": open.base + "/evaluation/closing", "own": open.own[0], "answer": open.own[0] + "/evaluation"})
			sweep(empty, map[string]string{"none": empty.base + "/evaluation"})
		})
	}
}
