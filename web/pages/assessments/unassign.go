package assessments

import (
	"accord/app/assessments"
	"accord/tenants"
	"accord/tenants/fault"
	"accord/web"
	"accord/web/forms"
	ui "accord/web/templates"
)

func (p pages) askUnassign(m *web.Member) error {
	a, g, err := p.assignment(m)
	if err != nil {
		return err
	}
	return m.Render(unassignPageOf(m, a), unassignPage(forms.New(), a, g))
}

func unassignPageOf(m *web.Member, a assessments.Assessment) ui.Page {
	return ui.Page{Title: m.T.Say("assessment.take_off"), Crumbs: crumbs(m, crumbOf(m, a))}
}

// assignment reads the one the address names, of the assessment it names.
func (p pages) assignment(m *web.Member) (a assessments.Assessment, g assessments.Assignment, err error) {
	id, err := m.ID("id")
	if err != nil {
		return a, g, err
	}
	assignment, err := m.ID("assignment")
	if err != nil {
		return a, g, err
	}
	err = p.read(m, func(tx *tenants.Tx) (err error) {
		if a, err = assessments.Get(tx, id); err != nil {
			return err
		}
		if g, err = assessments.AssignmentIn(tx, id, assignment); err != nil {
			return err
		}
		if g.RemovedAt != nil {
			return fault.New(fault.Conflict, "assessment.assignment_over")
		}
		if !tx.Can("assign", &g) {
			return fault.Denied()
		}
		return nil
	})
	return a, g, err
}

func (p pages) unassign(m *web.Member) error {
	a, g, err := p.assignment(m)
	if err != nil {
		return err
	}
	f := m.Form()
	if err = f.Err(); err == nil {
		err = p.write(m, func(tx *tenants.Tx) error { _, err := assessments.Unassign(tx, g.ID); return err })
	}
	if err != nil {
		return m.Refuse(f, err, unassignPageOf(m, a), unassignPage(f, a, g))
	}
	return m.Redirect("/assessments/"+a.ID.String(), "assessment.unassigned", "Name", g.AssessorName)
}
