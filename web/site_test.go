package web_test

import (
	"errors"
	"testing"

	"github.com/a-h/templ"

	"accord/app/apptest"
	"accord/app/trainings"
	"accord/tenants"
	"accord/tenants/fault"
	"accord/web"
	"accord/web/forms"
	ui "accord/web/templates"
	"accord/web/webtest"
)

// pages are small pages with a real domain function behind them.
type pages struct{ db *tenants.DB }

func (p pages) routes(app *web.App) {
	member := app.Member()
	member.Get("/", "test.home", func(m *web.Member) error { return m.Render(ui.Page{Title: "Home"}, ui.Notice(ui.Info, "inside")) })
	member.Get("/cohorts/:id", "test.cohort", func(m *web.Member) error {
		id, err := m.ID("id")
		if err != nil {
			return err
		}
		return m.JSON(map[string]any{"id": id})
	})
	member.Post("/cohorts", "test.cohort.open", p.open)
	app.Overseer().Get("/", "test.oversight", func(o *web.Overseer) error {
		return o.Render(ui.Page{Title: "Oversight"}, ui.Notice(ui.Info, "everywhere"))
	})
	app.Self().Get("/", "test.self", func(s *web.Self) error { return s.Render(ui.Page{Title: "Me"}, ui.Notice(ui.Info, "myself")) })
	public := app.Public()
	public.Get("/", "test.public", func(p *web.Public) error { return p.Render(ui.Page{Title: "Public"}, ui.Notice(ui.Info, "anybody")) })
	public.Get("/faults/:code", "test.fault", func(p *web.Public) error {
		return fault.New(fault.Code(p.Param("code")), "fault.moved_on").Because(errors.New("the secret cause"))
	})
	public.Get("/panic", "test.panic", func(*web.Public) error { panic("the secret cause") })
	public.Get("/broken", "test.broken", func(p *web.Public) error { return errors.New("the secret cause") })
	public.Post("/form", "test.form", func(p *web.Public) error {
		f := p.Form()
		name := f.Text("name", 20)
		if err := f.Err(); err != nil {
			return p.Refuse(f, err, ui.Page{Title: "Form"}, ui.Form(f, ui.FormOf{Action: "/form"}))
		}
		return p.Redirect("/", "style.sent", "Name", name)
	})
	app.Nav(web.Nav{Door: tenants.DoorMember, Key: "style.overview", Icon: "home", Path: "/"})
	app.Nav(web.Nav{Door: tenants.DoorMember, Group: web.Training, Key: "style.tables", Icon: "users", Path: "/cohorts"})
	app.Nav(web.Nav{Door: tenants.DoorMember, Group: web.Administration, Key: "style.forms", Icon: "users", Path: "/roles", Roles: []tenants.Role{tenants.RoleAdministrator}})
}

// open opens a cohort, as the page of cohorts would.
func (p pages) open(m *web.Member) error {
	f := m.Form()
	in := trainings.NewCohort{Program: f.UUID("program"), Code: f.Text("code", 40), Title: f.Text("title", 200), StartsOn: f.Date("starts"), EndsOn: f.Date("ends"),
		Language: "es", Place: "Quito", RequiredHours: 40, AttendanceFloor: 90, Capacity: 24}
	err := f.Err()
	if err == nil {
		err = p.db.Write(m.Context(), m.Member, func(tx *tenants.Tx) error { _, err := trainings.Open(tx, in); return err })
	}
	if err != nil {
		return m.Refuse(f, err, ui.Page{Title: "New cohort"}, newCohort(f))
	}
	return m.Redirect("/", "style.sent", "Name", in.Title)
}

func serve(t *testing.T) (*apptest.World, *webtest.Site) {
	t.Helper()
	w := apptest.NewWorld(t)
	return w, webtest.New(t, w, pages{w.DB}.routes)
}

func cohort(w *apptest.World, code string) webtest.Form {
	return webtest.Form{"program": {w.Andina.CMTP.String()}, "code": {code}, "title": {"Foundations"},
		"starts.day": {"1"}, "starts.month": {"3"}, "starts.year": {"2027"}, "ends.day": {"30"}, "ends.month": {"6"}, "ends.year": {"2027"}}
}

// newCohort is a form with the fields that the tests look at.
func newCohort(f *forms.Form) templ.Component {
	return ui.Form(f, ui.FormOf{Action: "cohorts"})
}
