package adjustments

import (
	"github.com/a-h/templ"

	"accord/app/adjustments"
	"accord/app/paging"
	"accord/tenants"
	"accord/tenants/fault"
	"accord/web"
	"accord/web/pages/overview"
	ui "accord/web/templates"
)

// Waiting says on the overview how many wait for a decision.
func Waiting() overview.Part {
	return overview.Part{Place: overview.Tile, Order: 25, Load: func(m *web.Member, tx *tenants.Tx) (templ.Component, error) {
		if !decides(tx) || m.Tenant() == tenants.Oversight {
			return nil, nil
		}
		n, err := adjustments.Waiting(tx)
		if err != nil || n == 0 {
			return nil, err
		}
		return waitingTile(n), nil
	}}
}

// decides says whether the actor decides on what candidates ask for.
func decides(tx *tenants.Tx) bool {
	return tx.Can("decide", &adjustments.Adjustment{TenantID: tx.Tenant(), ID: tx.NewID(), State: adjustments.Asked})
}

// list shows what is asked for and arranged for all candidates.
func (p pages) list(m *web.Member) error {
	state := adjustments.State(m.Query("state"))
	var page paging.Page[adjustments.Listed]
	err := p.db.Read(m.Context(), m.Member, func(tx *tenants.Tx) (err error) {
		if !decides(tx) {
			return fault.Denied()
		}
		page, err = adjustments.List(tx, state, paging.Ask{After: m.Query("after"), Before: m.Query("before")})
		return err
	})
	if err != nil {
		return err
	}
	return m.Render(ui.Page{Title: m.T.Say("adjustment.title"), Crumbs: []ui.Crumb{{Label: m.T.Say("candidate.nav"), Href: m.Link("/candidates")}}}, listPage(page))
}
