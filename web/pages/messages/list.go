package messages

import (
	"strconv"
	"time"

	"accord/app/messages"
	"accord/app/paging"
	"accord/tenants"
	"accord/web"
	ui "accord/web/templates"
)

// listed is what the list of messages shows.
type listed struct {
	page   paging.Page[messages.Listed]
	filter messages.Filter
}

func (l listed) narrowed() bool { return l.filter != messages.Filter{} }

func (p pages) list(m *web.Member) error {
	if m.OnlyCandidate() { // what was written to them they have by mail
		return m.Redirect("/file", "")
	}
	l := listed{filter: filterOf(m)}
	err := p.read(m, func(tx *tenants.Tx) (err error) { l.page, err = messages.List(tx, l.filter, m.Ask()); return err })
	if err != nil {
		return err
	}
	return m.Render(ui.Page{Title: m.T.Say("message.nav")}, listPage(l))
}

// export gives the list, narrowed as it is on the page, as a table.
func (p pages) export(m *web.Member) error {
	var rows [][]string
	err := p.read(m, func(tx *tenants.Tx) error {
		all, err := paging.Every(m.Ask(), func(ask paging.Ask) (paging.Page[messages.Listed], error) { return messages.List(tx, filterOf(m), ask) })
		if err != nil {
			return err
		}
		for _, x := range all {
			sent := ""
			if x.SendAt != nil {
				sent = x.SendAt.In(m.OrganisationZone()).Format(time.RFC3339)
			}
			count := func(o messages.Outcome) string { return strconv.Itoa(x.Counts[o]) }
			rows = append(rows, []string{x.Name, m.T.Say("message.kind." + string(x.Kind)), x.Cohort.Code, x.Cohort.Title, m.T.Say("message.to." + string(x.Audience)),
				m.T.Say("message.state." + string(x.State())), sent, count(messages.Delivered), count(messages.Failed), count(messages.Queued)})
		}
		return nil
	})
	if err != nil {
		return err
	}
	header := []string{m.T.Say("message.one"), m.T.Say("message.kind"), m.T.Say("cohort.code"), m.T.Say("cohort.one"), m.T.Say("message.audience"), m.T.Say("message.state"),
		m.T.Say("message.send_at"), m.T.Say("message.outcome.sent"), m.T.Say("message.outcome.failed"), m.T.Say("message.outcome.queued")}
	return m.SendTable(m.T.Say("message.export_file"), header, rows)
}
