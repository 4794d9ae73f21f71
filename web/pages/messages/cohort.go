package messages

import (
	"slices"
	"strconv"

	"github.com/google/uuid"

	"accord/app/messages"
	"accord/app/paging"
	"accord/app/trainings"
	"accord/tenants"
	"accord/tenants/fault"
	"accord/web"
	"accord/web/forms"
	ui "accord/web/templates"
)

// cohortView is a cohort's messages, and what a new one can be made of.
type cohortView struct {
	cohort    trainings.Cohort
	page      paging.Page[messages.Listed]
	reminder  trainings.SessionReminder
	next      *trainings.TrainingSession
	file      trainings.File
	waiting   int
	templates []messages.Template
	can       struct{ send, remind, waiting bool }
}

func (p pages) cohort(m *web.Member) (v cohortView, err error) {
	id, err := m.ID("id")
	if err != nil {
		return v, err
	}
	err = p.read(m, func(tx *tenants.Tx) error {
		if v.file, err = trainings.Load(tx, id); err != nil {
			return err
		}
		v.cohort, v.next = v.file.Cohort, v.file.Next(tx.Now())
		v.can.send = tx.Can("send", &messages.Message{TenantID: tx.Tenant(), ID: tx.NewID(), CohortID: id})
		v.can.remind, v.can.waiting = tx.Can("plan", &v.cohort), tx.Can("queue", &v.cohort)
		if v.reminder, err = trainings.ReminderOf(tx, id); err != nil {
			return err
		}
		q, err := trainings.QueueOf(tx, v.cohort)
		if err != nil {
			return err
		}
		v.waiting = len(q.Waiting)
		if v.templates, err = messages.Templates(tx, false); err != nil {
			return err
		}
		v.page, err = messages.List(tx, messages.Filter{Cohort: id}, m.Ask())
		return err
	})
	return v, err
}

func (p pages) ofCohort(m *web.Member) error {
	v, err := p.cohort(m)
	if err != nil {
		return err
	}
	return m.Render(ui.Page{Title: m.T.Say("message.nav"), Crumbs: cohortCrumbs(m, v.cohort)}, cohortPage(v))
}

// enrolled are those whom a message can go to.
func (v cohortView) enrolled() (all []trainings.Standing) {
	for _, s := range v.file.Standings {
		if s.Enrolment.WithdrawnAt == nil {
			all = append(all, s)
		}
	}
	return all
}

// count is how many an audience means now.
func (v cohortView) count(a messages.Audience) int {
	switch a {
	case messages.Enrolled:
		return len(v.enrolled())
	case messages.AtRisk:
		return v.file.Count(trainings.AtRisk)
	case messages.MissingHours:
		n := 0
		for _, s := range v.enrolled() {
			if s.Completion == nil && s.Attended < v.cohort.RequiredHours {
				n++
			}
		}
		return n
	case messages.Waiting:
		return v.waiting
	}
	return -1
}

func (p pages) compose(m *web.Member) error {
	v, err := p.cohort(m)
	if err != nil {
		return err
	}
	if !v.can.send {
		return fault.Denied()
	}
	f := forms.New().Set("audience", string(messages.Enrolled))
	if a := messages.Audience(m.Query("to")); slices.Contains(messages.Audiences, a) {
		f.Set("audience", string(a))
	}
	if k := messages.Kind(m.Query("kind")); slices.Contains(messages.Kinds, k) {
		f.Set("template", string(k))
		for _, t := range v.templates {
			if t.Kind == k {
				f.Set("template", t.ID.String())
				break
			}
		}
	}
	return m.Render(composePageOf(m, v), composePage(f, v))
}

func (p pages) draft(m *web.Member) error {
	v, err := p.cohort(m)
	if err != nil {
		return err
	}
	f := m.Form()
	in := messages.NewMessage{Audience: messages.Audience(f.Choice("audience", audienceNames()...)), Enrolments: f.UUIDs("enrolment", trainings.MaxCapacity)}
	if chosen := f.OptionalText("template", 40); chosen == "" {
		f.Fail("template", "message.template_required")
	} else if in.Template, err = uuid.Parse(chosen); err != nil {
		in.Template, in.Kind = uuid.Nil, messages.Kind(chosen)
	}
	var x messages.Message
	if err = f.Err(); err == nil {
		err = p.write(m, func(tx *tenants.Tx) (err error) { x, err = messages.Write(tx, v.cohort.ID, in); return err })
	}
	if err != nil {
		return m.Refuse(f, err, composePageOf(m, v), composePage(f, v))
	}
	return m.Redirect(at(x), "")
}

func (p pages) askReminder(m *web.Member) error {
	v, err := p.cohort(m)
	if err != nil {
		return err
	}
	if !v.can.remind {
		if v.cohort.ClosedAt != nil {
			return fault.New(fault.Conflict, "cohort.closed")
		}
		return fault.Denied()
	}
	f := forms.New().Set("days_before", strconv.Itoa(v.reminder.DaysBefore)).Set("template", "")
	if v.reminder.MessageTemplateID != nil {
		f.Set("template", v.reminder.MessageTemplateID.String())
	}
	return m.Render(reminderPageOf(m, v), reminderPage(f, v))
}

func (p pages) setReminder(m *web.Member) error {
	v, err := p.cohort(m)
	if err != nil {
		return err
	}
	f := m.Form()
	days, template := f.Int("days_before", 0, trainings.MaxDaysBefore), f.OptionalUUID("template")
	if err = f.Err(); err == nil {
		err = p.write(m, func(tx *tenants.Tx) error {
			_, err := messages.SetReminder(tx, v.cohort.ID, days, template)
			return err
		})
	}
	if err != nil {
		return m.Refuse(f, err, reminderPageOf(m, v), reminderPage(f, v))
	}
	if days == 0 {
		return m.Redirect(atCohort(v.cohort)+"/messages", "reminder.off")
	}
	return m.Redirect(atCohort(v.cohort)+"/messages", "reminder.saved", "Count", days)
}

func audienceNames() []string {
	all := make([]string, len(messages.Audiences))
	for i, a := range messages.Audiences {
		all[i] = string(a)
	}
	return all
}

func composePageOf(m *web.Member, v cohortView) ui.Page {
	return ui.Page{Title: m.T.Say("message.write"), Crumbs: cohortCrumbs(m, v.cohort, ui.Crumb{Label: m.T.Say("message.nav"), Href: m.Link(atCohort(v.cohort) + "/messages")})}
}

func reminderPageOf(m *web.Member, v cohortView) ui.Page {
	p := composePageOf(m, v)
	p.Title = m.T.Say("reminder.title")
	return p
}
