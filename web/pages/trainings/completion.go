package trainings

import (
	"accord/app/trainings"
	"accord/tenants"
	"accord/tenants/fault"
	"accord/web"
	"accord/web/forms"
	ui "accord/web/templates"
)

func (p pages) completion(m *web.Member) error {
	v, err := p.load(m)
	if err != nil {
		return err
	}
	var ready []string // chosen unless somebody takes one out
	for _, s := range v.with(trainings.Ready) {
		ready = append(ready, s.Enrolment.ID.String())
	}
	return m.Render(completionPageOf(m, v.cohort()), completionPage(forms.New().Set("enrolment", ready...), v))
}

// check asks once more before completions are confirmed: they never change.
func (p pages) check(m *web.Member) error {
	v, err := p.load(m)
	if err != nil {
		return err
	}
	f := m.Form()
	ids := f.UUIDs("enrolment", trainings.MaxCapacity)
	if len(ids) == 0 {
		f.Fail("enrolment", "completion.choose")
	}
	if err := f.Err(); err != nil {
		return m.Refuse(f, err, completionPageOf(m, v.cohort()), completionPage(f, v))
	}
	var chosen []trainings.Standing
	for _, id := range ids {
		s, ok := v.file.Standing(id)
		if !ok {
			return fault.Absent("enrolment")
		}
		chosen = append(chosen, s)
	}
	return m.Render(completionPageOf(m, v.cohort()), checkPage(forms.New(), v, chosen))
}

func (p pages) confirm(m *web.Member) error {
	c, _, err := p.cohort(m, "complete")
	if err != nil {
		return err
	}
	f := m.Form()
	ids := f.UUIDs("enrolment", trainings.MaxCapacity)
	n := 0
	if err = f.Err(); err == nil {
		err = p.write(m, func(tx *tenants.Tx) (err error) { n, err = trainings.Complete(tx, c.ID, ids); return err })
	}
	if err != nil {
		v, gone := p.load(m)
		if gone != nil {
			return gone
		}
		return m.Refuse(f, err, completionPageOf(m, c), completionPage(f, v))
	}
	return m.Redirect(at(c)+"/completion", "completion.done", "Count", n)
}

// reason asks why a completion is confirmed although the rule is not met.
func (p pages) reason(m *web.Member) error {
	c, s, err := p.standing(m, "except")
	if err != nil {
		return err
	}
	return m.Render(reasonPageOf(m, c), reasonPage(forms.New(), c, s))
}

func (p pages) except(m *web.Member) error {
	c, s, err := p.standing(m, "except")
	if err != nil {
		return err
	}
	f := m.Form()
	why := f.Text("reason", 1000)
	if err = f.Err(); err == nil {
		err = p.write(m, func(tx *tenants.Tx) error { return trainings.CompleteByException(tx, s.Enrolment.ID, why) })
	}
	if err != nil {
		return m.Refuse(f, err, reasonPageOf(m, c), reasonPage(f, c, s))
	}
	return m.Redirect(at(c)+"/completion", "completion.excepted_now", "Name", s.Candidate.Name)
}

func completionPageOf(m *web.Member, c trainings.Cohort) ui.Page {
	return ui.Page{Title: m.T.Say("cohort.completion"), Crumbs: crumbs(m, crumbOf(m, c))}
}

func reasonPageOf(m *web.Member, c trainings.Cohort) ui.Page {
	return ui.Page{Title: m.T.Say("completion.exception"), Crumbs: crumbs(m, crumbOf(m, c), ui.Crumb{Label: m.T.Say("cohort.completion"), Href: m.Link(at(c) + "/completion")})}
}

// with are the standings of a status.
func (v cohortView) with(status ...trainings.Status) []trainings.Standing {
	var all []trainings.Standing
	for _, s := range v.file.Standings {
		for _, one := range status {
			if s.Status == one {
				all = append(all, s)
			}
		}
	}
	return all
}
