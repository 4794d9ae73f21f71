package quality

import (
	"accord/app/paging"
	"accord/app/quality"
	"accord/tenants"
	"accord/web"
	ui "accord/web/templates"
)

// ownShown is how many of each the page of one's own shows: the latest.
const ownShown = 50

// ownOf is what was found of the reader's own sheets, and the meetings in which they took part.
type ownOf struct {
	drawn
	met
}

// own is for whoever assesses; it shows their own also to those who manage.
func (p pages) own(m *web.Member) error {
	var v ownOf
	v.filter = quality.Filter{State: quality.Reviewed, Assessor: m.Membership()}
	err := p.read(m, func(tx *tenants.Tx) error {
		if err := v.drawn.load(tx, paging.Ask{Limit: ownShown}); err != nil {
			return err
		}
		return v.met.load(tx, paging.Ask{Limit: ownShown})
	})
	if err != nil {
		return err
	}
	return m.Render(ui.Page{Title: m.T.Say("quality.own")}, ownPage(v))
}
