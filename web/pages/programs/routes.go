// Package programs shows what an organisation offers and IMI recognises: the
// organisation keeps its programs and their criteria and proposes them; IMI
// reads what is proposed and recognises it.
package programs

import (
	"github.com/google/uuid"

	"accord/app/journal"
	"accord/app/organisations"
	"accord/app/programs"
	"accord/app/standards"
	"accord/tenants"
	"accord/tenants/fault"
	"accord/web"
	ui "accord/web/templates"
)

type pages struct{ db *tenants.DB }

// Routes registers the pages.
func Routes(app *web.App, db *tenants.DB) {
	p := pages{db}
	door := app.Member()
	door.Get("/programs", "program.list", p.list)
	door.Get("/programs/new", "program.new", p.blank)
	door.Post("/programs", "program.create", p.create)
	door.Get("/programs/:id", "program.show", p.show)
	door.Get("/programs/:id/edit", "program.revise", p.revise)
	door.Post("/programs/:id/edit", "program.edit", p.edit)
	door.Post("/programs/:id/propose", "program.propose", p.propose)
	door.Post("/programs/:id/take-back", "program.take_back", p.takeBack)
	door.Get("/programs/:id/floor", "program.ask_floor", p.askFloor)
	door.Post("/programs/:id/floor", "program.raise", p.raise)
	door.Get("/programs/:id/close", "program.ask_close", p.askClose)
	door.Post("/programs/:id/close", "program.close", p.close)
	door.Get("/programs/:id/locations/new", "program.new_location", p.blankLocation)
	door.Post("/programs/:id/locations", "program.add_location", p.addLocation)
	door.Get("/programs/:id/locations/:location/edit", "program.revise_location", p.reviseLocation)
	door.Post("/programs/:id/locations/:location/edit", "program.edit_location", p.editLocation)
	door.Get("/programs/:id/locations/:location/end", "program.ask_end_location", p.askEndLocation)
	door.Post("/programs/:id/locations/:location/end", "program.end_location", p.endLocation)
	door.Get("/programs/:id/criteria/new", "program.new_criterion", p.blankCriterion)
	door.Post("/programs/:id/criteria", "program.add_criterion", p.addCriterion)
	door.Get("/programs/:id/criteria/:criterion/edit", "program.revise_criterion", p.reviseCriterion)
	door.Post("/programs/:id/criteria/:criterion/edit", "program.edit_criterion", p.editCriterion)
	door.Post("/programs/:id/criteria/:criterion/raise", "program.raise_criterion", p.raiseCriterion)
	door.Get("/programs/:id/criteria/:criterion/remove", "program.ask_remove_criterion", p.askRemove)
	door.Post("/programs/:id/criteria/:criterion/remove", "program.remove_criterion", p.removeCriterion)
	app.Nav(web.Nav{Door: tenants.DoorMember, Group: web.Quality, Order: 10, Key: "programs.nav", Icon: "rosette-discount-check", Path: "/programs",
		Roles: tenants.OrganisationRoles})

	imi := app.Overseer()
	imi.Get("/programs", "proposal.list", p.proposals)
	imi.Get("/programs/export", "proposal.export", p.export)
	imi.Get("/organisations/:organisation/programs/:id", "proposal.show", p.proposal)
	imi.Get("/organisations/:organisation/programs/:id/recognition", "proposal.ask", p.askRecognise)
	imi.Post("/organisations/:organisation/programs/:id/recognition", "proposal.recognise", p.recognise)
	app.Nav(web.Nav{Door: tenants.DoorOverseer, Group: web.Register, Order: 20, Key: "programs.nav_imi", Icon: "rosette-discount-check", Path: "/programs"})
}

func (p pages) read(m *web.Member, fn func(*tenants.Tx) error) error {
	return p.db.Read(m.Context(), m.Member, fn)
}

// do runs a verb on the page's program and leads back to it.
func (p pages) do(m *web.Member, verb func(*tenants.Tx, uuid.UUID) error, key string) error {
	id, err := m.ID("id")
	if err != nil {
		return err
	}
	if err := m.Form().Err(); err != nil {
		return err
	}
	if err := p.db.Write(m.Context(), m.Member, func(tx *tenants.Tx) error { return verb(tx, id) }); err != nil {
		return err
	}
	return m.Redirect("/programs/"+id.String(), key)
}

// shown is a program's page, the organisation's and IMI's.
type shown struct {
	programs.Whole
	events []journal.AuditLog

	organisation organisations.Organisation // at IMI
	missing      []fault.FieldError         // of a draft
	floor, imi   standards.Floor            // what it asks, and what IMI asks; zero where nothing is counted
	raises       bool
	locates      bool
	edits        bool
	proposes     bool
	takesBack    bool
	closes       bool
	recognises   bool
}

func (p pages) load(m *web.Member) (s shown, err error) {
	id, err := m.ID("id")
	if err != nil {
		return s, err
	}
	err = p.read(m, func(tx *tenants.Tx) error {
		if s.Whole, err = programs.Load(tx, id); err != nil {
			return err
		}
		s.edits = tx.Can("edit", &s.Program)
		s.proposes = s.edits && tx.Can("propose", &s.Program)
		s.takesBack = s.State() == programs.Proposed && tx.Can("propose", &s.Program)
		s.closes = tx.Can("close", &s.Program)
		s.locates = tx.Can("locate", &s.Program) && (s.State() == programs.Draft || s.State() == programs.Recognised)
		if s.imi, err = programs.IMIFloor(tx, s.Program); err != nil {
			return err
		}
		floors, err := programs.Floors(tx, id)
		if err != nil {
			return err
		}
		s.floor, s.raises = floors[id], s.imi != standards.Floor{} && tx.Can("raise", &s.Program)
		if s.State() == programs.Draft {
			s.missing = programs.Missing(s.Whole)
		}
		s.events, err = journal.OfCase(tx, tx.Tenant(), id)
		return err
	})
	return s, err
}

func crumbs(m *web.Member, more ...ui.Crumb) []ui.Crumb {
	return append([]ui.Crumb{{Label: m.T.Say("programs.title"), Href: m.Link("/programs")}}, more...)
}

func crumbOf(m *web.Member, p programs.Program) ui.Crumb {
	return ui.Crumb{Label: p.Title, Href: m.Link("/programs/" + p.ID.String())}
}
