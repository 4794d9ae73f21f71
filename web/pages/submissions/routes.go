// Package submissions shows how candidates are put forward: an organisation's
// builder and what became of each submission, and IMI's queue, review and
// decision.
package submissions

import (
	"accord/app/submissions"
	"accord/tenants"
	"accord/web"
)

type pages struct{ db *tenants.DB }

// purpose is what IMI's people open submissions for, as the journal says it.
const purpose = "to review what was submitted"

// Routes registers the pages.
func Routes(app *web.App, db *tenants.DB) {
	p := pages{db}
	door := app.Member()
	door.Get("/submissions", "submission.list", p.list)
	door.Get("/submissions/export", "submission.export", p.export)
	door.Get("/submissions/new", "submission.new", p.blank)
	door.Post("/submissions", "submission.start", p.start)
	door.Get("/submissions/:id", "submission.show", p.show)
	door.Post("/submissions/:id", "submission.prepare", p.prepare)
	door.Get("/submissions/:id/declaration", "submission.ask_submit", p.askSubmit)
	door.Post("/submissions/:id/declaration", "submission.submit", p.submit)
	door.Get("/submissions/:id/withdrawal", "submission.ask_withdraw", p.askWithdraw)
	door.Post("/submissions/:id/withdrawal", "submission.withdraw", p.withdraw)
	app.Nav(web.Nav{Door: tenants.DoorMember, Group: web.Assessment, Order: 20, Key: "submission.nav", Icon: "send", Path: "/submissions",
		Roles: []tenants.Role{tenants.RoleAdministrator, tenants.RoleProgramManager}})

	imi := app.Overseer()
	imi.Get("/submissions", "submission.queue", p.queue)
	imi.Get("/submissions/export", "submission.export_queue", p.exportQueue)
	imi.Get("/submissions/:id", "submission.review", p.review)
	imi.Post("/submissions/:id/points", "submission.note", p.note)
	imi.Get("/submissions/:id/decision", "submission.ask_decide", p.askDecide)
	imi.Post("/submissions/:id/decision", "submission.decide", p.decide)
	imi.Get("/submissions/:id/conflict", "submission.ask_conflict", p.askConflict)
	imi.Post("/submissions/:id/conflict", "submission.declare_conflict", p.declareConflict)
	imi.Get("/conflicts", "conflict.list", p.conflicts)
	imi.Post("/conflicts/:id/end", "conflict.end", p.endConflict)
	app.Nav(web.Nav{Door: tenants.DoorOverseer, Group: web.Review, Order: 10, Key: "submission.nav", Icon: "inbox", Path: "/submissions",
		Roles: []tenants.Role{tenants.RoleReviewer, tenants.RoleIMIAdministrator}, OverseerCount: p.waiting})
	app.Nav(web.Nav{Door: tenants.DoorOverseer, Group: web.Review, Order: 90, Key: "conflict.nav", Icon: "shield-lock", Path: "/conflicts"})
}

// waiting counts what waits for a reviewer.
func (p pages) waiting(o *web.Overseer) (n int) {
	_ = p.look(o, func(tx *tenants.OversightTx) (err error) { n, err = submissions.CountWaiting(tx); return err })
	return n
}

func (p pages) read(m *web.Member, fn func(*tenants.Tx) error) error {
	return p.db.Read(m.Context(), m.Member, fn)
}

func (p pages) write(m *web.Member, fn func(*tenants.Tx) error) error {
	return p.db.Write(m.Context(), m.Member, fn)
}

func (p pages) look(o *web.Overseer, fn func(*tenants.OversightTx) error) error {
	return p.db.OverseeRead(o.Context(), o.Overseer, purpose, fn)
}

func (p pages) oversee(o *web.Overseer, fn func(*tenants.OversightTx) error) error {
	return p.db.Oversee(o.Context(), o.Overseer, purpose, fn)
}

// manages says whether a page offers what program managers do.
func manages(m *web.Member) bool {
	return m.HasRole(tenants.RoleAdministrator, tenants.RoleProgramManager)
}
