package letters

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"accord/tenants/fault"
)

// Letter is a mail as it is sent.
type Letter struct {
	Kind    Kind
	Locale  string
	Subject string
	Text    string
	HTML    string

	// Calendar is what it is about as a calendar reads it (iCalendar), which goes
	// with it as a file; "" is none.
	Calendar string
}

// Compose writes a letter in a language; one that Accord does not write is
// English. Data holds exactly what the kind mentions: Name, Organisation, Link
// and the values of Kinds. Link is the whole address of the page the button
// leads to. Returns Internal when a value is missing, is one too many or is of
// another type: a letter with a hole is not sent.
func Compose(kind Kind, locale string, data Data) (Letter, error) {
	if locale != "es" {
		locale = "en"
	}
	t, err := textOf(kind, locale)
	if err != nil {
		return Letter{}, wrong(err)
	}
	values, err := readied(kind, data)
	if err != nil {
		return Letter{}, wrong(err)
	}
	l := Letter{Kind: kind, Locale: locale}
	if l.Subject, err = t.render(t.subject, values); err == nil {
		if l.Text, err = t.render(t.text, values); err == nil {
			l.HTML, err = t.page(Line(l.Subject), values)
		}
	}
	if err != nil {
		return Letter{}, wrong(fmt.Errorf("letters: %s.%s: %w", kind, locale, err))
	}
	l.Subject = Line(l.Subject)
	return l, nil
}

// readied checks the values against the catalogue and makes people's texts
// fit for a mail.
func readied(kind Kind, data Data) (map[string]any, error) {
	expected := append([]string{"Name", "Organisation", "Link"}, catalogue[kind]...)
	values := make(map[string]any, len(expected))
	for name, value := range data {
		if !slices.Contains(expected, name) {
			return nil, fmt.Errorf("letters: %s does not mention %s", kind, name)
		}
		switch v := value.(type) {
		case string:
			if name == "Link" {
				if !strings.HasPrefix(v, "https://") && !strings.HasPrefix(v, "http://") {
					return nil, fmt.Errorf("letters: the link of %s is no whole address", kind)
				}
				values[name] = v
				continue
			}
			values[name] = Line(v)
		case int:
			values[name] = v
		case Moment:
			if v.At.IsZero() {
				return nil, fmt.Errorf("letters: %s of %s is no moment", name, kind)
			}
			values[name] = v
		default:
			return nil, fmt.Errorf("letters: %s of %s is a %T", name, kind, value)
		}
	}
	for _, name := range expected {
		if _, ok := values[name]; !ok {
			return nil, fmt.Errorf("letters: %s lacks %s", kind, name)
		}
	}
	return values, nil
}

func wrong(err error) error { return fault.New(fault.Internal, "fault.internal").Because(err) }

// in is the moment in its own zone; UTC where the zone is not known.
func (m Moment) in() time.Time {
	if zone, err := time.LoadLocation(m.Zone); err == nil {
		return m.At.In(zone)
	}
	return m.At.UTC()
}
