// Package trainings shows cohorts: the list, a cohort with its candidates,
// sessions and completions, the sheet on which attendance is recorded, and the
// import of candidates into a cohort.
package trainings

import (
	"time"

	"accord/app/trainings"
	"accord/tenants"
	"accord/tenants/fault"
	"accord/web"
	ui "accord/web/templates"
)

type pages struct {
	db *tenants.DB
}

// Routes registers the pages.
func Routes(app *web.App, db *tenants.DB) {
	p := pages{db}
	door := app.Member()
	door.Get("/cohorts", "cohort.list", p.list)
	door.Get("/cohorts/export", "cohort.export", p.export)
	door.Get("/cohorts/new", "cohort.new", p.blank)
	door.Post("/cohorts", "cohort.open", p.open)
	door.Get("/cohorts/:id", "cohort.show", p.show)
	door.Get("/cohorts/:id/edit", "cohort.revise", p.revise)
	door.Post("/cohorts/:id/edit", "cohort.edit", p.edit)
	door.Get("/cohorts/:id/trainers", "cohort.trainers", p.trainers)
	door.Post("/cohorts/:id/trainers", "cohort.staff", p.staff)
	door.Get("/cohorts/:id/trainers/:member/exception", "cohort.ask_except", p.askExcept)
	door.Post("/cohorts/:id/trainers/:member/exception", "cohort.except_teacher", p.exceptTeacher)
	door.Get("/cohorts/:id/close", "cohort.ask", p.askClose)
	door.Post("/cohorts/:id/close", "cohort.close", p.close)
	door.Get("/cohorts/:id/register", "cohort.register", p.register)

	door.Get("/cohorts/:id/sessions", "session.list", p.sessions)
	door.Get("/cohorts/:id/sessions/new", "session.new", p.blankSession)
	door.Post("/cohorts/:id/sessions", "session.add", p.addSession)
	door.Get("/cohorts/:id/sessions/series", "series.new", p.blankSeries)
	door.Post("/cohorts/:id/sessions/series/preview", "series.preview", p.previewSeries)
	door.Post("/cohorts/:id/sessions/series", "series.add", p.addSeries)
	door.Get("/cohorts/:id/sessions/:session/edit", "session.revise", p.reviseSession)
	door.Post("/cohorts/:id/sessions/:session/edit", "session.edit", p.editSession)
	door.Get("/cohorts/:id/sessions/:session/cancel", "session.ask", p.askCancel)
	door.Post("/cohorts/:id/sessions/:session/cancel", "session.cancel", p.cancelSession)
	door.Get("/cohorts/:id/attendance", "attendance.next", p.nextSheet)
	door.Get("/cohorts/:id/at-risk", "risk.ask", p.askRisk)
	door.Post("/cohorts/:id/at-risk", "risk.set", p.setRisk)
	door.Get("/cohorts/:id/grid", "attendance.grid", p.grid)
	door.Post("/cohorts/:id/grid", "attendance.record_grid", p.recordGrid)
	door.Get("/cohorts/:id/sessions/:session/marks/:enrolment", "attendance.history", p.marks)
	door.Get("/cohorts/:id/sessions/:session/attendance", "attendance.sheet", p.sheet)
	door.Post("/cohorts/:id/sessions/:session/attendance", "attendance.record", p.record)

	door.Get("/cohorts/:id/candidates/new", "enrolment.new", p.blankCandidate)
	door.Post("/cohorts/:id/candidates", "enrolment.enrol", p.enrol)
	door.Get("/cohorts/:id/candidates/:enrolment/withdraw", "enrolment.ask", p.askWithdraw)
	door.Post("/cohorts/:id/candidates/:enrolment/withdraw", "enrolment.withdraw", p.withdraw)
	door.Post("/cohorts/:id/candidates/:enrolment/readmit", "enrolment.readmit", p.readmit)
	door.Get("/cohorts/:id/import", "cohort.choose", p.choose)
	door.Post("/cohorts/:id/import", "cohort.upload", p.upload)
	door.Get("/cohorts/:id/import/:import", "cohort.preview", p.preview)
	door.Post("/cohorts/:id/import/:import", "cohort.commit", p.commit)
	door.Get("/cohorts/:id/import/:import/columns", "cohort.columns", p.columns)
	door.Post("/cohorts/:id/import/:import/columns", "cohort.choose_columns", p.chooseColumns)
	door.Get("/cohorts/:id/import/:import/progress", "cohort.import_progress", p.importProgress)
	door.Get("/cohorts/:id/import/:import/errors", "cohort.errors", p.errors)

	door.Get("/cohorts/:id/waiting/new", "waiting.new", p.blankWaiting)
	door.Post("/cohorts/:id/waiting", "waiting.add", p.wait)
	door.Get("/cohorts/:id/waiting/:waiting/place", "waiting.ask_place", p.askPlace)
	door.Post("/cohorts/:id/waiting/:waiting/place", "waiting.place", p.place)
	door.Get("/cohorts/:id/waiting/:waiting/leave", "waiting.ask_leave", p.askLeave)
	door.Post("/cohorts/:id/waiting/:waiting/leave", "waiting.leave", p.leave)

	door.Get("/cohorts/:id/completion", "completion.list", p.completion)
	door.Post("/cohorts/:id/completion/check", "completion.check", p.check)
	door.Post("/cohorts/:id/completion", "completion.confirm", p.confirm)
	door.Get("/cohorts/:id/candidates/:enrolment/exception", "completion.reason", p.reason)
	door.Post("/cohorts/:id/candidates/:enrolment/exception", "completion.except", p.except)

	app.Nav(web.Nav{Door: tenants.DoorMember, Group: web.Training, Order: 10, Key: "cohort.nav", Icon: "school", Path: "/cohorts",
		Roles: []tenants.Role{tenants.RoleAdministrator, tenants.RoleProgramManager, tenants.RoleTrainer}})
}

// read opens a reading transaction of the request's organisation.
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

// rights are what the reader may do in a cohort: the acts its pages offer.
type rights struct{ edit, close, staff, plan, enrol, record, complete, except, queue bool }

func rightsIn(tx *tenants.Tx, c trainings.Cohort) rights {
	can := func(action string) bool { return tx.Can(action, &c) }
	return rights{can("edit"), can("close"), can("staff"), can("plan"), can("enrol"), can("record"), can("complete"), can("except"), can("queue")}
}

// cohort is the cohort of the address, if the reader may do an action in it.
func (p pages) cohort(m *web.Member, action string) (c trainings.Cohort, now time.Time, err error) {
	id, err := m.ID("id")
	if err != nil {
		return c, now, err
	}
	err = p.read(m, func(tx *tenants.Tx) error {
		now = tx.Now()
		if c, err = trainings.Get(tx, id); err != nil {
			return err
		}
		if action != "" && !tx.Can(action, &c) {
			if c.ClosedAt != nil {
				return fault.New(fault.Conflict, "cohort.closed")
			}
			return fault.Denied()
		}
		return nil
	})
	return c, now, err
}

func at(c trainings.Cohort) string { return "/cohorts/" + c.ID.String() }

func crumbs(m *web.Member, more ...ui.Crumb) []ui.Crumb {
	return append([]ui.Crumb{{Label: m.T.Say("cohort.title"), Href: m.Link("/cohorts")}}, more...)
}

func crumbOf(m *web.Member, c trainings.Cohort) ui.Crumb {
	return ui.Crumb{Label: c.Title, Href: m.Link(at(c))}
}
