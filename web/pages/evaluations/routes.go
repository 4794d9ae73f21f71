// Package evaluations shows a cohort's evaluation of its course: to the program
// manager who opens it, to those who may read its results, and to the trainees
// who answer it on their personal page.
package evaluations

import (
	"strconv"

	"accord/app/evaluations"
	"accord/app/programs"
	"accord/app/trainings"
	"accord/tenants"
	"accord/tenants/fault"
	"accord/web"
	"accord/web/forms"
	personalpages "accord/web/pages/personal"
	ui "accord/web/templates"
)

type pages struct{ db *tenants.DB }

// Routes registers the pages.
func Routes(app *web.App, db *tenants.DB) {
	p := pages{db}
	door := app.Member()
	door.Get("/cohorts/:id/evaluation", "evaluation.show", p.show)
	door.Get("/cohorts/:id/evaluation/export", "evaluation.export", p.export)
	door.Get("/cohorts/:id/evaluation/days", "evaluation.ask", p.ask)
	door.Post("/cohorts/:id/evaluation/days", "evaluation.open", p.open)
	door.Get("/cohorts/:id/evaluation/closing", "evaluation.ask_close", p.askClose)
	door.Post("/cohorts/:id/evaluation/closing", "evaluation.close", p.close)
	door.Get("/programs/:id/evaluation", "evaluation.questions", p.questions)
	door.Post("/programs/:id/evaluation", "evaluation.edit_questions", p.editQuestions)
	app.Public().Get(personalpages.Place+"/evaluation", "evaluation.own", p.own)
	app.Public().Post(personalpages.Place+"/evaluation", "evaluation.answer", p.answer)
}

func (p pages) read(m *web.Member, fn func(*tenants.Tx) error) error {
	return p.db.Read(m.Context(), m.Member, fn)
}

func (p pages) write(m *web.Member, fn func(*tenants.Tx) error) error {
	return p.db.Write(m.Context(), m.Member, fn)
}

func at(c trainings.Cohort) string { return "/cohorts/" + c.ID.String() }

func crumbs(m *web.Member, c trainings.Cohort, more ...ui.Crumb) []ui.Crumb {
	return append([]ui.Crumb{{Label: m.T.Say("cohort.title"), Href: m.Link("/cohorts")}, {Label: c.Title, Href: m.Link(at(c))}}, more...)
}

// asked is what a program asks.
type asked struct {
	program   programs.Program
	questions []evaluations.Question
	number    int
}

func (p pages) asked(m *web.Member) (v asked, err error) {
	id, err := m.ID("id")
	if err != nil {
		return v, err
	}
	err = p.read(m, func(tx *tenants.Tx) error {
		if v.program, err = trainings.ProgramOf(tx, id); err != nil {
			return err
		}
		if !tx.Can("ask", &evaluations.Questionnaire{TenantID: tx.Tenant(), ID: tx.NewID(), ProgramID: id}) {
			return fault.Denied()
		}
		v.questions, v.number, err = evaluations.QuestionsOf(tx, id)
		return err
	})
	return v, err
}

func (p pages) questions(m *web.Member) error {
	v, err := p.asked(m)
	if err != nil {
		return err
	}
	f := forms.New()
	for i, q := range v.questions {
		n := "_" + strconv.Itoa(i+1)
		f.Set("kind"+n, q.Kind).Set("en"+n, q.En).Set("es"+n, q.Es)
	}
	return m.Render(questionsPageOf(m, v), questionsPage(f, v))
}

func (p pages) editQuestions(m *web.Member) error {
	v, err := p.asked(m)
	if err != nil {
		return err
	}
	f := m.Form()
	seen := f.Int("number", 0, 1<<30)
	questions := make([]evaluations.Question, evaluations.MaxQuestions)
	for i := range questions {
		n := "_" + strconv.Itoa(i+1)
		questions[i] = evaluations.Question{Kind: f.OptionalChoice("kind"+n, evaluations.Scale, evaluations.Words), En: f.OptionalText("en"+n, 2*evaluations.MaxQuestion), Es: f.OptionalText("es"+n, 2*evaluations.MaxQuestion)}
	}
	if err = f.Err(); err == nil {
		err = p.write(m, func(tx *tenants.Tx) error { _, err := evaluations.Ask(tx, v.program.ID, questions, seen); return err })
	}
	if err != nil {
		return m.Refuse(f, err, questionsPageOf(m, v), questionsPage(f, v))
	}
	return m.Redirect("/programs/"+v.program.ID.String()+"/evaluation", "evaluation.questions_saved")
}

func questionsPageOf(m *web.Member, v asked) ui.Page {
	return ui.Page{Title: m.T.Say("evaluation.questions"), Crumbs: []ui.Crumb{{Label: m.T.Say("programs.nav"), Href: m.Link("/programs")}, {Label: v.program.Title, Href: m.Link("/programs/" + v.program.ID.String())}}}
}
