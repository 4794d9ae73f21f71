package sheets

import (
	"bytes"
	"strings"
	"testing"
)

func TestNoCellThatASpreadsheetWouldRunIsWritten(t *testing.T) {
	t.Parallel()
	for _, cell := range []string{"=1+1", "+1 555 0100", "-cmd|' /C calc'!A0", "@SUM(A1)", "\t=1", " =1", "＝1", "-", "-1-1"} {
		var out bytes.Buffer
		if err := Write(&out, CSV, []string{"name"}, [][]string{{cell}}); err != nil {
			t.Fatal(err)
		}
		written := strings.Trim(strings.Split(out.String(), "\r\n")[1], `"`)
		if !strings.HasPrefix(written, "'") {
			t.Errorf("%q is written as %q", cell, written)
		}
	}
}

func TestFiguresAndWordsAreWrittenAsTheyAre(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	if err := Write(&out, CSV, []string{"Nombre", "Horas"}, [][]string{{"Núñez, José", "-3.5"}, {"O'Neil", "35"}}); err != nil {
		t.Fatal(err)
	}
	if want := "\ufeffNombre,Horas\r\n\"Núñez, José\",-3.5\r\nO'Neil,35\r\n"; out.String() != want {
		t.Errorf("written as %q", out.String())
	}
}

func TestWhatIsWrittenCanBeReadAgain(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	if err := Write(&out, CSV, []string{"name", "note"}, [][]string{{"Ana", "a \"quoted\"; word"}}); err != nil {
		t.Fatal(err)
	}
	got, err := Read(out.Bytes(), roomy)
	if err != nil || got.Rows[0].Cells[1] != `a "quoted"; word` {
		t.Errorf("%v, %v", got, err)
	}
}
