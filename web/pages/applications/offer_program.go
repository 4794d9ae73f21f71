package applications

import (
	"strconv"
	"strings"
	"time"

	"accord/app/organisations"
	"accord/app/programs"
	"accord/tenants"
	"accord/tenants/fault"
	"accord/web"
	"accord/web/forms"
	ui "accord/web/templates"
)

// offering is a program that assesses, with how it takes applications.
type offering struct {
	programs.Program
	offer *programs.Offer // nil when it never did
	now   time.Time
	zone  *time.Location
}

// stands says that it takes applications, or will.
func (v offering) stands() bool {
	return v.offer != nil && v.offer.WithdrawnAt == nil && v.now.Before(v.offer.ClosesAt)
}

func (p pages) offering(m *web.Member) (v offering, err error) {
	id, err := m.ID("id")
	if err != nil {
		return v, err
	}
	v.zone = m.OrganisationZone()
	err = p.read(m, func(tx *tenants.Tx) error {
		v.now = tx.Now()
		w, err := programs.Load(tx, id)
		if err != nil {
			return err
		}
		v.Program = w.Program
		switch {
		case !w.Assesses() && tx.Can("locate", &w.Program):
			return fault.New(fault.Conflict, "offer.by_cohorts")
		case !tx.Can("offer", &w.Program):
			return fault.Denied()
		case !w.Open():
			return fault.New(fault.Conflict, "offer.program_not_recognised")
		}
		o, err := programs.OfferOf(tx, id)
		if fault.Is(err, fault.NotFound) {
			return nil
		}
		v.offer = &o
		return err
	})
	return v, err
}

func (v offering) page(m *web.Member) ui.Page {
	return ui.Page{Title: m.T.Say("offer.take"), Crumbs: []ui.Crumb{{Label: m.T.Say("programs.title"), Href: m.Link("/programs")}, {Label: v.Title, Href: m.Link("/programs/" + v.ID.String())}}}
}

// usualWeeks is for how long the form suggests that applications are taken.
const usualWeeks = 8

func (p pages) askOffer(m *web.Member) error {
	v, err := p.offering(m)
	if err != nil {
		return err
	}
	today := v.now.In(v.zone)
	f := forms.New().SetDate("opens_on", today).SetDate("closes_on", today.AddDate(0, 0, 7*usualWeeks)).Set("languages", v.Spoken()...)
	if o := v.offer; o != nil {
		f.Set("languages", o.Spoken()...).Set("fee_note", o.FeeNote)
		if o.Places != nil {
			f.Set("places", strconv.Itoa(*o.Places))
		}
		if v.stands() {
			f.SetDate("opens_on", o.OpensAt.In(v.zone)).SetDate("closes_on", o.ClosesAt.In(v.zone).AddDate(0, 0, -1))
		}
	}
	return m.Render(v.page(m), offerPage(f, v))
}

func (p pages) offer(m *web.Member) error {
	v, err := p.offering(m)
	if err != nil {
		return err
	}
	f := m.Form()
	in := programs.NewOffer{Days: programs.Days{OpensOn: f.Date("opens_on"), ClosesOn: f.Date("closes_on")},
		Languages: f.Choices("languages", v.Spoken()...), FeeNote: f.OptionalText("fee_note", programs.MaxFeeNote)}
	if places := f.OptionalText("places", 6); places != "" {
		if in.Places, err = strconv.Atoi(strings.TrimSpace(places)); err != nil || in.Places < 1 || in.Places > programs.MaxPlaces {
			f.Fail("places", "offer.places", "Max", programs.MaxPlaces)
		}
	}
	if err = f.Err(); err == nil {
		err = p.write(m, func(tx *tenants.Tx) error { _, err := programs.TakeApplications(tx, v.ID, in); return err })
	}
	if err != nil {
		return m.Refuse(f, err, v.page(m), offerPage(f, v))
	}
	return m.Redirect("/programs/"+v.ID.String()+"/public", "offer.taken_now", "Title", v.Title)
}

func (p pages) endOffer(m *web.Member) error {
	v, err := p.offering(m)
	if err != nil {
		return err
	}
	f := m.Form()
	if err = f.Err(); err == nil {
		err = p.write(m, func(tx *tenants.Tx) error { return programs.StopApplications(tx, v.ID) })
	}
	if err != nil {
		return err
	}
	return m.Redirect("/programs/"+v.ID.String()+"/public", "offer.ended_now", "Title", v.Title)
}

// previewed reads how a program takes applications, for the organisation's own
// look at its public page.
func (o *offered) previewed(tx *tenants.Tx, w programs.Whole) error {
	here, err := organisations.Find(tx, tx.Tenant())
	if err != nil {
		return err
	}
	offer, err := programs.OfferOf(tx, w.ID)
	if err != nil && !fault.Is(err, fault.NotFound) {
		return err
	}
	o.PublishedProgram, o.places = programs.AsPublished(w, offer, here)
	if w.Recognition == nil {
		o.RecognisedOn = time.Time{}
	}
	return nil
}
