// Package assessors shows who judges for an organisation: under which programs,
// in which languages, when and how much; and whom to propose for an assessment.
package assessors

import (
	"accord/tenants"
	"accord/web"
)

type pages struct{ db *tenants.DB }

// Routes registers the pages.
func Routes(app *web.App, db *tenants.DB) {
	p := pages{db}
	door := app.Member()
	door.Get("/assessors", "assessor.list", p.list)
	door.Get("/assessors/export", "assessor.export", p.export)
	door.Get("/assessors/:member", "assessor.show", p.show)
	door.Get("/assessors/:member/edit", "assessor.revise", p.revise)
	door.Post("/assessors/:member/edit", "assessor.edit", p.edit)
	door.Post("/assessors/:member/appointments", "assessor.appoint", p.appoint)
	door.Get("/assessors/:member/appointments/:appointment/end", "assessor.ask_end", p.askEnd)
	door.Post("/assessors/:member/appointments/:appointment/end", "assessor.end", p.end)
	door.Post("/assessors/:member/times", "assessor.add_time", p.addTime)
	door.Post("/assessors/:member/times/:time/remove", "assessor.remove_time", p.removeTime)
	door.Get("/assessments/:id/proposal", "assessor.propose", p.propose)
	door.Post("/assessments/:id/proposal", "assessor.assign", p.assign)
	app.Nav(web.Nav{Door: tenants.DoorMember, Group: web.Assessment, Order: 40, Key: "assessor.nav", Icon: "users-group", Path: "/assessors",
		Roles: []tenants.Role{tenants.RoleAdministrator, tenants.RoleProgramManager, tenants.RoleAssessor}})
}

func (p pages) read(m *web.Member, fn func(*tenants.Tx) error) error {
	return p.db.Read(m.Context(), m.Member, fn)
}

func (p pages) write(m *web.Member, fn func(*tenants.Tx) error) error {
	return p.db.Write(m.Context(), m.Member, fn)
}

// manages says whether the reader sees everybody who assesses.
func manages(m *web.Member) bool {
	return m.HasRole(tenants.RoleAdministrator, tenants.RoleProgramManager)
}
