package sheets

import (
	"encoding/csv"
	"io"
	"strings"
)

// IsFormula says whether a spreadsheet would run a cell instead of showing it.
func IsFormula(cell string) bool {
	cell = strings.TrimLeft(cell, " \u00a0")
	return cell != "" && strings.ContainsRune("=+-@\t\r＝＋－＠", []rune(cell)[0])
}

// Neutral is a cell that no spreadsheet runs: an apostrophe goes before what
// would be a formula. A plain number stays a number.
func Neutral(cell string) string {
	if IsFormula(cell) && !number(cell) {
		return "'" + cell
	}
	return cell
}

// Write writes a table as CSV, in UTF-8 with the mark by which Excel knows it.
func Write(w io.Writer, header []string, rows [][]string) error {
	if _, err := io.WriteString(w, "\ufeff"); err != nil {
		return err
	}
	out := csv.NewWriter(w)
	out.UseCRLF = true
	if err := out.Write(neutral(header)); err != nil {
		return err
	}
	for _, r := range rows {
		if err := out.Write(neutral(r)); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

func neutral(record []string) []string {
	safe := make([]string, len(record))
	for i, c := range record {
		safe[i] = Neutral(c)
	}
	return safe
}

// number says whether a cell is nothing but a signed figure.
func number(cell string) bool {
	digits := strings.TrimLeft(cell, "+-")
	return len(cell)-len(digits) == 1 && digits != "" && strings.Trim(digits, "0123456789.,") == "" && digits[0] >= '0' && digits[0] <= '9'
}
