package locales

import "golang.org/x/text/language"

var matcher = language.NewMatcher([]language.Tag{language.English, language.Spanish})

// Negotiate chooses the reader's language. Choices are in order of weight: a
// name that is offered wins, whatever else is skipped; then the header
// Accept-Language; then English.
func Negotiate(acceptLanguage string, choices ...string) string {
	for _, c := range choices {
		if IsOffered(c) {
			return c
		}
	}
	if asked, ok := Asked(acceptLanguage); ok {
		return asked
	}
	return English
}

// Asked is the language that the header Accept-Language asks for; not ok when
// it asks for none that is offered.
func Asked(acceptLanguage string) (locale string, ok bool) {
	if wanted, _, err := language.ParseAcceptLanguage(acceptLanguage); err == nil && len(wanted) > 0 {
		if _, at, sure := matcher.Match(wanted...); sure > language.No {
			return Offered()[at], true
		}
	}
	return "", false
}
