// Package personal shows a trainee their own page, behind their personal link,
// and staff the links of a cohort.
//
// The page is made of sections. The course itself stands here; other concepts
// hand theirs to Routes, so that no page imports backwards:
//
//	personal.Routes(app, db, checkinspages.OwnSection(), materialspages.OwnSection())
//
// A concept whose section has a form registers its routes at the public door
// under Place and admits the guest itself:
//
//	app.Public().Post(personal.Place+"/evaluation", "evaluation.answer", func(r *web.Public) error {
//		g, err := personal.Admit(db, r)
//		…
//		err = db.Write(r.Context(), g.Member, func(tx *tenants.Tx) error { … g.Enrolment … })
//		return g.Back("evaluation", "evaluation.thanks")
//	})
package personal

import (
	"slices"
	"time"

	"github.com/a-h/templ"
	"github.com/google/uuid"

	"accord/app/letters"
	"accord/app/personal"
	"accord/app/trainings"
	"accord/tenants"
	"accord/tenants/fault"
	"accord/web"
	ui "accord/web/templates"
)

// Place is where a personal page is; the address of a section's act follows it.
const Place = "/o/:organisation/personal/:token"

// Section is a part of a trainee's page that another concept brings.
type Section struct {
	Order int    // among the sections, from the top: see the orders below
	Key   string // its heading, for the page's index; "" when it is not to be found there
	ID    string // the fragment of its address, for the index and for Back
	// Load reads what the section shows, as the guest and in the page's reading
	// transaction, and answers it as a component, card and all; nil when there
	// is nothing to show.
	Load func(g *Guest, tx *tenants.Tx, t trainings.Training) (templ.Component, error)
}

// The orders of the page's own sections; others stand between them.
const (
	OrderNext        = 10
	OrderStanding    = 30
	OrderSessions    = 50
	OrderCertificate = 90
)

// Guest is whoever came by a personal link: the trainee of one enrolment.
type Guest struct {
	*web.Public
	Member    tenants.Member // for db.Read and db.Write
	Link      tenants.Link
	Enrolment uuid.UUID
	Zone      *time.Location // the cohort's
}

// Admit admits the holder of the personal link of the address, and says that
// the answer is theirs alone. Returns NotFound when the link ended or never was.
func Admit(db *tenants.DB, r *web.Public) (*Guest, error) {
	r.Unlisted()
	return AdmitToken(db, r, r.Param("organisation"), r.Param("token"))
}

// AdmitToken is Admit for a token that did not come with the address.
func AdmitToken(db *tenants.DB, r *web.Public, organisation, token string) (*Guest, error) {
	l, err := db.LinkOf(r.Context(), token)
	if err == nil && (l.Act != personal.ActAttend || l.Slug != organisation) {
		err = fault.New(fault.NotFound, "fault.link_gone")
	}
	if err != nil {
		return nil, err
	}
	g := &Guest{Public: r, Link: l, Enrolment: l.Subject, Zone: time.UTC}
	if zone, err := time.LoadLocation(l.TimeZone); err == nil {
		g.Zone = zone
	}
	g.Member, err = db.GuestMember(r.Context(), l, uuid.Nil, r.RequestID())
	if err != nil {
		return nil, err
	}
	return g, db.Read(r.Context(), g.Member, func(tx *tenants.Tx) error {
		e, err := trainings.EnrolmentOf(tx, g.Enrolment)
		if err != nil {
			return ended(err)
		}
		c, err := trainings.Get(tx, e.CohortID)
		if err == nil {
			g.Zone = c.Zone()
		}
		return ended(err)
	})
}

// ended says of an enrolment that a link does not open any more what is said of
// a link that never was.
func ended(err error) error {
	if fault.Is(err, fault.NotFound) {
		return fault.New(fault.NotFound, "fault.link_gone")
	}
	return err
}

// Base is the address of the page; a section's acts stand beneath it.
func (g *Guest) Base() string {
	return PathOf(g.Link, g.Param("token"))
}

// PathOf is the address of the page that a personal link opens.
func PathOf(l tenants.Link, token string) string { return letters.LinkPath(l, token) }

// Href is an address beneath the page.
func (g *Guest) Href(path string) templ.SafeURL { return templ.SafeURL(g.Base() + path) }

// Back ends an act of a section: back to the section, saying what happened, as
// a key of the catalogue with its values.
func (g *Guest) Back(section, key string, pairs ...any) error {
	to := g.Base()
	if section != "" {
		to += "#" + section
	}
	return g.Redirect(to, key, pairs...)
}

type pages struct {
	db       *tenants.DB
	sections []Section
}

// Routes registers the pages.
func Routes(app *web.App, db *tenants.DB, sections ...Section) {
	p := pages{db: db, sections: append([]Section{
		{Order: OrderNext, ID: "next", Load: nextSection}, {Order: OrderStanding, Key: "personal.standing", ID: "standing", Load: standingSection},
		{Order: OrderSessions, Key: "personal.sessions", ID: "sessions", Load: sessionsSection},
		{Order: OrderCertificate, Key: "personal.certificate", ID: "certificate", Load: certificateSection},
	}, sections...)}
	slices.SortStableFunc(p.sections, func(a, b Section) int { return a.Order - b.Order })
	app.Public().Get(Place, "personal.show", p.show)
	app.Public().Post(Place+"/forget", "personal.forget", p.forget)

	door := app.Member()
	door.Get("/cohorts/:id/links", "personal.list", p.list)
	door.Post("/cohorts/:id/links", "personal.send_all", p.sendAll)
	door.Get("/cohorts/:id/candidates/:enrolment/link", "personal.link", p.link)
	door.Post("/cohorts/:id/candidates/:enrolment/link", "personal.send", p.send)
	door.Get("/cohorts/:id/candidates/:enrolment/link/renewal", "personal.ask_renew", p.askRenew)
	door.Post("/cohorts/:id/candidates/:enrolment/link/renewal", "personal.renew", p.renew)
}

func (p pages) read(m *web.Member, fn func(*tenants.Tx) error) error {
	return p.db.Read(m.Context(), m.Member, fn)
}

func (p pages) write(m *web.Member, fn func(*tenants.Tx) error) error {
	return p.db.Write(m.Context(), m.Member, fn)
}

func at(c trainings.Cohort) string { return "/cohorts/" + c.ID.String() }

func crumbs(m *web.Member, c trainings.Cohort, more ...ui.Crumb) []ui.Crumb {
	return append([]ui.Crumb{{Label: m.T.Say("cohort.title"), Href: m.Link("/cohorts")}, {Label: c.Title, Href: m.Link(at(c))}}, more...)
}
