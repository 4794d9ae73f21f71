// Package evidence shows what an organisation keeps and can be asked for: the
// library, one version with its history, the upload, and the viewer, which IMI
// has too for what is disclosed to it.
//
// Bytes go between the browser and the store. A page here only ever hands out
// addresses, each for one part or one reading; the form without scripts is the
// one exception.
package evidence

import (
	"accord/app/evidence"
	"accord/tenants"
	"accord/web"
)

type pages struct{ room *evidence.Room }

// Routes registers the pages.
func Routes(app *web.App, room *evidence.Room) {
	p := pages{room}
	door := app.Member()
	door.Get("/evidence", "evidence.library", p.library)
	door.Get("/evidence/export", "evidence.export", p.export)
	door.Get("/evidence/new", "evidence.new", p.blank)
	door.Post("/evidence", "evidence.carry", p.carry)

	door.Post("/evidence/uploads", "evidence.begin", p.begin)
	door.Get("/evidence/uploads/:id", "evidence.progress", p.progress)
	door.Post("/evidence/uploads/:id/parts", "evidence.sign_part", p.signPart)
	door.Post("/evidence/uploads/:id/completion", "evidence.complete", p.complete)
	door.Post("/evidence/uploads/:id/abandonment", "evidence.abandon", p.abandon)

	door.Get("/evidence/:id", "evidence.show", p.show)
	door.Get("/evidence/:id/state", "evidence.state", p.state)
	door.Get("/evidence/:id/view", "evidence.view", p.view)
	door.Get("/evidence/:id/file", "evidence.file", p.file)
	door.Get("/evidence/:id/disclosures/:disclosure/withdrawal", "evidence.ask_withdraw", p.askWithdraw)
	door.Post("/evidence/:id/disclosures/:disclosure/withdrawal", "evidence.withdraw", p.withdraw)
	app.Nav(web.Nav{Door: tenants.DoorMember, Group: web.Quality, Order: 10, Key: "evidence.nav", Icon: "folder", Path: "/evidence",
		Roles: []tenants.Role{tenants.RoleAdministrator, tenants.RoleProgramManager, tenants.RoleTrainer, tenants.RoleAssessor}})

	oversight := app.Overseer()
	oversight.Get("/evidence/:id/view", "evidence.view_disclosed", p.viewDisclosed)
	oversight.Get("/evidence/:id/file", "evidence.file_disclosed", p.fileDisclosed)
}

func (p pages) read(m *web.Member, fn func(*tenants.Tx) error) error {
	return p.room.DB.Read(m.Context(), m.Member, fn)
}

func (p pages) write(m *web.Member, fn func(*tenants.Tx) error) error {
	return p.room.DB.Write(m.Context(), m.Member, fn)
}
