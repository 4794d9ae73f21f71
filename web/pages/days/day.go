package days

import (
	"slices"
	"strconv"
	"time"

	"github.com/a-h/templ"
	"github.com/google/uuid"

	"accord/app/assessments"
	"accord/app/days"
	"accord/app/journal"
	"accord/app/programs"
	"accord/app/trainings"
	"accord/tenants"
	"accord/tenants/fault"
	"accord/web"
	"accord/web/forms"
	ui "accord/web/templates"
)

// shown is a day as its pages show it.
type shown struct {
	days.Whole
	plans   bool // the reader plans it, and it is not over
	past    bool // the day is over by its own calendar: nothing more is planned on it
	closes  bool
	now     time.Time
	sees    bool                     // the reader sees whether candidates come
	only    days.Reply               // of all slots, those are shown that stand like this; "": all
	waiting []assessments.Assessment // without a slot
	events  []journal.AuditLog
}

// listed are the slots that the page lists.
func (v shown) listed() (some []days.Slot) {
	for _, s := range v.Slots {
		if v.only == "" || v.Answers.To(s) == v.only {
			some = append(some, s)
		}
	}
	return some
}

// reply is whether a slot's candidate comes, for those who may know.
func (v shown) reply(s days.Slot) days.Reply {
	if !v.sees {
		return ""
	}
	return v.Answers.To(s)
}

func (p pages) load(m *web.Member) (v shown, err error) {
	id, err := m.ID("id")
	if err != nil {
		return v, err
	}
	return v, p.read(m, func(tx *tenants.Tx) error { v, err = loaded(tx, id); return err })
}

func loaded(tx *tenants.Tx, id uuid.UUID) (v shown, err error) {
	if v.Whole, err = days.Load(tx, id); err != nil {
		return v, err
	}
	v.now, v.plans = tx.Now(), v.Open() && tx.Can("plan", &v.Day)
	v.past = v.HeldOn.Format(time.DateOnly) < v.now.In(v.Zone()).Format(time.DateOnly)
	v.closes = v.plans && v.State == days.Published && !slices.ContainsFunc(v.Slots, func(s days.Slot) bool { return s.State == days.Invited }) &&
		v.HeldOn.Format(time.DateOnly) <= v.now.In(v.Zone()).Format(time.DateOnly)
	if v.plans {
		if v.waiting, err = days.Waiting(tx, v.ProgramID); err != nil {
			return v, err
		}
	}
	v.sees = tx.Can("read", &days.Answer{TenantID: tx.Tenant(), ID: tx.NewID(), SlotID: tx.NewID()})
	if tx.Can("plan", &days.Day{TenantID: tx.Tenant(), ID: id, State: days.Planned}) { // its story names others' candidates
		v.events, err = journal.OfCase(tx, tx.Tenant(), id)
		v.events = slices.DeleteFunc(v.events, unsaid)
	}
	return v, err
}

// planned is load for whoever plans the day. Returns Forbidden for others, and
// Conflict when it is over.
func (p pages) planned(m *web.Member) (shown, error) {
	v, err := p.load(m)
	switch {
	case err != nil:
	case !plans(m):
		err = fault.Denied()
	case !v.plans:
		err = fault.New(fault.Conflict, "day.over")
	}
	return v, err
}

func (p pages) show(m *web.Member) error {
	v, err := p.load(m)
	if err != nil {
		return err
	}
	if r := days.Reply(m.Query("answer")); v.sees && slices.Contains(days.Replies, r) {
		v.only = r
	}
	return m.Render(ui.Page{Title: v.Title, Crumbs: crumbs(m)}, showPage(v))
}

func pageOf(m *web.Member, v shown, key string) ui.Page {
	return ui.Page{Title: m.T.Say(key), Crumbs: crumbs(m, ui.Crumb{Label: v.Title, Href: m.Link(at(v.Day.ID))})}
}

