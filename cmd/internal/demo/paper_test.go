package demo

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
	"time"
)

func TestThePaperOfTheStoriesIsPDF(t *testing.T) {
	t.Parallel()
	on := time.Date(2026, time.March, 4, 0, 0, 0, 0, time.UTC)
	all := map[string][]byte{
		"letter":      andinas.letter(on, "Constancia", []string{"Señoras y señores:", "Ñandú, año y pingüino."}, "Joaquín Armas", "Gestión"),
		"certificate": andinas.certificate(on, "Certificado", "Gabriela Montalvo Espinosa", "por haber completado 40 horas", "Rosa Quishpe", "Formadora"),
		"form":        nordlyss.form(on, "Consent", "To be kept.", []field{{"Name", "Ingrid"}, {"", "[x] I agree"}, {"", "[ ] I do not"}}, "Ingrid", "Candidate"),
	}
	for name, b := range all {
		if !bytes.HasPrefix(b, []byte("%PDF-")) || len(b) < 1000 || len(b) > 100_000 {
			t.Errorf("%s: %d bytes that begin with %q", name, len(b), b[:8])
		}
		if folder := os.Getenv("ACCORD_LOOK"); folder != "" { // to look at them
			if err := os.WriteFile(filepath.Join(folder, name+".pdf"), b, 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
}
