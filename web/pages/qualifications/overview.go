package qualifications

import (
	"github.com/a-h/templ"

	"accord/app/trainings"
	"accord/tenants"
	"accord/web"
	"accord/web/pages/overview"
)

// few is how many the overview names; the rest is a link away.
const few = 6

// Lapsing names who teaches a session to come for which they do not qualify as
// things stand; each opens what they lack.
func Lapsing() overview.Part {
	return overview.Part{Place: overview.Main, Order: 45, Load: func(m *web.Member, tx *tenants.Tx) (templ.Component, error) {
		if !m.HasRole(tenants.RoleAdministrator, tenants.RoleProgramManager) || m.Tenant() == tenants.Oversight {
			return nil, nil
		}
		all, err := trainings.Lapsing(tx)
		if err != nil || all.Members == 0 {
			return nil, err
		}
		return lapsingCard(all), nil
	}}
}
