// Package spotchecks shows document requests from both sides: IMI issues them
// from a credential, reads what was released and records the outcome; the
// organisation prepares its answer and releases it.
package spotchecks

import (
	"accord/app/spotchecks"
	"accord/tenants"
	"accord/web"
)

type pages struct{ db *tenants.DB }

// Routes registers the pages.
func Routes(app *web.App, db *tenants.DB) {
	p := pages{db}
	door := app.Member()
	door.Get("/requests", "request.list", p.received)
	door.Get("/requests/export", "request.export", p.exportReceived)
	door.Get("/requests/:id", "request.answer", p.answer)
	door.Get("/requests/:id/demands/:demand/documents", "request.choose", p.choose)
	door.Post("/requests/:id/demands/:demand/documents", "request.propose", p.propose)
	door.Post("/requests/:id/demands/:demand/records", "request.propose_records", p.proposeRecords)
	door.Get("/requests/:id/demands/:demand/explanation", "request.why_absent", p.whyAbsent)
	door.Post("/requests/:id/demands/:demand/explanation", "request.explain", p.explain)
	door.Post("/requests/:id/demands/:demand/explanation/withdrawal", "request.take_back", p.takeBack)
	door.Post("/requests/:id/proposals/:proposal/removal", "request.unpropose", p.unpropose)
	door.Get("/requests/:id/release", "request.ask_release", p.askRelease)
	door.Post("/requests/:id/release", "request.release", p.release)
	app.Nav(web.Nav{Door: tenants.DoorMember, Group: web.Quality, Order: 20, Key: "request.nav", Icon: "clipboard-search", Path: "/requests",
		Roles: []tenants.Role{tenants.RoleAdministrator, tenants.RoleProgramManager}, MemberCount: p.waitingHere})

	imi := app.Overseer()
	imi.Get("/spot-checks", "spot_check.list", p.issued)
	imi.Get("/spot-checks/export", "spot_check.export", p.exportIssued)
	imi.Get("/spot-checks/new", "spot_check.new", p.blank)
	imi.Post("/spot-checks", "spot_check.issue", p.issue)
	imi.Get("/spot-checks/:id", "spot_check.show", p.show)
	imi.Get("/spot-checks/:id/outcome", "spot_check.ask_conclude", p.askConclude)
	imi.Post("/spot-checks/:id/outcome", "spot_check.conclude", p.conclude)
	app.Nav(web.Nav{Door: tenants.DoorOverseer, Group: web.Review, Order: 30, Key: "request.nav_imi", Icon: "clipboard-search", Path: "/spot-checks",
		Roles: []tenants.Role{tenants.RoleSpotChecker, tenants.RoleIMIAdministrator}, OverseerCount: p.waitingAtIMI})
}

// waitingHere counts the requests that this organisation has to answer.
func (p pages) waitingHere(m *web.Member) (n int) {
	_ = p.read(m, func(tx *tenants.Tx) (err error) { n, err = spotchecks.Open(tx); return err })
	return n
}

// waitingAtIMI counts the requests without an outcome.
func (p pages) waitingAtIMI(o *web.Overseer) (n int) {
	_ = p.look(o, func(tx *tenants.OversightTx) (err error) { n, err = spotchecks.Open(tx); return err })
	return n
}

func (p pages) read(m *web.Member, fn func(*tenants.Tx) error) error {
	return p.db.Read(m.Context(), m.Member, fn)
}

func (p pages) write(m *web.Member, fn func(*tenants.Tx) error) error {
	return p.db.Write(m.Context(), m.Member, fn)
}

func (p pages) look(o *web.Overseer, fn func(*tenants.OversightTx) error) error {
	return p.db.OverseeRead(o.Context(), o.Overseer, "to follow spot checks", fn)
}

func (p pages) oversee(o *web.Overseer, purpose string, fn func(*tenants.OversightTx) error) error {
	return p.db.Oversee(o.Context(), o.Overseer, purpose, fn)
}
