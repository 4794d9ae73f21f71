package certificates

import (
	"strconv"
	"time"

	"accord/app/certificates"
	"accord/app/paging"
	"accord/app/programs"
	"accord/app/trainings"
	"accord/tenants"
	"accord/web"
	ui "accord/web/templates"
)

// listed is what the list shows.
type listed struct {
	page     paging.Page[certificates.Certificate]
	filter   certificates.Filter
	programs []programs.Program
	manages  bool
}

func (l listed) narrowed() bool { return l.filter != certificates.Filter{} }

func (p pages) list(m *web.Member) error {
	l := listed{filter: filterOf(m), manages: manages(m)}
	err := p.read(m, func(tx *tenants.Tx) (err error) {
		if l.programs, err = trainings.TrainingPrograms(tx); err != nil {
			return err
		}
		l.page, err = certificates.List(tx, l.filter, m.Ask())
		return err
	})
	if err != nil {
		return err
	}
	return m.Render(ui.Page{Title: m.T.Say("certificate.nav")}, listPage(l))
}

// export gives the list, narrowed and sorted as it is on the page, as a table.
func (p pages) export(m *web.Member) error {
	var rows [][]string
	err := p.read(m, func(tx *tenants.Tx) error {
		all, err := paging.Every(m.Ask(), func(ask paging.Ask) (paging.Page[certificates.Certificate], error) {
			return certificates.List(tx, filterOf(m), ask)
		})
		if err != nil {
			return err
		}
		for _, c := range all {
			since := ""
			switch {
			case c.RevokedOn != nil:
				since = c.RevokedOn.Format(time.DateOnly)
			case c.ReplacedAt != nil:
				since = c.ReplacedAt.In(m.OrganisationZone()).Format(time.DateOnly)
			}
			rows = append(rows, []string{c.Number, c.Holder, c.Program, c.Course, strconv.FormatFloat(c.Hours, 'f', -1, 64), c.CompletedOn.Format(time.DateOnly),
				c.IssuedOn.Format(time.DateOnly), m.T.Say("certificate.state." + string(c.State())), since})
		}
		return nil
	})
	if err != nil {
		return err
	}
	header := []string{m.T.Say("certificate.number"), m.T.Say("certificate.holder"), m.T.Say("certificate.program"), m.T.Say("certificate.course"), m.T.Say("certificate.hours"),
		m.T.Say("certificate.completed_on"), m.T.Say("certificate.issued_on"), m.T.Say("certificate.state"), m.T.Say("certificate.since")}
	return m.SendTable(m.T.Say("certificate.export_file"), header, rows)
}
