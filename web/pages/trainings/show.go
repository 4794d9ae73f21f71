package trainings

import (
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"accord/app/journal"
	"accord/app/paging"
	"accord/app/people"
	"accord/app/trainings"
	"accord/tenants"
	"accord/web"
	ui "accord/web/templates"
)

// shownRows is how many candidates a page of a cohort shows.
const shownRows = 25

// cohortView is a cohort's page.
type cohortView struct {
	file    trainings.File
	around  trainings.Around
	events  []journal.AuditLog
	can     rights
	manager bool // whether the reader manages programs
	now     time.Time
	zone    *time.Location                    // the cohort's
	home    string                            // the organisation's
	teach   map[uuid.UUID][]people.Membership // who trains each session
	queue   trainings.Queue
	judged  []trainings.Judged // who teaches, held against each session's date

	search string
	status trainings.Status
	rows   []trainings.Standing // the page of candidates that is shown
	found  int                  // how many the filters leave
	first  int                  // the place of the first one shown, from 0
	before string
	after  string
}

func (v cohortView) cohort() trainings.Cohort { return v.file.Cohort }

func (v cohortView) state() trainings.State { return v.cohort().StateAt(v.now) }

func (v cohortView) narrowed() bool { return v.search != "" || v.status != "" }

func (p pages) show(m *web.Member) error {
	v, err := p.load(m, func(tx *tenants.Tx, v *cohortView) error {
		v.search, v.status = m.Query("q"), trainings.Status(m.Query("status"))
		if !slices.Contains(trainings.Statuses, v.status) {
			v.status = ""
		}
		v.page(m.Ask())
		return v.readRows(tx)
	})
	if err != nil {
		return err
	}
	return m.Render(ui.Page{Title: v.cohort().Title, Crumbs: crumbs(m)}, showPage(v))
}

// load reads the cohort of the address with all that its pages show, and what
// one of them wants beside it, in one transaction.
func (p pages) load(m *web.Member, more ...func(*tenants.Tx, *cohortView) error) (cohortView, error) {
	v := cohortView{home: m.Organisation().TimeZone, manager: manages(m)}
	id, err := m.ID("id")
	if err != nil {
		return v, err
	}
	err = p.read(m, func(tx *tenants.Tx) error {
		v.now = tx.Now()
		if v.file, err = trainings.Load(tx, id); err != nil {
			return err
		}
		v.zone = v.file.Cohort.Zone()
		v.can = rightsIn(tx, v.file.Cohort)
		if v.around, err = trainings.Surroundings(tx, v.file.Cohort); err != nil {
			return err
		}
		if v.teach, err = trainings.TrainersBySession(tx, v.file, v.around.Trainers); err != nil {
			return err
		}
		if v.judged, err = trainings.Qualified(tx, v.file, v.around); err != nil {
			return err
		}
		if v.queue, err = trainings.QueueOf(tx, v.file.Cohort); err != nil {
			return err
		}
		if v.events, err = journal.OfCase(tx, tx.Tenant(), id); err != nil {
			return err
		}
		for _, read := range more {
			if err := read(tx, &v); err != nil {
				return err
			}
		}
		return nil
	})
	return v, err
}

// page cuts the candidates whom the filters leave. A cohort is read whole, so
// the key of a page is the enrolment at its end.
func (v *cohortView) page(ask paging.Ask) {
	var all []trainings.Standing
	for _, s := range v.file.Standings {
		if (v.status == "" || s.Status == v.status) && matches(s, v.search) {
			all = append(all, s)
		}
	}
	v.found = len(all)
	at := func(key string) int {
		return slices.IndexFunc(all, func(s trainings.Standing) bool { return s.Enrolment.ID.String() == key })
	}
	if i := at(ask.After); i >= 0 {
		v.first = i + 1
	} else if i := at(ask.Before); i >= 0 {
		v.first = max(0, i-shownRows)
	}
	last := min(len(all), v.first+shownRows)
	v.rows = all[v.first:last]
	if v.first > 0 && len(v.rows) > 0 {
		v.before = v.rows[0].Enrolment.ID.String()
	}
	if last < len(all) && len(v.rows) > 0 {
		v.after = v.rows[len(v.rows)-1].Enrolment.ID.String()
	}
}

// readRows reads the marks of the candidates who are shown.
func (v *cohortView) readRows(tx *tenants.Tx) error {
	shown := make([]uuid.UUID, len(v.rows))
	for i, s := range v.rows {
		shown[i] = s.Enrolment.ID
	}
	if err := v.file.ReadLines(tx, shown); err != nil {
		return err
	}
	for i, id := range shown {
		v.rows[i], _ = v.file.Standing(id)
	}
	return nil
}

func matches(s trainings.Standing, search string) bool {
	in := paging.Plain(s.Candidate.Name + " " + s.Candidate.Email + " " + s.Candidate.Reference)
	for _, word := range strings.Fields(paging.Plain(search)) {
		if !strings.Contains(in, word) {
			return false
		}
	}
	return true
}

// register gives the cohort's attendance as a table.
func (p pages) register(m *web.Member) error {
	v, err := p.load(m, func(tx *tenants.Tx, v *cohortView) error { return v.file.ReadRegister(tx) })
	if err != nil {
		return err
	}
	zone := m.T.In(v.zone)
	head := []string{m.T.Say("candidate.name"), m.T.Say("candidate.email"), m.T.Say("candidate.reference")}
	tail := []string{m.T.Say("cohort.hours_short"), m.T.Say("cohort.share"), m.T.Say("cohort.status")}
	session := func(s trainings.TrainingSession) string {
		return m.T.Say("cohort.session_n", "Number", s.Number) + " · " + zone.Date(s.StartsAt)
	}
	header, rows := trainings.ExportRegister(v.file, head, session, tail, func(mark string) string { return m.T.Say("attendance.mark." + mark) },
		func(s trainings.Status) string { return m.T.Say("cohort.standing." + string(s)) })
	return m.SendTable(strings.ToLower(v.cohort().Code), header, rows)
}
