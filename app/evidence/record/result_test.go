package record_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"accord/app/evidence/record"
)

func letter(language string) record.Result {
	high, low := 350, 133
	told := time.Date(2026, 11, 16, 9, 0, 0, 0, quito)
	return record.Result{Language: language, Reference: "01a20612-c0eb-7afd-89d9-7af68258efda", Organisation: "Academia Andina de Mediación", City: "Quito", Country: "Ecuador",
		ContactName: "Joaquín Estrella", ContactEmail: "programas@andina.example", Program: "Evaluación de mediadores", Candidate: "Iván Mauricio Loor", Outcome: "failed",
		Words: "Su manera de escuchar es buena. El acuerdo se cerró antes de que ambas partes dijeran qué necesitaban.\n\nPuede volver a presentarse después de cinco mediaciones con acompañamiento.",
		Told:  told, ToldBy: "Joaquín Estrella", Decided: told.AddDate(0, 0, -2), DecidedBy: "Elena Andrade", Until: told.AddDate(0, 0, 28), Resits: &record.Resits{Left: 2, From: told.AddDate(0, 1, 0)},
		Test: &record.Test{Name: "Prueba escrita, forma B", Marks: 31.5, Of: 50, PassMark: 30, Passed: true},
		Reasons: []record.Reason{
			{Criterion: "Abre la mediación", Benchmark: "Explica su papel, la confidencialidad y el procedimiento, y obtiene el acuerdo de las partes para comenzar.", Of: 5, Asked: 3, Reached: &high, Met: true},
			{Criterion: "Explora intereses", Benchmark: "Hace preguntas abiertas y ayuda a cada parte a nombrar lo que necesita, sin proponer soluciones.", Of: 5, Asked: 3, Reached: &low},
			{Criterion: "Trabaja con quien acompaña a las partes", Benchmark: "Da lugar a abogados y asesores sin que hablen por ellas.", Of: 5, Asked: 2, NotSeen: true, Met: true},
			{Criterion: "Cierra", Of: 5, Reached: &high, Met: true},
			{Criterion: "Ética", Benchmark: "Conoce sus límites.", Of: 5, Asked: 3, Met: true},
		}}
}

// read is what the letter says to who reads it.
func read(t *testing.T, r record.Result, name string) string {
	t.Helper()
	paper, err := r.Print()
	if err != nil {
		t.Fatal(err)
	}
	again, err := r.Print()
	if err != nil || !bytes.Equal(paper, again) {
		t.Errorf("%s is another file the second time: %v", name, err)
	}
	if dir := os.Getenv("ACCORD_RECORDS"); dir != "" {
		if err := os.WriteFile(filepath.Join(dir, name+".pdf"), paper, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return r.Said()
}

func TestAResultIsALetterInTheCandidatesLanguage(t *testing.T) {
	t.Parallel()
	for language, said := range map[string][]string{
		"en": {"Quito, 16 November 2026 (America/Guayaquil)", "Dear Iván Mauricio Loor,", "On 14 November 2026", "You have not passed.", "3.5 of 5 points; 3 needed", "1.33 of 5", "Not met", "Not seen", "Counts towards the whole",
			"you reached 31.5 of 50 points; 30 were needed", "You may contest this decision until 14 December 2026, 09:00 (America/Guayaquil)", "You may be assessed 2 more times under this program, from 16 December 2026 on.",
			"programas@andina.example", "Yours sincerely, Elena Andrade Who decided, for Academia Andina de Mediación Sent by Joaquín Estrella"},
		"es": {"Quito, 16 de noviembre de 2026 (America/Guayaquil)", "Estimado/a Iván Mauricio Loor:", "El 14 de noviembre de 2026", "no apto", "3,5 de 5 puntos; se necesitaban 3", "1,33 de 5", "No alcanzado", "No se observó", "Cuenta para el conjunto",
			"obtuvo 31,5 de 50 puntos; se necesitaban 30", "Puede recurrir esta decisión hasta el 14 de diciembre de 2026, a las 09:00 (America/Guayaquil)", "Puede volver a evaluarse 2 veces más en este programa, a partir del 16 de diciembre de 2026.",
			"programas@andina.example", "Atentamente, Elena Andrade Quien decidió, por Academia Andina de Mediación Enviado por Joaquín Estrella"},
	} {
		text := read(t, letter(language), "result-"+language)
		for _, one := range said {
			if !strings.Contains(text, one) {
				t.Errorf("%s: it does not say %q:\n%s", language, one, text)
			}
		}
	}
}

func TestALetterLeavesOutWhatThereIsNot(t *testing.T) {
	t.Parallel()
	r := letter("en")
	r.Outcome, r.Until, r.Resits, r.Test, r.ContactEmail, r.City, r.Country, r.Reasons, r.ToldBy = "passed", time.Time{}, nil, nil, "", "", "", nil, r.DecidedBy
	text := read(t, r, "result-passed")
	for _, no := range []string{"contest", "again", "knowledge test", "Criterion", "write to", "Sent by", "programas@"} {
		if strings.Contains(text, no) {
			t.Errorf("it says %q:\n%s", no, text)
		}
	}
	if !strings.Contains(text, "You have passed.") {
		t.Error(text)
	}
	for left, said := range map[int]string{0: "You have had all the attempts", 1: "once more under this program.", -1: "You may be assessed again under this program."} {
		r := letter("en")
		r.Resits = &record.Resits{Left: left}
		if text := read(t, r, "result-left"); !strings.Contains(text, said) {
			t.Errorf("with %d left it does not say %q:\n%s", left, said, text)
		}
	}
	fell := letter("en")
	fell.SetAside = fell.Told.AddDate(0, 0, 20)
	if text := read(t, fell, "result-fell"); !strings.Contains(text, "set aside on appeal on 6 December 2026") || strings.Contains(text, "You may contest") {
		t.Error(text)
	}
	long := letter("es")
	for range 4 {
		long.Reasons = append(long.Reasons, long.Reasons...)
	}
	long.Organisation, long.Words = strings.Repeat("Centro Latinoamericano ", 8), strings.Repeat("Una frase larga que sigue. ", 140)
	read(t, long, "result-long")
}
