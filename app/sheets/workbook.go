package sheets

import (
	"bytes"
	"cmp"
	"errors"
	"strings"

	"github.com/xuri/excelize/v2"

	"accord/tenants/fault"
)

// unzipped bounds what a workbook may unfold to: a table of words that is
// larger than this came to do harm.
const unzipped = 64 << 20

// isWorkbook says whether a file is of the kind spreadsheets have saved since
// 2007. Their older kind is not read.
func isWorkbook(data []byte) bool { return bytes.HasPrefix(data, []byte("PK\x03\x04")) }

// workbook reads the first sheet of a workbook that holds anything, cells as
// they are shown. A formula counts as the value that was saved with it.
func workbook(data []byte, most int) (t Table, err error) {
	bad := func(err error) error { return fault.New(fault.Invalid, "sheet.not_workbook").Because(err) }
	f, err := excelize.OpenReader(bytes.NewReader(data), excelize.Options{UnzipSizeLimit: unzipped})
	if err != nil {
		return Table{}, bad(err)
	}
	defer func() { err = cmp.Or(err, f.Close()) }()
	for _, name := range f.GetSheetList() {
		if visible, err := f.GetSheetVisible(name); err != nil || !visible {
			continue
		}
		if t, err = sheet(f, name, most); err != nil {
			if _, ours := errors.AsType[*fault.Error](err); ours {
				return Table{}, err
			}
			return Table{}, bad(err)
		}
		if t.Header != nil {
			return t, nil
		}
	}
	return Table{}, fault.New(fault.Invalid, "sheet.empty")
}

func sheet(f *excelize.File, name string, most int) (t Table, err error) {
	rows, err := f.Rows(name)
	if err != nil {
		return Table{}, err
	}
	defer func() { err = cmp.Or(err, rows.Close()) }()
	for number := 1; rows.Next(); number++ {
		cells, err := rows.Columns()
		if err != nil {
			return Table{}, err
		}
		for i, c := range cells {
			if strings.ContainsFunc(c, unprintable) {
				return Table{}, fault.New(fault.Invalid, "sheet.not_text")
			}
			cells[i] = strings.TrimSpace(strings.ReplaceAll(c, "\r\n", "\n"))
		}
		if err := t.take(Row{Number: number, Cells: cells}, most); err != nil {
			return Table{}, err
		}
	}
	return t, rows.Error()
}

// take adds a row: the first that holds anything is the header.
func (t *Table) take(r Row, most int) error {
	switch r.Cells = trimmed(r.Cells); {
	case len(r.Cells) == 0:
	case t.Header == nil:
		t.Header, t.HeaderAt = r.Cells, r.Number
	case len(t.Rows) == most:
		return fault.New(fault.TooLarge, "sheet.too_many", "Max", most)
	default:
		t.Rows = append(t.Rows, r)
	}
	return nil
}