// around is what the form of a day offers.
type around struct {
	programs []programs.Program
	places   []programs.Location
}

func (p pages) around(m *web.Member) (a around, err error) {
	if !plans(m) {
		return a, fault.Denied()
	}
	return a, p.read(m, func(tx *tenants.Tx) (err error) {
		if a.programs, err = assessments.Openable(tx); err != nil {
			return err
		}
		var ids []uuid.UUID
		for _, one := range a.programs {
			ids = append(ids, one.ID)
		}
		a.places, err = days.Places(tx, ids...)
		return err
	})
}

func newPageOf(m *web.Member) ui.Page {
	return ui.Page{Title: m.T.Say("day.new"), Crumbs: crumbs(m)}
}

func (p pages) blank(m *web.Member) error {
	a, err := p.around(m)
	if err != nil {
		return err
	}
	f := forms.New().Set("title", m.T.Say("day.usual_title")).Set("language", m.T.Locale())
	if len(a.programs) == 1 {
		f.Set("program", a.programs[0].ID.String())
	}
	if len(a.places) > 0 {
		f.Set("place", a.places[0].Name)
	}
	return m.Render(newPageOf(m), newPage(f, a))
}

func (p pages) plan(m *web.Member) error {
	a, err := p.around(m)
	if err != nil {
		return err
	}
	f := m.Form()
	in := readDay(f)
	in.Program = f.UUID("program")
	var d days.Day
	if err = f.Err(); err == nil {
		err = p.write(m, func(tx *tenants.Tx) (err error) { d, err = days.Plan(tx, in); return err })
	}
	if err != nil {
		return m.Refuse(f, err, newPageOf(m), newPage(f, a))
	}
	return m.Redirect(at(d.ID), "day.planned_now")
}

func readDay(f *forms.Form) days.NewDay {
	return days.NewDay{Title: f.NeededText("title", days.MaxTitle, "day.title_required"), On: f.Date("on"), Place: f.OptionalText("place", days.MaxPlace),
		Link: f.OptionalText("link", trainings.MaxLink), Language: f.Text("language", 2), TimeZone: f.OptionalText("time_zone", 60)}
}

func (p pages) revise(m *web.Member) error {
	v, err := p.planned(m)
	if err != nil {
		return err
	}
	d := v.Day
	f := forms.New().Set("title", d.Title).SetDate("on", d.HeldOn).Set("place", d.Place).Set("link", d.Link).Set("language", d.Language).Set("time_zone", d.TimeZone)
	return m.Render(pageOf(m, v, "day.edit"), editPage(f, v))
}

func (p pages) edit(m *web.Member) error {
	v, err := p.planned(m)
	if err != nil {
		return err
	}
	f := m.Form()
	in := readDay(f)
	in.Reason = f.OptionalText("reason", days.MaxReason)
	if err = f.Err(); err == nil {
		err = p.write(m, func(tx *tenants.Tx) error { _, err := days.EditDay(tx, v.Day.ID, in); return err })
	}
	if err != nil {
		return m.Refuse(f, err, pageOf(m, v, "day.edit"), editPage(f, v))
	}
	return m.Redirect(at(v.Day.ID), "day.edited_now")
}

// ask shows a form about a day to who plans it.
func (p pages) ask(m *web.Member, title string, f *forms.Form, page func(*forms.Form, shown) templ.Component) error {
	v, err := p.planned(m)
	if err != nil {
		return err
	}
	return m.Render(pageOf(m, v, title), page(f, v))
}

// send does what a form about a day asks for.
func (p pages) send(m *web.Member, title string, page func(*forms.Form, shown) templ.Component, do func(tx *tenants.Tx, f *forms.Form, v shown) (told string, pairs []any, err error)) error {
	v, err := p.planned(m)
	if err != nil {
		return err
	}
	f := m.Form()
	var told string
	var pairs []any
	err = p.write(m, func(tx *tenants.Tx) (err error) { told, pairs, err = do(tx, f, v); return err })
	if err != nil {
		return m.Refuse(f, err, pageOf(m, v, title), page(f, v))
	}
	return m.Redirect(at(v.Day.ID), told, pairs...)
}

