// Package quality shows how an organisation looks after its own assessing: the
// plans by which sheets are drawn, their reviews, the minutes of meetings, and
// how far assessors agree.
package quality

import (
	"context"

	"accord/tenants"
	"accord/tenants/fault"
	"accord/web"
	ui "accord/web/templates"
)

type pages struct{ db *tenants.DB }

// Routes registers the pages.
func Routes(app *web.App, db *tenants.DB) {
	p := pages{db}
	door := app.Member()
	door.Get("/quality", "quality.show", p.show)
	door.Get("/quality/own", "quality.own", p.own)
	door.Get("/quality/plans/new", "quality.new_plan", p.newPlan)
	door.Post("/quality/plans", "quality.open_plan", p.openPlan)
	door.Post("/quality/plans/:plan/draw", "quality.draw", p.draw)
	door.Get("/quality/plans/:plan/end", "quality.ask_end_plan", p.askEnd)
	door.Post("/quality/plans/:plan/end", "quality.end_plan", p.end)
	door.Get("/quality/checks", "quality.checks", p.checks)
	door.Get("/quality/checks/export", "quality.export_checks", p.exportChecks)
	door.Get("/quality/checks/:check", "quality.check", p.check)
	door.Post("/quality/checks/:check", "quality.review", p.review)
	door.Get("/quality/meetings", "quality.meetings", p.meetings)
	door.Get("/quality/meetings/export", "quality.export_meetings", p.exportMeetings)
	door.Get("/quality/meetings/new", "quality.new_meeting", p.newMeeting)
	door.Post("/quality/meetings", "quality.record", p.record)
	door.Get("/quality/meetings/:meeting", "quality.meeting", p.meeting)
	door.Get("/quality/meetings/:meeting/correction", "quality.ask_correct", p.askCorrect)
	door.Post("/quality/meetings/:meeting/correction", "quality.correct", p.correct)
	door.Get("/quality/agreement", "quality.agreement", p.agreement)
	door.Get("/quality/agreement/export", "quality.export_agreement", p.exportAgreement)
	app.Nav(web.Nav{Door: tenants.DoorMember, Group: web.Assessment, Order: 50, Key: "quality.nav", Icon: "zoom-check", Path: "/quality",
		Roles: []tenants.Role{tenants.RoleAdministrator, tenants.RoleProgramManager, tenants.RoleAssessor}})
}

func (p pages) read(m *web.Member, fn func(*tenants.Tx) error) error {
	return p.db.Read(m.Context(), m.Member, fn)
}

func (p pages) write(m *web.Member, fn func(*tenants.Tx) error) error {
	return p.db.Write(m.Context(), m.Member, fn)
}

// manages says whether the reader looks after quality, and not after their own
// sheets alone.
func manages(m *web.Member) bool {
	return m.HasRole(tenants.RoleAdministrator, tenants.RoleProgramManager)
}

// managed reads what is only for those who look after quality.
func (p pages) managed(m *web.Member, fn func(*tenants.Tx) error) error {
	if !manages(m) {
		return fault.Denied()
	}
	return p.read(m, fn)
}

func crumbs(m *web.Member, more ...ui.Crumb) []ui.Crumb {
	return append([]ui.Crumb{{Label: m.T.Say("quality.nav"), Href: m.Link("/quality")}}, more...)
}

// tabs are the pages of those who look after quality.
func tabs(ctx context.Context, current string) (all []ui.Tab) {
	for _, t := range []struct{ name, path string }{{"plans", "/quality"}, {"checks", "/quality/checks"}, {"meetings", "/quality/meetings"}, {"agreement", "/quality/agreement"}} {
		all = append(all, ui.Tab{Label: ui.T(ctx, "quality.tab."+t.name), Href: ui.Path(ctx, t.path), Current: t.name == current})
	}
	return all
}
