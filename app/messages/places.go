package messages

import (
	"regexp"
	"slices"
	"strings"
)

// PersonalLink is the place of the link to a trainee's own page. It is theirs
// alone: previews and what is kept of a mail show a stand-in.
const PersonalLink = "personal_link"

// Places are what a text can say of its reader, each written in double braces.
var Places = []string{"given_name", "name", "cohort", "program", "organisation", "contact_email", "starts_on", "ends_on", "place",
	"next_session", "next_session_place", "sessions", "hours_attended", "hours_missing", PersonalLink}

var place = regexp.MustCompile(`\{\{\s*([^{}]*?)\s*\}\}`)

// fill puts values into a text's places. It goes through the text once: what a
// value says is never read for places.
func fill(text string, values map[string]string) string {
	return place.ReplaceAllStringFunc(text, func(found string) string {
		return values[place.FindStringSubmatch(found)[1]]
	})
}

// uses says whether a text has a place.
func (t Text) uses(name string) bool {
	return says(t.SubjectEn, name) || says(t.BodyEn, name) || says(t.SubjectEs, name) || says(t.BodyEs, name)
}

func says(text, name string) bool {
	return slices.ContainsFunc(place.FindAllStringSubmatch(text, -1), func(found []string) bool { return found[1] == name })
}

// unknownPlace is the first thing in braces that no text can say, as it was
// written; "" when there is none. A brace that is not closed is one too.
func unknownPlace(text string) string {
	for _, found := range place.FindAllStringSubmatch(text, -1) {
		if !slices.Contains(Places, found[1]) {
			return cut(found[0], 40)
		}
	}
	rest := place.ReplaceAllString(text, "")
	for _, brace := range []string{"{{", "}}"} {
		if i := strings.Index(rest, brace); i >= 0 {
			return cut(rest[i:], 40)
		}
	}
	return ""
}

// known is the list of places for the sentence that refuses another.
func known() string {
	all := make([]string, len(Places))
	for i, p := range Places {
		all[i] = "{{" + p + "}}"
	}
	return strings.Join(all, ", ")
}

func cut(s string, most int) string {
	if r := []rune(s); len(r) > most {
		return string(r[:most]) + "…"
	}
	return s
}
