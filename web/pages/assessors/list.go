package assessors

import (
	"slices"
	"strconv"
	"strings"

	"github.com/google/uuid"

	"accord/app/assessors"
	"accord/app/paging"
	"accord/app/programs"
	"accord/tenants"
	"accord/web"
	ui "accord/web/templates"
)

// shownRows is how many assessors a page of the list shows.
const shownRows = 50

type listed struct {
	all           []assessors.Assessor // what the filters leave
	rows          []assessors.Assessor // the page that is shown
	filter        assessors.Filter
	programs      map[uuid.UUID]programs.Program
	choose        []programs.Program
	before, after string
}

func (l listed) narrowed() bool { return l.filter != assessors.Filter{} }

// list shows everybody who assesses; whoever sees their own alone is led there.
func (p pages) list(m *web.Member) error {
	if !manages(m) && m.HasRole(tenants.RoleAssessor) {
		return m.Redirect("/assessors/"+m.Membership().String(), "")
	}
	l, err := p.listed(m)
	if err != nil {
		return err
	}
	l.page(m.Ask())
	return m.Render(ui.Page{Title: m.T.Say("assessor.nav")}, listPage(l))
}

func (p pages) listed(m *web.Member) (l listed, err error) {
	l.filter = assessors.Filter{Search: m.Query("q"), Availability: assessors.Availability(m.Query("availability")), Loaded: m.Query("load") == "most"}
	if !slices.Contains(assessors.Availabilities, l.filter.Availability) {
		l.filter.Availability = ""
	}
	if id, bad := uuid.Parse(m.Query("program")); bad == nil {
		l.filter.Program = id
	}
	err = p.read(m, func(tx *tenants.Tx) error {
		if l.programs, err = assessors.ProgramsByID(tx); err != nil {
			return err
		}
		if l.choose, err = assessors.Programs(tx); err != nil {
			return err
		}
		l.all, err = assessors.List(tx, l.filter)
		return err
	})
	return l, err
}

// page cuts what is shown: the list is read whole, so the key of a page is the
// member at its end.
func (l *listed) page(ask paging.Ask) {
	at := func(key string) int {
		return slices.IndexFunc(l.all, func(one assessors.Assessor) bool { return one.Member.ID.String() == key })
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
	for _, a := range l.all {
		limit := ""
		if a.Profile.MonthlyLimit > 0 {
			limit = strconv.Itoa(a.Profile.MonthlyLimit)
		}
		qualified := "qualified"
		if !a.Qualified() {
			qualified = "not_qualified"
		}
		rows = append(rows, []string{a.Member.Name, a.Member.Email, m.T.Say("assessor.is." + qualified), strings.Join(l.titles(a), "; "), a.Profile.Languages,
			m.T.Say("assessor.availability." + string(a.Availability())), strconv.Itoa(a.Open), strconv.Itoa(a.ThisMonth), limit})
	}
	return m.SendTable(m.T.Say("assessor.export_file"), []string{m.T.Say("assessor.one"), m.T.Say("assessor.email"), m.T.Say("assessor.qualification"), m.T.Say("assessor.programs"),
		m.T.Say("assessor.languages"), m.T.Say("assessor.availability"), m.T.Say("assessor.open"), m.T.Say("assessor.this_month"), m.T.Say("assessor.limit_label")}, rows)
}

// titles are the programs under which somebody assesses.
func (l listed) titles(a assessors.Assessor) (all []string) {
	for _, one := range a.Appointments {
		all = append(all, l.programs[one.ProgramID].Title)
	}
	slices.Sort(all)
	return all
}
