// Package files shows a candidate their own file, where they land when they
// sign in, and staff who signs in to theirs.
package files

import (
	"slices"

	"github.com/a-h/templ"

	"accord/app/candidates"
	"accord/app/evidence"
	"accord/app/identities"
	"accord/tenants"
	"accord/web"
	file "accord/web/pages/candidates"
	consentpages "accord/web/pages/consents"
	identitypages "accord/web/pages/identities"
)

type pages struct {
	db       *tenants.DB
	room     *evidence.Room
	sections []file.Section
}

// Routes registers the pages with the sections that concepts bring to a
// candidate's own file; the parts are those of a candidate's page, as the
// candidate sees them.
func Routes(app *web.App, room *evidence.Room, sections ...file.Section) {
	p := pages{db: room.DB, room: room}
	p.sections = append([]file.Section{
		file.NewestOfLogbook("/file/logbook"),
		{Order: 10, Key: "file.trainings", Load: p.trainings},
		{Order: 50, Aside: true, Key: "identity.title", Load: identitySection},
		{Order: 60, Key: "consent.own", Load: consentsSection},
	}, sections...)
	slices.SortStableFunc(p.sections, func(a, b file.Section) int { return a.Order - b.Order })
	door := app.Member()
	door.Get("/file", "file.own", p.own)
	door.Get("/file/logbook", "file.logbook", p.logbook)
	door.Get("/file/profile", "file.profile", p.profile)
	door.Post("/file/profile", "file.edit", p.edit)
	door.Post("/file/consents/acknowledgement", "notice.acknowledge_file", p.acknowledge)
	door.Post("/file/consents/answer", "consent.answer_file", p.answer)
	door.Post("/file/export", "file.export", p.export)

	door.Post("/candidates/:id/access", "access.invite", p.invite)
	door.Get("/candidates/:id/access/revocation", "access.ask_revoke", p.askRevoke)
	door.Post("/candidates/:id/access/revocation", "access.revoke", p.revoke)
	door.Get("/invitations", "access.choose", p.choose)
	door.Post("/invitations", "access.invite_all", p.inviteAll)
	app.Nav(web.Nav{Door: tenants.DoorMember, Order: 1, Key: "file.nav", Icon: "folder", Path: "/file", Roles: []tenants.Role{tenants.RoleCandidate}})
}

func (p pages) read(m *web.Member, fn func(*tenants.Tx) error) error {
	return p.db.Read(m.Context(), m.Member, fn)
}

func (p pages) write(m *web.Member, fn func(*tenants.Tx) error) error {
	return p.db.Write(m.Context(), m.Member, fn)
}

func identitySection(_ *web.Member, tx *tenants.Tx, c candidates.Candidate) (templ.Component, error) {
	all, err := identities.OfCandidate(tx, c.ID)
	return identitypages.Own(all), err
}

func consentsSection(m *web.Member, tx *tenants.Tx, c candidates.Candidate) (templ.Component, error) {
	o, err := consentpages.Load(tx, c.ID, string(m.Link("/file/consents")), m.T.Locale())
	return consentpages.Cards(o), err
}
