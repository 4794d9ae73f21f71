// Package checkins shows a session's check-in: to its trainer, who puts it on
// the room's screen, and to trainees, who come by it with their own phone.
package checkins

import (
	"net/url"
	"time"

	"github.com/google/uuid"

	"accord/app/checkins"
	"accord/tenants"
	"accord/web"
	"accord/web/forms"
	"accord/web/pages/personal"
	ui "accord/web/templates"
)

type pages struct {
	db   *tenants.DB
	site string // the site's own address, which QR codes carry
}

// Routes registers the pages.
func Routes(app *web.App, db *tenants.DB, site string) {
	p := pages{db, site}
	door := app.Member()
	door.Get("/cohorts/:id/sessions/:session/check-in", "check_in.room", p.room)
	door.Post("/cohorts/:id/sessions/:session/check-in", "check_in.open", p.open)
	door.Post("/cohorts/:id/sessions/:session/check-in/closing", "check_in.close", p.close)

	public := app.Public()
	public.Get("/o/:organisation/check-in/:session", "check_in.scanned", p.scanned)
	public.Post("/o/:organisation/check-in/:session", "check_in.come", p.come)
	public.Get(personal.Place+"/check-in/:session", "check_in.ask", p.ask)
	public.Post(personal.Place+"/check-in/:session", "check_in.type", p.typed)
}

// roomView is what a session's trainer sees.
type roomView struct {
	checkins.Room
	zone    *time.Location
	can     bool // whether the reader may open and close it
	address string
	path    string // the QR code, as the path of an SVG
	size    int    // of the code
}

func (p pages) load(m *web.Member) (v roomView, err error) {
	cohort, err := m.ID("id")
	if err != nil {
		return v, err
	}
	session, err := m.ID("session")
	if err != nil {
		return v, err
	}
	err = p.db.Read(m.Context(), m.Member, func(tx *tenants.Tx) error {
		if v.Room, err = checkins.RoomOf(tx, session); err != nil {
			return err
		}
		v.zone = v.Cohort.Zone()
		v.can = tx.Can("record", &v.Cohort)
		return sameCohort(v.Session, cohort)
	})
	if err == nil && v.Open != nil {
		v.address = p.site + "/o/" + m.Organisation().Slug + "/check-in/" + session.String()
		v.path, v.size, err = codeOf(v.address + "?code=" + url.QueryEscape(v.Code))
	}
	return v, err
}

func (p pages) room(m *web.Member) error {
	v, err := p.load(m)
	if err != nil {
		return err
	}
	if m.Partial() && m.Header("HX-Target") == "room" {
		return m.Fragment(roomNow(v))
	}
	return m.Render(roomPageOf(m, v), roomPage(forms.New(), v))
}

func (p pages) open(m *web.Member) error {
	return p.act(m, "", func(tx *tenants.Tx, id uuid.UUID) error { _, err := checkins.Open(tx, id); return err })
}

func (p pages) close(m *web.Member) error { return p.act(m, "check_in.closed_now", checkins.Close) }

func (p pages) act(m *web.Member, said string, do func(*tenants.Tx, uuid.UUID) error) error {
	v, err := p.load(m)
	if err != nil {
		return err
	}
	f := m.Form()
	if err = f.Err(); err == nil {
		err = p.db.Write(m.Context(), m.Member, func(tx *tenants.Tx) error { return do(tx, v.Session.ID) })
	}
	if err != nil {
		return m.Refuse(f, err, roomPageOf(m, v), roomPage(f, v))
	}
	return m.Redirect(roomAt(v), said)
}

func roomAt(v roomView) string {
	return "/cohorts/" + v.Cohort.ID.String() + "/sessions/" + v.Session.ID.String() + "/check-in"
}

func roomPageOf(m *web.Member, v roomView) ui.Page {
	at := "/cohorts/" + v.Cohort.ID.String()
	return ui.Page{Title: m.T.Say("check_in.title"), Crumbs: []ui.Crumb{{Label: m.T.Say("cohort.title"), Href: m.Link("/cohorts")},
		{Label: v.Cohort.Title, Href: m.Link(at)}, {Label: m.T.Say("cohort.sessions"), Href: m.Link(at + "/sessions")}}}
}
