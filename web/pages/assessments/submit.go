package assessments

import (
	"github.com/google/uuid"

	"accord/app/assessments"
	"accord/app/days"
	"accord/tenants"
	"accord/web"
	"accord/web/forms"
	ui "accord/web/templates"
)

// askSubmit shows a sheet as it would be handed in.
func (p pages) askSubmit(m *web.Member) error {
	s, err := p.handing(m)
	if err != nil {
		return err
	}
	if s.SubmittedAt != nil {
		return m.Redirect("/assessments/"+s.Assessment.ID.String()+"/comparison", "")
	}
	return m.Render(submitPageOf(m, s), submitPage(forms.New(), s))
}

// handing is a sheet as it would be handed in.
type handing struct {
	assessments.Sheet
	missed *days.Slot // to which the candidate did not come, as it is noted
}

func (p pages) handing(m *web.Member) (s handing, err error) {
	if s.Sheet, err = p.own(m); err != nil {
		return s, err
	}
	return s, p.read(m, func(tx *tenants.Tx) error {
		slot, is, err := days.Missed(tx, s.Assessment.ID)
		if is {
			s.missed = &slot
		}
		return err
	})
}

func submitPageOf(m *web.Member, s handing) ui.Page {
	return ui.Page{Title: m.T.Say("assessment.submit_title"), Crumbs: crumbs(m, crumbOf(m, s.Assessment))}
}

func (p pages) own(m *web.Member) (s assessments.Sheet, err error) {
	id, err := m.ID("id")
	if err != nil {
		return s, err
	}
	err = p.read(m, func(tx *tenants.Tx) (err error) { s, err = assessments.MySheet(tx, id); return err })
	return s, err
}

func (p pages) submit(m *web.Member) error {
	s, err := p.handing(m)
	if err != nil {
		return err
	}
	f := m.Form()
	sure := f.Bool("sure")
	in := assessments.SheetInput{AssessmentID: s.Assessment.ID, Revision: f.Int("revision", 0, 1_000_000), Comment: s.Comment, Marks: map[uuid.UUID]assessments.Mark{}}
	if err = f.Err(); err == nil {
		err = p.write(m, func(tx *tenants.Tx) error { _, err := days.HandIn(tx, in, sure); return err })
	}
	if err != nil {
		return m.Refuse(f, err, submitPageOf(m, s), submitPage(f, s))
	}
	return m.Redirect("/assessments/"+s.Assessment.ID.String()+"/comparison", "assessment.submitted")
}
