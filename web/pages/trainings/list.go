package trainings

import (
	"slices"
	"strconv"
	"time"

	"github.com/google/uuid"

	"accord/app/paging"
	"accord/app/programs"
	"accord/app/trainings"
	"accord/tenants"
	"accord/web"
	ui "accord/web/templates"
)

// listed is what the list shows.
type listed struct {
	page     paging.Page[trainings.Listed]
	filter   trainings.Filter
	programs []programs.Program
	now      time.Time
	opens    bool // whether the reader may open a cohort
}

func (l listed) narrowed() bool { return l.filter != trainings.Filter{} }

func (p pages) list(m *web.Member) error {
	l := listed{filter: filterOf(m), opens: manages(m)}
	err := p.read(m, func(tx *tenants.Tx) (err error) {
		l.now = tx.Now()
		if l.programs, err = trainings.TrainingPrograms(tx); err != nil {
			return err
		}
		l.page, err = trainings.List(tx, l.filter, m.Ask())
		return err
	})
	if err != nil {
		return err
	}
	return m.Render(ui.Page{Title: m.T.Say("cohort.title")}, listPage(l))
}

// export gives the list, narrowed and sorted as it is on the page, as a table.
func (p pages) export(m *web.Member) error {
	var rows [][]string
	err := p.read(m, func(tx *tenants.Tx) error {
		all, err := paging.Every(m.Ask(), func(ask paging.Ask) (paging.Page[trainings.Listed], error) {
			return trainings.List(tx, filterOf(m), ask)
		})
		if err != nil {
			return err
		}
		for _, c := range all {
			rows = append(rows, []string{c.Code, c.Title, c.Program.Title, c.StartsOn.Format(time.DateOnly), c.EndsOn.Format(time.DateOnly), c.Place,
				strconv.Itoa(c.Enrolled), strconv.Itoa(c.Capacity), strconv.Itoa(c.Completed), m.T.Say("cohort.state." + string(c.StateAt(tx.Now())))})
		}
		return nil
	})
	if err != nil {
		return err
	}
	header := []string{m.T.Say("cohort.code"), m.T.Say("cohort.name"), m.T.Say("cohort.program"), m.T.Say("cohort.starts_on"), m.T.Say("cohort.ends_on"),
		m.T.Say("cohort.place"), m.T.Say("cohort.enrolled"), m.T.Say("cohort.capacity_label"), m.T.Say("cohort.completed"), m.T.Say("cohort.state")}
	return m.SendTable(m.T.Say("cohort.export_file"), header, rows)
}

// filterOf reads the filters of the address; what is none of ours filters nothing.
func filterOf(m *web.Member) trainings.Filter {
	f := trainings.Filter{Search: m.Query("q"), State: trainings.State(m.Query("state"))}
	if !slices.Contains(trainings.States, f.State) {
		f.State = ""
	}
	if id, err := uuid.Parse(m.Query("program")); err == nil {
		f.Program = id
	}
	return f
}
