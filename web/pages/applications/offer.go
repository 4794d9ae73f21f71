package applications

import (
	"time"

	"accord/app/trainings"
	"accord/tenants"
	"accord/tenants/fault"
	"accord/web"
	"accord/web/forms"
	ui "accord/web/templates"
)

// publishing is a cohort with what is published of it.
type publishing struct {
	trainings.Cohort
	offer *trainings.Offer // nil when nothing is
	now   time.Time
	zone  *time.Location
}

func (p pages) publishing(m *web.Member) (v publishing, err error) {
	id, err := m.ID("id")
	if err != nil {
		return v, err
	}
	v.zone = m.OrganisationZone()
	err = p.read(m, func(tx *tenants.Tx) error {
		v.now = tx.Now()
		if v.Cohort, err = trainings.Get(tx, id); err != nil {
			return err
		}
		if !tx.Can("offer", &v.Cohort) {
			if v.ClosedAt != nil {
				return fault.New(fault.Conflict, "cohort.closed")
			}
			return fault.Denied()
		}
		o, err := trainings.OfferOf(tx, id)
		if fault.Is(err, fault.NotFound) {
			return nil
		}
		if o.WithdrawnAt == nil {
			v.offer = &o
		}
		return err
	})
	return v, err
}

func (v publishing) page(m *web.Member) ui.Page {
	return ui.Page{Title: m.T.Say("application.publish"), Crumbs: []ui.Crumb{{Label: m.T.Say("cohort.title"), Href: m.Link("/cohorts")}, {Label: v.Title, Href: m.Link("/cohorts/" + v.ID.String())}}}
}

func (p pages) askPublish(m *web.Member) error {
	v, err := p.publishing(m)
	if err != nil {
		return err
	}
	f := forms.New().SetDate("opens_on", v.now.In(v.zone)).SetDate("closes_on", v.StartsOn.AddDate(0, 0, -7))
	if v.offer != nil {
		f = forms.New().SetDate("opens_on", v.offer.OpensAt.In(v.zone)).SetDate("closes_on", v.offer.ClosesAt.In(v.zone).AddDate(0, 0, -1))
	}
	return m.Render(v.page(m), publishPage(f, v))
}

func (p pages) publish(m *web.Member) error {
	v, err := p.publishing(m)
	if err != nil {
		return err
	}
	f := m.Form()
	in := trainings.NewOffer{OpensOn: f.Date("opens_on"), ClosesOn: f.Date("closes_on")}
	if err = f.Err(); err == nil {
		err = p.write(m, func(tx *tenants.Tx) error { _, err := trainings.Publish(tx, v.ID, in); return err })
	}
	if err != nil {
		return m.Refuse(f, err, v.page(m), publishPage(f, v))
	}
	return m.Redirect("/programs/"+v.ProgramID.String()+"/public", "application.published_now", "Title", v.Title)
}

func (p pages) unpublish(m *web.Member) error {
	v, err := p.publishing(m)
	if err != nil {
		return err
	}
	f := m.Form()
	if err = f.Err(); err == nil {
		err = p.write(m, func(tx *tenants.Tx) error { return trainings.Unpublish(tx, v.ID) })
	}
	if err != nil {
		return err
	}
	return m.Redirect("/programs/"+v.ProgramID.String()+"/public", "application.unpublished_now", "Title", v.Title)
}
