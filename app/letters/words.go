package letters

import (
	"fmt"
	"time"
	_ "time/tzdata" // a deadline must name its zone on a machine without zone files, too
)

// dates write a day whole, in the moment's zone; moments add the hour and
// name the zone, as every deadline must.
var (
	dates = map[string]func(Moment) string{
		"en": func(m Moment) string {
			at := m.in()
			return fmt.Sprintf("%d %s %d", at.Day(), at.Month(), at.Year())
		},
		"es": func(m Moment) string {
			at := m.in()
			return fmt.Sprintf("%d de %s de %d", at.Day(), meses[at.Month()-1], at.Year())
		},
	}
	moments = map[string]func(Moment) string{
		"en": func(m Moment) string { return m.whole("en", m.in().Weekday().String()+" ", ", ") },
		"es": func(m Moment) string { return m.whole("es", días[m.in().Weekday()]+" ", ", a las ") },
	}
	meses = [...]string{"enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"}
	días  = [...]string{"domingo", "lunes", "martes", "miércoles", "jueves", "viernes", "sábado"}
)

func (m Moment) whole(locale, day, at string) string {
	zone := m.Zone
	if _, err := time.LoadLocation(zone); err != nil || zone == "" {
		zone = "UTC"
	}
	return day + dates[locale](m) + at + m.in().Format("15:04") + " (" + zone + ")"
}

// words are what codes of the domain are called in a letter, as the pages call them.
func words(locale string) func(code string) (string, error) {
	return func(code string) (string, error) {
		if w, ok := vocabulary[code][locale]; ok {
			return w, nil
		}
		return "", fmt.Errorf("there is no word for %q", code)
	}
}

var vocabulary = map[string]map[string]string{
	"qualified_mediator":     {"en": "IMI Qualified Mediator", "es": "Mediador/a IMI cualificado/a"},
	"certified_mediator":     {"en": "IMI Certified Mediator", "es": "Mediador/a IMI certificado/a"},
	"certified_advocate":     {"en": "IMI Certified Mediation Advocate", "es": "Abogado/a de mediación IMI certificado/a"},
	"intercultural_mediator": {"en": "IMI Intercultural Mediator", "es": "Mediador/a intercultural IMI"},
	"online_mediator":        {"en": "IMI Online Mediator", "es": "Mediador/a en línea IMI"},
	"young_mediator":         {"en": "Young Mediator (YMI)", "es": "Joven mediador/a (YMI)"},
	"young_advocate":         {"en": "Young Mediation Advocate", "es": "Joven abogado/a de mediación"},

	"satisfactory":              {"en": "satisfactory", "es": "satisfactorio"},
	"satisfactory_with_actions": {"en": "satisfactory, with actions", "es": "satisfactorio, con medidas"},
	"unsatisfactory":            {"en": "unsatisfactory", "es": "insatisfactorio"},
	"not_supplied":              {"en": "not supplied", "es": "no aportado"},
	"withdrawn":                 {"en": "withdrawn by IMI", "es": "retirada por el IMI"},
}
