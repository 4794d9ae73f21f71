package assessments

import (
	"accord/app/assessments"
	"accord/tenants"
	"accord/web"
	ui "accord/web/templates"
)

// compare shows an assessor their own sheet, and the others' once it is in.
func (p pages) compare(m *web.Member) error {
	id, err := m.ID("id")
	if err != nil {
		return err
	}
	var c assessments.Comparison
	err = p.read(m, func(tx *tenants.Tx) (err error) { c, err = assessments.Compare(tx, id); return err })
	if err != nil {
		return err
	}
	return m.Render(ui.Page{Title: c.Assessment.CandidateName, Crumbs: crumbs(m)}, comparePage(c))
}
