// Package identities shows whether a candidate's, or an applicant's, identity
// was checked, and notes a check.
package identities

import (
	"github.com/a-h/templ"

	"accord/app/applications"
	"accord/app/candidates"
	"accord/app/identities"
	"accord/tenants"
	"accord/web"
	"accord/web/forms"
	applicationpages "accord/web/pages/applications"
	file "accord/web/pages/candidates"
	ui "accord/web/templates"
)

type pages struct{ db *tenants.DB }

// Routes registers the pages.
func Routes(app *web.App, db *tenants.DB) {
	p := pages{db}
	door := app.Member()
	door.Get("/candidates/:id/identity/new", "identity.new", p.blank)
	door.Post("/candidates/:id/identity", "identity.check", p.check)
	door.Get("/applications/:id/identity/new", "identity.new_applicant", p.blankApplicant)
	door.Post("/applications/:id/identity", "identity.check_applicant", p.checkApplicant)
}

// checked is whose identity is looked at, and what is known of it.
type checked struct {
	all    []identities.Check
	checks bool   // the reader can note one
	at     string // the page of whom it is about
	name   string
}

// Section is the identity check in a candidate's file.
func Section() file.Section {
	return file.Section{Order: 25, Aside: true, Key: "identity.title", Load: func(m *web.Member, tx *tenants.Tx, c candidates.Candidate) (templ.Component, error) {
		probe := identities.Check{TenantID: tx.Tenant(), ID: tx.NewID(), CandidateID: &c.ID}
		if !tx.Can("read", &probe) {
			return nil, nil
		}
		v := checked{checks: tx.Can("check", &probe), at: "/candidates/" + c.ID.String(), name: c.Name}
		var err error
		v.all, err = identities.OfCandidate(tx, c.ID)
		return section(v), err
	}}
}

// ApplicantSection is the identity check beside an application.
func ApplicantSection() applicationpages.Section {
	return func(_ *web.Member, tx *tenants.Tx, a applications.Application) (templ.Component, error) {
		probe := identities.Check{TenantID: tx.Tenant(), ID: tx.NewID(), ApplicationID: &a.ID}
		v := checked{checks: a.Open() && tx.Can("check", &probe), at: "/applications/" + a.ID.String(), name: a.Name}
		var err error
		v.all, err = identities.OfApplication(tx, a.ID)
		return section(v), err
	}
}

// subject is whom a form is about.
type subject struct {
	identities.NewCheck
	at, name string
	crumbs   []ui.Crumb
}

func (s subject) page(m *web.Member) ui.Page {
	return ui.Page{Title: m.T.Say("identity.new"), Crumbs: s.crumbs}
}

func (p pages) candidate(m *web.Member) (s subject, err error) {
	id, err := m.ID("id")
	if err != nil {
		return s, err
	}
	return s, p.db.Read(m.Context(), m.Member, func(tx *tenants.Tx) error {
		c, err := candidates.Get(tx, id)
		if err != nil {
			return err
		}
		s = subject{at: "/candidates/" + id.String(), name: c.Name, crumbs: []ui.Crumb{{Label: m.T.Say("candidate.nav"), Href: m.Link("/candidates")}, {Label: c.Name, Href: m.Link("/candidates/" + id.String())}}}
		s.Candidate = id
		return tx.Allow("check", &identities.Check{TenantID: tx.Tenant(), ID: tx.NewID(), CandidateID: &id})
	})
}

func (p pages) applicant(m *web.Member) (s subject, err error) {
	id, err := m.ID("id")
	if err != nil {
		return s, err
	}
	return s, p.db.Read(m.Context(), m.Member, func(tx *tenants.Tx) error {
		a, err := applications.Get(tx, id)
		if err != nil {
			return err
		}
		s = subject{at: "/applications/" + id.String(), name: a.Name, crumbs: []ui.Crumb{{Label: m.T.Say("application.nav"), Href: m.Link("/applications")}, {Label: a.Name, Href: m.Link("/applications/" + id.String())}}}
		s.Application = id
		return tx.Allow("check", &identities.Check{TenantID: tx.Tenant(), ID: tx.NewID(), ApplicationID: &id})
	})
}

func (p pages) blank(m *web.Member) error          { return p.show(m, p.candidate) }
func (p pages) blankApplicant(m *web.Member) error { return p.show(m, p.applicant) }
func (p pages) check(m *web.Member) error          { return p.note(m, p.candidate) }
func (p pages) checkApplicant(m *web.Member) error { return p.note(m, p.applicant) }

func (p pages) show(m *web.Member, of func(*web.Member) (subject, error)) error {
	s, err := of(m)
	if err != nil {
		return err
	}
	f := forms.New().Set("outcome", string(identities.Done)).SetDate("checked_on", m.View().Now.In(m.OrganisationZone()))
	return m.Render(s.page(m), newPage(f, s))
}

func (p pages) note(m *web.Member, of func(*web.Member) (subject, error)) error {
	s, err := of(m)
	if err != nil {
		return err
	}
	f := m.Form()
	in := s.NewCheck
	in.Outcome = identities.Outcome(f.Choice("outcome", string(identities.Done), string(identities.Failed)))
	in.Paper, in.Country, in.Seen = f.Choice("paper", identities.Papers...), f.OptionalText("country", 2), f.Choice("seen", identities.Seens...)
	in.LastSigns, in.Reason, in.CheckedOn = f.OptionalText("last_signs", 60), f.OptionalText("reason", identities.MaxReason), f.Date("checked_on")
	if err = f.Err(); err == nil {
		err = p.db.Write(m.Context(), m.Member, func(tx *tenants.Tx) error { _, err := identities.Note(tx, in); return err })
	}
	if err != nil {
		if len(in.LastSigns) > identities.MaxSigns { // a whole number does not stand in a page either
			f.Set("last_signs", "")
		}
		return m.Refuse(f, err, s.page(m), newPage(f, s))
	}
	return m.Redirect(s.at, "identity.noted."+string(in.Outcome), "Name", s.name)
}
