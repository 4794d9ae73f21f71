package letters

import (
	"bytes"
	"fmt"
	"html"
	htmltemplate "html/template"
	"regexp"
	"strings"
	"unicode"
)

// Own is a letter in an organisation's own words: a subject of one line, and
// paragraphs of plain text with lists and whole addresses in them.
type Own struct {
	Locale       string // "en" or "es"
	Subject      string
	Body         string
	Organisation string // who writes it, named at its head and its end
}

// OwnWords is the kind of a letter that its writer composes whole.
const OwnWords Kind = "own_words"

// Write makes the letter. Whatever its text says, it becomes neither markup nor
// another line of the mail's head; addresses of the web become links.
func Write(o Own) (Letter, error) {
	if o.Locale != "es" {
		o.Locale = "en"
	}
	o.Organisation = Line(o.Organisation)
	l := Letter{Kind: OwnWords, Locale: o.Locale, Subject: headline(o.Subject)}
	if l.Subject == "" || strings.TrimSpace(o.Body) == "" {
		return Letter{}, wrong(fmt.Errorf("letters: a letter of one's own without a subject or a text"))
	}
	body := visible(o.Body)
	closing := fmt.Sprintf(ownClosings[o.Locale], o.Organisation)
	l.Text = body + "\n\n-- \n" + closing + "\n"
	layout, err := htmltemplate.New("layout.html").Option("missingkey=error").ParseFS(files, "layout.html")
	if err == nil {
		_, err = layout.New("body").Parse("{{.Body}}")
	}
	var b bytes.Buffer
	if err == nil {
		err = layout.Execute(&b, map[string]any{"Subject": l.Subject, "Locale": o.Locale, "Brand": o.Organisation, "Closing": closing, "Body": htmltemplate.HTML(marked(body))}) //nolint:gosec // marked escapes all that it was given
	}
	if err != nil {
		return Letter{}, wrong(fmt.Errorf("letters: %s: %w", OwnWords, err))
	}
	l.HTML = b.String()
	return l, nil
}

// Day writes a day whole, in the moment's zone.
func Day(locale string, m Moment) string { return dates[written(locale)](m) }

// When writes a moment whole, in its zone, which it names.
func When(locale string, m Moment) string { return moments[written(locale)](m) }

func written(locale string) string {
	if locale == "es" {
		return "es"
	}
	return "en"
}

// headline is a subject of one line. Unlike Line it keeps what an organisation
// wrote whole.
func headline(s string) string {
	return strings.Join(strings.FieldsFunc(visible(s), func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }), " ")
}

// visible leaves out what nobody sees: control signs but the line's end, and
// those that turn the reading direction.
func visible(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n':
			return r
		case r == '\t', r == '\u2028', r == '\u2029':
			return ' '
		case unicode.IsControl(r), unicode.Is(unicode.Cf, r) && r != '\u200c' && r != '\u200d':
			return -1
		}
		return r
	}, strings.ReplaceAll(s, "\r\n", "\n"))
}

var address = regexp.MustCompile(`https?://[^\s<>"']+[^\s<>"'.,;:!?)\]]`)

// marked is a text as simple HTML.
func marked(body string) string {
	var b strings.Builder
	for block := range strings.SplitSeq(strings.TrimSpace(body), "\n\n") {
		lines := strings.Split(strings.Trim(block, "\n"), "\n")
		list := false
		var text []string
		flush := func() {
			if len(text) > 0 {
				b.WriteString("<p>" + strings.Join(text, "<br>\n") + "</p>\n")
				text = nil
			}
		}
		for _, line := range lines {
			item, isItem := strings.CutPrefix(line, "- ")
			if isItem != list {
				flush()
				b.WriteString(map[bool]string{true: "<ul>\n", false: "</ul>\n"}[isItem])
				list = isItem
			}
			if isItem {
				b.WriteString("<li>" + linked(item) + "</li>\n")
			} else if line != "" {
				text = append(text, linked(line))
			}
		}
		flush()
		if list {
			b.WriteString("</ul>\n")
		}
	}
	return b.String()
}

// linked is a line with its web addresses made links, the rest escaped.
func linked(line string) string {
	var b strings.Builder
	last := 0
	for _, at := range address.FindAllStringIndex(line, -1) {
		to := html.EscapeString(line[at[0]:at[1]])
		b.WriteString(html.EscapeString(line[last:at[0]]) + `<a href="` + to + `" style="color:#0e5466;word-break:break-all">` + to + `</a>`)
		last = at[1]
	}
	b.WriteString(html.EscapeString(line[last:]))
	return b.String()
}

// ownClosings stand under a letter in an organisation's own words.
var ownClosings = map[string]string{
	"en": "%s sent this with Accord, the platform of the International Mediation Institute and its implementing organisations. Answers to this address are not read.",
	"es": "%s envió este mensaje con Accord, la plataforma del International Mediation Institute y de sus organizaciones. Las respuestas a esta dirección no se leen.",
}
