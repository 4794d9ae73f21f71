// Package pathways shows where a candidate stands on IMI's career pathway, in
// the candidate's file, and records the exemptions that the organisation
// decides.
package pathways

import (
	"github.com/a-h/templ"

	"accord/app/candidates"
	"accord/app/pathways"
	"accord/tenants"
	"accord/web"
	file "accord/web/pages/candidates"
)

type pages struct{ db *tenants.DB }

// Routes registers the pages.
func Routes(app *web.App, db *tenants.DB) {
	p := pages{db}
	door := app.Member()
	door.Get("/candidates/:id/exemptions/new", "exemption.new", p.blank)
	door.Post("/candidates/:id/exemptions", "exemption.record", p.record)
	door.Get("/candidates/:id/exemptions/:exemption/withdrawal", "exemption.ask", p.askWithdraw)
	door.Post("/candidates/:id/exemptions/:exemption/withdrawal", "exemption.withdraw", p.withdraw)
}

// Section is the pathway in a candidate's file, for those who put forward:
// only they see all that it is drawn from.
func Section() file.Section {
	return file.Section{Order: 5, Key: "pathway.title", Progress: true, Load: func(m *web.Member, tx *tenants.Tx, c candidates.Candidate) (templ.Component, error) {
		if !m.HasRole(tenants.RoleAdministrator, tenants.RoleProgramManager) {
			return nil, nil
		}
		p, err := pathways.Of(tx, c.ID)
		if err != nil {
			return nil, err
		}
		return section(c, p), nil
	}}
}

// OwnSection is the pathway in a candidate's own file: what they have, and what
// is missing.
func OwnSection() file.Section {
	return file.Section{Order: 15, Key: "pathway.title", Load: func(_ *web.Member, tx *tenants.Tx, c candidates.Candidate) (templ.Component, error) {
		p, err := pathways.Own(tx, c.ID)
		if err != nil {
			return nil, err
		}
		return ownSection(p), nil
	}}
}
