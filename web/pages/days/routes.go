// Package days shows the days on which candidates are assessed: planning them
// slot by slot, the sheet of the day, and to each assessor and candidate what
// concerns them.
package days

import (
	"github.com/google/uuid"

	"accord/app/days"
	"accord/tenants"
	"accord/web"
	ui "accord/web/templates"
)

type pages struct{ db *tenants.DB }

// planners are the roles that plan days.
var planners = []tenants.Role{tenants.RoleAdministrator, tenants.RoleProgramManager}

// Routes registers the pages. Whoever assesses and does nothing else here lands
// on today's candidates.
func Routes(app *web.App, db *tenants.DB) {
	p := pages{db}
	door := app.Member()
	door.Get("/today", "day.today", p.today)
	door.Get("/own-slots", "slot.own", p.own)
	door.Get("/own-slots/:slot/calendar", "slot.own_file", p.ownFile)
	door.Post("/own-slots/:slot/confirmation", "slot.confirm", p.confirm)
	door.Get("/own-slots/:slot/refusal", "slot.ask_decline", p.askDecline)
	door.Post("/own-slots/:slot/refusal", "slot.decline", p.decline)
	door.Get("/days", "day.list", p.list)
	door.Get("/days/export", "day.export_list", p.exportList)
	door.Get("/days/new", "day.new", p.blank)
	door.Post("/days", "day.plan", p.plan)
	door.Get("/days/:id", "day.show", p.show)
	door.Get("/days/:id/sheet", "day.sheet", p.sheet)
	door.Get("/days/:id/export", "day.export", p.export)
	door.Get("/days/:id/edit", "day.revise", p.revise)
	door.Post("/days/:id/edit", "day.edit", p.edit)
	door.Get("/days/:id/series", "day.ask_fill", p.askFill)
	door.Post("/days/:id/series", "day.fill", p.fill)
	door.Get("/days/:id/publication", "day.ask_publish", p.askPublish)
	door.Post("/days/:id/publication", "day.publish", p.publish)
	door.Get("/days/:id/closing", "day.ask_close", p.askClose)
	door.Post("/days/:id/closing", "day.close", p.close)
	door.Get("/days/:id/cancellation", "day.ask_cancel", p.askCancel)
	door.Post("/days/:id/cancellation", "day.cancel", p.cancel)
	door.Get("/days/:id/slots/new", "slot.new", p.blankSlot)
	door.Post("/days/:id/slots", "slot.add", p.addSlot)
	door.Get("/days/:id/slots/:slot", "slot.show", p.showSlot)
	door.Get("/days/:id/slots/:slot/edit", "slot.revise", p.reviseSlot)
	door.Post("/days/:id/slots/:slot/edit", "slot.edit", p.editSlot)
	door.Post("/days/:id/slots/:slot/assessors", "slot.add_assessor", p.addAssessor)
	door.Post("/days/:id/slots/:slot/players", "slot.add_player", p.addPlayer)
	door.Get("/days/:id/slots/:slot/parts/:part/removal", "slot.ask_take_out", p.askTakeOut)
	door.Post("/days/:id/slots/:slot/parts/:part/removal", "slot.take_out", p.takeOut)
	door.Get("/days/:id/slots/:slot/swap", "slot.ask_swap", p.askSwap)
	door.Post("/days/:id/slots/:slot/swap", "slot.swap", p.swap)
	door.Get("/days/:id/slots/:slot/cancellation", "slot.ask_cancel", p.askCancelSlot)
	door.Post("/days/:id/slots/:slot/cancellation", "slot.cancel", p.cancelSlot)
	door.Post("/days/:id/slots/:slot/keeping", "slot.keep", p.keep)
	door.Get("/days/:id/slots/:slot/release", "slot.ask_release", p.askRelease)
	door.Post("/days/:id/slots/:slot/release", "slot.release", p.release)
	door.Get("/days/:id/slots/:slot/attendance", "slot.ask_attend", p.askAttend)
	door.Post("/days/:id/slots/:slot/attendance", "slot.attend", p.attend)
	door.Post("/days/:id/slots/:slot/attendance/undoing", "slot.take_back", p.takeBack)
	app.Nav(web.Nav{Door: tenants.DoorMember, Group: web.Assessment, Order: 4, Key: "day.today", Icon: "clipboard-check", Path: "/today", Roles: []tenants.Role{tenants.RoleAssessor}, Sole: tenants.RoleAssessor})
	app.Nav(web.Nav{Door: tenants.DoorMember, Group: web.Assessment, Order: 5, Key: "day.nav", Icon: "calendar-event", Path: "/days", Roles: planners})
	app.Nav(web.Nav{Door: tenants.DoorMember, Group: web.Assessment, Order: 6, Key: "slot.own", Icon: "calendar-event", Path: "/own-slots", Roles: []tenants.Role{tenants.RoleCandidate}})
}

func (p pages) read(m *web.Member, fn func(*tenants.Tx) error) error {
	return p.db.Read(m.Context(), m.Member, fn)
}

func (p pages) write(m *web.Member, fn func(*tenants.Tx) error) error {
	return p.db.Write(m.Context(), m.Member, fn)
}

func plans(m *web.Member) bool { return m.HasRole(planners...) }

func at(id uuid.UUID) string { return "/days/" + id.String() }

func slotAt(s days.Slot) string { return at(s.DayID) + "/slots/" + s.ID.String() }

func crumbs(m *web.Member, more ...ui.Crumb) []ui.Crumb {
	if !plans(m) {
		return append([]ui.Crumb{{Label: m.T.Say("day.today"), Href: m.Link("/today")}}, more...)
	}
	return append([]ui.Crumb{{Label: m.T.Say("day.nav"), Href: m.Link("/days")}}, more...)
}
