package candidates

import (
	"io"

	"accord/app/sheets"
)

// Export writes a list of candidates as a table, its header already said in
// the reader's language. No cell of it runs as a formula.
func Export(w io.Writer, header []string, all []Candidate) error {
	rows := make([][]string, len(all))
	for i, c := range all {
		rows[i] = []string{c.Name, c.Email, c.Language, c.Country, c.Reference, day(c.CreatedAt)}
	}
	return sheets.Write(w, header, rows)
}
