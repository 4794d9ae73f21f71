package sheets

import (
	"encoding/csv"
	"errors"
	"io"
	"strings"

	"accord/tenants/fault"
)

// Limits bound what is read.
type Limits struct {
	Bytes int // of the file
	Rows  int // beneath the header
}

// Table is a file as rows of cells, blanks around cells dropped.
type Table struct {
	Header    []string
	Rows      []Row
	Separator string // between the cells of a text; "" of a workbook
	HeaderAt  int    // the number of the header's row
}

// Row is one row beneath the header that holds anything.
type Row struct {
	Number int // as a spreadsheet shows it: the header is 1
	Cells  []string
}

// Read reads a table, from text or from a workbook. Returns TooLarge beyond the
// limits, and Invalid when the file is empty, holds no row beneath its header,
// is neither text nor workbook, or has a quotation mark that never closes (with
// its row).
func Read(data []byte, l Limits) (Table, error) {
	if len(data) > l.Bytes {
		return Table{}, fault.New(fault.TooLarge, "sheet.too_large", "Size", l.Bytes/1_000_000)
	}
	if isWorkbook(data) {
		t, err := workbook(data, l.Rows)
		if err == nil && len(t.Rows) == 0 {
			err = fault.New(fault.Invalid, "sheet.header_only")
		}
		return t, err
	}
	text, err := decode(data)
	if err != nil {
		return Table{}, err
	}
	skipped := 0
	separator := rune(0)
	if first, rest, _ := strings.Cut(text, "\n"); len(first) == 5 && strings.EqualFold(first[:4], "sep=") {
		text, separator, skipped = rest, rune(first[4]), 1
	}
	if strings.TrimSpace(text) == "" {
		return Table{}, fault.New(fault.Invalid, "sheet.empty")
	}
	if separator == 0 {
		separator = guess(text)
	}
	t, err := cells(text, separator, skipped, l.Rows)
	if err != nil {
		return Table{}, err
	}
	if len(t.Rows) == 0 {
		return Table{}, fault.New(fault.Invalid, "sheet.header_only")
	}
	t.Separator = string(separator)
	return t, nil
}

func cells(text string, separator rune, skipped, most int) (Table, error) {
	r := csv.NewReader(strings.NewReader(text))
	r.Comma = separator
	r.FieldsPerRecord = -1
	var t Table
	inside := 0 // line ends inside cells so far: lines of the file that are no rows
	for {
		record, err := r.Read()
		if errors.Is(err, io.EOF) {
			return t, nil
		}
		if bad, ok := errors.AsType[*csv.ParseError](err); ok {
			return Table{}, fault.New(fault.Invalid, "sheet.quote", "Row", bad.StartLine-inside+skipped).Because(err)
		}
		if err != nil {
			return Table{}, fault.New(fault.Invalid, "sheet.not_text").Because(err)
		}
		line, _ := r.FieldPos(0)
		number := line - inside + skipped
		for i := range record {
			inside += strings.Count(record[i], "\n")
			record[i] = strings.TrimSpace(record[i])
		}
		if err := t.take(Row{Number: number, Cells: record}, most); err != nil {
			return Table{}, err
		}
	}
}

// guess answers the separator that the first line has most of, outside
// quotation marks.
func guess(text string) rune {
	counts := map[rune]int{}
	quoted := false
	for _, r := range text {
		if r == '"' {
			quoted = !quoted
		}
		if r == '\n' && !quoted && counts[',']+counts[';']+counts['\t'] > 0 {
			break
		}
		if !quoted {
			counts[r]++
		}
	}
	best := ','
	for _, r := range []rune{';', '\t'} {
		if counts[r] > counts[best] {
			best = r
		}
	}
	return best
}

// trimmed drops the empty cells at a row's end, which spreadsheets leave
// behind.
func trimmed(record []string) []string {
	n := len(record)
	for n > 0 && record[n-1] == "" {
		n--
	}
	return record[:n]
}
