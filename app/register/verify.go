package register

import (
	"strings"

	"accord/tenants"
	"accord/tenants/fault"
)

// Number brings what people type to a number's written form: capitals, and
// hyphens where they belong. What cannot be a number is returned empty.
func Number(typed string) string {
	if len(typed) > 100 {
		return ""
	}
	var b strings.Builder
	for _, r := range strings.ToUpper(typed) {
		switch {
		case r >= 'A' && r <= 'Z', r >= '0' && r <= '9':
			b.WriteRune(r)
		case r == '-', r == ' ', r == '\u2010', r == '\u2011', r == '\u2013', r == '\u00a0': // hyphens and spaces, however they were pasted
		default:
			return ""
		}
	}
	s, found := strings.CutPrefix(b.String(), "IMI")
	if !found || len(s) != 10 {
		return ""
	}
	return "IMI-" + s[:5] + "-" + s[5:]
}

// Verify answers what the register says of a number. Returns NotFound when it
// says nothing: then no credential of that number was ever awarded.
func Verify(tx *tenants.PublicTx, typed string) (PublishedCredential, error) {
	number := Number(typed)
	if number == "" {
		return PublishedCredential{}, fault.Absent("credential")
	}
	return published(tx, number)
}
