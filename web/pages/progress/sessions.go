package progress

import (
	"slices"
	"strconv"
	"time"

	"github.com/google/uuid"

	"accord/app/paging"
	"accord/app/programs"
	"accord/app/progress"
	"accord/app/trainings"
	"accord/tenants"
	"accord/web"
	ui "accord/web/templates"
)

// sessionsView is what the list of sessions shows.
type sessionsView struct {
	page     paging.Page[progress.Session]
	filter   progress.SessionFilter
	programs []programs.Program
	cohort   *trainings.Cohort // the one that the list is narrowed to
	now      time.Time
	zone     *time.Location
}

func (v sessionsView) narrowed() bool { return v.filter != progress.SessionFilter{} }

func (p pages) sessions(m *web.Member) error {
	v := sessionsView{filter: sessionFilter(m), zone: m.OrganisationZone()}
	err := p.read(m, func(tx *tenants.Tx) (err error) {
		v.now = tx.Now()
		if v.programs, err = trainings.TrainingPrograms(tx); err != nil {
			return err
		}
		if v.filter.Cohort != uuid.Nil {
			c, err := trainings.Get(tx, v.filter.Cohort)
			if err != nil {
				return err
			}
			v.cohort = &c
		}
		v.page, err = progress.Sessions(tx, v.filter, v.zone, m.Ask())
		return err
	})
	if err != nil {
		return err
	}
	return m.Render(ui.Page{Title: m.T.Say("progress.sessions")}, sessionsPage(v))
}

// sessionFilter reads the filters of the address; what is none of ours filters nothing.
func sessionFilter(m *web.Member) progress.SessionFilter {
	f := progress.SessionFilter{State: progress.SessionState(m.Query("state")), In: progress.ReadPeriod(m.Query("month")), Program: idOf(m, "program"), Cohort: idOf(m, "cohort")}
	if !slices.Contains(progress.SessionStates, f.State) {
		f.State = ""
	}
	return f
}

// exportSessions gives the list, narrowed and sorted as it is on the page, as a table.
func (p pages) exportSessions(m *web.Member) error {
	var rows [][]string
	zone := m.OrganisationZone()
	err := p.read(m, func(tx *tenants.Tx) error {
		all, err := paging.Every(m.Ask(), func(ask paging.Ask) (paging.Page[progress.Session], error) {
			return progress.Sessions(tx, sessionFilter(m), zone, ask)
		})
		for _, s := range all {
			share := ""
			if n, known := s.Share(); known {
				share = strconv.Itoa(n)
			}
			rows = append(rows, []string{s.Cohort.Code, s.Cohort.Title, strconv.Itoa(s.Number), s.Title, s.StartsAt.In(s.Cohort.Zone()).Format("2006-01-02 15:04"), s.EndsAt.In(s.Cohort.Zone()).Format("2006-01-02 15:04"),
				s.Cohort.TimeZone, s.Place, s.Link, plain(s.Hours), share, strconv.Itoa(s.Tally.Unmarked), m.T.Say("progress.state." + string(s.StateAt(tx.Now())))})
		}
		return err
	})
	if err != nil {
		return err
	}
	return m.SendTable(m.T.Say("progress.sessions_file"), []string{m.T.Say("cohort.code"), m.T.Say("cohort.name"), m.T.Say("progress.number"), m.T.Say("session.one"),
		m.T.Say("progress.starts"), m.T.Say("progress.ends"), m.T.Say("progress.zone"), m.T.Say("cohort.place"), m.T.Say("progress.link"), m.T.Say("cohort.hours_short"),
		m.T.Say("progress.share_percent"), m.T.Say("progress.unmarked"), m.T.Say("cohort.status")}, rows)
}
