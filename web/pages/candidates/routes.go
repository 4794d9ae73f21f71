// Package candidates shows the people whom an organisation trains and
// assesses: the list, a person's file with its logbook, and imports.
//
// A candidate's file is made of sections. Those of candidates and trainings
// stand here; later concepts hand theirs to Routes, so that no page imports
// backwards:
//
//	candidates.Routes(app, db, assessmentspages.Section(), evidencepages.Section())
package candidates

import (
	"slices"

	"github.com/a-h/templ"

	"accord/app/candidates"
	"accord/tenants"
	"accord/web"
)

// Section is a part of a candidate's page that another concept brings.
type Section struct {
	Order int    // among the sections, from the top: trainings are at 10, the logbook at 20
	Aside bool   // beside the main matter
	Key   string // its heading, for the page's index; "" when it is not to be found there
	// Progress says that it shows program managers how far the candidate is, so
	// that the logbook's progress is not shown to them beside it.
	Progress bool
	// Load reads what the section shows and answers it as a component, cards and
	// all; nil when there is nothing to show to this reader. It runs in the
	// page's reading transaction.
	Load func(m *web.Member, tx *tenants.Tx, c candidates.Candidate) (templ.Component, error)
}

type pages struct {
	db       *tenants.DB
	sections []Section
}

// Routes registers the pages.
func Routes(app *web.App, db *tenants.DB, sections ...Section) {
	p := pages{db: db, sections: append([]Section{
		{Order: 10, Key: "candidate.trainings", Load: trainingsSection}, LogbookSection(),
		{Order: 20, Aside: true, Load: progressSection(slices.ContainsFunc(sections, func(s Section) bool { return s.Progress }))}, {Order: 90, Aside: true, Key: "journal.timeline", Load: timelineSection},
	}, sections...)}
	slices.SortStableFunc(p.sections, func(a, b Section) int { return a.Order - b.Order })
	door := app.Member()
	door.Get("/candidates", "candidate.list", p.list)
	door.Get("/candidates/export", "candidate.export", p.export)
	door.Get("/candidates/template", "candidate.template", p.template)
	door.Get("/candidates/new", "candidate.new", p.blank)
	door.Post("/candidates", "candidate.add", p.add)
	door.Get("/candidates/import", "candidate.choose", p.choose)
	door.Post("/candidates/import", "candidate.upload", p.upload)
	door.Get("/candidates/import/:import", "candidate.preview", p.preview)
	door.Post("/candidates/import/:import", "candidate.commit", p.commit)
	door.Get("/candidates/import/:import/columns", "candidate.columns", p.columns)
	door.Post("/candidates/import/:import/columns", "candidate.choose_columns", p.chooseColumns)
	door.Get("/candidates/import/:import/progress", "candidate.import_progress", p.importProgress)
	door.Get("/candidates/import/:import/errors", "candidate.errors", p.errors)
	door.Get("/candidates/:id", "candidate.show", p.show)
	door.Get("/candidates/:id/edit", "candidate.revise", p.revise)
	door.Post("/candidates/:id/edit", "candidate.edit", p.edit)
	door.Get("/candidates/:id/enrol", "candidate.cohorts", p.cohorts)
	door.Post("/candidates/:id/enrol", "candidate.enrol", p.enrol)
	door.Get("/candidates/:id/logbook/new", "logbook.new", p.blankEntry)
	door.Post("/candidates/:id/logbook", "logbook.add", p.addEntry)
	door.Post("/candidates/:id/logbook/verify", "logbook.verify", p.verify)
	door.Get("/candidates/:id/logbook/:entry/edit", "logbook.revise", p.reviseEntry)
	door.Post("/candidates/:id/logbook/:entry/edit", "logbook.edit", p.editEntry)
	door.Get("/candidates/:id/logbook/:entry/remove", "logbook.ask", p.askRemove)
	door.Post("/candidates/:id/logbook/:entry/remove", "logbook.remove", p.removeEntry)
	app.Nav(web.Nav{Door: tenants.DoorMember, Group: web.Training, Order: 20, Key: "candidate.nav", Icon: "users", Path: "/candidates",
		Roles: []tenants.Role{tenants.RoleAdministrator, tenants.RoleProgramManager, tenants.RoleTrainer, tenants.RoleAssessor}})
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
