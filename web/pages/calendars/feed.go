package calendars

import (
	"strings"

	"github.com/a-h/templ"
	"github.com/google/uuid"

	"accord/app/calendars"
	"accord/app/days"
	"accord/app/trainings"
	"accord/tenants"
	"accord/tenants/fault"
	"accord/web"
	"accord/web/forms"
	"accord/web/locales"
	"accord/web/pages/personal"
	ui "accord/web/templates"
)

// feedView is a feed, as its holder has it.
type feedView struct {
	address    string // "" when there is none
	everything bool
	manager    bool // who may choose between all sessions and their own
}

func (p pages) feed(m *web.Member) error {
	v, err := p.mine(m)
	if err != nil {
		return err
	}
	return m.Render(feedPageOf(m), feedPage(forms.New().Set("everything", map[bool]string{true: "all", false: "mine"}[v.everything]), v))
}

func (p pages) mine(m *web.Member) (v feedView, err error) {
	if !m.HasRole(follow...) {
		return v, fault.Denied()
	}
	v.manager = m.HasRole(tenants.RoleAdministrator, tenants.RoleProgramManager)
	v.everything = v.manager
	return v, p.db.Read(m.Context(), m.Member, func(tx *tenants.Tx) error {
		f, err := calendars.Mine(tx, uuid.Nil)
		if fault.Is(err, fault.NotFound) {
			return nil
		}
		v.address, v.everything = p.addressOf(m.Organisation().Slug, f), f.Everything
		return err
	})
}

// addressOf is a feed's address. Its token is derived, and is nowhere at rest.
func (p pages) addressOf(slug string, f calendars.Feed) string {
	return p.site + calendars.Path(slug, p.db.LinkToken(f.ID))
}

func (p pages) makeFeed(m *web.Member) error {
	v, err := p.mine(m)
	if err != nil {
		return err
	}
	f := m.Form()
	everything := v.manager && f.OptionalChoice("everything", "all", "mine") == "all"
	if err = f.Err(); err == nil {
		err = p.db.Write(m.Context(), m.Member, func(tx *tenants.Tx) error {
			_, err := calendars.Make(tx, calendars.NewFeed{Everything: everything, Locale: m.T.Locale()})
			return err
		})
	}
	if err != nil {
		return m.Refuse(f, err, feedPageOf(m), feedPage(f, v))
	}
	return m.Redirect("/calendar/feed", "calendar.feed_made")
}

func (p pages) endFeed(m *web.Member) error {
	v, err := p.mine(m)
	if err != nil {
		return err
	}
	f := m.Form()
	if err = f.Err(); err == nil {
		err = p.db.Write(m.Context(), m.Member, func(tx *tenants.Tx) error { return calendars.End(tx, uuid.Nil) })
	}
	if err != nil {
		return m.Refuse(f, err, feedPageOf(m), feedPage(f, v))
	}
	return m.Redirect("/calendar/feed", "calendar.feed_ended")
}

func feedPageOf(m *web.Member) ui.Page {
	if !m.HasRole(whose...) {
		return ui.Page{Title: m.T.Say("calendar.subscribe")}
	}
	return ui.Page{Title: m.T.Say("calendar.subscribe"), Crumbs: []ui.Crumb{{Label: m.T.Say("calendar.title"), Href: m.Link("/calendar")}}}
}

