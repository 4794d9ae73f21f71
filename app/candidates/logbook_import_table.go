package candidates

import (
	"bytes"
	"slices"
	"strconv"
	"strings"
	"time"

	"accord/app/paging"
	"accord/app/sheets"
)

// EntryColumns are what a column of a table of mediations can be taken for, in
// the order of the template. All must be there: a logbook has no gaps.
var EntryColumns = []string{"held_on", "role", "medium", "hours", "field", "parties", "settled"}

var ofEntries = shape{columns: EntryColumns, required: EntryColumns, noHeader: "logbook_import.no_header",
	cell: func(h string) bool { return dayOf(h, DayFirst) != nil || dayOf(h, MonthFirst) != nil },
	headings: map[string][]string{
		"held_on": {"date", "day", "held on", "day of the mediation", "date of the mediation", "fecha", "dia", "dia de la mediacion", "fecha de la mediacion"},
		"role":    {"role", "funcion", "rol", "papel", "calidad"},
		"medium":  {"medium", "held", "mode", "how", "modalidad", "medio", "celebrada", "formato"},
		"hours":   {"hours", "total hours", "horas", "total de horas"},
		"field":   {"field", "subject", "matter", "area", "materia", "campo", "asunto", "tema"},
		"parties": {"parties", "number of parties", "partes", "numero de partes"},
		"settled": {"settled", "outcome", "agreement", "result", "acuerdo", "resultado"},
	}}

// words are how a table may say what a logbook keeps, in English and Spanish,
// in plain letters; what a page shows, and what the export writes, are among
// them.
var words = map[string]map[string][]string{
	"role": {
		"mediator":    {"mediator", "mediador", "mediadora"},
		"co_mediator": {"co mediator", "comediator", "comediador", "comediadora", "co mediador", "co mediadora"},
		"adviser":     {"adviser", "advisor", "asesor", "asesora"},
		"advocate":    {"advocate", "lawyer", "counsel", "abogado", "abogada"},
		"observer":    {"observer", "observador", "observadora"},
	},
	"medium": {
		"in_person": {"in person", "face to face", "on site", "presencial", "en persona"},
		"online":    {"online", "on line", "remote", "video", "en linea", "virtual", "a distancia"},
		"hybrid":    {"hybrid", "partly online", "hibrida", "hibrido", "mixta", "mixto", "en parte en linea"},
	},
	"settled": {
		"yes":    {"yes", "y", "settled", "full", "si", "s", "con acuerdo", "acuerdo", "acuerdo total", "total"},
		"partly": {"partly", "partly settled", "partial", "partially", "parcial", "acuerdo parcial", "en parte"},
		"no":     {"no", "n", "not settled", "none", "sin acuerdo", "ninguno"},
	},
}

// wordOf is what is kept for a cell that says it in words; "" when it says
// something else.
func wordOf(column, cell string) string {
	plain := strings.Join(strings.Fields(strings.NewReplacer("-", " ", "_", " ").Replace(paging.Plain(cell))), " ")
	for kept, said := range words[column] {
		if slices.Contains(said, plain) {
			return kept
		}
	}
	return ""
}

// DayOrder says which of day and month comes first in a table where the year is
// last. A year that is first is always followed by month and day.
type DayOrder string

// The orders.
const (
	DayFirst   DayOrder = "day_first"
	MonthFirst DayOrder = "month_first"
)

// DayOrders lists them in the order in which forms offer them.
var DayOrders = []DayOrder{DayFirst, MonthFirst}

// dayOf reads a day; nil when it is none.
func dayOf(cell string, order DayOrder) *time.Time {
	parts := strings.FieldsFunc(cell, func(r rune) bool { return strings.ContainsRune("-/. ", r) })
	if len(parts) != 3 {
		return nil
	}
	layout := "2006-1-2"
	switch {
	case len(parts[0]) == 4:
	case len(parts[2]) != 4:
		return nil // a year of two digits is a guess
	case order == MonthFirst:
		layout = "1-2-2006"
	default:
		layout = "2-1-2006"
	}
	day, err := time.Parse(layout, strings.Join(parts, "-"))
	if err != nil {
		return nil
	}
	return &day
}

// days finds out how a table writes its days; "" when it can be read both ways.
func (t ImportTable) days(m Mapping) DayOrder {
	at, there := m["held_on"]
	first, second, unclear := false, false, false
	for _, r := range t.Rows {
		if !there || at >= len(r.Cells) {
			continue
		}
		a, b := dayOf(r.Cells[at], DayFirst), dayOf(r.Cells[at], MonthFirst)
		switch {
		case a == nil && b == nil, a != nil && b != nil && a.Equal(*b):
		case b == nil:
			first = true
		case a == nil:
			second = true
		default:
			unclear = true
		}
	}
	switch {
	case first && !second:
		return DayFirst
	case second && !first:
		return MonthFirst
	case first || unclear: // both ways in one table, or only days that can be read both ways
		return ""
	}
	return DayFirst
}

// number reads a number, with a point or a comma for its decimals; 0 when it is
// none.
func number(cell string) float64 {
	if strings.Count(cell, ",") == 1 && !strings.Contains(cell, ".") {
		cell = strings.Replace(cell, ",", ".", 1)
	}
	n, err := strconv.ParseFloat(cell, 64)
	if err != nil {
		return 0
	}
	return n
}

// only is the table without the columns that a mapping leaves out.
func (t ImportTable) only(m Mapping) (ImportTable, Mapping) {
	kept, places := t, Mapping{}
	kept.Header, kept.Rows = nil, make([]sheets.Row, len(t.Rows))
	for i := range t.Rows {
		kept.Rows[i].Number = t.Rows[i].Number
	}
	for at, heading := range t.Header {
		column := m.Column(at)
		if column == "" {
			continue
		}
		places[column] = len(kept.Header)
		kept.Header = append(kept.Header, heading)
		for i, r := range t.Rows {
			cell := ""
			if at < len(r.Cells) {
				cell = r.Cells[at]
			}
			kept.Rows[i].Cells = append(kept.Rows[i].Cells, cell)
		}
	}
	return kept, places
}

// LogbookTemplate is a table to fill in, with headings in the reader's language
// and two examples.
func LogbookTemplate(locale string, as sheets.Format) []byte {
	header := []string{"date", "role", "held", "hours", "field", "parties", "settled"}
	rows := [][]string{{"2026-03-14", "mediator", "in person", "4.5", "commercial lease", "2", "yes"}, {"2026-04-02", "co-mediator", "online", "3", "inheritance", "4", "partly"}}
	if locale == "es" {
		header = []string{"fecha", "función", "modalidad", "horas", "materia", "partes", "acuerdo"}
		rows = [][]string{{"2026-03-14", "mediador", "presencial", "4,5", "arrendamiento comercial", "2", "sí"}, {"2026-04-02", "comediador", "en línea", "3", "herencia", "4", "parcial"}}
	}
	var b bytes.Buffer
	if err := sheets.Write(&b, as, header, rows); err != nil {
		panic(err) // a buffer takes what it is given
	}
	return b.Bytes()
}
