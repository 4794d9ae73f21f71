package adjustments

import (
	"time"

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

// export gives the list, narrowed as it is on the page, as a table.
func (p pages) export(m *web.Member) error {
	var all []adjustments.Listed
	err := p.db.Read(m.Context(), m.Member, func(tx *tenants.Tx) (err error) {
		if !decides(tx) {
			return fault.Denied()
		}
		all, err = paging.Every(m.Ask(), func(ask paging.Ask) (paging.Page[adjustments.Listed], error) {
			return adjustments.List(tx, adjustments.State(m.Query("state")), ask)
		})
		return err
	})
	if err != nil {
		return err
	}
	ctx := ui.With(m.Context(), m.View())
	say, rows := m.T.Say, make([][]string, len(all))
	for i, a := range all {
		rows[i] = []string{a.Candidate.Name, say("adjustment.kind." + a.Kind), a.Arrangement, a.AskedAt.In(m.OrganisationZone()).Format(time.DateOnly), askedBy(ctx, a.Adjustment), say("adjustment.state." + string(a.State))}
	}
	return m.SendTable(say("adjustment.export_file"), []string{say("candidate.one"), say("adjustment.of_kind"), say("adjustment.arrangement"), say("adjustment.asked_on"), say("adjustment.asked_by"), say("adjustment.state")}, rows)
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
