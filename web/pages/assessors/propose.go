package assessors

import (
	"github.com/google/uuid"

	"accord/app/assessments"
	"accord/app/assessors"
	"accord/app/programs"
	"accord/tenants"
	"accord/web"
	"accord/web/forms"
	ui "accord/web/templates"
)

// proposing is whom to assign to an assessment.
type proposing struct {
	assessors.Proposal
	program programs.Program
}

func (v proposing) at() string { return "/assessments/" + v.Assessment.ID.String() }

func (v proposing) page(m *web.Member) ui.Page {
	return ui.Page{Title: m.T.Say("assessor.proposal"), Crumbs: []ui.Crumb{{Label: m.T.Say("assessment.nav"), Href: m.Link("/assessments")},
		{Label: v.Assessment.CandidateName, Href: m.Link(v.at())}}}
}

func (p pages) proposing(m *web.Member) (v proposing, err error) {
	id, err := m.ID("id")
	if err != nil {
		return v, err
	}
	err = p.read(m, func(tx *tenants.Tx) error {
		if v.Proposal, err = assessors.Propose(tx, id); err != nil {
			return err
		}
		v.program, err = assessments.ProgramOf(tx, id)
		return err
	})
	return v, err
}

func (p pages) propose(m *web.Member) error {
	v, err := p.proposing(m)
	if err != nil {
		return err
	}
	f := forms.New()
	var chosen []string
	for _, s := range v.Proposed() {
		chosen = append(chosen, s.Member.ID.String())
	}
	return m.Render(v.page(m), proposalPage(f.Set("assessor", chosen...), v))
}

func (p pages) assign(m *web.Member) error {
	v, err := p.proposing(m)
	if err != nil {
		return err
	}
	f := m.Form()
	who := f.UUIDs("assessor", assessors.MaxMembers)
	var made []assessments.Assignment
	if err = f.Err(); err == nil {
		err = p.write(m, func(tx *tenants.Tx) (err error) {
			made, err = assessors.AssignProposed(tx, v.Assessment.ID, distinct(who))
			return err
		})
	}
	if err != nil {
		return m.Refuse(f, err, v.page(m), proposalPage(f, v))
	}
	return m.Redirect(v.at(), "assessor.assigned", "Count", len(made))
}

func distinct(ids []uuid.UUID) (all []uuid.UUID) {
	seen := map[uuid.UUID]bool{}
	for _, id := range ids {
		if !seen[id] {
			all = append(all, id)
		}
		seen[id] = true
	}
	return all
}
