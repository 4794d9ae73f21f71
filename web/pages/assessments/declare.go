package assessments

import (
	"github.com/google/uuid"

	"accord/app/assessments"
	"accord/app/programs"
	"accord/tenants"
	"accord/web"
	"accord/web/forms"
	ui "accord/web/templates"
)

// asked is an assessment of which the reader knows only the name: nothing else
// opens before the declaration (IMI-QA-13).
type asked struct {
	assessment assessments.Assessment
	assignment assessments.Assignment
	program    programs.Program
}

func (p pages) asked(m *web.Member, id uuid.UUID) (v asked, err error) {
	err = p.read(m, func(tx *tenants.Tx) (err error) {
		if v.assignment, err = assessments.MyAssignment(tx, id); err != nil {
			return err
		}
		if v.assessment, err = assessments.Get(tx, id); err != nil {
			return err
		}
		v.program, err = assessments.ProgramOf(tx, id)
		return err
	})
	return v, err
}

func (p pages) askDeclare(m *web.Member) error {
	id, err := m.ID("id")
	if err != nil {
		return err
	}
	v, err := p.asked(m, id)
	if err != nil {
		return err
	}
	if v.assignment.DeclaredAt != nil {
		return m.Redirect("/assessments/"+id.String()+"/sheet", "")
	}
	return m.Render(ui.Page{Title: m.T.Say("assessment.declare_title"), Crumbs: crumbs(m)}, declarePage(forms.New(), v))
}

func (p pages) declare(m *web.Member) error {
	id, err := m.ID("id")
	if err != nil {
		return err
	}
	f := m.Form()
	if !f.Bool("none") {
		f.Fail("none", "assessment.declare_required")
	}
	if err = f.Err(); err == nil {
		err = p.write(m, func(tx *tenants.Tx) error { _, err := assessments.Declare(tx, id); return err })
	}
	if err != nil {
		v, again := p.asked(m, id)
		if again != nil {
			return again
		}
		return m.Refuse(f, err, ui.Page{Title: m.T.Say("assessment.declare_title"), Crumbs: crumbs(m)}, declarePage(f, v))
	}
	return m.Redirect("/assessments/"+id.String()+"/sheet", "assessment.declared")
}

func (p pages) askDecline(m *web.Member) error {
	id, err := m.ID("id")
	if err != nil {
		return err
	}
	v, err := p.asked(m, id)
	if err != nil {
		return err
	}
	return m.Render(declinePageOf(m, v), declinePage(forms.New(), v))
}

func declinePageOf(m *web.Member, v asked) ui.Page {
	return ui.Page{Title: m.T.Say("assessment.decline_title"), Crumbs: crumbs(m, crumbOf(m, v.assessment))}
}

func (p pages) decline(m *web.Member) error {
	id, err := m.ID("id")
	if err != nil {
		return err
	}
	f := m.Form()
	conflict := f.NeededText("conflict", 1000, "assessment.conflict_required")
	if err = f.Err(); err == nil {
		err = p.write(m, func(tx *tenants.Tx) error { _, err := assessments.Decline(tx, id, conflict); return err })
	}
	if err != nil {
		v, again := p.asked(m, id)
		if again != nil {
			return again
		}
		return m.Refuse(f, err, declinePageOf(m, v), declinePage(f, v))
	}
	return m.Redirect("/assessments", "assessment.declined")
}
