package sheets

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"accord/tenants/fault"
)

var roomy = Limits{Bytes: 2_000_000, Rows: 5000}

const people = "Nombre;Correo\nLucía Ferrán;lucia@correo.example\nJosé Núñez;jose@correo.example\n"

func TestATableReadsTheSameInEveryEncoding(t *testing.T) {
	t.Parallel()
	in1252, err := charmap.Windows1252.NewEncoder().String(people)
	if err != nil {
		t.Fatal(err)
	}
	for name, file := range map[string]string{
		"UTF-8":                           people,
		"UTF-8 with a mark":               "\ufeff" + people,
		"Windows-1252":                    in1252,
		"UTF-16 little with a mark":       encode16(t, people, unicode.LittleEndian, unicode.UseBOM),
		"UTF-16 big with a mark":          encode16(t, people, unicode.BigEndian, unicode.UseBOM),
		"UTF-16 little without a mark":    encode16(t, people, unicode.LittleEndian, unicode.IgnoreBOM),
		"UTF-16 big without a mark":       encode16(t, people, unicode.BigEndian, unicode.IgnoreBOM),
		"line ends of Windows":            strings.ReplaceAll(people, "\n", "\r\n"),
		"line ends of old Macintosh":      strings.ReplaceAll(people, "\n", "\r"),
		"commas":                          strings.ReplaceAll(people, ";", ","),
		"tabs":                            strings.ReplaceAll(people, ";", "\t"),
		"cells in quotation marks":        strings.ReplaceAll(people, "Lucía Ferrán", `"Lucía Ferrán"`),
		"blanks around and empty columns": strings.ReplaceAll(people, ";", " ; ") + ";;;\n",
	} {
		got, err := Read([]byte(file), roomy)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if !slices.Equal(got.Header, []string{"Nombre", "Correo"}) || len(got.Rows) != 2 || got.Rows[1].Number != 3 ||
			!slices.Equal(got.Rows[0].Cells, []string{"Lucía Ferrán", "lucia@correo.example"}) || got.Rows[1].Cells[0] != "José Núñez" {
			t.Errorf("%s: read as %v", name, got)
		}
	}
}

func TestRowsKeepTheNumbersASpreadsheetShows(t *testing.T) {
	t.Parallel()
	got, err := Read([]byte("sep=,\nname,note\n\nAna,\"two\nlines, of a note\"\n,\nBo,\n"), roomy)
	if err != nil {
		t.Fatal(err)
	}
	numbers := []int{}
	for _, r := range got.Rows {
		numbers = append(numbers, r.Number)
	}
	if !slices.Equal(numbers, []int{4, 6}) {
		t.Errorf("rows have the numbers %v: the line sep=, is row 1, the header 2", numbers)
	}
}

func TestASeparatorInsideQuotationMarksDoesNotCount(t *testing.T) {
	t.Parallel()
	got, err := Read([]byte("\"name, given and family; as on the passport\",email\nAna,ana@x.example\n"), roomy)
	if err != nil || len(got.Header) != 2 {
		t.Errorf("%v, %v", got.Header, err)
	}
}

func TestAFileThatIsNoTableIsRefusedWithItsReason(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		file string
		key  string
		code fault.Code
	}{
		"nothing":                  {"", "sheet.empty", fault.Invalid},
		"blanks":                   {" \n\n", "sheet.empty", fault.Invalid},
		"a mark alone":             {"\ufeff", "sheet.empty", fault.Invalid},
		"a header alone":           {"name,email\n\n,\n", "sheet.header_only", fault.Invalid},
		"half a workbook":          {"PK\x03\x04....", "sheet.not_workbook", fault.Invalid},
		"an old workbook":          {"\xD0\xCF\x11\xE0....", "sheet.workbook", fault.Invalid},
		"a picture":                {"\x89PNG\r\n\x1a\n\x00\x00", "sheet.not_text", fault.Invalid},
		"a quote that stays open":  {"name,email\nAna,ana@x.example\n\"Bo,bo@x.example\nCy,cy@x.example\n", "sheet.quote", fault.Invalid},
		"too many rows":            {"name\n" + strings.Repeat("Ana\n", 5001), "sheet.too_many", fault.TooLarge},
		"too many bytes":           {strings.Repeat("a", 2_000_001), "sheet.too_large", fault.TooLarge},
		"a zero byte in its midst": {"name,email\nA\x00na,ana@x.example\n", "sheet.not_text", fault.Invalid},
	} {
		_, err := Read([]byte(c.file), roomy)
		f, ok := errors.AsType[*fault.Error](err)
		if !ok || f.Key != c.key || f.Code != c.code {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestAnOpenQuotationMarkIsReportedAtItsRow(t *testing.T) {
	t.Parallel()
	_, err := Read([]byte("name,email\nAna,ana@x.example\n\"Bo,bo@x.example\n"), roomy)
	if f, ok := errors.AsType[*fault.Error](err); !ok || fmt.Sprint(f.Args["Row"]) != "3" {
		t.Errorf("reported as %v", err)
	}
}

func TestExactlyAsManyRowsAsAllowedAreRead(t *testing.T) {
	t.Parallel()
	got, err := Read([]byte("name\n"+strings.Repeat("Ana\n", 5000)), roomy)
	if err != nil || len(got.Rows) != 5000 {
		t.Errorf("%d rows, %v", len(got.Rows), err)
	}
}

func encode16(t *testing.T, s string, order unicode.Endianness, mark unicode.BOMPolicy) string {
	t.Helper()
	out, err := unicode.UTF16(order, mark).NewEncoder().String(s)
	if err != nil {
		t.Fatal(err)
	}
	return out
}
