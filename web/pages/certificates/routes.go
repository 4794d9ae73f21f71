// Package certificates shows certificates of completion: the organisation's
// list, one of them, issuing a cohort's with their progress, how they look, the
// public page behind a number, and the candidate's own behind a link.
package certificates

import (
	"slices"

	"github.com/google/uuid"

	"accord/app/certificates"
	"accord/app/evidence"
	"accord/tenants"
	"accord/web"
	ui "accord/web/templates"
)

type pages struct {
	db   *tenants.DB
	room *evidence.Room
	site string // the site's own address, which QR codes carry
}

// Routes registers the pages.
func Routes(app *web.App, room *evidence.Room, site string) {
	p := pages{room.DB, room, site}
	door := app.Member()
	door.Get("/certificates", "certificate.list", p.list)
	door.Get("/certificates/export", "certificate.export", p.export)
	door.Get("/certificates/design", "certificate.design", p.design)
	door.Post("/certificates/design", "certificate.edit_design", p.editDesign)
	door.Post("/certificates/design/sample", "certificate.sample", p.sample)
	door.Get("/certificates/logo/:id", "certificate.logo", p.logo)
	door.Get("/certificates/runs/:run", "certificate.run", p.run)
	door.Get("/certificates/:id", "certificate.show", p.show)
	door.Get("/certificates/:id/correction", "certificate.ask_correct", p.askCorrect)
	door.Post("/certificates/:id/correction", "certificate.correct", p.correct)
	door.Get("/certificates/:id/revocation", "certificate.ask_revoke", p.askRevoke)
	door.Post("/certificates/:id/revocation", "certificate.revoke", p.revoke)
	door.Post("/certificates/:id/letter", "certificate.send", p.send)
	door.Get("/cohorts/:id/certificates", "certificate.choose", p.choose)
	door.Post("/cohorts/:id/certificates", "certificate.issue", p.issue)
	app.Nav(web.Nav{Door: tenants.DoorMember, Group: web.Training, Order: 40, Key: "certificate.nav", Icon: "file-certificate", Path: "/certificates",
		Roles: []tenants.Role{tenants.RoleAdministrator, tenants.RoleProgramManager, tenants.RoleTrainer}})

	public := app.Public()
	public.Get("/certificates/:number", "certificate.verify", p.verify)
	public.Get("/o/:organisation/certificate/:token", "certificate.own", p.own)
	public.Get("/o/:organisation/certificate/:token/paper", "certificate.own_paper", p.ownPaper)
}

func (p pages) read(m *web.Member, fn func(*tenants.Tx) error) error {
	return p.db.Read(m.Context(), m.Member, fn)
}

func (p pages) write(m *web.Member, fn func(*tenants.Tx) error) error {
	return p.db.Write(m.Context(), m.Member, fn)
}

// manages says whether a page offers what program managers do.
func manages(m *web.Member) bool {
	return m.HasRole(tenants.RoleAdministrator, tenants.RoleProgramManager)
}

func at(c certificates.Certificate) string { return "/certificates/" + c.ID.String() }

func crumbs(m *web.Member, more ...ui.Crumb) []ui.Crumb {
	return append([]ui.Crumb{{Label: m.T.Say("certificate.nav"), Href: m.Link("/certificates")}}, more...)
}

// filterOf reads the filters of the address; what is none of ours filters nothing.
func filterOf(m *web.Member) certificates.Filter {
	f := certificates.Filter{Search: m.Query("q"), State: certificates.State(m.Query("state"))}
	if !slices.Contains(certificates.States, f.State) {
		f.State = ""
	}
	f.Program, _ = uuid.Parse(m.Query("program"))
	f.Cohort, _ = uuid.Parse(m.Query("cohort"))
	return f
}
