package progress

import (
	"github.com/a-h/templ"
	"github.com/google/uuid"

	"accord/app/paging"
	"accord/app/progress"
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
		if !m.HasRole(who...) || m.Tenant() == tenants.Oversight {
			return nil, nil
		}
		under := underWay{}
		var ids []uuid.UUID
		for _, state := range []trainings.State{trainings.Running, trainings.Over} {
			page, err := trainings.List(tx, trainings.Filter{State: state}, paging.Ask{Limit: few})
			if err != nil {
				return nil, err
			}
			for _, c := range page.Items {
				under.cohorts, ids = append(under.cohorts, c), append(ids, c.ID)
			}
		}
		if len(ids) == 0 {
			return nil, nil
		}
		var err error
		if under.counts, err = progress.ByCohort(tx, ids); err != nil {
			return nil, err
		}
		under.next, under.waits, err = progress.NextSessions(tx, ids)
		return runningCard(under), err
	}}
}

// underWay is what the card shows.
type underWay struct {
	cohorts     []trainings.Listed
	counts      map[uuid.UUID]map[trainings.Status]int
	next, waits map[uuid.UUID]trainings.TrainingSession
}
