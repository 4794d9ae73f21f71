// Package deadletters shows IMI's administrator what could not be done, and
// puts it on the way again.
package deadletters

import (
	"accord/app/deadletters"
	"accord/tenants"
	"accord/web"
)

type pages struct{ db *tenants.DB }

const purpose = "to look after jobs that were given up"

// Routes registers the pages.
func Routes(app *web.App, db *tenants.DB) {
	p := pages{db}
	imi := app.Overseer()
	imi.Get("/jobs", "job.list", p.list)
	imi.Get("/jobs/:organisation/:id", "job.show", p.show)
	imi.Post("/jobs/:organisation/:id", "job.replay", p.replay)
	app.Nav(web.Nav{Door: tenants.DoorOverseer, Group: web.Administration, Order: 90, Key: "job.nav", Icon: "refresh", Path: "/jobs",
		Roles: []tenants.Role{tenants.RoleIMIAdministrator}, OverseerCount: p.waiting})
}

// waiting counts what is dead.
func (p pages) waiting(o *web.Overseer) (n int) {
	_ = p.look(o, func(tx *tenants.OversightTx) (err error) { n, err = deadletters.Count(tx); return err })
	return n
}

func (p pages) look(o *web.Overseer, fn func(*tenants.OversightTx) error) error {
	return p.db.OverseeRead(o.Context(), o.Overseer, purpose, fn)
}
