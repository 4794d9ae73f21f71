package appeals

import (
	"github.com/a-h/templ"

	"accord/app/appeals"
	"accord/tenants"
	"accord/web"
	"accord/web/pages/overview"
)

// Panels are the appeals that the reader is to decide, on the overview: every
// one of them, as nobody else can.
func Panels() overview.Part {
	return overview.Part{Place: overview.Main, Order: 16, Load: func(m *web.Member, tx *tenants.Tx) (templ.Component, error) {
		if m.Tenant() == tenants.Oversight {
			return nil, nil
		}
		all, err := appeals.Places(tx)
		if err != nil || len(all) == 0 {
			return nil, err
		}
		return panelsCard(all), nil
	}}
}
