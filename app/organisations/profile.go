package organisations

import (
	"strings"

	"accord/app/people"
	"accord/tenants"
	"accord/tenants/fault"
)

// Own reads the organisation of the transaction.
func Own(tx *tenants.Tx) (Organisation, error) { return Find(tx, tx.Tenant()) }

// OwnProfile reads what the organisation says of itself. Returns NotFound for
// IMI, which has none.
func OwnProfile(tx *tenants.Tx) (OrganisationProfile, error) {
	var p OrganisationProfile
	err := absent(tx.DB().Where("tenant_id = ?", tx.Tenant()).Take(&p).Error, "organisation_profile")
	return p, err
}

// EditProfile replaces what the organisation says of itself. Returns Invalid
// with each field that is wrong.
func EditProfile(tx *tenants.Tx, in OrganisationProfile) error {
	p, err := OwnProfile(tx)
	if err != nil {
		return err
	}
	if err := tx.Allow("edit", &p); err != nil {
		return err
	}
	var c fault.Check
	p.AboutEn, p.AboutEs = strings.TrimSpace(in.AboutEn), strings.TrimSpace(in.AboutEs)
	c.If(len([]rune(p.AboutEn)) > 4000, "about_en", "people.text_long", "Max", 4000)
	c.If(len([]rune(p.AboutEs)) > 4000, "about_es", "people.text_long", "Max", 4000)
	p.Website = people.CheckWebsite(&c, "website", in.Website)
	p.ContactName = strings.TrimSpace(in.ContactName)
	c.If(len([]rune(p.ContactName)) > 200, "contact_name", "people.name_long", "Max", 200)
	if p.ContactEmail = strings.TrimSpace(in.ContactEmail); p.ContactEmail != "" {
		p.ContactEmail = people.CheckEmail(&c, "contact_email", p.ContactEmail)
	}
	if err := c.Err(); err != nil {
		return err
	}
	p.UpdatedAt = tx.Now()
	tx.Record(tenants.Event{Action: "organisation.profile_edited", Resource: "organisation_profile", Subject: tx.Tenant()})
	return tx.DB().Model(&p).Select("about_en", "about_es", "website", "contact_name", "contact_email", "updated_at").Updates(p).Error
}
