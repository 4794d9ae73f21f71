package letters

import (
	"bytes"
	"embed"
	"fmt"
	"html"
	htmltemplate "html/template"
	"regexp"
	"strings"
	"sync"
	texttemplate "text/template"
)

//go:embed kinds/*.txt layout.html
var files embed.FS

// text is a letter's file, read: the same words for both parts of a mail.
type text struct {
	locale  string
	subject *texttemplate.Template
	text    *texttemplate.Template
	body    *htmltemplate.Template // within the layout
}

var texts sync.Map // "kind.locale" → *text

func textOf(kind Kind, locale string) (*text, error) {
	name := string(kind) + "." + locale
	if t, ok := texts.Load(name); ok {
		return t.(*text), nil
	}
	if _, known := catalogue[kind]; !known {
		return nil, fmt.Errorf("letters: there is no letter %q", kind)
	}
	source, err := files.ReadFile("kinds/" + name + ".txt")
	if err != nil {
		return nil, fmt.Errorf("letters: %w", err)
	}
	t, err := read(name, locale, string(source))
	if err != nil {
		return nil, fmt.Errorf("letters: %s: %w", name, err)
	}
	texts.Store(name, t)
	return t, nil
}

// read turns a file into templates. The plain text and the HTML are made of
// the same paragraphs, so that they cannot differ.
func read(name, locale, source string) (*text, error) {
	head, rest, ok := strings.Cut(source, "\n\n")
	subject, isSubject := strings.CutPrefix(head, "Subject: ")
	if !ok || !isSubject || strings.Contains(subject, "\n") {
		return nil, fmt.Errorf("the first line is not its subject")
	}
	var plain, page strings.Builder
	for block := range strings.SplitSeq(strings.TrimSpace(rest), "\n\n") {
		block = strings.TrimSpace(block)
		switch {
		case strings.HasPrefix(block, "[") && strings.HasSuffix(block, "]"):
			label := block[1 : len(block)-1]
			plain.WriteString(label + ":\n{{.Link}}\n\n")
			page.WriteString(`{{template "button" .}}` + escaped(label) + `{{template "after" .}}`)
		case strings.HasPrefix(block, "- "):
			page.WriteString("<ul>")
			for item := range strings.SplitSeq(block, "\n") {
				page.WriteString("<li>" + escaped(strings.TrimPrefix(item, "- ")) + "</li>")
			}
			page.WriteString("</ul>\n")
			plain.WriteString(block + "\n\n")
		default:
			line := strings.Join(strings.Fields(block), " ")
			plain.WriteString(line + "\n\n")
			page.WriteString("<p>" + escaped(line) + "</p>\n")
		}
	}
	plain.WriteString("-- \n" + closings[locale] + "\n")
	t := &text{locale: locale}
	var err error
	funcs := texttemplate.FuncMap{"date": dates[locale], "moment": moments[locale], "word": words(locale)}
	if t.subject, err = texttemplate.New(name).Option("missingkey=error").Funcs(funcs).Parse(subject); err != nil {
		return nil, err
	}
	if t.text, err = texttemplate.New(name).Option("missingkey=error").Funcs(funcs).Parse(plain.String()); err != nil {
		return nil, err
	}
	layout, err := htmltemplate.New("layout.html").Option("missingkey=error").Funcs(htmltemplate.FuncMap(funcs)).ParseFS(files, "layout.html")
	if err != nil {
		return nil, err
	}
	t.body = layout
	_, err = layout.New("body").Parse(page.String())
	return t, err
}

var (
	action  = regexp.MustCompile(`\{\{.*?\}\}`)
	control = regexp.MustCompile(`^\{\{-? *(if|else|end|with|range)\b`)
)

// escaped is text for HTML with its template actions left alone. What an
// action prints is set apart, so that a name written from right to left does
// not turn the sentence around it.
func escaped(s string) string {
	var b strings.Builder
	last := 0
	for _, at := range action.FindAllStringIndex(s, -1) {
		b.WriteString(html.EscapeString(s[last:at[0]]))
		if act := s[at[0]:at[1]]; control.MatchString(act) {
			b.WriteString(act)
		} else {
			b.WriteString("<bdi>" + act + "</bdi>")
		}
		last = at[1]
	}
	b.WriteString(html.EscapeString(s[last:]))
	return b.String()
}

func (t *text) render(tmpl *texttemplate.Template, values map[string]any) (string, error) {
	var b bytes.Buffer
	err := tmpl.Execute(&b, values)
	return b.String(), err
}

func (t *text) page(subject string, values map[string]any) (string, error) {
	with := map[string]any{"Brand": "Accord", "Subject": subject, "Locale": t.locale, "Closing": closings[t.locale]}
	for name, value := range values {
		with[name] = value
	}
	var b bytes.Buffer
	err := t.body.Execute(&b, with)
	return b.String(), err
}

// closings stand under every letter.
var closings = map[string]string{
	"en": "Accord, the platform of the International Mediation Institute and its implementing organisations. This mail was written by the system; answers to it are not read.",
	"es": "Accord, la plataforma del International Mediation Institute y de sus organizaciones. Este mensaje lo escribe el sistema; las respuestas no se leen.",
}
