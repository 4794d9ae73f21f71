package people

import (
	"net/mail"
	"strings"

	"accord/tenants/fault"
)

const (
	maxEmail = 254
	maxName  = 200
)

// NormalEmail is an address as it is kept and compared: without the spaces
// around it, in lower case.
func NormalEmail(email string) string { return strings.ToLower(strings.TrimSpace(email)) }

// CheckEmail notes what is wrong with an address, and answers its normal form.
func CheckEmail(c *fault.Check, field, email string) string {
	email = NormalEmail(email)
	parsed, err := mail.ParseAddress(email)
	switch {
	case email == "":
		c.Field(field, "people.email_missing")
	case len(email) > maxEmail:
		c.Field(field, "people.email_long", "Max", maxEmail)
	case err != nil || parsed.Address != email || !strings.Contains(email[strings.LastIndex(email, "@")+1:], "."):
		c.Field(field, "people.email_form")
	}
	return email
}

// CheckName notes what is wrong with a person's name, and answers it without
// the spaces around it.
func CheckName(c *fault.Check, field, name string) string {
	name = strings.TrimSpace(name)
	switch n := len([]rune(name)); {
	case n == 0:
		c.Field(field, "people.name_missing")
	case n > maxName:
		c.Field(field, "people.name_long", "Max", maxName)
	case strings.ContainsFunc(name, func(r rune) bool { return r < ' ' }):
		c.Field(field, "people.name_form")
	}
	return name
}

// Locales are the languages the interface speaks.
var Locales = []string{"en", "es"}

// CheckLocale notes a language that the interface does not speak.
func CheckLocale(c *fault.Check, field, locale string) {
	c.If(locale != "en" && locale != "es", field, "people.locale")
}
