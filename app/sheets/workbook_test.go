package sheets

import (
	"archive/zip"
	"bytes"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"accord/tenants/fault"
)

// book makes a workbook by hand, as somebody's spreadsheet would.
func book(t *testing.T, fill func(*excelize.File) error) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	if err := fill(f); err != nil {
		t.Fatal(err)
	}
	b, err := f.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestAWorkbookReadsAsItIsShown(t *testing.T) {
	t.Parallel()
	file := book(t, func(f *excelize.File) error {
		if _, err := f.NewSheet("People"); err != nil {
			return err
		}
		if err := f.SetSheetVisible("Sheet1", true); err != nil {
			return err
		}
		if _, err := f.NewSheet("Secrets"); err != nil {
			return err
		}
		day, err := f.NewStyle(&excelize.Style{CustomNumFmt: new("yyyy-mm-dd")})
		if err != nil {
			return err
		}
		for at, v := range map[string]any{"A2": "Nombre", "B2": "Horas", "C2": "Desde", "A4": " Lucía Ferrán ", "B4": 33.5, "C4": time.Date(2026, 11, 2, 0, 0, 0, 0, time.UTC), "A5": "José Núñez", "B5": 40} {
			if err := f.SetCellValue("People", at, v); err != nil {
				return err
			}
		}
		return f.SetCellStyle("People", "C4", "C5", day)
	})
	got, err := Read(file, roomy)
	want := Table{Header: []string{"Nombre", "Horas", "Desde"}, Rows: []Row{
		{4, []string{"Lucía Ferrán", "33.5", "2026-11-02"}}, {5, []string{"José Núñez", "40"}}}, HeaderAt: 2}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("%+v, %v", got, err)
	}
}

func TestAHiddenSheetIsNotRead(t *testing.T) {
	t.Parallel()
	file := book(t, func(f *excelize.File) error {
		if _, err := f.NewSheet("Old"); err != nil {
			return err
		}
		if err := f.SetSheetRow("Old", "A1", &[]any{"name"}); err != nil {
			return err
		}
		if err := f.SetSheetRow("Old", "A2", &[]any{"Ana"}); err != nil {
			return err
		}
		return f.SetSheetVisible("Old", false)
	})
	if _, err := Read(file, roomy); !says(err, "sheet.empty") {
		t.Error(err)
	}
}

func TestAWorkbookThatDoesHarmIsRefused(t *testing.T) {
	t.Parallel()
	var bomb bytes.Buffer
	z := zip.NewWriter(&bomb)
	for _, name := range []string{"[Content_Types].xml", "xl/workbook.xml"} {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(bytes.Repeat([]byte(" "), unzipped)); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	rows := func(n int) []byte {
		return book(t, func(f *excelize.File) error {
			for i := range n {
				at, _ := excelize.CoordinatesToCellName(1, i+1)
				if err := f.SetCellValue("Sheet1", at, "x"); err != nil {
					return err
				}
			}
			return nil
		})
	}
	for name, c := range map[string]struct {
		file []byte
		key  string
	}{
		"a bomb":             {bomb.Bytes(), "sheet.not_workbook"},
		"half a workbook":    {rows(3)[:900], "sheet.not_workbook"},
		"another zip":        {[]byte("PK\x03\x04 something else"), "sheet.not_workbook"},
		"more rows than may": {rows(12), "sheet.too_many"},
		"a header only":      {rows(1), "sheet.header_only"},
	} {
		if _, err := Read(c.file, Limits{Bytes: 2_000_000, Rows: 10}); !says(err, c.key) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestAWorkbookThatIsWrittenHasNoFormulaAndReadsAgain(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	if err := Write(&out, Workbook, []string{"name", "number"}, [][]string{{"=1+1", "007"}, {"Núñez, José", "-3.5"}}); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(bytes.NewReader(out.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if formula, err := f.GetCellFormula("Sheet1", "A2"); err != nil || formula != "" {
		t.Errorf("the cell runs %q, %v", formula, err)
	}
	got, err := Read(out.Bytes(), roomy)
	if want := []Row{{2, []string{"'=1+1", "007"}}, {3, []string{"Núñez, José", "-3.5"}}}; err != nil || !reflect.DeepEqual(got.Rows, want) {
		t.Errorf("%+v, %v", got, err)
	}
}

func says(err error, key string) bool {
	e, ok := err.(*fault.Error)
	return ok && strings.HasPrefix(e.Key, key)
}
