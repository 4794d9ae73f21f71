package spotchecks

import (
	"accord/app/spotchecks"
	"accord/tenants"
	"accord/web"
	"accord/web/forms"
	ui "accord/web/templates"
)

// whyAbsent asks why there is no document for a demand.
func (p pages) whyAbsent(m *web.Member) error {
	k, d, err := p.demand(m)
	if err != nil {
		return err
	}
	f := forms.New()
	if d.Answer != nil {
		f.Set("explanation", d.Answer.Explanation)
	}
	return m.Render(ui.Page{Title: m.T.Say("request.explain"), Crumbs: crumbs(m)}, explainPage(k, d, f))
}

// explain keeps what was written; it goes to IMI with the next release.
func (p pages) explain(m *web.Member) error {
	k, d, err := p.demand(m)
	if err != nil {
		return err
	}
	f := m.Form()
	text := f.NeededText("explanation", 2000, "request.explanation_required")
	err = f.Err()
	if err == nil {
		err = p.write(m, func(tx *tenants.Tx) error { return spotchecks.Explain(tx, k.ID, d.ID, text) })
	}
	if err != nil {
		return m.Refuse(f, err, ui.Page{Title: m.T.Say("request.explain"), Crumbs: crumbs(m)}, explainPage(k, d, f))
	}
	return m.Redirect("/requests/"+k.ID.String(), "request.said.explained")
}

// demand loads the request and the demand that an address names.
func (p pages) demand(m *web.Member) (k spotchecks.Case, d spotchecks.DemandCase, err error) {
	request, demand, err := of(m)
	if err != nil {
		return k, d, err
	}
	err = p.read(m, func(tx *tenants.Tx) error {
		if k, err = spotchecks.Load(tx, request); err != nil {
			return err
		}
		d, err = k.Demand(demand)
		return err
	})
	return k, d, err
}
