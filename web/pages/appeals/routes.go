// Package appeals shows what a candidate is told of a decision, their page to
// contest it, which needs no account, and the panel's work.
package appeals

import (
	"github.com/google/uuid"

	"accord/app/appeals"
	"accord/tenants"
	"accord/web"
	ui "accord/web/templates"
)

type pages struct{ db *tenants.DB }

// Place is where a candidate's result is.
const Place = "/o/:organisation/result/:token"

// Routes registers the pages.
func Routes(app *web.App, db *tenants.DB) {
	p := pages{db}
	public := app.Public()
	public.Get(Place, "result.own", p.own)
	public.Get(Place+"/letter", "result.own_letter", p.ownLetter)
	public.Post(Place+"/appeal", "result.contest", p.contest)
	public.Post(Place+"/withdrawal", "result.withdraw", p.withdrawOwn)

	door := app.Member()
	door.Get("/file/results/:result", "result.mine", p.showMine)
	door.Get("/file/results/:result/letter", "result.mine_letter", p.mineLetter)
	door.Post("/file/results/:result/appeal", "result.contest_mine", p.contestMine)
	door.Post("/file/results/:result/withdrawal", "result.withdraw_mine", p.withdrawMine)
	door.Get("/assessments/:id/result", "result.show", p.result)
	door.Post("/assessments/:id/result", "result.tell", p.tell)
	door.Get("/assessments/:id/result/letter", "result.letter", p.letter)
	door.Get("/assessments/:id/appeals/new", "appeal.new", p.blank)
	door.Post("/assessments/:id/appeals", "appeal.lodge", p.lodge)
	door.Get("/appeals", "appeal.list", p.list)
	door.Get("/appeals/export", "appeal.export_list", p.export)
	door.Get("/appeals/:id", "appeal.show", p.show)
	door.Get("/appeals/:id/withdrawal", "appeal.ask_withdraw", p.askWithdraw)
	door.Post("/appeals/:id/withdrawal", "appeal.withdraw", p.withdraw)
	door.Post("/appeals/:id/panel", "panel.name", p.name)
	door.Post("/appeals/:id/panel/:panellist/removal", "panel.remove", p.remove)
	door.Post("/appeals/:id/declaration", "panel.declare", p.declare)
	door.Get("/appeals/:id/conflict", "panel.ask_step_down", p.askStepDown)
	door.Post("/appeals/:id/conflict", "panel.step_down", p.stepDown)
	door.Get("/appeals/:id/draft", "ruling.ask_draft", p.askDraft)
	door.Post("/appeals/:id/draft", "ruling.draft", p.draft)
	door.Post("/appeals/:id/draft/:ruling/agreement", "ruling.agree", p.agree)
	door.Get("/appeals/:id/draft/:ruling/dissent", "ruling.ask_dissent", p.askDissent)
	door.Post("/appeals/:id/draft/:ruling/dissent", "ruling.dissent", p.dissent)
	app.Nav(web.Nav{Door: tenants.DoorMember, Group: web.Assessment, Order: 20, Key: "appeal.nav", Icon: "scale", Path: "/appeals",
		Roles: []tenants.Role{tenants.RoleAdministrator, tenants.RoleProgramManager, tenants.RoleTrainer, tenants.RoleAssessor}, MemberCount: p.waiting})
}

// waiting counts the appeals that the reader is to decide.
func (p pages) waiting(m *web.Member) (n int) {
	_ = p.read(m, func(tx *tenants.Tx) error {
		seats, err := appeals.Seats(tx)
		for _, s := range seats {
			if s.EndedAt == nil {
				n++
			}
		}
		return err
	})
	return n
}

func (p pages) read(m *web.Member, fn func(*tenants.Tx) error) error {
	return p.db.Read(m.Context(), m.Member, fn)
}

func (p pages) write(m *web.Member, fn func(*tenants.Tx) error) error {
	return p.db.Write(m.Context(), m.Member, fn)
}

func at(id uuid.UUID) string { return "/appeals/" + id.String() }

func manages(m *web.Member) bool {
	return m.HasRole(tenants.RoleAdministrator, tenants.RoleProgramManager)
}

func crumbs(m *web.Member, more ...ui.Crumb) []ui.Crumb {
	return append([]ui.Crumb{{Label: m.T.Say("appeal.nav"), Href: m.Link("/appeals")}}, more...)
}