func (p pages) askPublish(m *web.Member) error {
	return p.ask(m, "day.publish", forms.New(), publishPage)
}

func (p pages) publish(m *web.Member) error {
	return p.send(m, "day.publish", publishPage, func(tx *tenants.Tx, f *forms.Form, v shown) (string, []any, error) {
		if err := f.Err(); err != nil {
			return "", nil, err
		}
		n, err := days.Publish(tx, v.Day.ID)
		return "day.published_now", []any{"Count", n}, err
	})
}

func (p pages) askClose(m *web.Member) error {
	return p.ask(m, "day.close", forms.New(), closePage)
}

func (p pages) close(m *web.Member) error {
	return p.send(m, "day.close", closePage, func(tx *tenants.Tx, f *forms.Form, v shown) (string, []any, error) {
		if err := f.Err(); err != nil {
			return "", nil, err
		}
		_, err := days.Close(tx, v.Day.ID)
		return "day.closed_now", nil, err
	})
}

func (p pages) askCancel(m *web.Member) error {
	return p.ask(m, "day.cancel", forms.New(), cancelPage)
}

func (p pages) cancel(m *web.Member) error {
	return p.send(m, "day.cancel", cancelPage, func(tx *tenants.Tx, f *forms.Form, v shown) (string, []any, error) {
		reason := f.NeededText("reason", days.MaxReason, "session.reason_required")
		if err := f.Err(); err != nil {
			return "", nil, err
		}
		_, err := days.CancelDay(tx, v.Day.ID, reason)
		return "day.cancelled_now", nil, err
	})
}

func (p pages) askFill(m *web.Member) error {
	v, err := p.planned(m)
	if err != nil {
		return err
	}
	f := forms.New().Set("begins", "09:00").Set("minutes", "60").Set("break", "15").Set("count", strconv.Itoa(min(max(len(v.waiting), 4), 8)))
	for i, a := range v.waiting { // the proposal: those who wait longest
		if i < 8 {
			f.Set("assessments", append(f.Values("assessments"), a.ID.String())...)
		}
	}
	return m.Render(pageOf(m, v, "day.fill"), fillPage(f, v))
}

func (p pages) fill(m *web.Member) error {
	return p.send(m, "day.fill", fillPage, func(tx *tenants.Tx, f *forms.Form, v shown) (string, []any, error) {
		in := days.Series{Begins: readClock(f, "begins"), Count: f.Int("count", 1, days.MaxSlots), Minutes: f.Int("minutes", days.MinMinutes, days.MaxMinutes), Break: f.Int("break", 0, days.MaxBreak),
			Room: f.OptionalText("room", days.MaxRoom), Link: f.OptionalText("link", trainings.MaxLink), Scenario: f.OptionalText("scenario", days.MaxTitle), Version: f.OptionalText("version", days.MaxVersion)}
		if in.Pause, in.PauseMinutes = readOptional(f, "pause", days.MaxSlots), readOptional(f, "pause_minutes", days.MaxBreak); in.Pause == 0 {
			in.PauseMinutes = 0
		}
		chosen := f.UUIDs("assessments", 200)
		for _, a := range v.waiting { // in the order of who waits longest, not of the boxes
			if slices.Contains(chosen, a.ID) {
				in.Assessments = append(in.Assessments, a.ID)
			}
		}
		if len(in.Assessments) != len(chosen) {
			f.Fail("assessments", "slot.not_open")
		}
		if err := f.Err(); err != nil {
			return "", nil, err
		}
		made, err := days.Fill(tx, v.Day.ID, in)
		return "day.filled_now", []any{"Count", len(made)}, err
	})
}
