package qualifications

import (
	"slices"
	"strconv"
	"time"

	"accord/app/paging"
	"accord/app/qualifications"
	"accord/app/standards"
	"accord/tenants"
	"accord/web"
	ui "accord/web/templates"
)

// shownRows is how many members a page of the list shows.
const shownRows = 50

type listed struct {
	all    []qualifications.Listed // what the filters leave
	rows   []qualifications.Listed // the page that is shown
	counts map[qualifications.Standing]int
	filter qualifications.Filter
	before string
	after  string
}

func (l listed) narrowed() bool { return l.filter != qualifications.Filter{} }

// list shows everybody who teaches; whoever sees their own alone is led there.
func (p pages) list(m *web.Member) error {
	if !m.HasRole(tenants.RoleAdministrator, tenants.RoleProgramManager) && m.HasRole(tenants.RoleTrainer, tenants.RoleAssessor) {
		return m.Redirect("/qualifications/"+m.Membership().String(), "")
	}
	l, err := p.listed(m)
	if err != nil {
		return err
	}
	l.page(m.Ask())
	return m.Render(ui.Page{Title: m.T.Say("qualification.nav")}, listPage(l))
}

func (p pages) listed(m *web.Member) (l listed, err error) {
	l.filter = qualifications.Filter{Search: m.Query("q"), Standing: qualifications.Standing(m.Query("standing"))}
	if !slices.Contains(qualifications.Standings, l.filter.Standing) {
		l.filter.Standing = ""
	}
	err = p.read(m, func(tx *tenants.Tx) error { l.all, err = qualifications.List(tx, l.filter); return err })
	return l, err
}

// page cuts what is shown: the list is read whole, so the key of a page is the
// member at its end.
func (l *listed) page(ask paging.Ask) {
	at := func(key string) int {
		return slices.IndexFunc(l.all, func(one qualifications.Listed) bool { return one.Member.ID.String() == key })
	}
	from := 0
	if i := at(ask.After); i >= 0 {
		from = i + 1
	} else if i := at(ask.Before); i >= 0 {
		from = max(0, i-shownRows)
	}
	to := min(len(l.all), from+shownRows)
	l.rows = l.all[from:to]
	if from > 0 && len(l.rows) > 0 {
		l.before = l.rows[0].Member.ID.String()
	}
	if to < len(l.all) && len(l.rows) > 0 {
		l.after = l.rows[len(l.rows)-1].Member.ID.String()
	}
}

// export gives the list, narrowed as it is on the page, as a table.
func (p pages) export(m *web.Member) error {
	l, err := p.listed(m)
	if err != nil {
		return err
	}
	var rows [][]string
	for _, one := range l.all {
		row := []string{one.Member.Name, one.Member.Email, m.T.Say("qualification.standing." + string(one.Standing())), "", dayOrNone(one.Qualification.TrainedOn),
			one.Qualification.Register, one.Qualification.Number, dayOrNone(one.Qualification.RegisteredUntil), strconv.Itoa(one.Unconfirmed())}
		if lapse, ok := one.Lapse(); ok {
			row[3] = lapse.Format(time.DateOnly)
		}
		rows = append(rows, row)
	}
	header := []string{m.T.Say("qualification.member"), m.T.Say("qualification.email"), m.T.Say("qualification.standing"), m.T.Say("qualification.lapses"), m.T.Say("qualification.trained_on"),
		m.T.Say("qualification.register"), m.T.Say("qualification.number"), m.T.Say("qualification.registered_until"), m.T.Say("qualification.unconfirmed")}
	return m.SendTable(m.T.Say("qualification.export_file"), header, rows)
}

func dayOrNone(at *time.Time) string {
	if at == nil {
		return ""
	}
	return at.Format(time.DateOnly)
}

// unmet are the rules that are not met today.
func unmet(r qualifications.Record) []standards.Line {
	return slices.DeleteFunc(r.On(r.Today()), func(l standards.Line) bool { return l.State != standards.Missing })
}
