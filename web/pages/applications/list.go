package applications

import (
	"slices"
	"time"

	"accord/app/applications"
	"accord/app/paging"
	"accord/app/programs"
	"accord/app/trainings"
	"accord/tenants"
	"accord/web"
	"accord/web/pages/overview"
	ui "accord/web/templates"

	"github.com/a-h/templ"
)

// listed is what the list shows.
type listed struct {
	page     paging.Page[applications.Listed]
	filter   applications.Filter
	programs []programs.Listed
	cohorts  []trainings.Offer
	zone     *time.Location
}

// trains says whether the organisation has a program with cohorts.
func (l listed) trains() bool {
	return slices.ContainsFunc(l.programs, func(p programs.Listed) bool { return !p.Assesses() })
}

func (l listed) narrowed() bool { return l.filter != applications.Filter{} }

func (p pages) list(m *web.Member) error {
	l := listed{filter: filterOf(m), zone: m.OrganisationZone()}
	err := p.read(m, func(tx *tenants.Tx) (err error) {
		if err = mayDecide(tx); err != nil {
			return err
		}
		if l.programs, err = programs.List(tx); err != nil {
			return err
		}
		if l.cohorts, err = applications.OfferedCohorts(tx); err != nil {
			return err
		}
		l.page, err = applications.List(tx, l.filter, m.Ask())
		return err
	})
	if err != nil {
		return err
	}
	return m.Render(ui.Page{Title: m.T.Say("application.nav")}, listPage(l))
}

// mayDecide is for those who may read what is sent in; for others the list is not there.
func mayDecide(tx *tenants.Tx) error {
	now := tx.Now()
	a := applications.Application{TenantID: tx.Tenant(), ID: tx.NewID(), State: applications.Received, SubmittedAt: &now}
	return tx.Allow("read", &a)
}

// export gives the list, narrowed and sorted as it is on the page, as a table.
func (p pages) export(m *web.Member) error {
	var rows [][]string
	err := p.read(m, func(tx *tenants.Tx) error {
		if err := mayDecide(tx); err != nil {
			return err
		}
		all, err := paging.Every(m.Ask(), func(ask paging.Ask) (paging.Page[applications.Listed], error) {
			return applications.List(tx, filterOf(m), ask)
		})
		if err != nil {
			return err
		}
		for _, a := range all {
			rows = append(rows, []string{a.Name, a.Email, a.Program, a.Cohort.Code, a.Language, a.Country, a.Profession,
				a.SubmittedAt.In(m.OrganisationZone()).Format(time.DateOnly), m.T.Say("application.state." + string(a.State))})
		}
		return nil
	})
	if err != nil {
		return err
	}
	header := []string{m.T.Say("application.name"), m.T.Say("application.email"), m.T.Say("application.program"), m.T.Say("application.cohort"), m.T.Say("application.language"),
		m.T.Say("application.country"), m.T.Say("application.profession"), m.T.Say("application.submitted_on"), m.T.Say("application.state")}
	return m.SendTable(m.T.Say("application.export_file"), header, rows)
}

// Received is how many applications wait to be decided, on the overview.
func Received() overview.Part {
	return overview.Part{Place: overview.Tile, Order: 20, Load: func(m *web.Member, tx *tenants.Tx) (templ.Component, error) {
		if !m.HasRole(tenants.RoleAdministrator, tenants.RoleProgramManager) || m.Tenant() == tenants.Oversight {
			return nil, nil
		}
		n, err := applications.CountOpen(tx)
		if err != nil || n == 0 {
			return nil, err
		}
		return receivedTile(n), nil
	}}
}
