package record

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// both writes a term of the domain in both languages; one that is not known
// here stands as it is.
func both(term string) string {
	if w, ok := terms[term]; ok {
		return w.EN + " · " + w.ES
	}
	return term
}

// stacked is both for a table's cell: one language above the other.
func stacked(term string) string {
	w, ok := terms[term]
	switch {
	case !ok:
		return term
	case w.EN == w.ES:
		return w.EN
	}
	return w.EN + "\n" + w.ES
}

var terms = map[string]Words{
	"passed": {"Passed", "Apto"}, "failed": {"Not passed", "No apto"},
	"yes": {"Yes", "Sí"}, "no": {"No", "No"}, "partly": {"Partly", "En parte"},
	"present": {"Present", "Presente"}, "late": {"Late", "Con retraso"}, "part": {"Part of the session", "Parte de la sesión"},
	"absent": {"Absent", "Ausente"}, "excused": {"Excused", "Justificado"}, "": {"Not recorded", "Sin registrar"},
	"mediator": {"Mediator", "Mediador"}, "co_mediator": {"Co-mediator", "Comediador"}, "adviser": {"Adviser", "Asesor"},
	"advocate": {"Advocate", "Abogado de parte"}, "observer": {"Observer", "Observador"},
	"in_person": {"In person", "Presencial"}, "online": {"Online", "En línea"}, "hybrid": {"Hybrid", "Mixta"},
	"experience": {"Experience", "Experiencia"}, "knowledge": {"Knowledge", "Conocimientos"}, "skills": {"Skills", "Destrezas"},
}

// day is a date the same in both languages.
func day(t time.Time) string {
	if t.IsZero() {
		return "—"
	}
	return t.Format("2006-01-02")
}

func moment(t time.Time) string {
	if t.IsZero() {
		return "—"
	}
	return fmt.Sprintf("%s (%s)", t.Format("2006-01-02 15:04"), t.Location())
}

// figure writes a number without needless zeros.
func figure(f float64) string { return strconv.FormatFloat(f, 'f', -1, 64) }

func orDash(s string) string {
	if strings.TrimSpace(s) == "" {
		return "—"
	}
	return s
}
