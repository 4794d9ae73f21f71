package record_test

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"accord/app/evidence/record"
)

func certificate(t *testing.T) record.Certificate {
	t.Helper()
	logo := image.NewNRGBA(image.Rect(0, 0, 300, 120))
	for x := range 300 {
		for y := range 120 {
			logo.Set(x, y, color.NRGBA{uint8(18 + x/3), 83, 100, 255})
		}
	}
	var b bytes.Buffer
	if err := png.Encode(&b, logo); err != nil {
		t.Fatal(err)
	}
	return record.Certificate{Organisation: "Academia Andina de Mediación", Number: "CC-7K3QX-9WD42", Holder: "Camila Torres Vega", Logo: b.Bytes(),
		Wording: record.Words{EN: "has completed the course Foundations of Mediation, Autumn 2026 of the program Foundations of Mediation, with 40 hours of training, from 26 September 2026 to 28 November 2026.",
			ES: "ha completado el curso Foundations of Mediation, Autumn 2026 del programa Foundations of Mediation, con 40 horas de formación, del 26 de septiembre de 2026 al 28 de noviembre de 2026."},
		Signatory: "Elena Andrade", Title: "Director of training · Directora de formación", Issued: time.Date(2026, 11, 28, 0, 0, 0, 0, time.UTC), Address: "https://accord.example/certificates/CC-7K3QX-9WD42"}
}

func TestADayIsWrittenAsItIsReadInBothLanguages(t *testing.T) {
	t.Parallel()
	if got := record.Day(time.Date(2026, 11, 8, 0, 0, 0, 0, time.UTC)); got != (record.Words{EN: "8 November 2026", ES: "8 de noviembre de 2026"}) {
		t.Errorf("%+v", got)
	}
}

func TestACertificateIsOnePageThatTheSameMomentMakesToTheByte(t *testing.T) {
	t.Parallel()
	c := certificate(t)
	long := c
	long.Logo, long.Sample = nil, true
	long.Organisation = strings.Repeat("Centro Latinoamericano de Estudios de Mediación ", 4)
	long.Holder = strings.Repeat("María Fernanda ", 13)
	long.Wording = record.Words{EN: strings.Repeat("a long wording ", 40), ES: strings.Repeat("una redacción larga ", 30)}
	sealed := record.Sealed{At: time.Date(2026, 11, 28, 14, 30, 5, 0, time.UTC), Zone: quito, Version: 1}
	for name, c := range map[string]record.Certificate{"certificate": c, "certificate-long": long} {
		one, err := c.Print(sealed)
		if err != nil {
			t.Fatal(err)
		}
		two, err := c.Print(sealed)
		if err != nil || !bytes.Equal(one, two) {
			t.Errorf("%s: printed twice, it differs (%v)", name, err)
		}
		if n := bytes.Count(one, []byte("/Type /Page\n")); n != 1 {
			t.Errorf("%s has %d pages", name, n)
		}
		if dir := os.Getenv("ACCORD_RECORDS"); dir != "" {
			if err := os.WriteFile(filepath.Join(dir, name+".pdf"), one, 0o600); err != nil {
				t.Error(err)
			}
		}
	}
}

func TestACertificatesHashCoversWhatItSaysAndItsLogo(t *testing.T) {
	t.Parallel()
	c := certificate(t)
	was := c.Sheet().Hash()
	for what, change := range map[string]func(*record.Certificate){
		"number": func(c *record.Certificate) { c.Number += "X" }, "holder": func(c *record.Certificate) { c.Holder += "X" }, "wording": func(c *record.Certificate) { c.Wording.ES += "X" },
		"signatory": func(c *record.Certificate) { c.Signatory += "X" }, "logo": func(c *record.Certificate) { c.Logo = c.Logo[1:] }, "date": func(c *record.Certificate) { c.Issued = c.Issued.AddDate(0, 0, 1) },
	} {
		d := c
		change(&d)
		if bytes.Equal(was, d.Sheet().Hash()) {
			t.Errorf("another %s has the same hash", what)
		}
	}
}
