// Package adjustments shows what is arranged for a candidate with a need, and
// lets it be asked for, granted, refused and ended.
package adjustments

import (
	"github.com/a-h/templ"
	"github.com/google/uuid"

	"accord/app/adjustments"
	"accord/app/candidates"
	"accord/tenants"
	"accord/tenants/fault"
	"accord/web"
	"accord/web/forms"
	file "accord/web/pages/candidates"
	ui "accord/web/templates"
)

type pages struct{ db *tenants.DB }

// Routes registers the pages.
func Routes(app *web.App, db *tenants.DB) {
	p := pages{db}
	door := app.Member()
	door.Get("/candidates/:id/adjustments/new", "adjustment.new", p.blank)
	door.Post("/candidates/:id/adjustments", "adjustment.ask", p.ask)
	door.Get("/candidates/:id/adjustments/:adjustment", "adjustment.show", p.show)
	door.Post("/candidates/:id/adjustments/:adjustment/decision", "adjustment.decide", p.decide)
	door.Post("/candidates/:id/adjustments/:adjustment/end", "adjustment.end", p.end)
	door.Get("/adjustments", "adjustment.list", p.list)
	door.Get("/adjustments/export", "adjustment.export", p.export)
	door.Get("/file/adjustments/new", "adjustment.blank_own", p.blankOwn)
	door.Post("/file/adjustments", "adjustment.ask_own", p.askOwn)
	app.Nav(web.Nav{Door: tenants.DoorMember, Group: web.Assessment, Order: 8, Key: "adjustment.title", Icon: "user-check", Path: "/adjustments",
		Roles: []tenants.Role{tenants.RoleAdministrator, tenants.RoleProgramManager}})
}

// Section is what is arranged, in a candidate's file.
func Section() file.Section {
	return file.Section{Order: 28, Key: "adjustment.title", Load: func(_ *web.Member, tx *tenants.Tx, c candidates.Candidate) (templ.Component, error) {
		all, err := adjustments.OfCandidate(tx, c.ID)
		asks := tx.Can("ask", &adjustments.Adjustment{TenantID: tx.Tenant(), ID: tx.NewID(), CandidateID: c.ID, State: adjustments.Asked})
		if err != nil || len(all) == 0 && !asks {
			return nil, err
		}
		return section(all, c, asks), nil
	}}
}

// one is an adjustment with whose it is; blank, it is the form of a new one.
type one struct {
	adjustments.Adjustment
	candidate     candidates.Candidate
	decides, ends bool
}

func (v one) at() string { return "/candidates/" + v.candidate.ID.String() }

func (v one) page(m *web.Member) ui.Page {
	title := "adjustment.new"
	if v.Kind != "" {
		title = "adjustment.kind." + v.Kind
	}
	return ui.Page{Title: m.T.Say(title), Crumbs: []ui.Crumb{{Label: m.T.Say("candidate.nav"), Href: m.Link("/candidates")}, {Label: v.candidate.Name, Href: m.Link(v.at())}}}
}

// load reads the candidate and, where the address names one, the adjustment.
func (p pages) load(m *web.Member, action string) (v one, err error) {
	id, err := m.ID("id")
	if err != nil {
		return v, err
	}
	which := uuid.Nil
	if m.Param("adjustment") != "" {
		if which, err = m.ID("adjustment"); err != nil {
			return v, err
		}
	}
	return v, p.db.Read(m.Context(), m.Member, func(tx *tenants.Tx) (err error) {
		if v.candidate, err = candidates.Get(tx, id); err != nil {
			return err
		}
		if which == uuid.Nil {
			v.Adjustment = adjustments.Adjustment{TenantID: tx.Tenant(), ID: tx.NewID(), CandidateID: id, State: adjustments.Asked}
			return tx.Allow(action, &v.Adjustment)
		}
		if v.Adjustment, err = adjustments.Get(tx, which); err != nil {
			return err
		}
		if v.CandidateID != id {
			return fault.Absent("adjustment")
		}
		v.decides = v.State == adjustments.Asked && tx.Can("decide", &v.Adjustment)
		v.ends = v.State == adjustments.Granted && tx.Can("end", &v.Adjustment)
		return nil
	})
}

func (p pages) blank(m *web.Member) error {
	v, err := p.load(m, "ask")
	if err != nil {
		return err
	}
	return m.Render(v.page(m), newPage(forms.New(), v))
}

func (p pages) ask(m *web.Member) error {
	v, err := p.load(m, "ask")
	if err != nil {
		return err
	}
	f := m.Form()
	kind, arrangement := f.Choice("kind", adjustments.Kinds...), f.NeededText("arrangement", adjustments.MaxArrangement, "adjustment.arrangement_required")
	grant := f.Bool("grant")
	if err = f.Err(); err == nil {
		err = p.db.Write(m.Context(), m.Member, func(tx *tenants.Tx) error {
			a, err := adjustments.Ask(tx, v.candidate.ID, kind, arrangement)
			if err == nil && grant {
				_, err = adjustments.Grant(tx, a.ID)
			}
			return err
		})
	}
	if err != nil {
		return m.Refuse(f, err, v.page(m), newPage(f, v))
	}
	return m.Redirect(v.at(), "adjustment.asked_now", "Name", v.candidate.Name)
}

func (p pages) show(m *web.Member) error {
	v, err := p.load(m, "read")
	if err != nil {
		return err
	}
	return m.Render(v.page(m), showPage(forms.New(), v))
}

func (p pages) decide(m *web.Member) error {
	v, err := p.load(m, "read")
	if err != nil {
		return err
	}
	f := m.Form()
	to, reason := f.Choice("outcome", string(adjustments.Granted), string(adjustments.Refused)), f.OptionalText("reason", adjustments.MaxReason)
	if err = f.Err(); err == nil {
		err = p.db.Write(m.Context(), m.Member, func(tx *tenants.Tx) (err error) {
			if adjustments.State(to) == adjustments.Refused {
				_, err = adjustments.Refuse(tx, v.ID, reason)
			} else {
				_, err = adjustments.Grant(tx, v.ID)
			}
			return err
		})
	}
	if err != nil {
		return m.Refuse(f, err, v.page(m), showPage(f, v))
	}
	return m.Redirect(v.at(), "adjustment."+to+"_now", "Name", v.candidate.Name)
}

func (p pages) end(m *web.Member) error {
	v, err := p.load(m, "read")
	if err != nil {
		return err
	}
	f := m.Form()
	sure := f.Bool("sure")
	if err = f.Err(); err == nil && !sure {
		f.Fail("sure", "adjustment.sure_required")
		err = f.Err()
	}
	if err == nil {
		err = p.db.Write(m.Context(), m.Member, func(tx *tenants.Tx) error { _, err := adjustments.End(tx, v.ID); return err })
	}
	if err != nil {
		return m.Refuse(f, err, v.page(m), showPage(f, v))
	}
	return m.Redirect(v.at(), "adjustment.ended_now", "Name", v.candidate.Name)
}
