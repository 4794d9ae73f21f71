package appeals

import (
	"github.com/a-h/templ"

	"accord/app/appeals"
	"accord/app/candidates"
	"accord/tenants"
	"accord/tenants/fault"
	"accord/web"
	"accord/web/forms"
	file "accord/web/pages/candidates"
	ui "accord/web/templates"
)

// OwnSection is what a candidate was told, in their own file.
func OwnSection() file.Section {
	return file.Section{Order: 12, Key: "result.own_title", Load: func(_ *web.Member, tx *tenants.Tx, c candidates.Candidate) (templ.Component, error) {
		all, err := appeals.ResultsOf(tx, c.ID)
		if err != nil || len(all) == 0 {
			return nil, err
		}
		return ownResults(all), nil
	}}
}

// mine is a result in the reader's own file.
func (p pages) mine(m *web.Member) (v ownView, err error) {
	id, err := m.ID("result")
	if err != nil {
		return v, err
	}
	v = ownView{form: forms.New(), member: m.Member, base: string(m.Link("/file/results/" + id.String())), kind: m.Organisation().Name}
	if err = p.reload(m.Context(), &v, id); err != nil {
		return v, err
	}
	return v, p.read(m, func(tx *tenants.Tx) error {
		c, err := candidates.Mine(tx)
		if err == nil && c.ID != v.CandidateID || fault.Is(err, fault.NotFound) {
			err = fault.Absent("result")
		}
		return err
	})
}

func minePage(m *web.Member) ui.Page {
	return ui.Page{Title: m.T.Say("result.page"), Crumbs: []ui.Crumb{{Label: m.T.Say("file.nav"), Href: m.Link("/file")}}}
}

func (p pages) showMine(m *web.Member) error {
	v, err := p.mine(m)
	if err != nil {
		return err
	}
	return m.Render(minePage(m), ownPage(v))
}

func (p pages) contestMine(m *web.Member) error {
	return p.changeMine(m, "appeal.lodged_now", lodges)
}

func (p pages) withdrawMine(m *web.Member) error {
	return p.changeMine(m, "appeal.withdrawn_now", takesBack)
}

func (p pages) changeMine(m *web.Member, told string, do func(tx *tenants.Tx, v ownView) error) error {
	v, err := p.mine(m)
	if err != nil {
		return err
	}
	v.form = m.Form()
	err = p.write(m, func(tx *tenants.Tx) error { return do(tx, v) })
	if fault.Is(err, fault.Conflict) { // done in another tab meanwhile: they see what is
		if gone := p.reload(m.Context(), &v, v.ID); gone != nil {
			return gone
		}
	}
	if err != nil {
		return m.Refuse(v.form, err, minePage(m), ownPage(v))
	}
	return m.Redirect("/file/results/"+v.ID.String(), told)
}
