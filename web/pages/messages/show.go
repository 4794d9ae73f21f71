package messages

import (
	"strconv"
	"time"

	"github.com/google/uuid"

	"accord/app/journal"
	"accord/app/messages"
	"accord/app/trainings"
	"accord/tenants"
	"accord/tenants/fault"
	"accord/web"
	"accord/web/forms"
	ui "accord/web/templates"
)

// shownRows is how many deliveries a message's page shows; the export has all.
const shownRows = 100

// shown is one message: before it is sent with its preview, afterwards with
// what became of it.
type shown struct {
	messages.Message
	cohort  trainings.Cohort
	preview messages.Preview
	rows    []messages.Delivery
	counts  messages.Counts
	events  []journal.AuditLog
	zone    *time.Location
	zoneOf  string // its name
	now     time.Time
	can     struct{ send, cancel bool }
}

func (p pages) load(m *web.Member) (v shown, err error) {
	v.zone, v.zoneOf = m.OrganisationZone(), m.Organisation().TimeZone
	id, err := m.ID("message")
	if err != nil {
		return v, err
	}
	who, _ := uuid.Parse(m.Query("who"))
	err = p.read(m, func(tx *tenants.Tx) error {
		v.now = tx.Now()
		if v.Message, err = messages.Find(tx, id); err != nil {
			return err
		}
		if v.cohort, err = trainings.Get(tx, v.CohortID); err != nil {
			return err
		}
		v.can.send, v.can.cancel = tx.Can("send", &v.Message), tx.Can("cancel", &v.Message)
		if v.events, err = journal.OfSubject(tx, tx.Tenant(), id); err != nil {
			return err
		}
		if v.StartedAt == nil {
			v.preview, err = messages.PreviewOf(tx, id, who, m.T.Say("message.their_link"))
			return err
		}
		if v.rows, err = messages.Deliveries(tx, id); err != nil {
			return err
		}
		v.counts = messages.Counts{}
		for _, d := range v.rows {
			v.counts[d.State]++
		}
		return nil
	})
	return v, err
}

func (p pages) show(m *web.Member) error {
	v, err := p.load(m)
	if err != nil {
		return err
	}
	if v.StartedAt != nil && m.Partial() && m.Header("HX-Target") == "run" {
		return m.Fragment(deliveriesOf(v))
	}
	return m.Render(showPageOf(m, v), showPage(forms.New().Set("when", "now").SetMoment("send_at", suggested(v), v.zone), v))
}

// suggested is tomorrow at nine in the organisation's zone.
func suggested(v shown) time.Time {
	on := v.now.In(v.zone)
	return time.Date(on.Year(), on.Month(), on.Day()+1, 9, 0, 0, 0, v.zone)
}

// confirm sends what was looked at, now or later.
func (p pages) confirm(m *web.Member) error {
	v, err := p.load(m)
	if err != nil {
		return err
	}
	f := m.Form()
	count := f.Int("count", 0, trainings.MaxCapacity)
	var later *time.Time
	if f.Choice("when", "now", "later") == "later" {
		on := f.Moment("send_at", v.zone)
		later = &on
	} else {
		for _, part := range []string{"day", "month", "year", "clock"} { // there beside the choice, and not asked
			f.OptionalText("send_at."+part, 10)
		}
	}
	if err = f.Err(); err == nil {
		err = p.write(m, func(tx *tenants.Tx) error { _, err := messages.Confirm(tx, v.ID, count, later); return err })
	}
	if err != nil {
		if fault.Is(err, fault.Conflict) { // others by now: look again
			again, gone := p.load(m)
			if gone != nil {
				return gone
			}
			v = again
		}
		return m.Refuse(f, err, showPageOf(m, v), showPage(f, v))
	}
	if later != nil {
		return m.Redirect(at(v.Message), "message.is_scheduled")
	}
	return m.Redirect(at(v.Message), "")
}

func (p pages) askCancel(m *web.Member) error {
	v, err := p.load(m)
	if err != nil {
		return err
	}
	if !v.can.cancel || v.CancelledAt != nil {
		return m.Warn(at(v.Message), "message.begun")
	}
	return m.Render(showPageOf(m, v), cancelPage(forms.New(), v))
}

func (p pages) cancel(m *web.Member) error {
	v, err := p.load(m)
	if err != nil {
		return err
	}
	f := m.Form()
	if err = f.Err(); err == nil {
		err = p.write(m, func(tx *tenants.Tx) error { _, err := messages.Cancel(tx, v.ID); return err })
	}
	if err != nil {
		return m.Refuse(f, err, showPageOf(m, v), cancelPage(f, v))
	}
	return m.Redirect(atCohort(v.cohort)+"/messages", "message.cancelled_now", "Name", v.Name)
}

func (p pages) resend(m *web.Member) error {
	v, err := p.load(m)
	if err != nil {
		return err
	}
	f := m.Form()
	if err = f.Err(); err == nil {
		err = p.write(m, func(tx *tenants.Tx) error { _, err := messages.Resend(tx, v.ID); return err })
	}
	if err != nil {
		return m.Refuse(f, err, showPageOf(m, v), showPage(f, v))
	}
	return m.Redirect(at(v.Message), "")
}

// deliveries gives what became of a message as a table.
func (p pages) deliveries(m *web.Member) error {
	v, err := p.load(m)
	if err != nil {
		return err
	}
	var rows [][]string
	for _, d := range v.rows {
		settled, why := "", ""
		if d.SettledAt != nil {
			settled = d.SettledAt.In(v.zone).Format(time.RFC3339)
		}
		if d.Reason != "" {
			why = m.T.Say(d.Reason)
		}
		rows = append(rows, []string{d.Name, m.T.Say("message.outcome." + string(d.State)), why, d.Locale, settled, strconv.Itoa(d.Tries + 1)})
	}
	header := []string{m.T.Say("message.person"), m.T.Say("message.outcome"), m.T.Say("message.why"), m.T.Say("message.language"), m.T.Say("message.settled"), m.T.Say("message.tries")}
	return m.SendTable(m.T.Say("message.deliveries_file"), header, rows)
}

// delivery is what one person was sent.
func (p pages) delivery(m *web.Member) error {
	v, err := p.load(m)
	if err != nil {
		return err
	}
	id, err := m.ID("delivery")
	if err != nil {
		return err
	}
	for _, d := range v.rows {
		if d.ID == id {
			return m.Render(ui.Page{Title: d.Name, Crumbs: append(showPageOf(m, v).Crumbs, ui.Crumb{Label: v.Name, Href: m.Link(at(v.Message))})}, deliveryPage(v, d))
		}
	}
	return fault.Absent("message_delivery")
}

func showPageOf(m *web.Member, v shown) ui.Page {
	return ui.Page{Title: v.Name, Crumbs: cohortCrumbs(m, v.cohort, ui.Crumb{Label: m.T.Say("message.nav"), Href: m.Link(atCohort(v.cohort) + "/messages")})}
}
