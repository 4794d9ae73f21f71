package adjustments

import (
	"github.com/a-h/templ"

	"accord/app/adjustments"
	"accord/app/candidates"
	"accord/app/files"
	"accord/tenants"
	"accord/web"
	"accord/web/forms"
	file "accord/web/pages/candidates"
	ui "accord/web/templates"
)

// OwnSection is what is arranged for a candidate, in their own file.
func OwnSection() file.Section {
	return file.Section{Order: 45, Key: "adjustment.own", Load: func(_ *web.Member, tx *tenants.Tx, c candidates.Candidate) (templ.Component, error) {
		all, err := adjustments.OfCandidate(tx, c.ID)
		return ownSection(all), err
	}}
}

func ownPageOf(m *web.Member) ui.Page {
	return ui.Page{Title: m.T.Say("adjustment.ask_own"), Crumbs: []ui.Crumb{{Label: m.T.Say("file.nav"), Href: m.Link("/file")}}}
}

// mine is the file of the candidate who asks. Returns NotFound for whoever is none.
func (p pages) mine(m *web.Member) (v files.Profile, err error) {
	return v, p.db.Read(m.Context(), m.Member, func(tx *tenants.Tx) (err error) { v, err = files.Mine(tx); return err })
}

func (p pages) blankOwn(m *web.Member) error {
	if _, err := p.mine(m); err != nil {
		return err
	}
	return m.Render(ownPageOf(m), askPage(forms.New()))
}

func (p pages) askOwn(m *web.Member) error {
	v, err := p.mine(m)
	if err != nil {
		return err
	}
	f := m.Form()
	kind, arrangement := f.Choice("kind", adjustments.Kinds...), f.NeededText("arrangement", adjustments.MaxArrangement, "adjustment.needed_required")
	if err = f.Err(); err == nil {
		err = p.db.Write(m.Context(), m.Member, func(tx *tenants.Tx) error { _, err := adjustments.Ask(tx, v.ID, kind, arrangement); return err })
	}
	if err != nil {
		return m.Refuse(f, err, ownPageOf(m), askPage(f))
	}
	return m.Redirect("/file", "adjustment.asked_own_now")
}
