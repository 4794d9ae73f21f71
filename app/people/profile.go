package people

import (
	"net/url"
	"strings"

	"accord/tenants"
	"accord/tenants/fault"
)

// OwnProfile reads what the person says of themselves; empty before they do.
func OwnProfile(tx *tenants.SelfTx) (Profile, error) {
	return profile(tx)
}

// WriteProfile replaces it. Returns Invalid with each field that is wrong.
func WriteProfile(tx *tenants.SelfTx, in Profile) error {
	var c fault.Check
	in.BiographyEn, in.BiographyEs = strings.TrimSpace(in.BiographyEn), strings.TrimSpace(in.BiographyEs)
	c.If(len([]rune(in.BiographyEn)) > 4000, "biography_en", "people.text_long", "Max", 4000)
	c.If(len([]rune(in.BiographyEs)) > 4000, "biography_es", "people.text_long", "Max", 4000)
	in.Website = CheckWebsite(&c, "website", in.Website)
	if err := c.Err(); err != nil {
		return err
	}
	p := Profile{PersonID: tx.Person(), BiographyEn: in.BiographyEn, BiographyEs: in.BiographyEs, Website: in.Website, UpdatedAt: tx.Now()}
	if err := tx.Allow("write", &p); err != nil {
		return err
	}
	tx.Record(tenants.Event{Action: "profile.written", Resource: "profile", Subject: p.PersonID})
	return writeProfile(tx, p)
}

// CheckWebsite notes what is no web address with its scheme (http:// or
// https://, as IMI's profile rules ask), and answers it trimmed. None is fine.
func CheckWebsite(c *fault.Check, field, website string) string {
	website = strings.TrimSpace(website)
	if website == "" {
		return ""
	}
	u, err := url.Parse(website)
	switch {
	case len(website) > 300:
		c.Field(field, "people.website_long", "Max", 300)
	case err != nil || (u.Scheme != "http" && u.Scheme != "https") || !strings.Contains(u.Host, ".") || strings.ContainsAny(website, " \t\r\n"):
		c.Field(field, "people.website_form")
	}
	return website
}
