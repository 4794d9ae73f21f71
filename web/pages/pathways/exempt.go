package pathways

import (
	"slices"

	"github.com/google/uuid"

	"accord/app/candidates"
	"accord/app/pathways"
	"accord/tenants"
	"accord/tenants/fault"
	"accord/web"
	"accord/web/forms"
	ui "accord/web/templates"
)

// exempting is the form for an exemption: whom it excepts, and from what.
type exempting struct {
	candidate candidates.Candidate
	steps     []pathways.Step // those with a rule from which they can be excepted
}

func (p pages) exempting(m *web.Member) (v exempting, err error) {
	id, err := m.ID("id")
	if err != nil {
		return v, err
	}
	err = p.db.Read(m.Context(), m.Member, func(tx *tenants.Tx) error {
		if v.candidate, err = candidates.Get(tx, id); err != nil {
			return err
		}
		way, err := pathways.Of(tx, id)
		v.steps = slices.DeleteFunc(way.Steps, func(s pathways.Step) bool { return len(s.Exemptable) == 0 })
		return err
	})
	return v, err
}

// blank shows the form; where nothing can be excepted from, the file says so.
func (p pages) blank(m *web.Member) error {
	v, err := p.exempting(m)
	if err != nil {
		return err
	}
	if len(v.steps) == 0 {
		return m.Warn("/candidates/"+v.candidate.ID.String(), "exemption.nothing")
	}
	f := forms.New().Set("program", m.Query("program"))
	if len(v.steps) == 1 {
		f.Set("program", v.steps[0].Program.ID.String())
	}
	return m.Render(pageOf(m, v.candidate, "exemption.new"), exemptPage(f, v))
}

func (p pages) record(m *web.Member) error {
	v, err := p.exempting(m)
	if err != nil {
		return err
	}
	f := m.Form()
	in := candidates.NewExemption{CandidateID: v.candidate.ID, ProgramID: f.UUID("program"), Reason: f.NeededText("reason", 2000, "exemption.reason_required")}
	for _, s := range v.steps {
		if s.Program.ID == in.ProgramID {
			in.Citation = s.RuleSet.Exemptable()[0]
		}
	}
	if in.Citation == "" && in.ProgramID != uuid.Nil {
		f.Fail("program", "exemption.rule")
	}
	if err = f.Err(); err == nil {
		err = p.db.Write(m.Context(), m.Member, func(tx *tenants.Tx) error { _, err := candidates.Exempt(tx, in); return err })
	}
	if err != nil {
		return m.Refuse(f, err, pageOf(m, v.candidate, "exemption.new"), exemptPage(f, v))
	}
	return m.Redirect("/candidates/"+v.candidate.ID.String(), "exemption.recorded", "Name", v.candidate.Name)
}

// standing is an exemption that can be withdrawn.
type standing struct {
	candidate candidates.Candidate
	candidates.Exemption
}

func (p pages) standing(m *web.Member) (v standing, err error) {
	id, err := m.ID("id")
	if err != nil {
		return v, err
	}
	exemption, err := m.ID("exemption")
	if err != nil {
		return v, err
	}
	err = p.db.Read(m.Context(), m.Member, func(tx *tenants.Tx) error {
		if v.candidate, err = candidates.Get(tx, id); err != nil {
			return err
		}
		all, err := candidates.ExemptionsOf(tx, id)
		i := slices.IndexFunc(all, func(e candidates.Exemption) bool { return e.ID == exemption })
		if err == nil && i < 0 {
			return fault.Absent("exemption")
		}
		if err == nil {
			v.Exemption = all[i]
		}
		return err
	})
	return v, err
}

func (p pages) askWithdraw(m *web.Member) error {
	v, err := p.standing(m)
	if err != nil {
		return err
	}
	if v.WithdrawnAt != nil {
		return fault.New(fault.Conflict, "exemption.withdrawn_already")
	}
	return m.Render(pageOf(m, v.candidate, "exemption.withdraw"), withdrawPage(forms.New(), v))
}

func (p pages) withdraw(m *web.Member) error {
	v, err := p.standing(m)
	if err != nil {
		return err
	}
	if err := m.Form().Err(); err != nil {
		return err
	}
	if err := p.db.Write(m.Context(), m.Member, func(tx *tenants.Tx) error { return candidates.WithdrawExemption(tx, v.candidate.ID, v.ID) }); err != nil {
		return err
	}
	return m.Redirect("/candidates/"+v.candidate.ID.String(), "exemption.withdrawn", "Name", v.candidate.Name)
}

func pageOf(m *web.Member, c candidates.Candidate, key string) ui.Page {
	return ui.Page{Title: m.T.Say(key), Crumbs: []ui.Crumb{{Label: m.T.Say("candidate.nav"), Href: m.Link("/candidates")}, {Label: c.Name, Href: m.Link("/candidates/" + c.ID.String())}}}
}
