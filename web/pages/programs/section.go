package programs

import (
	"github.com/a-h/templ"

	"accord/app/organisations"
	"accord/app/programs"
	"accord/tenants"
	"accord/web"
	orgpages "accord/web/pages/organisations"
)

// Section is an organisation's programs, for its page at IMI.
func Section() orgpages.Section {
	return orgpages.Section{Order: 10, Load: func(_ *web.Overseer, tx *tenants.OversightTx, of organisations.Known) (templ.Component, error) {
		all, err := programs.Of(tx, of.TenantID)
		return sectionCard(all), err
	}}
}
