package assessments

import (
	"accord/app/assessments"
	"accord/tenants"
	"accord/web"
	"accord/web/forms"
	ui "accord/web/templates"
)

func (p pages) askDecide(m *web.Member) error {
	v, err := p.deciding(m)
	if err != nil {
		return err
	}
	if v.against != nil || !v.decides {
		return m.Redirect("/assessments/"+v.Assessment.ID.String(), "")
	}
	return m.Render(decidePageOf(m, v), decidePage(forms.New(), v))
}

func decidePageOf(m *web.Member, v shown) ui.Page {
	return ui.Page{Title: m.T.Say("assessment.decide"), Crumbs: crumbs(m, crumbOf(m, v.Assessment))}
}

func (p pages) deciding(m *web.Member) (shown, error) {
	id, err := m.ID("id")
	if err != nil {
		return shown{}, err
	}
	return p.shown(m, id)
}

func (p pages) decide(m *web.Member) error {
	v, err := p.deciding(m)
	if err != nil {
		return err
	}
	f := m.Form()
	in := assessments.Decision{AssessmentID: v.Assessment.ID, Outcome: assessments.Outcome(f.Choice("outcome", string(assessments.Passed), string(assessments.Failed))),
		Minute: f.NeededText("minute", assessments.MaxMinute, "assessment.minute_required"), Because: f.OptionalText("because", assessments.MaxBecause)}
	if err = f.Err(); err == nil {
		err = p.write(m, func(tx *tenants.Tx) error { _, err := assessments.Decide(tx, in); return err })
	}
	if err != nil {
		return m.Refuse(f, err, decidePageOf(m, v), decidePage(f, v))
	}
	return m.Redirect("/assessments/"+v.Assessment.ID.String(), "assessment.decision_noted", "Name", v.Assessment.CandidateName)
}
