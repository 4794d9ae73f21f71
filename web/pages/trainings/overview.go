package trainings

import (
	"time"

	"github.com/a-h/templ"

	"accord/app/paging"
	"accord/app/trainings"
	"accord/tenants"
	"accord/web"
	"accord/web/pages/overview"
)

// few is how many cohorts of each state the overview shows; the rest is a link away.
const few = 3

// Running is the cohorts that are under way, or over and not closed, as far as
// the reader sees them: who is at risk, which sheet waits, when they meet next.
func Running() overview.Part {
	return overview.Part{Place: overview.Main, Order: 40, Load: func(m *web.Member, tx *tenants.Tx) (templ.Component, error) {
		if !m.HasRole(tenants.RoleAdministrator, tenants.RoleProgramManager, tenants.RoleTrainer) || m.Tenant() == tenants.Oversight {
			return nil, nil
		}
		under := underWay{now: tx.Now(), zone: m.OrganisationZone()}
		var cohorts []trainings.Cohort
		for _, state := range []trainings.State{trainings.Running, trainings.Over} {
			page, err := trainings.List(tx, trainings.Filter{State: state}, paging.Ask{Limit: few}, under.now.In(under.zone))
			if err != nil {
				return nil, err
			}
			for _, c := range page.Items {
				cohorts = append(cohorts, c.Cohort)
			}
		}
		if len(cohorts) == 0 {
			return nil, nil
		}
		files, err := trainings.Files(tx, cohorts)
		under.files = files
		return runningCard(under), err
	}}
}

// underWay is what the card shows.
type underWay struct {
	files []trainings.File
	now   time.Time
	zone  *time.Location
}
