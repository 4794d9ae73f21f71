// Package register shows IMI's public record: the home page, a certificate
// verified, professionals and programs found, without signing in; an
// organisation's own graduates; and the whole register to IMI's people.
package register

import (
	"github.com/google/uuid"

	"accord/app/register"
	"accord/tenants"
	"accord/web"
)

type pages struct{ db *tenants.DB }

// purpose is what IMI's people open the register for, as the journal says it.
const purpose = "to look into the register"

// Routes registers the pages.
func Routes(app *web.App, db *tenants.DB) {
	p := pages{db}
	public := app.Public()
	public.Get("/", "home", p.home)
	public.Get("/verify", "register.verify_form", p.askVerify)
	public.Get("/verify/:number", "register.verify", p.verify)
	public.Get("/find", "register.find", p.find)
	public.Get("/programs", "register.programs", p.programs)
	app.Nav(web.Nav{Door: tenants.DoorPublic, Order: 10, Key: "register.nav.verify", Icon: "zoom-check", Path: "/verify"})
	app.Nav(web.Nav{Door: tenants.DoorPublic, Order: 20, Key: "register.nav.find", Icon: "search", Path: "/find"})
	app.Nav(web.Nav{Door: tenants.DoorPublic, Order: 30, Key: "register.nav.programs", Icon: "school", Path: "/programs"})

	door := app.Member()
	door.Get("/graduates", "register.graduates", p.graduates)
	door.Get("/graduates/export", "register.export_graduates", p.exportGraduates)
	app.Nav(web.Nav{Door: tenants.DoorMember, Group: web.Register, Order: 10, Key: "register.nav.graduates", Icon: "award", Path: "/graduates",
		Roles: []tenants.Role{tenants.RoleAdministrator, tenants.RoleProgramManager}})

	imi := app.Overseer()
	imi.Get("/register", "register.list", p.list)
	imi.Get("/register/export", "register.export", p.export)
	imi.Get("/register/:id", "register.show", p.show)
	imi.Get("/register/:id/revocation", "register.ask_revoke", p.askRevoke)
	imi.Post("/register/:id/revocation", "register.revoke", p.revoke)
	app.Nav(web.Nav{Door: tenants.DoorOverseer, Group: web.Register, Order: 10, Key: "register.nav.register", Icon: "certificate", Path: "/register"})
}

func (p pages) look(o *web.Overseer, fn func(*tenants.OversightTx) error) error {
	return p.db.OverseeRead(o.Context(), o.Overseer, purpose, fn)
}

func filterOf(r *web.Request) register.Filter {
	f := register.Filter{Words: r.Query("q"), Revoked: r.Query("state") == "revoked"}
	for _, o := range certificationIDs() {
		if o == r.Query("certification") {
			f.Certification = o
		}
	}
	return f
}

func filterAtIMI(o *web.Overseer) register.Filter {
	f := filterOf(o.Request)
	if id, err := uuid.Parse(o.Query("organisation")); err == nil {
		f.TenantID = id
	}
	return f
}
