package organisations

import (
	"accord/app/organisations"
	"accord/tenants"
	"accord/tenants/fault"
	"accord/web"
	"accord/web/forms"
	ui "accord/web/templates"
)

// own is an organisation as its own people see it.
type own struct {
	organisations.Organisation
	profile organisations.OrganisationProfile
	edits   bool
}

func (p pages) own(m *web.Member) (o own, err error) {
	err = p.db.Read(m.Context(), m.Member, func(tx *tenants.Tx) error {
		if o.Organisation, err = organisations.Own(tx); err != nil {
			return err
		}
		if o.profile, err = organisations.OwnProfile(tx); err != nil {
			return err
		}
		o.edits = tx.Can("edit", &o.profile)
		return nil
	})
	return o, err
}

func (p pages) profile(m *web.Member) error {
	o, err := p.own(m)
	if err != nil {
		return err
	}
	return m.Render(ui.Page{Title: m.T.Say("organisations.profile")}, profilePage(o))
}

func profileOf(m *web.Member) ui.Page {
	return ui.Page{Title: m.T.Say("organisations.edit_profile"), Crumbs: []ui.Crumb{{Label: m.T.Say("organisations.profile"), Href: m.Link("/organisation")}}}
}

func (p pages) revise(m *web.Member) error {
	o, err := p.own(m)
	if err != nil {
		return err
	}
	if !o.edits {
		return fault.Denied()
	}
	f := forms.New().Set("about_en", o.profile.AboutEn).Set("about_es", o.profile.AboutEs).Set("website", o.profile.Website).
		Set("contact_name", o.profile.ContactName).Set("contact_email", o.profile.ContactEmail)
	return m.Render(profileOf(m), editPage(f))
}

func (p pages) edit(m *web.Member) error {
	f := m.Form()
	in := organisations.OrganisationProfile{AboutEn: f.OptionalText("about_en", 4000), AboutEs: f.OptionalText("about_es", 4000),
		Website: f.OptionalText("website", 300), ContactName: f.OptionalText("contact_name", 200), ContactEmail: f.OptionalText("contact_email", 254)}
	err := f.Err()
	if err == nil {
		err = p.db.Write(m.Context(), m.Member, func(tx *tenants.Tx) error { return organisations.EditProfile(tx, in) })
	}
	if err != nil {
		return m.Refuse(f, err, profileOf(m), editPage(f))
	}
	return m.Redirect("/organisation", "organisations.profile_saved")
}
