package assessments

import (
	"github.com/a-h/templ"

	"accord/app/assessments"
	"accord/app/paging"
	"accord/tenants"
	"accord/web"
	"accord/web/pages/overview"
)

// few is how many lines a card of the overview has.
const few = 5

// Queue is what the reader has yet to judge, on the overview.
func Queue() overview.Part {
	return overview.Part{Place: overview.Main, Order: 20, Load: func(m *web.Member, tx *tenants.Tx) (templ.Component, error) {
		if !m.HasRole(tenants.RoleAssessor) {
			return nil, nil
		}
		all, err := assessments.Mine(tx)
		var open []assessments.Task
		for _, t := range all {
			if !t.Submitted && len(open) < few {
				open = append(open, t)
			}
		}
		if err != nil || len(open) == 0 {
			return nil, err
		}
		programs, err := assessments.Programs(tx)
		return queueCard(listed{tasks: open, programs: programs}), err
	}}
}

// Open is which assessments wait for their managers, on the overview.
func Open() overview.Part {
	return overview.Part{Place: overview.Main, Order: 30, Load: func(m *web.Member, tx *tenants.Tx) (templ.Component, error) {
		if !manages(m) || m.Tenant() == tenants.Oversight {
			return nil, nil
		}
		page, err := assessments.List(tx, assessments.Filter{Stage: assessments.Undecided}, paging.Ask{Limit: few})
		if err != nil || len(page.Items) == 0 {
			return nil, err
		}
		programs, err := assessments.Programs(tx)
		return openCard(listed{page: page, programs: programs}), err
	}}
}

// Figures is where assessing stands, on the overview of those who manage it.
func Figures() overview.Part {
	return overview.Part{Place: overview.Main, Order: 28, Load: func(m *web.Member, tx *tenants.Tx) (templ.Component, error) {
		if !manages(m) || m.Tenant() == tenants.Oversight {
			return nil, nil
		}
		f, err := assessments.FiguresNow(tx)
		if err != nil || f.Open() == 0 && len(f.Rates) == 0 {
			return nil, err
		}
		named, err := assessments.Programs(tx)
		return figuresCard(f, named), err
	}}
}
