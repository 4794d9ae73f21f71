// Package consents shows the versions of what an organisation tells people,
// what each candidate said to it, and the page on which they say it, which
// needs no account.
package consents

import (
	"accord/app/candidates"
	"accord/app/consents"
	"accord/tenants"
	"accord/web"
	personalpages "accord/web/pages/personal"
	ui "accord/web/templates"
)

type pages struct{ db *tenants.DB }

// Place is where somebody's own consents are, by their link.
const Place = "/o/:organisation/consents/:token"

// Routes registers the pages.
func Routes(app *web.App, db *tenants.DB) {
	p := pages{db}
	public := app.Public()
	public.Get(Place, "consent.own", p.own)
	public.Post(Place+"/acknowledgement", "notice.acknowledge", p.acknowledge)
	public.Post(Place+"/answer", "consent.answer", p.answer)
	public.Post(personalpages.Place+"/consents/acknowledgement", "notice.acknowledge_personal", p.acknowledgePersonal)
	public.Post(personalpages.Place+"/consents/answer", "consent.answer_personal", p.answerPersonal)

	door := app.Member()
	door.Get("/notices", "notice.list", p.list)
	door.Get("/notices/new", "notice.new", p.blank)
	door.Post("/notices", "notice.publish", p.publish)
	door.Get("/notices/:notice", "notice.show", p.show)
	door.Get("/notices/:notice/candidates", "notice.waiting", p.waiting)
	door.Get("/notices/:notice/candidates/export", "notice.export", p.export)
	door.Post("/notices/:notice/candidates", "notice.remind", p.remind)
	door.Get("/candidates/:id/consents/new", "consent.new", p.blankPaper)
	door.Post("/candidates/:id/consents", "consent.note", p.note)
	app.Nav(web.Nav{Door: tenants.DoorMember, Group: web.Administration, Order: 30, Key: "notice.nav", Icon: "shield-lock", Path: "/notices",
		Roles: []tenants.Role{tenants.RoleAdministrator, tenants.RoleProgramManager}})
}

func (p pages) read(m *web.Member, fn func(*tenants.Tx) error) error {
	return p.db.Read(m.Context(), m.Member, fn)
}

func (p pages) write(m *web.Member, fn func(*tenants.Tx) error) error {
	return p.db.Write(m.Context(), m.Member, fn)
}

func at(n consents.Notice) string { return "/notices/" + n.ID.String() }

func crumbs(m *web.Member, more ...ui.Crumb) []ui.Crumb {
	return append([]ui.Crumb{{Label: m.T.Say("notice.nav"), Href: m.Link("/notices")}}, more...)
}

// mayPublish is for those who keep the notices; for others the pages are not there.
func mayPublish(tx *tenants.Tx) error {
	return tx.Allow("publish", &consents.Notice{TenantID: tx.Tenant(), ID: tx.NewID()})
}

func fileCrumbs(m *web.Member, c candidates.Candidate) []ui.Crumb {
	return []ui.Crumb{{Label: m.T.Say("candidate.nav"), Href: m.Link("/candidates")}, {Label: c.Name, Href: m.Link("/candidates/" + c.ID.String())}}
}
