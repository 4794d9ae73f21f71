package sheets

import (
	"cmp"
	"encoding/csv"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
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

// Format is a kind of file that a table is written as.
type Format string

// The formats.
const (
	CSV      Format = "csv"
	Workbook Format = "xlsx"
)

// Formats lists them in the order pages offer them.
var Formats = []Format{CSV, Workbook}

// Type is the format's media type.
func (f Format) Type() string {
	if f == Workbook {
		return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	}
	return "text/csv; charset=utf-8"
}

// Write writes a table; what is no format is CSV, in UTF-8 with the mark by
// which Excel knows it.
func Write(w io.Writer, as Format, header []string, rows [][]string) error {
	return Return(w, as, ",", append([][]string{header}, rows...))
}

// Return writes a table as it came, its header being one of the rows, with the
// separator that it had.
func Return(w io.Writer, as Format, separator string, rows [][]string) error {
	if as == Workbook {
		return writeWorkbook(w, rows)
	}
	if _, err := io.WriteString(w, "\ufeff"); err != nil {
		return err
	}
	out := csv.NewWriter(w)
	out.UseCRLF = true
	if r, size := utf8.DecodeRuneInString(separator); size > 0 {
		out.Comma = r
	}
	for _, r := range rows {
		if err := out.Write(neutral(r)); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// writeWorkbook writes one sheet whose header stays in view. Every cell is
// words: none is a formula, and no number loses a nought in front.
func writeWorkbook(w io.Writer, rows [][]string) (err error) {
	f := excelize.NewFile()
	defer func() { err = cmp.Or(err, f.Close()) }()
	out, err := f.NewStreamWriter(f.GetSheetName(0))
	if err != nil {
		return err
	}
	if err := out.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	if len(rows[0]) > 0 {
		if err := out.SetColWidth(1, len(rows[0]), 24); err != nil {
			return err
		}
	}
	for i, r := range rows {
		cells := make([]any, len(r))
		for j, c := range neutral(r) {
			cells[j] = c
		}
		at, err := excelize.CoordinatesToCellName(1, i+1)
		if err != nil {
			return err
		}
		if err := out.SetRow(at, cells); err != nil {
			return err
		}
	}
	if err := out.Flush(); err != nil {
		return err
	}
	return f.Write(w)
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
