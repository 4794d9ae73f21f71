package candidates

import (
	"net/mail"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/language"
	"golang.org/x/text/unicode/norm"

	"accord/app/organisations"
	"accord/app/sheets"
	"accord/tenants/fault"
)

// How long the fields of a candidate may be, in characters.
const (
	MaxName      = 200
	MaxEmail     = 254
	MaxReference = 60
)

// Tidy brings what was typed to the form in which it is kept: one way to
// write an accent, single blanks, small letters in an address.
func (in NewCandidate) Tidy() NewCandidate {
	in.Name = oneLine(in.Name)
	in.Email = strings.ToLower(strings.TrimSpace(in.Email))
	in.Language = strings.ToLower(strings.TrimSpace(in.Language))
	in.Country = strings.ToUpper(strings.TrimSpace(in.Country))
	in.Reference = oneLine(in.Reference)
	if in.Language == "" {
		in.Language = "en"
	}
	return in
}

// check is the one place that says what a candidate's fields must be; forms
// and imports both ask it.
func (in NewCandidate) check() error {
	var c fault.Check
	switch {
	case c.If(in.Name == "", "name", "candidate.name_required"):
	case c.If(utf8.RuneCountInString(in.Name) > MaxName, "name", "candidate.too_long", "Max", MaxName):
	case c.If(!strings.ContainsFunc(in.Name, unicode.IsLetter), "name", "candidate.name_letters"):
	case c.If(unsafe(in.Name), "name", "candidate.formula"):
	}
	switch {
	case c.If(in.Email == "", "email", "candidate.email_required"):
	case c.If(!isEmail(in.Email), "email", "candidate.email_form"):
	case c.If(unsafe(in.Email), "email", "candidate.formula"):
	}
	c.If(!IsLanguage(in.Language), "language", "candidate.language_unknown")
	c.If(in.Country != "" && !organisations.IsCountry(in.Country), "country", "candidate.country_unknown")
	switch {
	case c.If(utf8.RuneCountInString(in.Reference) > MaxReference, "reference", "candidate.too_long", "Max", MaxReference):
	case c.If(unsafe(in.Reference), "reference", "candidate.formula"):
	}
	return c.Err()
}

// unsafe refuses what a spreadsheet would run once the list is exported, and
// signs that no person sees.
func unsafe(s string) bool {
	return sheets.IsFormula(s) || strings.ContainsFunc(s, func(r rune) bool {
		return unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r)
	})
}

// isEmail says whether a mail can be sent to s, without a name around it.
func isEmail(s string) bool {
	a, err := mail.ParseAddress(s)
	if err != nil || a.Address != s || len(s) > MaxEmail || strings.ContainsFunc(s, unicode.IsSpace) {
		return false
	}
	host := s[strings.LastIndexByte(s, '@')+1:]
	return strings.Contains(host, ".") && !strings.HasPrefix(host, ".") && !strings.HasSuffix(host, ".")
}

// IsLanguage says whether a code is a language of ISO 639-1.
func IsLanguage(code string) bool {
	b, err := language.ParseBase(code)
	return err == nil && len(code) == 2 && b.String() == code
}

func oneLine(s string) string { return strings.Join(strings.Fields(norm.NFC.String(s)), " ") }
