// Package standards shows what IMI asks: to everybody in an organisation and
// at IMI the certifications with their rule sets, in force, to come and past;
// and to IMI's administrator the form that publishes a new one.
package standards

import (
	"accord/app/standards"
	"accord/tenants"
	"accord/tenants/fault"
	"accord/web"
)

type pages struct{ db *tenants.DB }

// purpose is what IMI's people open the rules for, as the journal says it.
const purpose = "to look into the rules"

// Routes registers the pages.
func Routes(app *web.App, db *tenants.DB) {
	p := pages{db}
	door := app.Member()
	door.Get("/standards", "standards.list", p.list)
	door.Get("/standards/:certification", "standards.show", p.show)
	app.Nav(web.Nav{Door: tenants.DoorMember, Group: web.Quality, Order: 20, Key: "standards.nav", Icon: "scale", Path: "/standards",
		Roles: tenants.OrganisationRoles})

	imi := app.Overseer()
	imi.Get("/standards", "standards.catalogue", p.catalogue)
	imi.Get("/standards/:certification", "standards.history", p.history)
	imi.Get("/standards/:certification/new", "standards.compose", p.compose)
	imi.Post("/standards/:certification", "standards.publish", p.publish)
	app.Nav(web.Nav{Door: tenants.DoorOverseer, Group: web.Quality, Order: 10, Key: "standards.nav", Icon: "scale", Path: "/standards"})
}

func (p pages) look(o *web.Overseer, fn func(*tenants.OversightTx) error) error {
	return p.db.OverseeRead(o.Context(), o.Overseer, purpose, fn)
}

// certification is the one that the address names.
func certification(r *web.Request) (standards.Certification, error) {
	c, known := standards.CertificationNamed(r.Param("certification"))
	if !known {
		return c, fault.Absent("certification")
	}
	return c, nil
}
