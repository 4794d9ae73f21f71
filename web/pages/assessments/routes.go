// Package assessments shows how candidates are judged: the assessors' queue
// and their workspace, and, for program managers, who judges, what the sheets
// say side by side, and the decision.
package assessments

import (
	"accord/app/assessments"
	"accord/app/evidence"
	"accord/tenants"
	"accord/web"
)

type pages struct {
	db   *tenants.DB
	room *evidence.Room
}

// Routes registers the pages. The room is where the workspace reads documents
// from.
func Routes(app *web.App, room *evidence.Room) {
	p := pages{room.DB, room}
	door := app.Member()
	door.Get("/assessments", "assessment.list", p.list)
	door.Get("/assessments/export", "assessment.export_list", p.exportList)
	door.Get("/assessments/new", "assessment.new", p.blank)
	door.Post("/assessments", "assessment.open", p.open)
	door.Get("/assessments/:id", "assessment.show", p.show)
	door.Post("/assessments/:id/assignments", "assessment.assign", p.assign)
	door.Get("/assessments/:id/assignments/:assignment/removal", "assessment.ask_unassign", p.askUnassign)
	door.Post("/assessments/:id/assignments/:assignment/removal", "assessment.unassign", p.unassign)
	door.Get("/assessments/:id/declaration", "assessment.ask_declare", p.askDeclare)
	door.Post("/assessments/:id/declaration", "assessment.declare", p.declare)
	door.Get("/assessments/:id/conflict", "assessment.ask_decline", p.askDecline)
	door.Post("/assessments/:id/conflict", "assessment.decline", p.decline)
	door.Get("/assessments/:id/sheet", "assessment.sheet", p.sheet)
	door.Post("/assessments/:id/sheet", "assessment.save", p.save)
	door.Get("/assessments/:id/sheet/document/:document", "assessment.renew_document", p.renewDocument)
	door.Post("/assessments/:id/notes", "assessment.keep_note", p.keepNote)
	door.Get("/assessments/:id/notes/:note", "assessment.note", p.note)
	door.Post("/assessments/:id/notes/:note/removal", "assessment.remove_note", p.removeNote)
	door.Get("/assessments/:id/sheet/submission", "assessment.ask_submit", p.askSubmit)
	door.Post("/assessments/:id/sheet/submission", "assessment.submit", p.submit)
	door.Get("/assessments/:id/comparison", "assessment.compare", p.compare)
	door.Get("/assessments/:id/comparison/export", "assessment.export", p.export)
	door.Get("/assessments/:id/moderator", "assessment.ask_moderator", p.askModerator)
	door.Post("/assessments/:id/moderator", "assessment.name_moderator", p.nameModerator)
	door.Get("/assessments/:id/moderation", "assessment.ask_moderate", p.askModerate)
	door.Post("/assessments/:id/moderation", "assessment.moderate", p.moderate)
	door.Get("/assessments/:id/decision", "assessment.ask_decide", p.askDecide)
	door.Post("/assessments/:id/decision", "assessment.decide", p.decide)
	app.Nav(web.Nav{Door: tenants.DoorMember, Group: web.Assessment, Order: 10, Key: "assessment.nav", Icon: "gavel", Path: "/assessments",
		Roles: []tenants.Role{tenants.RoleAdministrator, tenants.RoleProgramManager, tenants.RoleAssessor}, MemberCount: p.waiting})
}

// waiting counts what the reader has yet to judge.
func (p pages) waiting(m *web.Member) (n int) {
	if !m.HasRole(tenants.RoleAssessor) {
		return 0
	}
	_ = p.read(m, func(tx *tenants.Tx) (err error) { n, err = assessments.Waiting(tx); return err })
	return n
}

func (p pages) read(m *web.Member, fn func(*tenants.Tx) error) error {
	return p.db.Read(m.Context(), m.Member, fn)
}

func (p pages) write(m *web.Member, fn func(*tenants.Tx) error) error {
	return p.db.Write(m.Context(), m.Member, fn)
}

// manages says whether a page offers what program managers do.
func manages(m *web.Member) bool {
	return m.HasRole(tenants.RoleAdministrator, tenants.RoleProgramManager)
}
