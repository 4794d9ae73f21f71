// Package organisations shows the organisations: IMI invites them and sees
// each all round; an organisation's administrator keeps its profile.
package organisations

import (
	"slices"

	"github.com/a-h/templ"

	"accord/app/organisations"
	"accord/tenants"
	"accord/web"
)

// Section is a part of an organisation's page at IMI that another concept
// brings.
type Section struct {
	Order int  // among the sections, from the top: programs are at 10
	Aside bool // beside the main matter
	// Load reads what the section shows and answers it as a component, cards and
	// all; nil when there is nothing to show to this reader. It runs in the
	// page's reading transaction.
	Load func(o *web.Overseer, tx *tenants.OversightTx, of organisations.Known) (templ.Component, error)
}

type pages struct {
	db       *tenants.DB
	sections []Section
}

// Routes registers the pages.
func Routes(app *web.App, db *tenants.DB, sections ...Section) {
	p := pages{db: db, sections: slices.Clone(sections)}
	slices.SortStableFunc(p.sections, func(a, b Section) int { return a.Order - b.Order })
	door := app.Member()
	door.Get("/organisation", "organisation.profile", p.profile)
	door.Get("/organisation/edit", "organisation.revise", p.revise)
	door.Post("/organisation/edit", "organisation.edit", p.edit)
	app.Nav(web.Nav{Door: tenants.DoorMember, Group: web.Administration, Order: 20, Key: "organisations.profile_nav", Icon: "building", Path: "/organisation",
		Roles: tenants.OrganisationRoles})

	imi := app.Overseer()
	imi.Get("/organisations", "organisation.list", p.list)
	imi.Get("/organisations/export", "organisation.export", p.export)
	imi.Get("/organisations/new", "organisation.new", p.blank)
	imi.Post("/organisations", "organisation.invite", p.invite)
	imi.Get("/organisations/:id", "organisation.show", p.show)
	imi.Get("/organisations/:id/invitation", "organisation.ask_again", p.askAgain)
	imi.Post("/organisations/:id/invitation", "organisation.invite_again", p.inviteAgain)
	imi.Get("/organisations/:id/withdrawal", "organisation.ask_withdraw", p.askWithdraw)
	imi.Post("/organisations/:id/withdrawal", "organisation.withdraw", p.withdraw)
	app.Nav(web.Nav{Door: tenants.DoorOverseer, Group: web.Register, Order: 10, Key: "organisations.nav", Icon: "building", Path: "/organisations"})
}
