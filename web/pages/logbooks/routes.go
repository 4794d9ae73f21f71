// Package logbooks shows what is done with a logbook beside its keeping by
// staff: the referees who are asked about it, their page, which needs no
// account, and a trainee's own logbook on their personal page.
package logbooks

import (
	"accord/app/candidates"
	"accord/tenants"
	"accord/tenants/fault"
	"accord/web"
	personalpages "accord/web/pages/personal"
	ui "accord/web/templates"
)

type pages struct{ db *tenants.DB }

// Place is where a referee's page is.
const Place = "/o/:organisation/referee/:token"

// Routes registers the pages.
func Routes(app *web.App, db *tenants.DB) {
	p := pages{db}
	public := app.Public()
	public.Get(Place, "referee.own", p.own)
	public.Post(Place, "referee.answer", p.answer)
	own := personalpages.Place + "/logbook"
	public.Get(own+"/new", "logbook.own_new", p.ownBlank)
	public.Post(own, "logbook.own_add", p.ownAdd)
	public.Get(own+"/referees/new", "referee.own_new", p.ownBlankAsk)
	public.Post(own+"/referees", "referee.own_ask", p.ownAsk)
	public.Get(own+"/:entry", "logbook.own_revise", p.ownRevise)
	public.Post(own+"/:entry", "logbook.own_edit", p.ownEdit)
	public.Get(own+"/:entry/removal", "logbook.own_ask_remove", p.ownAskRemove)
	public.Post(own+"/:entry/removal", "logbook.own_remove", p.ownRemove)

	door := app.Member()
	door.Get("/candidates/:id/logbook/export", "logbook.export", p.export)
	door.Get("/candidates/:id/logbook/template", "logbook_import.template", p.template)
	door.Get("/candidates/:id/logbook/imports/new", "logbook_import.choose", p.chooseFile)
	door.Post("/candidates/:id/logbook/imports", "logbook_import.upload", p.upload)
	door.Get("/candidates/:id/logbook/imports/:import", "logbook_import.preview", p.preview)
	door.Post("/candidates/:id/logbook/imports/:import", "logbook_import.commit", p.commit)
	door.Get("/candidates/:id/logbook/imports/:import/columns", "logbook_import.columns", p.columns)
	door.Post("/candidates/:id/logbook/imports/:import/columns", "logbook_import.choose_columns", p.chooseColumns)
	door.Get("/candidates/:id/logbook/imports/:import/errors", "logbook_import.errors", p.faults)
	door.Get("/candidates/:id/logbook/referees/new", "referee.new", p.blank)
	door.Post("/candidates/:id/logbook/referees", "referee.ask", p.ask)
	door.Get("/candidates/:id/logbook/referees/:request/withdrawal", "referee.ask_withdraw", p.askWithdraw)
	door.Post("/candidates/:id/logbook/referees/:request/withdrawal", "referee.withdraw", p.withdraw)
}

func (p pages) read(m *web.Member, fn func(*tenants.Tx) error) error {
	return p.db.Read(m.Context(), m.Member, fn)
}

func (p pages) write(m *web.Member, fn func(*tenants.Tx) error) error {
	return p.db.Write(m.Context(), m.Member, fn)
}

func at(c candidates.Candidate) string { return "/candidates/" + c.ID.String() }

func crumbs(m *web.Member, c candidates.Candidate) []ui.Crumb {
	if m.OnlyCandidate() {
		return []ui.Crumb{{Label: m.T.Say("file.nav"), Href: m.Link("/file")}}
	}
	return []ui.Crumb{{Label: m.T.Say("candidate.nav"), Href: m.Link("/candidates")}, {Label: c.Name, Href: m.Link(at(c))}}
}

// keeps is the candidate of the address, if the reader keeps their logbook.
func (p pages) keeps(m *web.Member, tx *tenants.Tx) (c candidates.Candidate, err error) {
	id, err := m.ID("id")
	if err != nil {
		return c, err
	}
	if c, err = candidates.Get(tx, id); err == nil && !candidates.CanWrite(tx, id) {
		err = fault.Denied()
	}
	return c, err
}
