// Package merges shows which records may be one person's, two of them beside
// each other, what making one of them will do, and the way back.
package merges

import (
	"github.com/a-h/templ"
	"github.com/google/uuid"

	"accord/app/candidates"
	"accord/app/merges"
	"accord/tenants"
	"accord/tenants/fault"
	"accord/web"
	file "accord/web/pages/candidates"
	ui "accord/web/templates"
)

type pages struct{ db *tenants.DB }

// Routes registers the pages.
func Routes(app *web.App, db *tenants.DB) {
	p := pages{db}
	door := app.Member()
	door.Get("/duplicates", "candidate_pair.list", p.list)
	door.Post("/duplicates/:pair/dismissal", "candidate_pair.dismiss", p.dismiss)
	door.Post("/duplicates/:pair/return", "candidate_pair.restore", p.restore)
	door.Get("/merges/choose", "candidate_merge.choose", p.choose)
	door.Get("/merges/new", "candidate_merge.compare", p.compare)
	door.Get("/merges/confirm", "candidate_merge.confirm", p.confirm)
	door.Post("/merges", "candidate_merge.unite", p.unite)
	door.Get("/merges/:merge", "candidate_merge.show", p.show)
	door.Get("/merges/:merge/undo", "candidate_merge.ask_undo", p.askUndo)
	door.Post("/merges/:merge/undo", "candidate_merge.undo", p.undo)
}

// Section is what was merged into a candidate, and the way to compare them with
// another, for their page.
func Section() file.Section {
	return file.Section{Order: 80, Aside: true, Load: func(m *web.Member, tx *tenants.Tx, c candidates.Candidate) (templ.Component, error) {
		if !m.HasRole(tenants.RoleAdministrator, tenants.RoleProgramManager) {
			return nil, nil
		}
		all, err := merges.Into(tx, c.ID)
		if err != nil {
			return nil, err
		}
		return section(c, all, tx.Now()), nil
	}}
}

func (p pages) read(m *web.Member, fn func(*tenants.Tx) error) error {
	return p.db.Read(m.Context(), m.Member, fn)
}

func (p pages) write(m *web.Member, fn func(*tenants.Tx) error) error {
	return p.db.Write(m.Context(), m.Member, fn)
}

func crumbs(m *web.Member, more ...ui.Crumb) []ui.Crumb {
	return append([]ui.Crumb{{Label: m.T.Say("candidate.title"), Href: m.Link("/candidates")}, {Label: m.T.Say("merge.duplicates"), Href: m.Link("/duplicates")}}, more...)
}

// record reads the id of a record from an address or a form.
func record(text string) (uuid.UUID, error) {
	id, err := uuid.Parse(text)
	if err != nil {
		return id, fault.Absent("candidate").Because(err)
	}
	return id, nil
}
