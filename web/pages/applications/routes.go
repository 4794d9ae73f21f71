// Package applications shows a program's public page and what comes in from
// it: the applicant's own page behind their link, the organisation's list and
// its decisions, and which cohorts and programs take applications.
package applications

import (
	"slices"

	"github.com/a-h/templ"
	"github.com/google/uuid"

	"accord/app/applications"
	"accord/tenants"
	"accord/web"
	ui "accord/web/templates"
)

type pages struct {
	db       *tenants.DB
	sections []Section
}

// Section is a part of an application's page, beside it, that another concept
// brings; nil where there is nothing to show.
type Section func(m *web.Member, tx *tenants.Tx, a applications.Application) (templ.Component, error)

// Place is where an applicant's own page is.
const Place = "/o/:organisation/apply/:token"

// Routes registers the pages.
func Routes(app *web.App, db *tenants.DB, sections ...Section) {
	p := pages{db, sections}
	public := app.Public()
	public.Get("/programs/:id", "program.public", p.program)
	public.Post("/programs/:id/application", "application.ask_link", p.askLink)
	public.Get(Place, "application.own", p.own)
	public.Post(Place, "application.fill", p.fill)
	public.Post(Place+"/answer", "application.answer", p.answer)
	public.Get(Place+"/withdrawal", "application.ask_withdraw", p.askWithdraw)
	public.Post(Place+"/withdrawal", "application.withdraw", p.withdraw)

	door := app.Member()
	door.Get("/applications", "application.list", p.list)
	door.Get("/applications/export", "application.export", p.export)
	door.Get("/applications/:id", "application.show", p.show)
	door.Get("/applications/:id/admission", "application.ask_admit", p.askAdmit)
	door.Post("/applications/:id/admission", "application.admit", p.admit)
	door.Get("/applications/:id/refusal", "application.ask_decline", p.askDecline)
	door.Post("/applications/:id/refusal", "application.decline", p.decline)
	door.Get("/applications/:id/question", "application.ask_question", p.askQuestion)
	door.Post("/applications/:id/question", "application.question", p.question)
	door.Get("/programs/:id/public", "program.preview", p.preview)
	door.Get("/programs/:id/publication", "program.ask_offer", p.askOffer)
	door.Post("/programs/:id/publication", "program.offer", p.offer)
	door.Post("/programs/:id/publication/end", "program.end_offer", p.endOffer)
	door.Get("/cohorts/:id/publication", "cohort.ask_publish", p.askPublish)
	door.Post("/cohorts/:id/publication", "cohort.publish", p.publish)
	door.Post("/cohorts/:id/publication/end", "cohort.unpublish", p.unpublish)
	app.Nav(web.Nav{Door: tenants.DoorMember, Group: web.Training, Order: 15, Key: "application.nav", Icon: "inbox", Path: "/applications",
		Roles: []tenants.Role{tenants.RoleAdministrator, tenants.RoleProgramManager}})
}

func (p pages) read(m *web.Member, fn func(*tenants.Tx) error) error {
	return p.db.Read(m.Context(), m.Member, fn)
}

func (p pages) write(m *web.Member, fn func(*tenants.Tx) error) error {
	return p.db.Write(m.Context(), m.Member, fn)
}

func at(a applications.Application) string { return "/applications/" + a.ID.String() }

func crumbs(m *web.Member, more ...ui.Crumb) []ui.Crumb {
	return append([]ui.Crumb{{Label: m.T.Say("application.nav"), Href: m.Link("/applications")}}, more...)
}

// filterOf reads the filters of the address; what is none of ours filters nothing.
func filterOf(m *web.Member) applications.Filter {
	f := applications.Filter{Search: m.Query("q"), State: applications.State(m.Query("state")), Open: m.Query("state") == "open"}
	if !slices.Contains(applications.States, f.State) {
		f.State = ""
	}
	f.Program, _ = uuid.Parse(m.Query("program"))
	f.Cohort, _ = uuid.Parse(m.Query("cohort"))
	return f
}
