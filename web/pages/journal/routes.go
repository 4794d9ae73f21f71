// Package journal shows what everybody did: a case's timeline, an
// organisation's whole log, what IMI did across organisations; and answers why
// somebody may do something, or may not.
package journal

import (
	"time"

	"github.com/google/uuid"

	"accord/app/journal"
	"accord/app/paging"
	"accord/app/people"
	"accord/tenants"
	"accord/web"
	ui "accord/web/templates"
)

type pages struct{ db *tenants.DB }

var administrators = []tenants.Role{tenants.RoleAdministrator, tenants.RoleIMIAdministrator}

// Routes registers the pages.
func Routes(app *web.App, db *tenants.DB) {
	p := pages{db}
	door := app.Member()
	door.Get("/log", "journal.list", p.log)
	door.Post("/log/export", "journal.export", p.export)
	door.Post("/log/file", "journal.take", p.take)
	door.Get("/why", "journal.why", p.why)
	app.Nav(web.Nav{Door: tenants.DoorMember, Group: web.Administration, Order: 60, Key: "journal.nav", Icon: "history", Path: "/log", Roles: administrators})
	app.Nav(web.Nav{Door: tenants.DoorMember, Group: web.Administration, Order: 70, Key: "journal.why_nav", Icon: "help-circle", Path: "/why", Roles: administrators})

	imi := app.Overseer()
	imi.Get("/log", "oversight.log", p.oversightLog)
	imi.Get("/why", "oversight.why", p.oversightWhy)
	app.Nav(web.Nav{Door: tenants.DoorOverseer, Group: web.Administration, Order: 60, Key: "journal.nav", Icon: "history", Path: "/log", Roles: administrators})
	app.Nav(web.Nav{Door: tenants.DoorOverseer, Group: web.Administration, Order: 70, Key: "journal.why_nav", Icon: "help-circle", Path: "/why", Roles: administrators})
}

// listed is a page of a log.
type listed struct {
	page    paging.Page[journal.AuditLog]
	filter  journal.Filter
	people  []people.Member // to choose one of
	asked   map[string]string
	exports bool
}

func (l listed) narrowed() bool { return l.filter != journal.Filter{} }

// The periods a log can be narrowed to, in days.
var periods = map[string]int{"7": 7, "30": 30, "90": 90, "365": 365}

// Areas of a log, by the beginning of its actions.
var areas = []string{"membership", "organisation", "program", "cohort", "session", "attendance", "completion", "certificate", "candidate", "import", "logbook", "exemption",
	"document", "assessment", "submission", "credential", "request", "rule_set", "api_token", "journal", "message", "material", "evaluation", "mail"}

// asked are the filters' names in the address.
var asked = []string{"area", "person", "since", "show", "subject"}

// filter reads a log's filters; take answers one by its name.
func filter(take func(string) string, now time.Time) journal.Filter {
	var f journal.Filter
	for _, a := range areas {
		if take("area") == a {
			f.Area = a
		}
	}
	f.Person, _ = uuid.Parse(take("person"))
	f.Subject, _ = uuid.Parse(take("subject"))
	if days, ok := periods[take("since")]; ok {
		f.From = now.AddDate(0, 0, -days).Truncate(time.Hour)
	}
	switch take("show") {
	case "read":
		f.Reading = true
	case "imi":
		f.Door = string(tenants.DoorOverseer)
	}
	return f
}

func ask(r *web.Request) paging.Ask {
	return paging.Ask{After: r.Query("after"), Before: r.Query("before"), Limit: 50}
}

func (p pages) log(m *web.Member) error {
	l := listed{filter: filter(m.Query, p.db.Now()), exports: true, asked: map[string]string{}}
	for _, name := range asked {
		l.asked[name] = m.Query(name)
	}
	err := p.db.Read(m.Context(), m.Member, func(tx *tenants.Tx) (err error) {
		if l.page, err = journal.List(tx, l.filter, ask(m.Request)); err != nil {
			return err
		}
		l.people, err = everybody(tx)
		return err
	})
	if err != nil {
		return err
	}
	return m.Render(ui.Page{Title: m.T.Say("journal.title")}, logPage(l))
}

// everybody lists the people a form can choose among.
func everybody(tx *tenants.Tx) ([]people.Member, error) {
	page, err := people.List(tx, people.Filter{State: people.Active}, paging.Ask{Limit: paging.MaxLimit})
	return page.Items, err
}

func (p pages) oversightLog(o *web.Overseer) error {
	l := listed{filter: filter(o.Query, p.db.Now())}
	tenant, _ := uuid.Parse(o.Query("organisation"))
	err := p.db.OverseeRead(o.Context(), o.Overseer, "read IMI's own log", func(tx *tenants.OversightTx) (err error) {
		l.page, err = journal.Oversight(tx, tenant, l.filter, ask(o.Request))
		return err
	})
	if err != nil {
		return err
	}
	return o.Render(ui.Page{Title: o.T.Say("journal.title_imi")}, logPage(l))
}
