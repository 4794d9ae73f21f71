package spotchecks

import (
	"accord/app/spotchecks"
	"accord/tenants"
	"accord/web"
	ui "accord/web/templates"
)

// askRelease shows exactly what would be opened to IMI, before it is.
func (p pages) askRelease(m *web.Member) error {
	a, err := p.answering(m)
	if err != nil {
		return err
	}
	var certain []string // preselected: what IMI has seen, Accord rendered, or a person added
	for _, d := range a.kase.Demands {
		for _, proposal := range d.Proposals {
			if proposal.DocumentVersionID != nil && proposal.Why != spotchecks.WhyKind {
				certain = append(certain, proposal.ID.String())
			}
		}
	}
	a.form.Set("proposals", certain...).Set("statement", m.T.Say("request.statement_suggested"))
	return m.Render(ui.Page{Title: m.T.Say("request.release"), Crumbs: crumbs(m)}, releasePage(a))
}

// release opens it, with a signed statement.
func (p pages) release(m *web.Member) error {
	id, err := m.ID("id")
	if err != nil {
		return err
	}
	f := m.Form()
	chosen, statement := f.UUIDs("proposals", 500), f.NeededText("statement", 2000, "request.statement_required")
	err = f.Err()
	if err == nil {
		err = p.write(m, func(tx *tenants.Tx) error { _, err := spotchecks.Send(tx, id, chosen, statement); return err })
	}
	if err != nil {
		a, broken := p.answering(m)
		if broken != nil {
			return broken
		}
		a.form = f
		return m.Refuse(f, err, ui.Page{Title: m.T.Say("request.release"), Crumbs: crumbs(m)}, releasePage(a))
	}
	return m.Redirect("/requests/"+id.String(), "request.said.released", "Count", len(chosen))
}
