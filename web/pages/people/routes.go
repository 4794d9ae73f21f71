// Package people shows who one is and who belongs to an organisation: signing
// in, the pages behind one-use links, one's own page, members and API tokens.
package people

import (
	"github.com/a-h/templ"

	"accord/app/people"
	"accord/tenants"
	"accord/web"
)

// Section is a part of one's own page that another concept brings.
type Section struct {
	Order int // among the sections, from the top: organisations are at 10, the profile at 30
	// Load reads what the section shows and answers it as a component, cards and
	// all; nil when there is nothing to show. It runs in the page's transaction.
	Load func(s *web.Self, tx *tenants.SelfTx) (templ.Component, error)
}

type pages struct {
	db       *tenants.DB
	sections []Section
}

// Routes registers the pages.
func Routes(app *web.App, db *tenants.DB, sections ...Section) {
	p := pages{db: db, sections: ownSections(sections)}
	door := app.Public()
	door.Get("/sign-in", "account.sign_in", p.signIn)
	door.Post("/sign-in", "account.enter", p.enter)
	door.Post("/sign-out", "account.sign_out", p.signOut)
	door.Get("/forgotten", "account.forgotten", p.forgotten)
	door.Post("/forgotten", "account.ask_reset", p.askReset)
	for _, prefix := range []string{"/o/:organisation", "/imi"} {
		door.Get(prefix+"/link/:token", "link.show", p.link)
		door.Post(prefix+"/link/:token", "link.redeem", p.redeem)
	}
	p.selfRoutes(app)
	p.memberRoutes(app)
}

// visit is what the request tells of the browser.
func visit(r *web.Request) people.Visit {
	return people.Visit{Address: r.Address(), UserAgent: r.Header("User-Agent"), Device: r.Device(), Session: r.SessionToken(), Request: r.RequestID()}
}

// admit gives the browser its new session.
func admit(r *web.Request, e people.Entrance) {
	if e.Session != "" {
		r.SignIn(e.Session)
		r.Know(e.Device)
	}
}