// read answers a calendar that asks, without an account or a cookie: whose the
// address is, their language and their rights are read each time anew.
func (p pages) read(r *web.Public) error {
	r.Unlisted()
	token, ok := strings.CutSuffix(r.Param("token"), ".ics")
	gone := fault.New(fault.NotFound, "fault.link_gone")
	if !ok {
		return gone
	}
	l, err := p.db.LinkOf(r.Context(), token)
	if err == nil && (l.Slug != r.Param("organisation") || l.Act != calendars.ActMember && l.Act != calendars.ActTrainee) {
		err = gone
	}
	if err != nil {
		return err
	}
	var all []calendars.Entry
	var slots []days.Entry
	page := ""
	if l.Act == calendars.ActTrainee {
		all, slots, err = p.ofTrainee(r, l)
	} else {
		all, slots, err = p.ofMember(r, l)
		page = p.site + "/o/" + l.Slug + "/cohorts/"
	}
	if fault.Is(err, fault.NotFound) {
		return gone
	}
	if err != nil {
		return err
	}
	t := locales.New(l.Locale, nil)
	text := calendars.ICal(all, calendars.Words{Name: l.Organisation, Zone: l.TimeZone, Online: t.Say("session.link_open"),
		Hours: func(h float64) string { return t.Sentence(ui.Hours(h)) },
		Page: func(s trainings.TrainingSession) string {
			if page == "" {
				return s.Link
			}
			return page + s.CohortID.String() + "/sessions"
		}}, days.Events(slots, func(e days.Entry) string {
		if page == "" {
			return e.LinkOr(e.Day)
		}
		return p.site + "/o/" + l.Slug + "/days/" + e.DayID.String()
	})...)
	return r.SendFresh("text/calendar; charset=utf-8; method=PUBLISH", []byte(text))
}

// ofMember reads a member's calendar with the rights that they have now.
func (p pages) ofMember(r *web.Public, l tenants.Link) (all []calendars.Entry, slots []days.Entry, err error) {
	clerk, err := p.db.AdmitClerk(r.Context(), l.Tenant, "calendar", r.RequestID())
	if err != nil {
		return nil, nil, err
	}
	var f calendars.Feed
	err = p.db.Read(r.Context(), clerk, func(tx *tenants.Tx) (err error) { f, err = calendars.Holder(tx, l.ID); return err })
	if err != nil {
		return nil, nil, err
	}
	if f.PersonID == nil {
		return nil, nil, fault.Absent("calendar_feed")
	}
	holder, err := p.db.ReadmitMember(r.Context(), *f.PersonID, l.Tenant, r.RequestID())
	if err != nil {
		return nil, nil, err
	}
	err = p.db.Read(r.Context(), holder, func(tx *tenants.Tx) (err error) {
		if all, err = calendars.Sessions(tx, f); err == nil {
			slots, err = days.Calendar(tx, f.Everything)
		}
		return err
	})
	return all, slots, err
}

// ofTrainee reads a trainee's, as the guest that the link admits.
func (p pages) ofTrainee(r *web.Public, l tenants.Link) (all []calendars.Entry, slots []days.Entry, err error) {
	guest, err := p.db.GuestMember(r.Context(), l, uuid.Nil, r.RequestID())
	if err != nil {
		return nil, nil, err
	}
	err = p.db.Read(r.Context(), guest, func(tx *tenants.Tx) (err error) {
		if all, err = calendars.OwnSessions(tx); err == nil {
			slots, err = days.OfTrainee(tx)
		}
		return err
	})
	return all, slots, err
}

// makeOwn makes the address of a trainee's calendar, or a new one.
func (p pages) makeOwn(r *web.Public) error {
	g, err := personal.Admit(p.db, r)
	if err != nil {
		return err
	}
	if err := r.Form().Err(); err != nil {
		return err
	}
	err = p.db.Write(r.Context(), g.Member, func(tx *tenants.Tx) error {
		_, err := calendars.Make(tx, calendars.NewFeed{Enrolment: g.Enrolment, Locale: r.T.Locale()})
		return err
	})
	if err != nil {
		return err
	}
	return g.Back("calendar", "calendar.feed_made")
}

// OwnSection is the calendar on a trainee's own page.
func OwnSection(db *tenants.DB, site string) personal.Section {
	p := pages{db, site}
	return personal.Section{Order: 60, ID: "calendar", Key: "calendar.subscribe", Load: func(g *personal.Guest, tx *tenants.Tx, _ trainings.Training) (templ.Component, error) {
		v := feedView{}
		f, err := calendars.Mine(tx, g.Enrolment)
		if err != nil && !fault.Is(err, fault.NotFound) {
			return nil, err
		}
		if err == nil {
			v.address = p.addressOf(g.Link.Slug, f)
		}
		return ownCard(g, v), nil
	}}
}
