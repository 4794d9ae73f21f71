package certificates

import (
	"accord/app/certificates"
	"accord/app/trainings"
	"accord/tenants"
	"accord/web"
	"accord/web/forms"
	ui "accord/web/templates"

	"github.com/google/uuid"
)

// cohortView is a cohort's completions with their certificates.
type cohortView struct {
	file    trainings.File
	issued  map[uuid.UUID]certificates.Certificate // by completion
	manages bool
}

// awaiting are those who completed and have no certificate.
func (v cohortView) awaiting() (all []trainings.Standing) {
	for _, s := range v.file.Standings {
		if s.Completion != nil {
			if _, has := v.issued[s.Completion.ID]; !has {
				all = append(all, s)
			}
		}
	}
	return all
}

// certified are the certificates, in the order of their holders.
func (v cohortView) certified() (all []certificates.Certificate) {
	for _, s := range v.file.Standings {
		if s.Completion != nil {
			if c, has := v.issued[s.Completion.ID]; has {
				all = append(all, c)
			}
		}
	}
	return all
}

func (p pages) cohort(m *web.Member) (v cohortView, err error) {
	v.manages = manages(m)
	id, err := m.ID("id")
	if err != nil {
		return v, err
	}
	err = p.read(m, func(tx *tenants.Tx) error {
		if v.file, err = trainings.Load(tx, id); err != nil {
			return err
		}
		v.issued, err = certificates.OfCohort(tx, id)
		return err
	})
	return v, err
}

func (p pages) choose(m *web.Member) error {
	v, err := p.cohort(m)
	if err != nil {
		return err
	}
	var all []string // chosen unless somebody takes one out
	for _, s := range v.awaiting() {
		all = append(all, s.Enrolment.ID.String())
	}
	return m.Render(issuePageOf(m, v), issuePage(forms.New().Set("enrolment", all...), v))
}

func (p pages) issue(m *web.Member) error {
	id, err := m.ID("id")
	if err != nil {
		return err
	}
	f := m.Form()
	chosen := f.UUIDs("enrolment", trainings.MaxCapacity)
	if len(chosen) == 0 {
		f.Fail("enrolment", "completion.choose")
	}
	var run certificates.Run
	if err = f.Err(); err == nil {
		err = p.write(m, func(tx *tenants.Tx) (err error) { run, err = certificates.Issue(tx, id, chosen); return err })
	}
	if err != nil {
		v, gone := p.cohort(m)
		if gone != nil {
			return gone
		}
		return m.Refuse(f, err, issuePageOf(m, v), issuePage(f, v))
	}
	return m.Redirect("/certificates/runs/"+run.ID.String(), "")
}

// run shows how many papers of an issue are made. It asks again until all are.
func (p pages) run(m *web.Member) error {
	id, err := m.ID("run")
	if err != nil {
		return err
	}
	var progress certificates.Progress
	var c trainings.Cohort
	err = p.read(m, func(tx *tenants.Tx) (err error) {
		if progress, err = certificates.RunOf(tx, id); err != nil {
			return err
		}
		c, err = trainings.Get(tx, progress.CohortID)
		return err
	})
	if err != nil {
		return err
	}
	if m.Partial() && m.Header("HX-Target") == "run" {
		return m.Fragment(runState(progress))
	}
	return m.Render(ui.Page{Title: m.T.Say("certificate.run_title"), Crumbs: crumbs(m, ui.Crumb{Label: c.Title, Href: m.Link("/cohorts/" + c.ID.String() + "/certificates")})}, runPage(progress, c))
}

func issuePageOf(m *web.Member, v cohortView) ui.Page {
	return ui.Page{Title: m.T.Say("certificate.nav"), Crumbs: []ui.Crumb{{Label: m.T.Say("cohort.title"), Href: m.Link("/cohorts")},
		{Label: v.file.Cohort.Title, Href: m.Link("/cohorts/" + v.file.Cohort.ID.String())}}}
}
