package trainings

import (
	"accord/app/candidates"
	"accord/app/trainings"
	"accord/tenants"
	"accord/tenants/fault"
	"accord/web"
	"accord/web/forms"
	candidatespages "accord/web/pages/candidates"
	ui "accord/web/templates"

	"github.com/google/uuid"
)

func (p pages) blankCandidate(m *web.Member) error {
	c, _, err := p.cohort(m, "enrol")
	if err != nil {
		return err
	}
	return m.Render(enrolPageOf(m, c), enrolPage(forms.New().Set("language", c.Language), c, p.claimsFor(m, c)))
}

func (p pages) enrol(m *web.Member) error {
	c, _, err := p.cohort(m, "enrol")
	if err != nil {
		return err
	}
	f := m.Form()
	in, passing := candidatespages.ReadCandidate(f), f.OptionalText("passing", trainings.MaxPassing)
	if err = f.Err(); err == nil {
		err = p.write(m, func(tx *tenants.Tx) error { _, err := trainings.Enrol(tx, c.ID, in, passing); return err })
	}
	if err != nil {
		return m.Refuse(f, err, enrolPageOf(m, c), enrolPage(f, c, p.claimsFor(m, c)))
	}
	return m.Redirect(at(c), "enrolment.done", "Name", in.Name)
}

func enrolPageOf(m *web.Member, c trainings.Cohort) ui.Page {
	return ui.Page{Title: m.T.Say("candidate.new"), Crumbs: crumbs(m, crumbOf(m, c))}
}

func (p pages) askWithdraw(m *web.Member) error {
	c, s, err := p.standing(m, "enrol")
	if err != nil {
		return err
	}
	return m.Render(ui.Page{Title: m.T.Say("enrolment.withdraw"), Crumbs: crumbs(m, crumbOf(m, c))}, withdrawPage(forms.New(), c, s))
}

func (p pages) withdraw(m *web.Member) error {
	c, s, err := p.standing(m, "enrol")
	if err != nil {
		return err
	}
	err = p.write(m, func(tx *tenants.Tx) error { _, err := trainings.Withdraw(tx, s.Enrolment.ID); return err })
	if err != nil {
		return err
	}
	return m.Redirect(at(c), "enrolment.withdrawn_now", "Name", s.Candidate.Name)
}

func (p pages) readmit(m *web.Member) error {
	c, s, err := p.standing(m, "enrol")
	if err != nil {
		return err
	}
	err = p.write(m, func(tx *tenants.Tx) error { _, err := trainings.Readmit(tx, s.Enrolment.ID); return err })
	if err != nil {
		return err
	}
	return m.Redirect(at(c), "enrolment.readmitted_now", "Name", s.Candidate.Name)
}

// standing is the candidate of the address in the cohort of the address.
func (p pages) standing(m *web.Member, action string) (trainings.Cohort, trainings.Standing, error) {
	var s trainings.Standing
	c, _, err := p.cohort(m, action)
	if err != nil {
		return c, s, err
	}
	id, err := m.ID("enrolment")
	if err != nil {
		return c, s, err
	}
	err = p.read(m, func(tx *tenants.Tx) error {
		file, err := trainings.Load(tx, c.ID)
		if err != nil {
			return err
		}
		found := false
		if s, found = file.Standing(id); !found {
			return fault.Absent("enrolment")
		}
		return nil
	})
	return c, s, err
}

func (p pages) choose(m *web.Member) error {
	c, _, err := p.cohort(m, "enrol")
	if err != nil {
		return err
	}
	return m.Render(importPageOf(m, c), candidatespages.ImportForm(forms.New(), into(m, c)))
}

func (p pages) upload(m *web.Member) error {
	c, _, err := p.cohort(m, "enrol")
	if err != nil {
		return err
	}
	f := m.Form()
	in, err := candidatespages.ReadImport(f)
	var imp candidates.Import
	if err == nil {
		err = p.write(m, func(tx *tenants.Tx) (err error) { imp, err = trainings.UploadFor(tx, c.ID, in); return err })
	}
	if err != nil {
		return m.Refuse(f, err, importPageOf(m, c), candidatespages.ImportForm(f, into(m, c)))
	}
	return m.Redirect(at(c)+"/import/"+imp.ID.String(), "")
}

func (p pages) preview(m *web.Member) error {
	c, _, err := p.cohort(m, "enrol")
	if err != nil {
		return err
	}
	id, err := m.ID("import")
	if err != nil {
		return err
	}
	return p.showPlan(m, c, id, forms.New(), nil)
}

func (p pages) showPlan(m *web.Member, c trainings.Cohort, id uuid.UUID, f *forms.Form, refused error) error {
	var imp candidates.Import
	var plan candidates.Plan
	err := p.read(m, func(tx *tenants.Tx) (err error) {
		if imp, err = candidates.ImportOf(tx, id); err != nil {
			return err
		}
		if imp.CohortID == nil || *imp.CohortID != c.ID {
			return fault.Absent("candidate_import")
		}
		if imp.CommittedAt == nil && imp.Settled() == nil {
			plan, err = trainings.PlanImport(tx, imp)
		}
		return err
	})
	if err != nil {
		return err
	}
	if imp.CommittedAt != nil {
		return m.Redirect(at(c), "")
	}
	if imp.Settled() != nil {
		return m.Redirect(at(c)+"/import/"+id.String()+"/columns", "")
	}
	body := candidatespages.Preview(f, candidatespages.PreviewOf{Plan: plan, Into: into(m, c), Action: m.Link(at(c) + "/import/" + id.String()), From: m.Query("from")})
	if refused != nil {
		return m.Refuse(f, refused, importPageOf(m, c), body)
	}
	return m.Render(importPageOf(m, c), body)
}

func (p pages) commit(m *web.Member) error {
	c, _, err := p.cohort(m, "enrol")
	if err != nil {
		return err
	}
	id, err := m.ID("import")
	if err != nil {
		return err
	}
	f := m.Form()
	digest := f.Text("digest", 64)
	if err := f.Err(); err != nil {
		return p.showPlan(m, c, id, f, err)
	}
	imp, err := p.commitWatched(m, id, digest)
	if fault.Is(err, fault.Conflict) {
		return p.showPlan(m, c, id, f, err)
	}
	if err != nil {
		return err
	}
	return m.Redirect(at(c), "import.done_cohort", "Count", imp.Enrolled, "Added", imp.Added)
}

func into(m *web.Member, c trainings.Cohort) candidatespages.Into {
	return candidatespages.Into{Title: m.T.Say("import.title"), Kind: c.Title, Form: at(c) + "/import", Back: at(c), Enrols: true}
}

func importPageOf(m *web.Member, c trainings.Cohort) ui.Page {
	return ui.Page{Title: m.T.Say("import.title"), Crumbs: crumbs(m, crumbOf(m, c))}
}
