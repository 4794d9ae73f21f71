package days

import (
	"strconv"
	"strings"
	"time"

	"github.com/google/uuid"

	"accord/app/appeals"
	"accord/app/assessments"
	"accord/app/days"
	"accord/app/knowledge"
	"accord/app/paging"
	"accord/app/programs"
	"accord/tenants"
	"accord/tenants/fault"
	"accord/web"
	ui "accord/web/templates"
)

// listed is the list of days.
type listed struct {
	page     paging.Page[days.Item]
	programs map[uuid.UUID]programs.Program
	filter   days.Filter
}

func (p pages) list(m *web.Member) error {
	if !plans(m) {
		return fault.Denied()
	}
	l := listed{filter: filterOf(m)}
	err := p.read(m, func(tx *tenants.Tx) (err error) {
		if l.page, err = days.List(tx, l.filter, m.Ask()); err == nil {
			l.programs, err = assessments.Programs(tx)
		}
		return err
	})
	if err != nil {
		return err
	}
	return m.Render(ui.Page{Title: m.T.Say("day.nav")}, listPage(l))
}

// exportList gives the list, narrowed as it is on the page, as a table.
func (p pages) exportList(m *web.Member) error {
	if !plans(m) {
		return fault.Denied()
	}
	var all []days.Item
	var of map[uuid.UUID]programs.Program
	err := p.read(m, func(tx *tenants.Tx) (err error) {
		if all, err = paging.Every(m.Ask(), func(ask paging.Ask) (paging.Page[days.Item], error) { return days.List(tx, filterOf(m), ask) }); err == nil {
			of, err = assessments.Programs(tx)
		}
		return err
	})
	if err != nil {
		return err
	}
	say, rows := m.T.Say, make([][]string, len(all))
	for i, d := range all {
		rows[i] = []string{d.HeldOn.Format(time.DateOnly), d.Title, of[d.ProgramID].Title, d.Place, strconv.Itoa(d.Counts.Taken), strconv.Itoa(d.Counts.Free), strconv.Itoa(d.Counts.Asked), strconv.Itoa(d.Counts.Confirmed), strconv.Itoa(d.Counts.Declined), strconv.Itoa(d.Counts.Held), strconv.Itoa(d.Counts.NoShow),
			say("day.state." + string(d.State))}
	}
	return m.SendTable(say("day.list_file"), []string{say("day.on"), say("day.title"), say("cohort.program"), say("day.where"), say("day.candidates"), say("day.free"), say("day.asked"), say("day.confirmed"), say("day.declined"), say("slot.state.held"), say("slot.state.no_show"), say("cohort.status")}, rows)
}

func filterOf(m *web.Member) days.Filter {
	f := days.Filter{Past: m.Query("when") == "past", Missing: m.Query("answers") == "missing"}
	if typed := m.Query("program"); typed != "" {
		f.Program, _ = uuid.Parse(typed) // what is none narrows to nothing that is not there
	}
	return f
}

// todays is what an assessor lands on.
type todays struct {
	today   []days.Entry
	next    []days.Coming
	waiting int
	tasks   []task // that wait for the reader beside their sheets
	member  uuid.UUID
}

// task is something that waits for whoever assesses; it opens nothing before
// they declare.
type task struct{ path, who, key string }

// tasksOf are the tests to mark, the disagreements to moderate and the appeals
// to decide that wait for the actor, in a constant number of questions.
func tasksOf(tx *tenants.Tx) (all []task, err error) {
	markings, scripts, err := knowledge.Mine(tx)
	if err != nil {
		return nil, err
	}
	for _, g := range markings {
		s := scripts[g.ScriptID]
		switch {
		case g.SubmittedAt != nil || s.SettledAt != nil:
		case g.DeclaredAt == nil:
			all = append(all, task{"/marking/" + g.ID.String(), s.CandidateName, "day.task.test_undeclared"})
		default:
			all = append(all, task{"/marking/" + g.ID.String(), s.CandidateName, "day.task.test"})
		}
	}
	disputes, err := assessments.Moderations(tx)
	if err != nil {
		return nil, err
	}
	for _, d := range disputes {
		all = append(all, task{"/assessments/" + d.Assessment.ID.String() + "/moderation", d.Assessment.CandidateName, "day.task.moderation"})
	}
	seats, err := appeals.Seats(tx)
	for _, s := range seats {
		switch {
		case s.EndedAt != nil:
		case s.DeclaredAt == nil:
			all = append(all, task{"/appeals/" + s.AppealID.String(), s.CandidateName, "day.task.panel_undeclared"})
		default:
			all = append(all, task{"/appeals/" + s.AppealID.String(), s.CandidateName, "day.task.panel"})
		}
	}
	return all, err
}

func (p pages) today(m *web.Member) error {
	if !m.HasRole(tenants.RoleAssessor) {
		return fault.Denied()
	}
	v := todays{member: m.Membership()}
	err := p.read(m, func(tx *tenants.Tx) (err error) {
		if v.today, v.next, err = days.Today(tx); err == nil {
			v.waiting, err = assessments.Waiting(tx)
		}
		if err == nil {
			v.tasks, err = tasksOf(tx)
		}
		return err
	})
	if err != nil {
		return err
	}
	return m.Render(ui.Page{Title: m.T.Say("day.today")}, todayPage(v))
}

func (p pages) own(m *web.Member) error {
	if !m.HasRole(tenants.RoleCandidate) {
		return fault.Denied()
	}
	var all []days.Entry
	err := p.read(m, func(tx *tenants.Tx) (err error) { all, err = days.Own(tx); return err })
	if err != nil {
		return err
	}
	return m.Render(ui.Page{Title: m.T.Say("slot.own")}, ownPage(all))
}

// ownFile is a slot as a file for the reader's calendar.
func (p pages) ownFile(m *web.Member) error {
	id, err := m.ID("slot")
	if err != nil {
		return err
	}
	var e days.Entry
	err = p.read(m, func(tx *tenants.Tx) (err error) {
		if e.Slot, err = days.SlotOf(tx, id); err == nil {
			e.Day, err = days.Get(tx, e.DayID)
		}
		return err
	})
	if err != nil {
		return err
	}
	return m.Send("accord.ics", "text/calendar; charset=utf-8", strings.NewReader(e.ICal()))
}
