// Package dashboards shows an assessing organisation its work in figures, on
// its overview: what is due, and who carries how much; and the list of who
// approaches certification, which is behind no other page.
package dashboards

import (
	"accord/tenants"
	"accord/web"
)

type pages struct{ db *tenants.DB }

// Routes registers the pages.
func Routes(app *web.App, db *tenants.DB) {
	p := pages{db}
	door := app.Member()
	door.Get("/approaching", "dashboard.approaching", p.approaching)
	door.Get("/approaching/export", "dashboard.export_approaching", p.export)
}

func (p pages) read(m *web.Member, fn func(*tenants.Tx) error) error {
	return p.db.Read(m.Context(), m.Member, fn)
}

// manages says whether the reader looks after an organisation's assessing.
func manages(m *web.Member) bool {
	return m.HasRole(tenants.RoleAdministrator, tenants.RoleProgramManager) && m.Tenant() != tenants.Oversight
}
