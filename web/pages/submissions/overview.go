package submissions

import (
	"github.com/a-h/templ"

	"accord/app/paging"
	"accord/app/submissions"
	"accord/tenants"
	"accord/web"
	"accord/web/pages/overview"
)

// few is how many lines a card of the overview has.
const few = 5

// Returned is what IMI returned and nothing follows as yet, on the overview.
func Returned() overview.Part {
	return overview.Part{Place: overview.Main, Order: 25, Load: func(m *web.Member, tx *tenants.Tx) (templ.Component, error) {
		if !manages(m) || m.Tenant() == tenants.Oversight {
			return nil, nil
		}
		l := listed{}
		var err error
		if l.page.Items, err = submissions.Unanswered(tx, few); err != nil || len(l.page.Items) == 0 {
			return nil, err
		}
		l.programs, err = submissions.ProgramsByID(tx, programsOf(l.page.Items))
		return returnedCard(l), err
	}}
}

// Waiting is what has waited longest for IMI, on its overview.
func Waiting() overview.PartIMI {
	return overview.PartIMI{Place: overview.Main, Order: 10, Load: func(o *web.Overseer, tx *tenants.OversightTx) (templ.Component, error) {
		if !o.HasRole(tenants.RoleReviewer, tenants.RoleIMIAdministrator) {
			return nil, nil
		}
		page, err := submissions.Queue(tx, submissions.Filter{Status: submissions.Waiting}, paging.Ask{Limit: few})
		if err != nil || len(page.Items) == 0 {
			return nil, err
		}
		l := listed{page: page}
		l.organisations, err = submissions.Organisations(tx, tenantsOf(page.Items))
		return waitingCard(l), err
	}}
}
