// Package messages shows what an organisation writes to its cohorts: the
// templates, a cohort's messages, one with what became of it, and when a cohort
// is reminded of its sessions.
package messages

import (
	"slices"

	"github.com/google/uuid"

	"accord/app/messages"
	"accord/app/trainings"
	"accord/tenants"
	"accord/web"
	ui "accord/web/templates"
)

type pages struct{ db *tenants.DB }

// Routes registers the pages.
func Routes(app *web.App, db *tenants.DB) {
	p := pages{db}
	door := app.Member()
	door.Get("/messages", "message.list", p.list)
	door.Get("/messages/export", "message.export", p.export)
	door.Get("/messages/templates", "message_template.list", p.templates)
	door.Get("/messages/templates/new", "message_template.new", p.blank)
	door.Post("/messages/templates", "message_template.create", p.create)
	door.Get("/messages/templates/:template", "message_template.show", p.template)
	door.Post("/messages/templates/:template", "message_template.edit", p.edit)
	door.Post("/messages/templates/:template/restore", "message_template.restore", p.restore)
	door.Post("/messages/templates/:template/archive", "message_template.archive", p.archive)
	door.Post("/messages/templates/:template/unarchive", "message_template.unarchive", p.unarchive)
	door.Get("/messages/:message", "message.show", p.show)
	door.Post("/messages/:message/sending", "message.confirm", p.confirm)
	door.Get("/messages/:message/cancellation", "message.ask_cancel", p.askCancel)
	door.Post("/messages/:message/cancellation", "message.cancel", p.cancel)
	door.Post("/messages/:message/resending", "message.resend", p.resend)
	door.Get("/messages/:message/deliveries", "message.deliveries", p.deliveries)
	door.Get("/messages/:message/deliveries/:delivery", "message.delivery", p.delivery)
	door.Get("/cohorts/:id/messages", "message.cohort", p.ofCohort)
	door.Get("/cohorts/:id/messages/new", "message.new", p.compose)
	door.Post("/cohorts/:id/messages", "message.write", p.draft)
	door.Get("/cohorts/:id/reminders", "reminder.ask", p.askReminder)
	door.Post("/cohorts/:id/reminders", "reminder.set", p.setReminder)
	app.Nav(web.Nav{Door: tenants.DoorMember, Group: web.Training, Order: 30, Key: "message.nav", Icon: "mail", Path: "/messages",
		Roles: []tenants.Role{tenants.RoleAdministrator, tenants.RoleProgramManager, tenants.RoleTrainer}})
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

func at(x messages.Message) string { return "/messages/" + x.ID.String() }

func atTemplate(t messages.Template) string { return "/messages/templates/" + t.ID.String() }

func atCohort(c trainings.Cohort) string { return "/cohorts/" + c.ID.String() }

func crumbs(m *web.Member, more ...ui.Crumb) []ui.Crumb {
	return append([]ui.Crumb{{Label: m.T.Say("message.nav"), Href: m.Link("/messages")}}, more...)
}

func cohortCrumbs(m *web.Member, c trainings.Cohort, more ...ui.Crumb) []ui.Crumb {
	return append([]ui.Crumb{{Label: m.T.Say("cohort.title"), Href: m.Link("/cohorts")}, {Label: c.Title, Href: m.Link(atCohort(c))}}, more...)
}

// filterOf reads the filters of the address; what is none of ours filters nothing.
func filterOf(m *web.Member) messages.Filter {
	f := messages.Filter{Search: m.Query("q"), Kind: messages.Kind(m.Query("kind")), State: messages.State(m.Query("state"))}
	if !slices.Contains(messages.Kinds, f.Kind) {
		f.Kind = ""
	}
	if !slices.Contains(messages.States, f.State) {
		f.State = ""
	}
	f.Cohort, _ = uuid.Parse(m.Query("cohort"))
	return f
}
