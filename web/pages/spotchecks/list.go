package spotchecks

import (
	"github.com/google/uuid"

	"accord/app/organisations"
	"accord/app/paging"
	"accord/app/spotchecks"
	"accord/tenants"
	"accord/web"
	ui "accord/web/templates"
)

// listed is a page of requests.
type listed struct {
	page          paging.Page[spotchecks.Case]
	organisations map[uuid.UUID]organisations.Organisation // IMI's side only
	filtered      bool
}

func asked(r *web.Request) (spotchecks.Filter, paging.Ask) {
	return spotchecks.Filter{State: r.Query("state"), Search: r.Query("q")},
		paging.Ask{After: r.Query("after"), Before: r.Query("before"), Sort: r.Query("sort")}
}

// received lists the requests that IMI sent to this organisation.
func (p pages) received(m *web.Member) error {
	var l listed
	f, ask := asked(m.Request)
	l.filtered = f != spotchecks.Filter{}
	err := p.read(m, func(tx *tenants.Tx) (err error) { l.page, err = spotchecks.List(tx, f, ask); return err })
	if err != nil {
		return err
	}
	return m.Render(ui.Page{Title: m.T.Say("request.nav")}, receivedPage(l))
}

// issued lists the requests of IMI to every organisation.
func (p pages) issued(o *web.Overseer) error {
	var l listed
	f, ask := asked(o.Request)
	l.filtered = f != spotchecks.Filter{}
	err := p.look(o, func(tx *tenants.OversightTx) (err error) {
		if l.page, err = spotchecks.List(tx, f, ask); err != nil {
			return err
		}
		l.organisations, err = organisations.Names(tx, tenantsOf(l.page.Items)...)
		return err
	})
	if err != nil {
		return err
	}
	return o.Render(ui.Page{Title: o.T.Say("request.nav_imi")}, issuedPage(l))
}

func tenantsOf(all []spotchecks.Case) []uuid.UUID {
	ids := make([]uuid.UUID, len(all))
	for i, k := range all {
		ids[i] = k.TenantID
	}
	return ids
}
