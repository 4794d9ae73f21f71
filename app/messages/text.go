package messages

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"accord/tenants/fault"
)

// How long the parts of a template may be, in characters.
const (
	MaxName    = 120
	MaxSubject = 150
	MaxBody    = 5000
)

// Languages are those in which texts are written.
var Languages = []string{"en", "es"}

// For is the text for a reader of these languages, the first that it is written
// in; else in its fallback.
func (t Text) For(languages ...string) (locale, subject, body string) {
	for _, l := range append(languages, t.Fallback, "en", "es") {
		switch {
		case l == "en" && t.SubjectEn != "":
			return l, t.SubjectEn, t.BodyEn
		case l == "es" && t.SubjectEs != "":
			return l, t.SubjectEs, t.BodyEs
		}
	}
	return "en", "", ""
}

// Writes says whether the text is written in a language.
func (t Text) Writes(language string) bool {
	return language == "en" && t.SubjectEn != "" || language == "es" && t.SubjectEs != ""
}

// tidy brings a text to the form in which it is kept.
func (t Text) tidy() Text {
	t.SubjectEn, t.SubjectEs = strings.TrimSpace(norm.NFC.String(t.SubjectEn)), strings.TrimSpace(norm.NFC.String(t.SubjectEs))
	t.BodyEn, t.BodyEs = tidyBody(t.BodyEn), tidyBody(t.BodyEs)
	return t
}

func tidyBody(s string) string {
	s = norm.NFC.String(strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n"))
	lines := strings.Split(s, "\n")
	for i := range lines {
		lines[i] = strings.TrimRightFunc(lines[i], unicode.IsSpace)
	}
	return strings.Trim(strings.Join(lines, "\n"), "\n")
}

// check notes what is wrong with a text, each at its field.
func (t Text) check(c *fault.Check) {
	c.If(t.Fallback != "en" && t.Fallback != "es", "fallback", "message.fallback_required")
	for _, of := range []struct{ language, subject, body string }{{"en", t.SubjectEn, t.BodyEn}, {"es", t.SubjectEs, t.BodyEs}} {
		subject, body := "subject_"+of.language, "body_"+of.language
		needed := of.language == t.Fallback || of.subject != "" || of.body != ""
		switch {
		case c.If(needed && of.subject == "", subject, "message.subject_required"):
		case c.If(utf8.RuneCountInString(of.subject) > MaxSubject, subject, "message.too_long", "Max", MaxSubject):
		case c.If(strings.ContainsFunc(of.subject, hidden), subject, "message.one_line"):
		default:
			checkPlaces(c, subject, of.subject)
			c.If(says(of.subject, PersonalLink), subject, "message.link_in_subject")
		}
		switch {
		case c.If(needed && of.body == "", body, "message.body_required"):
		case c.If(utf8.RuneCountInString(of.body) > MaxBody, body, "message.too_long", "Max", MaxBody):
		case c.If(strings.ContainsFunc(strings.ReplaceAll(of.body, "\n", ""), hidden), body, "message.hidden"):
		default:
			checkPlaces(c, body, of.body)
		}
	}
}

func checkPlaces(c *fault.Check, field, text string) {
	unknown := unknownPlace(text)
	c.If(unknown != "", field, "message.place_unknown", "Place", unknown, "Known", known())
}

// hidden is a sign that nobody sees: a line break in a subject would be another
// line of the mail's head, one of direction would turn the text around it.
func hidden(r rune) bool {
	return unicode.IsControl(r) && r != '\t' || r == '\u2028' || r == '\u2029' || unicode.Is(unicode.Bidi_Control, r)
}

func oneLine(s string) string { return strings.Join(strings.Fields(norm.NFC.String(s)), " ") }
