package appeals

import (
	"github.com/google/uuid"

	"accord/app/appeals"
	"accord/app/assessments"
	"accord/tenants"
	"accord/tenants/fault"
	"accord/web"
	"accord/web/forms"
	ui "accord/web/templates"
)

// resultView is an assessment with what its candidate was told, and what they
// made of it.
type resultView struct {
	assessment assessments.Assessment
	told       *appeals.Result // nil: not yet
	appeals    []appeals.Appeal
	contests   bool // the reader can note an appeal
}

func (p pages) loadResult(m *web.Member) (v resultView, err error) {
	id, err := m.ID("id")
	if err != nil {
		return v, err
	}
	err = p.read(m, func(tx *tenants.Tx) (err error) {
		if v.assessment, err = assessments.Get(tx, id); err != nil {
			return err
		}
		if v.assessment.DecidedAt == nil {
			return fault.New(fault.Conflict, "result.undecided")
		}
		r, err := appeals.ResultOf(tx, id)
		if fault.Is(err, fault.NotFound) {
			if !tx.Can("tell", &appeals.Result{TenantID: tx.Tenant(), ID: id, CandidateID: v.assessment.CandidateID}) {
				return err
			}
			return nil
		}
		if err != nil {
			return err
		}
		v.told = &r
		if v.appeals, err = appeals.OfAssessment(tx, id); err != nil {
			return err
		}
		v.contests = r.Contestable(tx.Now()) && tx.Can("lodge", &appeals.Appeal{TenantID: tx.Tenant(), ID: tx.NewID(), AssessmentID: id, CandidateID: r.CandidateID, State: appeals.Lodged})
		for _, a := range v.appeals {
			v.contests = v.contests && a.State == appeals.Withdrawn
		}
		return nil
	})
	return v, err
}

func resultPageOf(m *web.Member, v resultView, title string) ui.Page {
	return ui.Page{Title: m.T.Say(title), Crumbs: []ui.Crumb{{Label: m.T.Say("assessment.nav"), Href: m.Link("/assessments")},
		{Label: v.assessment.CandidateName, Href: m.Link("/assessments/" + v.assessment.ID.String())}}}
}

func (p pages) result(m *web.Member) error {
	v, err := p.loadResult(m)
	if err != nil {
		return err
	}
	return m.Render(resultPageOf(m, v, "result.title"), resultPage(forms.New(), v))
}

func (p pages) tell(m *web.Member) error {
	v, err := p.loadResult(m)
	if err != nil {
		return err
	}
	f := m.Form()
	words := f.NeededText("words", appeals.MaxWords, "result.words_required")
	if err = f.Err(); err == nil {
		err = p.write(m, func(tx *tenants.Tx) error { _, err := appeals.Tell(tx, v.assessment.ID, words); return err })
	}
	if err != nil {
		return m.Refuse(f, err, resultPageOf(m, v, "result.title"), resultPage(f, v))
	}
	return m.Redirect("/assessments/"+v.assessment.ID.String()+"/result", "result.told_now", "Name", v.assessment.CandidateName)
}

func (p pages) blank(m *web.Member) error {
	v, err := p.loadResult(m)
	if err != nil {
		return err
	}
	if !v.contests {
		return m.Redirect("/assessments/"+v.assessment.ID.String()+"/result", "")
	}
	return m.Render(resultPageOf(m, v, "appeal.note"), lodgePage(forms.New(), v))
}

func readAppeal(f *forms.Form, assessment uuid.UUID) appeals.NewAppeal {
	return appeals.NewAppeal{AssessmentID: assessment, Ground: f.Choice("ground", appeals.Grounds...), Statement: f.NeededText("statement", appeals.MaxWords, "appeal.statement_required")}
}

func (p pages) lodge(m *web.Member) error {
	v, err := p.loadResult(m)
	if err != nil {
		return err
	}
	f := m.Form()
	in := readAppeal(f, v.assessment.ID)
	var a appeals.Appeal
	if err = f.Err(); err == nil {
		err = p.write(m, func(tx *tenants.Tx) (err error) { a, err = appeals.Lodge(tx, in); return err })
	}
	if err != nil {
		return m.Refuse(f, err, resultPageOf(m, v, "appeal.note"), lodgePage(f, v))
	}
	return m.Redirect(at(a.ID), "appeal.noted")
}
