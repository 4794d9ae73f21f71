package candidates

import (
	"errors"

	"accord/app/trainings"
	"accord/tenants"
	"accord/tenants/fault"
	"accord/web"
	"accord/web/forms"
	ui "accord/web/templates"
)

// cohorts asks into which cohort a candidate is to be enrolled.
func (p pages) cohorts(m *web.Member) error { return p.chooseCohort(m, forms.New(), nil) }

func (p pages) chooseCohort(m *web.Member, f *forms.Form, refused error) error {
	c, err := p.candidate(m)
	if err != nil {
		return err
	}
	var open []trainings.Cohort
	err = p.read(m, func(tx *tenants.Tx) (err error) {
		if !tx.Can("enrol", &c) {
			return fault.Denied()
		}
		open, err = trainings.EnrollingCohorts(tx)
		return err
	})
	if err != nil {
		return err
	}
	page := ui.Page{Title: m.T.Say("candidate.enrol"), Crumbs: crumbs(m, crumbOf(m, c))}
	if refused != nil {
		return m.Refuse(f, refused, page, enrolPage(f, c, open))
	}
	return m.Render(page, enrolPage(f, c, open))
}

func (p pages) enrol(m *web.Member) error {
	f := m.Form()
	cohort, passing := f.UUID("cohort"), f.OptionalText("passing", trainings.MaxPassing)
	if err := f.Err(); err != nil {
		return p.chooseCohort(m, f, err)
	}
	id, err := m.ID("id")
	if err != nil {
		return err
	}
	err = p.write(m, func(tx *tenants.Tx) error { _, err := trainings.EnrolOnFile(tx, cohort, id, passing); return err })
	if err != nil {
		return p.chooseCohort(m, f, atCohort(err))
	}
	return m.Redirect("/candidates/"+id.String(), "candidate.enrolled")
}

// atCohort brings what is said of a person's address to the field of this page.
func atCohort(err error) error {
	if f, ok := errors.AsType[*fault.Error](err); ok {
		for i := range f.Fields {
			f.Fields[i].Field = "cohort"
		}
	}
	return err
}

// somebodyWaits says that the enrolment was refused because others wait for
// the place: then there is room to say why this candidate comes first.
func somebodyWaits(f *forms.Form) bool {
	return f.Value("passing") != "" || f.Whole() != nil && f.Whole().Key == "enrolment.somebody_waits"
}
