package personal

import (
	"github.com/google/uuid"

	"accord/app/personal"
	"accord/app/trainings"
	"accord/tenants"
	"accord/tenants/fault"
	"accord/web"
	"accord/web/forms"
	ui "accord/web/templates"
)

// linksView is a cohort's links, as staff see them.
type linksView struct {
	cohort trainings.Cohort
	people []trainings.Standing // who is enrolled, by name
	links  map[uuid.UUID]personal.Link
	unsent int
	over   bool
}

// oneView is one trainee's link.
type oneView struct {
	cohort   trainings.Cohort
	standing trainings.Standing
	link     *personal.Link // nil where none was made
	over     bool
}

func (p pages) list(m *web.Member) error {
	v, err := p.loadLinks(m)
	if err != nil {
		return err
	}
	return m.Render(ui.Page{Title: m.T.Say("personal.links"), Crumbs: crumbs(m, v.cohort)}, linksPage(v))
}

func (p pages) loadLinks(m *web.Member) (v linksView, err error) {
	id, err := m.ID("id")
	if err != nil {
		return v, err
	}
	return v, p.read(m, func(tx *tenants.Tx) error {
		f, err := trainings.Load(tx, id)
		if err != nil {
			return err
		}
		if v.links, err = personal.OfCohort(tx, id); err != nil {
			return err
		}
		v.cohort, v.over = f.Cohort, !tx.Now().Before(personal.Until(f.Cohort))
		for _, s := range f.Standings {
			if s.Enrolment.WithdrawnAt != nil {
				continue
			}
			v.people = append(v.people, s)
			if v.links[s.Enrolment.ID].Sent == 0 {
				v.unsent++
			}
		}
		return nil
	})
}

func (p pages) sendAll(m *web.Member) error {
	v, err := p.loadLinks(m)
	if err != nil {
		return err
	}
	f := m.Form()
	sent := 0
	if err = f.Err(); err == nil {
		err = p.write(m, func(tx *tenants.Tx) (err error) { sent, err = personal.SendAll(tx, v.cohort.ID); return err })
	}
	if err != nil {
		return m.Refuse(f, err, ui.Page{Title: m.T.Say("personal.links"), Crumbs: crumbs(m, v.cohort)}, refusedLinks(f, v))
	}
	return m.Redirect(at(v.cohort)+"/links", "personal.sent_all", "Count", sent)
}

func (p pages) link(m *web.Member) error {
	v, err := p.loadOne(m)
	if err != nil {
		return err
	}
	return m.Render(onePageOf(m, v), onePage(forms.New(), v))
}

func (p pages) loadOne(m *web.Member) (v oneView, err error) {
	id, err := m.ID("id")
	if err != nil {
		return v, err
	}
	enrolment, err := m.ID("enrolment")
	if err != nil {
		return v, err
	}
	return v, p.read(m, func(tx *tenants.Tx) error {
		f, err := trainings.Load(tx, id)
		if err != nil {
			return err
		}
		s, known := f.Standing(enrolment)
		if !known {
			return fault.Absent("enrolment")
		}
		v.cohort, v.standing, v.over = f.Cohort, s, !tx.Now().Before(personal.Until(f.Cohort))
		links, err := personal.OfCohort(tx, id)
		if l, made := links[enrolment]; made {
			v.link = &l
		}
		return err
	})
}

func (p pages) send(m *web.Member) error {
	return p.act(m, "personal.sent", personal.Send)
}

func (p pages) askRenew(m *web.Member) error {
	v, err := p.loadOne(m)
	if err != nil {
		return err
	}
	if v.link == nil {
		return m.Redirect(linkAt(v), "")
	}
	return m.Render(onePageOf(m, v), renewPage(forms.New(), v))
}

func (p pages) renew(m *web.Member) error {
	return p.act(m, "personal.renewed", personal.Renew)
}

// act does something with one trainee's link.
func (p pages) act(m *web.Member, said string, do func(*tenants.Tx, uuid.UUID) error) error {
	v, err := p.loadOne(m)
	if err != nil {
		return err
	}
	f := m.Form()
	if err = f.Err(); err == nil {
		err = p.write(m, func(tx *tenants.Tx) error { return do(tx, v.standing.Enrolment.ID) })
	}
	if err != nil {
		return m.Refuse(f, err, onePageOf(m, v), onePage(f, v))
	}
	return m.Redirect(linkAt(v), said, "Name", v.standing.Candidate.Name)
}

func linkAt(v oneView) string {
	return at(v.cohort) + "/candidates/" + v.standing.Enrolment.ID.String() + "/link"
}

func onePageOf(m *web.Member, v oneView) ui.Page {
	return ui.Page{Title: v.standing.Candidate.Name, Crumbs: crumbs(m, v.cohort, ui.Crumb{Label: m.T.Say("personal.links"), Href: m.Link(at(v.cohort) + "/links")})}
}
