package assessments

import (
	"slices"

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
	var in margin
	var own *assessments.Assignment
	err = p.read(m, func(tx *tenants.Tx) (err error) {
		if c, err = assessments.Compare(tx, id); err != nil {
			return err
		}
		missing := c.Missing()
		if at := slices.IndexFunc(missing, func(g assessments.Assignment) bool { return g.MembershipID == tx.Membership() }); at >= 0 {
			own = &missing[at]
		}
		in, err = marginOf(tx, c)
		return err
	})
	if err != nil {
		return err
	}
	return m.Render(ui.Page{Title: c.Assessment.CandidateName, Crumbs: crumbs(m)}, comparePage(c, in, own))
}
