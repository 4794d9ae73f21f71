package candidates

import (
	"bytes"
	"cmp"
	"slices"
	"strings"

	"accord/app/paging"
	"accord/app/sheets"
	"accord/tenants/fault"
)

// What an import may hold.
const (
	MaxImportBytes = 5_000_000
	MaxImportRows  = 10_000
)

// Columns are the columns of an import, in the order of the template; the
// first two must be there.
var Columns = []string{"name", "email", "language", "country", "reference"}

// headings are what a column may be called, in English and Spanish.
var headings = map[string][]string{
	"name":      {"name", "full name", "candidate", "trainee", "nombre", "nombre completo", "nombre y apellidos", "candidato", "candidata", "participante"},
	"email":     {"email", "e-mail", "email address", "e-mail address", "mail", "correo", "correo electronico", "direccion de correo"},
	"language":  {"language", "idioma", "lengua"},
	"country":   {"country", "pais"},
	"reference": {"reference", "ref", "number", "id", "referencia", "numero", "codigo", "matricula"},
}

// ImportRow is one person of a table.
type ImportRow struct {
	Number    int    `json:"row"` // as a spreadsheet shows it: the header is 1
	Name      string `json:"name"`
	Email     string `json:"email"`
	Language  string `json:"language"`
	Country   string `json:"country"`
	Reference string `json:"reference"`
	Spare     bool   `json:"spare,omitempty"` // the row has more cells than the header
}

// readTable reads a file's rows; those without a language are given one. What is wrong with the file as a whole is
// Invalid at the field "file"; what is wrong with a row waits for the plan.
func readTable(data []byte, language string) ([]ImportRow, error) {
	t, err := sheets.Read(data, sheets.Limits{Bytes: MaxImportBytes, Rows: MaxImportRows})
	if err != nil {
		return nil, err
	}
	places, err := columnsOf(t.Header)
	if err != nil {
		return nil, err
	}
	rows := make([]ImportRow, len(t.Rows))
	for i, r := range t.Rows {
		cell := func(column string) string {
			at, ok := places[column]
			if !ok || at >= len(r.Cells) {
				return ""
			}
			return r.Cells[at]
		}
		in := NewCandidate{cell("name"), cell("email"), cmp.Or(cell("language"), language), cell("country"), cell("reference")}.Tidy()
		rows[i] = ImportRow{Number: r.Number, Name: in.Name, Email: in.Email, Language: in.Language, Country: in.Country,
			Reference: in.Reference, Spare: len(r.Cells) > len(t.Header)}
	}
	return rows, nil
}

// columnsOf finds the place of each column by its heading. A heading nobody
// knows is refused rather than dropped: it may be what somebody relied on.
func columnsOf(header []string) (map[string]int, error) {
	places := map[string]int{}
	var unknown []string
	for i, h := range header {
		column := columnNamed(h)
		if column == "" {
			if strings.Contains(h, "@") { // a person where the headings should be
				return nil, fault.New(fault.Invalid, "import.no_header")
			}
			unknown = append(unknown, shown(h))
			continue
		}
		if _, twice := places[column]; twice {
			return nil, fault.New(fault.Invalid, "import.heading_twice", "Heading", shown(h))
		}
		places[column] = i
	}
	_, named := places["name"]
	_, addressed := places["email"]
	switch {
	case !named && !addressed:
		return nil, fault.New(fault.Invalid, "import.no_header")
	case !named:
		return nil, fault.New(fault.Invalid, "import.no_name", "Found", found(header))
	case !addressed:
		return nil, fault.New(fault.Invalid, "import.no_email", "Found", found(header))
	case len(unknown) > 0:
		return nil, fault.New(fault.Invalid, "import.heading_unknown", "Headings", strings.Join(unknown, ", "))
	}
	return places, nil
}

func columnNamed(heading string) string {
	plain := strings.Join(strings.Fields(paging.Plain(strings.Trim(heading, "*:"))), " ")
	for _, column := range Columns {
		if slices.Contains(headings[column], plain) {
			return column
		}
	}
	return ""
}

func found(header []string) string {
	all := make([]string, 0, len(header))
	for _, h := range header {
		all = append(all, shown(h))
	}
	return strings.Join(all, ", ")
}

// shown is a heading as a message quotes it.
func shown(heading string) string {
	r := []rune(oneLine(heading))
	if len(r) > 30 {
		return "“" + string(r[:30]) + "…”"
	}
	return "“" + string(r) + "”"
}

// Template is a table to fill in, with headings in the reader's language and
// one example.
func Template(locale string) []byte {
	header, example := Columns, []string{"Camila Torres Vega", "camila.torres@example.org", "es", "EC", "2026-014"}
	if locale == "es" {
		header = []string{"nombre", "correo", "idioma", "país", "referencia"}
	}
	var b bytes.Buffer
	if err := sheets.Write(&b, sheets.CSV, header, [][]string{example}); err != nil {
		panic(err) // a buffer takes what it is given
	}
	return b.Bytes()
}
