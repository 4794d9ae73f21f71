package quality

import (
	"github.com/google/uuid"

	"accord/app/assessments"
	"accord/app/programs"
	"accord/app/quality"
	"accord/tenants"
	"accord/tenants/fault"
	"accord/web"
	"accord/web/forms"
	ui "accord/web/templates"
)

// checked is a drawn sheet beside the others of its assessment.
type checked struct {
	quality.QualityCheck
	sheets  assessments.Comparison
	program programs.Program
	plan    quality.SamplingPlan // zero to the assessor
	reviews bool
	against *fault.Sentence // why whoever draws does not review this one
	manages bool
	next    uuid.UUID // of the plan: what waits longest for its review
}

func (v checked) at() string { return "/quality/checks/" + v.ID.String() }

func (v checked) page(m *web.Member) ui.Page {
	more := ui.Crumb{Label: m.T.Say("quality.tab.checks"), Href: m.Link("/quality/checks")}
	if !v.manages {
		more = ui.Crumb{Label: m.T.Say("quality.own"), Href: m.Link("/quality/own")}
	}
	return ui.Page{Title: m.T.Say("quality.check_of", "Name", v.AssessorName), Crumbs: crumbs(m, more)}
}

func (p pages) checked(m *web.Member) (v checked, err error) {
	id, err := m.ID("check")
	if err != nil {
		return v, err
	}
	v.manages = manages(m)
	err = p.read(m, func(tx *tenants.Tx) error {
		if v.QualityCheck, err = quality.Check(tx, id); err != nil {
			return err
		}
		if v.sheets, err = assessments.Compare(tx, v.AssessmentID); err != nil {
			return err
		}
		if v.program, err = assessments.ProgramOf(tx, v.AssessmentID); err != nil {
			return err
		}
		if !v.manages {
			return nil
		}
		v.reviews = tx.Can("review", &v.QualityCheck)
		if against := quality.Unreviewable(tx, v.QualityCheck); against != nil {
			v.against = &against.Sentence
		}
		if v.plan, err = quality.Plan(tx, v.PlanID); err != nil {
			return err
		}
		v.next, err = quality.NextOf(tx, v.plan)
		return err
	})
	return v, err
}

func (p pages) check(m *web.Member) error {
	v, err := p.checked(m)
	if err != nil {
		return err
	}
	return m.Render(v.page(m), checkPage(forms.New(), v))
}

func (p pages) review(m *web.Member) error {
	v, err := p.checked(m)
	if err != nil {
		return err
	}
	f := m.Form()
	in := quality.Finding{CheckID: v.ID, Outcome: quality.Outcome(f.Choice("outcome", outcomeNames()...)), Note: f.OptionalText("note", quality.MaxNote)}
	if err = f.Err(); err == nil {
		err = p.write(m, func(tx *tenants.Tx) error { _, err := quality.Review(tx, in); return err })
	}
	if err != nil {
		return m.Refuse(f, err, v.page(m), checkPage(f, v))
	}
	if in.Outcome == quality.Sound {
		return m.Redirect(v.at(), "quality.reviewed_now")
	}
	return m.Redirect(v.at(), "quality.reviewed_told", "Name", v.AssessorName)
}
