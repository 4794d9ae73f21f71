package dashboards

import (
	"github.com/a-h/templ"

	"accord/app/dashboards"
	"accord/tenants"
	"accord/web"
	"accord/web/pages/overview"
)

// few is how many assessors the overview names; the rest is a link away.
const few = 5

// Due is what waits for those who manage; each figure opens its list.
func Due() overview.Part {
	return overview.Part{Place: overview.Main, Order: 26, Load: func(m *web.Member, tx *tenants.Tx) (templ.Component, error) {
		if !manages(m) {
			return nil, nil
		}
		d, err := dashboards.DueNow(tx)
		if err != nil || d.Nothing() {
			return nil, err
		}
		return dueCard(d), nil
	}}
}

// Load is with whom the sheets that are due lie.
func Load() overview.Part {
	return overview.Part{Place: overview.Main, Order: 32, Load: func(m *web.Member, tx *tenants.Tx) (templ.Component, error) {
		if !manages(m) {
			return nil, nil
		}
		l, err := dashboards.LoadNow(tx, m.OrganisationZone(), few)
		if err != nil || l.Sheets == 0 {
			return nil, err
		}
		return loadCard(l), nil
	}}
}
