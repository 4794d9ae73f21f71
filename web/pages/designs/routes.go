// Package designs shows by what a program assesses: the version in force and
// those before it, and the draft of the next, criterion by criterion.
package designs

import (
	"strconv"

	"accord/app/designs"
	"accord/app/programs"
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
	door.Get("/programs/:id/design", "design.show", p.show)
	door.Post("/programs/:id/design/draft", "design.begin", p.begin)
	door.Get("/programs/:id/design/draft", "design.draft", p.draft)
	door.Get("/programs/:id/design/draft/changes", "design.changes", p.changes)
	door.Get("/programs/:id/design/draft/sheet", "design.draft_sheet", p.draftSheet)
	door.Get("/programs/:id/design/draft/rule", "design.revise_rule", p.reviseRule)
	door.Post("/programs/:id/design/draft/rule", "design.set_rule", p.setRule)
	door.Get("/programs/:id/design/draft/criteria/new", "design.new_criterion", p.blankCriterion)
	door.Post("/programs/:id/design/draft/criteria", "design.add_criterion", p.addCriterion)
	door.Get("/programs/:id/design/draft/criteria/:criterion/edit", "design.revise_criterion", p.reviseCriterion)
	door.Post("/programs/:id/design/draft/criteria/:criterion/edit", "design.edit_criterion", p.editCriterion)
	door.Post("/programs/:id/design/draft/criteria/:criterion/raise", "design.raise_criterion", p.raiseCriterion)
	door.Get("/programs/:id/design/draft/criteria/:criterion/remove", "design.ask_remove", p.askRemove)
	door.Post("/programs/:id/design/draft/criteria/:criterion/remove", "design.remove_criterion", p.removeCriterion)
	door.Get("/programs/:id/design/draft/publish", "design.ask_publish", p.askPublish)
	door.Post("/programs/:id/design/draft/publish", "design.publish", p.publish)
	door.Get("/programs/:id/design/draft/discard", "design.ask_discard", p.askDiscard)
	door.Post("/programs/:id/design/draft/discard", "design.discard", p.discard)
	door.Get("/programs/:id/design/versions", "design.versions", p.versions)
	door.Get("/programs/:id/design/versions/:number", "design.version", p.version)
	door.Get("/programs/:id/design/versions/:number/sheet", "design.version_sheet", p.versionSheet)
	door.Get("/programs/:id/design/versions/:number/export", "design.export", p.export)
}

func (p pages) read(m *web.Member, fn func(*tenants.Tx) error) error {
	return p.db.Read(m.Context(), m.Member, fn)
}

func (p pages) write(m *web.Member, fn func(*tenants.Tx) error) error {
	return p.db.Write(m.Context(), m.Member, fn)
}

// shown is a design's page.
type shown struct {
	designs.Whole
	inForce bool // it is the version that is in force
	none    bool // nothing is published, or there is no draft
	drafted bool // there is a draft
	edits   bool // the reader keeps the draft
	missing []fault.FieldError
	changes []designs.Change
	before  designs.Whole // what is in force beside a draft
}

func (p pages) of(m *web.Member, which func(*tenants.Tx, programs.Program) (designs.Whole, error)) (s shown, err error) {
	id, err := m.ID("id")
	if err != nil {
		return s, err
	}
	err = p.read(m, func(tx *tenants.Tx) error {
		program, err := programs.Load(tx, id)
		if err != nil {
			return err
		}
		if !program.Assesses() {
			return fault.Absent("design")
		}
		if s.Whole, err = which(tx, program.Program); err != nil {
			return err
		}
		s.none = s.Design.CreatedAt.IsZero()
		s.Program = program.Program
		d := designs.Design{TenantID: tx.Tenant(), ID: tx.NewID(), ProgramID: id}
		s.edits = program.ClosedAt == nil && tx.Can("draft", &d)
		if s.before, _, err = designs.Optional(designs.Current(tx, id)); err != nil {
			return err
		}
		s.inForce = !s.none && s.before.ID == s.ID
		if s.edits {
			_, s.drafted, err = designs.Optional(designs.DraftOf(tx, id))
		}
		return err
	})
	if err == nil && !s.none && s.Draft() {
		s.missing = designs.Missing(s.Whole)
		s.changes = designs.Changes(s.before, s.Whole)
	}
	return s, err
}

func (p pages) current(m *web.Member) (shown, error) {
	return p.of(m, func(tx *tenants.Tx, program programs.Program) (designs.Whole, error) {
		w, _, err := designs.Optional(designs.Current(tx, program.ID))
		return w, err
	})
}

func (p pages) ofDraft(m *web.Member) (shown, error) {
	return p.of(m, func(tx *tenants.Tx, program programs.Program) (designs.Whole, error) {
		return designs.DraftOf(tx, program.ID)
	})
}

// editing is the draft's page for those who may change it.
func (p pages) editing(m *web.Member) (shown, error) {
	s, err := p.ofDraft(m)
	if err == nil && !s.edits {
		err = fault.New(fault.Conflict, "design.program_closed")
	}
	return s, err
}

func (p pages) ofVersion(m *web.Member) (shown, error) {
	number, err := strconv.Atoi(m.Param("number"))
	if err != nil || number < 1 || number > 1_000_000 {
		return shown{}, fault.Absent("design")
	}
	return p.of(m, func(tx *tenants.Tx, program programs.Program) (designs.Whole, error) {
		return designs.Version(tx, program.ID, number)
	})
}

func at(s shown) string { return "/programs/" + s.Program.ID.String() + "/design" }

func crumbs(m *web.Member, s shown, more ...ui.Crumb) []ui.Crumb {
	return append([]ui.Crumb{{Label: m.T.Say("programs.title"), Href: m.Link("/programs")},
		{Label: s.Program.Title, Href: m.Link("/programs/" + s.Program.ID.String())}}, more...)
}

func designCrumb(m *web.Member, s shown) ui.Crumb {
	return ui.Crumb{Label: m.T.Say("design.title"), Href: m.Link(at(s))}
}

func draftCrumbs(m *web.Member, s shown) []ui.Crumb {
	return crumbs(m, s, designCrumb(m, s), ui.Crumb{Label: m.T.Say("design.draft"), Href: m.Link(at(s) + "/draft")})
}
