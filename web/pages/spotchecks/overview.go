package spotchecks

import (
	"github.com/a-h/templ"
	"github.com/google/uuid"

	"accord/app/organisations"
	"accord/app/paging"
	"accord/app/spotchecks"
	"accord/tenants"
	"accord/web"
	"accord/web/pages/overview"
)

// few is how many requests the overview shows; the rest is a link away.
const few = 6

// Due is what the organisation has to answer, on its overview.
func Due() overview.Part {
	return overview.Part{Place: overview.Main, Order: 15, Load: func(m *web.Member, tx *tenants.Tx) (templ.Component, error) {
		if !m.HasRole(tenants.RoleAdministrator, tenants.RoleProgramManager) || m.Tenant() == tenants.Oversight {
			return nil, nil
		}
		page, err := spotchecks.List(tx, spotchecks.Filter{State: "open"}, paging.Ask{Limit: few})
		if err != nil || len(page.Items) == 0 {
			return nil, err
		}
		return dueCard(page.Items), nil
	}}
}

// Open is what IMI is waiting for or has to conclude, on its overview.
func Open() overview.PartIMI {
	return overview.PartIMI{Place: overview.Main, Order: 20, Load: func(o *web.Overseer, tx *tenants.OversightTx) (templ.Component, error) {
		if !o.HasRole(tenants.RoleSpotChecker, tenants.RoleIMIAdministrator) {
			return nil, nil
		}
		page, err := spotchecks.List(tx, spotchecks.Filter{State: "open"}, paging.Ask{Limit: few})
		if err != nil || len(page.Items) == 0 {
			return nil, err
		}
		ids := make([]uuid.UUID, len(page.Items))
		for i, k := range page.Items {
			ids[i] = k.TenantID
		}
		names, err := organisations.Names(tx, ids...)
		return openCard(page.Items, names), err
	}}
}
