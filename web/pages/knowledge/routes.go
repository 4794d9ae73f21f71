// Package knowledge shows knowledge tests: a program's versions, a candidate's
// script with its markers, and, to a marker, the script beside its questions.
package knowledge

import (
	"accord/app/evidence"
	"accord/app/knowledge"
	"accord/tenants"
	"accord/web"
)

type pages struct {
	db   *tenants.DB
	room *evidence.Room
}

// Routes registers the pages. The room is where scripts are read from.
func Routes(app *web.App, room *evidence.Room) {
	p := pages{room.DB, room}
	door := app.Member()
	door.Get("/programs/:id/tests", "knowledge.tests", p.tests)
	door.Get("/programs/:id/tests/draft", "knowledge.ask_draft", p.askDraft)
	door.Post("/programs/:id/tests/draft", "knowledge.save_draft", p.saveDraft)
	door.Post("/programs/:id/tests/draft/publication", "knowledge.publish", p.publish)
	door.Get("/assessments/:id/test", "knowledge.script", p.script)
	door.Post("/assessments/:id/test", "knowledge.file", p.file)
	door.Post("/assessments/:id/test/removal", "knowledge.take_back", p.takeBack)
	door.Post("/assessments/:id/test/markers", "knowledge.assign", p.assign)
	door.Post("/assessments/:id/test/minute", "knowledge.settle", p.settle)
	door.Post("/assessments/:id/test/markers/:marking/removal", "knowledge.unassign", p.unassign)
	door.Get("/scripts", "knowledge.scripts", p.scripts)
	door.Get("/scripts/export", "knowledge.export_scripts", p.exportScripts)
	door.Get("/marking", "knowledge.mine", p.mine)
	door.Get("/marking/:id", "knowledge.paper", p.paper)
	door.Post("/marking/:id", "knowledge.save", p.save)
	door.Post("/marking/:id/declaration", "knowledge.declare", p.declare)
	door.Post("/marking/:id/conflict", "knowledge.decline", p.decline)
	app.Nav(web.Nav{Door: tenants.DoorMember, Group: web.Assessment, Order: 15, Key: "knowledge.nav", Icon: "writing", Path: "/marking",
		Roles: []tenants.Role{tenants.RoleAssessor}, MemberCount: p.waiting})
	app.Nav(web.Nav{Door: tenants.DoorMember, Group: web.Assessment, Order: 16, Key: "knowledge.scripts", Icon: "file-text", Path: "/scripts",
		Roles: []tenants.Role{tenants.RoleAdministrator, tenants.RoleProgramManager}})
}

// waiting counts what the reader has yet to mark.
func (p pages) waiting(m *web.Member) (n int) {
	if !m.HasRole(tenants.RoleAssessor) {
		return 0
	}
	_ = p.read(m, func(tx *tenants.Tx) (err error) { n, err = knowledge.Waiting(tx); return err })
	return n
}

func (p pages) read(m *web.Member, fn func(*tenants.Tx) error) error {
	return p.db.Read(m.Context(), m.Member, fn)
}

func (p pages) write(m *web.Member, fn func(*tenants.Tx) error) error {
	return p.db.Write(m.Context(), m.Member, fn)
}
