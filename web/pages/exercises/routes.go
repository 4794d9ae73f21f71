// Package exercises shows what a course practises: the catalogue, a cohort's
// rounds and their tables, what a coach has before them, and feedback to those
// who write it and those who read it.
package exercises

import (
	"accord/app/exercises"
	"accord/app/trainings"
	"accord/tenants"
	"accord/tenants/fault"
	"accord/web"
	ui "accord/web/templates"
)

type pages struct{ db *tenants.DB }

// Routes registers the pages.
func Routes(app *web.App, db *tenants.DB) {
	p := pages{db}
	door := app.Member()
	door.Get("/exercises", "exercise.list", p.list)
	door.Get("/exercises/export", "exercise.export", p.export)
	door.Get("/exercises/new", "exercise.new", p.blank)
	door.Post("/exercises", "exercise.add", p.add)
	door.Get("/exercises/:exercise", "exercise.show", p.show)
	door.Get("/exercises/:exercise/edit", "exercise.revise", p.revise)
	door.Post("/exercises/:exercise/edit", "exercise.edit", p.edit)
	door.Get("/exercises/:exercise/retire", "exercise.ask_retire", p.askRetire)
	door.Post("/exercises/:exercise/retire", "exercise.retire", p.retire)

	door.Get("/cohorts/:id/exercises", "round.list", p.rounds)
	door.Get("/cohorts/:id/exercises/new", "round.new", p.blankRound)
	door.Post("/cohorts/:id/exercises", "round.plan", p.plan)
	door.Get("/cohorts/:id/exercises/:round", "round.show", p.round)
	door.Post("/cohorts/:id/exercises/:round", "round.arrange", p.arrange)
	door.Get("/cohorts/:id/exercises/:round/cancel", "round.ask_cancel", p.askCancel)
	door.Post("/cohorts/:id/exercises/:round/cancel", "round.cancel", p.cancel)

	door.Get("/coaching", "coaching.list", p.coaching)
	door.Get("/coaching/:round", "coaching.show", p.coached)
	door.Get("/feedback/:seat", "feedback.show", p.sheet)
	door.Post("/feedback/:seat", "feedback.save", p.save)
	door.Get("/feedback/:seat/amendment", "feedback.ask_amend", p.askAmend)
	door.Post("/feedback/:seat/amendment", "feedback.amend", p.amend)

	app.Nav(web.Nav{Door: tenants.DoorMember, Group: web.Training, Order: 46, Key: "exercise.nav", Icon: "books", Path: "/exercises",
		Roles: []tenants.Role{tenants.RoleAdministrator, tenants.RoleProgramManager, tenants.RoleTrainer}})
	app.Nav(web.Nav{Door: tenants.DoorMember, Group: web.Training, Order: 47, Key: "coaching.nav", Icon: "message", Path: "/coaching",
		Roles: []tenants.Role{tenants.RoleTrainer}})
}

func (p pages) read(m *web.Member, fn func(*tenants.Tx) error) error {
	return p.db.Read(m.Context(), m.Member, fn)
}

func (p pages) write(m *web.Member, fn func(*tenants.Tx) error) error {
	return p.db.Write(m.Context(), m.Member, fn)
}

// cohort is the cohort of the address.
func (p pages) cohort(m *web.Member) (c trainings.Cohort, err error) {
	id, err := m.ID("id")
	if err == nil {
		err = p.read(m, func(tx *tenants.Tx) error { c, err = trainings.Get(tx, id); return err })
	}
	return c, err
}

// plans says whether the reader plans rounds in a cohort.
func plans(tx *tenants.Tx, c trainings.Cohort) bool {
	return c.ClosedAt == nil && tx.Can("plan", &exercises.Round{TenantID: tx.Tenant(), ID: c.ID, CohortID: c.ID})
}

func mayPlan(tx *tenants.Tx, c trainings.Cohort) error {
	switch {
	case plans(tx, c):
		return nil
	case c.ClosedAt != nil:
		return fault.New(fault.Conflict, "cohort.closed")
	}
	return fault.Denied()
}

func at(c trainings.Cohort) string { return "/cohorts/" + c.ID.String() + "/exercises" }

func crumbs(m *web.Member, c trainings.Cohort, more ...ui.Crumb) []ui.Crumb {
	return append([]ui.Crumb{{Label: m.T.Say("cohort.title"), Href: m.Link("/cohorts")}, {Label: c.Title, Href: m.Link("/cohorts/" + c.ID.String())}}, more...)
}

func ofCatalogue(m *web.Member) []ui.Crumb {
	return []ui.Crumb{{Label: m.T.Say("exercise.nav"), Href: m.Link("/exercises")}}
}
