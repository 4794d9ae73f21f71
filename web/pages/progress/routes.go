// Package progress shows how an organisation's trainings go over all of its
// cohorts: the list of trainees, the list of sessions, and on the overview the
// figures that lead to them.
package progress

import (
	"accord/tenants"
	"accord/web"
)

type pages struct{ db *tenants.DB }

// who reads these pages; a trainer finds those of the cohorts they train.
var who = []tenants.Role{tenants.RoleAdministrator, tenants.RoleProgramManager, tenants.RoleTrainer}

// Routes registers the pages.
func Routes(app *web.App, db *tenants.DB) {
	p := pages{db}
	door := app.Member()
	door.Get("/trainees", "trainee.list", p.trainees)
	door.Get("/trainees/export", "trainee.export", p.exportTrainees)
	door.Get("/sessions", "session.all", p.sessions)
	door.Get("/sessions/export", "session.export", p.exportSessions)
	app.Nav(web.Nav{Door: tenants.DoorMember, Group: web.Training, Order: 12, Key: "progress.trainees_nav", Icon: "progress-check", Path: "/trainees", Roles: who})
}

func (p pages) read(m *web.Member, fn func(*tenants.Tx) error) error {
	return p.db.Read(m.Context(), m.Member, fn)
}
