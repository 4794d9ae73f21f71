package organisations

import (
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"accord/tenants/fault"
)

var slugForm = regexp.MustCompile(`^[a-z0-9](-?[a-z0-9]){1,39}$`)

// ProposeSlug makes an address's name of an organisation's: "Academia Andina
// de Mediación" is academia-andina-de-mediacion. It is "" when the name has no
// letter that an address can have.
func ProposeSlug(name string) string {
	var b strings.Builder
	for _, r := range norm.NFD.String(strings.ToLower(name)) {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
			b.WriteRune(r)
		case unicode.Is(unicode.Mn, r), r == '\'', r == '’':
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
	}
	slug := strings.Trim(b.String(), "-")
	if len(slug) > 40 {
		slug = slug[:40]
		if cut := strings.LastIndexByte(slug, '-'); cut > 20 {
			slug = slug[:cut]
		}
	}
	if !slugForm.MatchString(slug) {
		return ""
	}
	return slug
}

func checkSlug(c *fault.Check, field, slug string) {
	if !c.If(slug == "", field, "organisations.slug_missing") {
		c.If(!slugForm.MatchString(slug), field, "organisations.slug_form")
	}
}
