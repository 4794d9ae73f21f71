package candidates

import (
	"bytes"
	"cmp"
	"encoding/json"
	"slices"

	"accord/app/sheets"
)

// What an import may hold.
const (
	MaxImportBytes   = 5_000_000
	MaxImportRows    = 10_000
	MaxImportColumns = 60
)

// ImportRow is one person of a table.
type ImportRow struct {
	Number    int      `json:"row"` // as a spreadsheet shows it: the header is 1
	Name      string   `json:"name"`
	Email     string   `json:"email"`
	Language  string   `json:"language"`
	Country   string   `json:"country"`
	Reference string   `json:"reference"`
	Spare     bool     `json:"spare,omitempty"` // the row has more cells than the header
	Says      []string `json:"says"`            // the columns whose cell is not empty
}

// ImportTable is a file as it came: its heading and its rows of cells.
type ImportTable struct {
	Header    []string     `json:"header"`
	Rows      []sheets.Row `json:"rows"`
	Separator string       `json:"separator,omitempty"`
	HeaderAt  int          `json:"header_at,omitempty"` // the header's row; of a table kept before this was, the first
}

// Table is the import's file; empty once it is committed or forgotten.
func (i Import) Table() (t ImportTable, err error) {
	if i.open() != nil {
		return t, nil
	}
	return t, json.Unmarshal(i.Rows, &t)
}

// people reads the rows by a mapping; those without a language are given one.
func (t ImportTable) people(m Mapping, language string) []ImportRow {
	rows := make([]ImportRow, len(t.Rows))
	for i, r := range t.Rows {
		var says []string
		cell := func(column string) string {
			at, ok := m[column]
			if !ok || at >= len(r.Cells) || r.Cells[at] == "" {
				return ""
			}
			says = append(says, column)
			return r.Cells[at]
		}
		name := cell("name")
		if family := cell("family_name"); family != "" {
			name += " " + family
		}
		in := NewCandidate{name, cell("email"), cmp.Or(cell("language"), language), cell("country"), cell("reference")}.Tidy()
		rows[i] = ImportRow{Number: r.Number, Name: in.Name, Email: in.Email, Language: in.Language, Country: in.Country,
			Reference: in.Reference, Spare: len(r.Cells) > len(t.Header), Says: says}
	}
	return rows
}

// Samples are the first few different cells of a column that are not empty.
func (t ImportTable) Samples(column int) (some []string) {
	for _, r := range t.Rows {
		if column < len(r.Cells) && r.Cells[column] != "" && !slices.Contains(some, r.Cells[column]) {
			if some = append(some, r.Cells[column]); len(some) == 3 {
				break
			}
		}
	}
	return some
}

// Template is a table to fill in, with headings in the reader's language and
// one example.
func Template(locale string, as sheets.Format) []byte {
	header, example := []string{"name", "email", "language", "country", "reference"}, []string{"Camila Torres Vega", "camila.torres@example.org", "es", "EC", "2026-014"}
	if locale == "es" {
		header = []string{"nombre", "correo", "idioma", "país", "referencia"}
	}
	var b bytes.Buffer
	if err := sheets.Write(&b, as, header, [][]string{example}); err != nil {
		panic(err) // a buffer takes what it is given
	}
	return b.Bytes()
}
