package letters

import (
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"text/template/parse"
	"time"

	"accord/tenants/fault"
)

var quito = Moment{At: time.Date(2026, time.December, 5, 3, 30, 0, 0, time.UTC), Zone: "America/Guayaquil"}

// sample is data of every value that any letter mentions.
func sample(kind Kind) Data {
	all := Data{"Until": quito, "Due": quito, "From": quito, "Reference": "SB-7K3QX-9WD42", "Certification": "certified_mediator", "Outcome": "satisfactory_with_actions",
		"Candidate": "Ana Torres", "Professional": "Luis Paredes", "Number": "IMI-2026-0007",
		"Exercise": "El techo que gotea", "Coach": "Gonzalo Tituaña", "Count": 3,
		"Program": "Evaluación de mediadores", "Assessor": "Jorge Vidal", "Moderator": "Elena Paredes", "Panellist": "Elena Rivas", "Scenario": "La herencia (v2)",
		"Session": "Escucha activa", "Message": "Cambio de aula", "Cohort": "Fundamentos, otoño de 2026", "Was": quito, "Starts": quito, "Ends": quito, "Place": "Quito, aula 2", "Reason": "El aula no está libre."}
	d := Data{"Name": "María José", "Organisation": "Academia Andina de Mediación", "Link": "https://accord.example/o/andina/requests/1"}
	for _, name := range catalogue[kind] {
		d[name] = all[name]
	}
	return d
}

// pageless are the letters that go to candidates, who have no account and so no page.
var pageless = map[Kind]bool{SessionMoved: true, SessionCancelled: true, PlaceGiven: true,
	SlotInvited: true, SlotPlayer: true, SlotMoved: true, SlotCancelled: true, SlotReminder: true}

func TestEveryLetterIsWrittenInBothLanguages(t *testing.T) {
	t.Parallel()
	for kind := range catalogue {
		for _, locale := range []string{"en", "es"} {
			l, err := Compose(kind, locale, sample(kind))
			if err != nil {
				t.Errorf("%s.%s: %v", kind, locale, err)
				continue
			}
			for part, s := range map[string]string{"text": l.Text, "HTML": l.HTML} {
				linked := strings.Contains(s, "https://accord.example/o/andina/requests/1")
				if !strings.Contains(s, "María José") || linked == pageless[kind] || strings.Contains(s, "<no value>") {
					t.Errorf("%s.%s: the %s lacks the name or the link:\n%s", kind, locale, part, s)
				}
			}
			if l.Subject == "" || len(l.Subject) > 120 || !strings.Contains(l.HTML, `<html lang="`+locale+`">`) {
				t.Errorf("%s.%s: subject %q", kind, locale, l.Subject)
			}
		}
		en, _ := Compose(kind, "en", sample(kind))
		es, _ := Compose(kind, "es", sample(kind))
		if en.Subject == es.Subject || en.Text == es.Text {
			t.Errorf("%s: both languages say the same", kind)
		}
	}
}

func TestEveryLetterMentionsWhatItsKindDeclaresInBothLanguages(t *testing.T) {
	t.Parallel()
	for kind, declared := range catalogue {
		for _, locale := range []string{"en", "es"} {
			l, err := textOf(kind, locale)
			if err != nil {
				t.Error(err)
				continue
			}
			mentioned := map[string]bool{}
			fields(l.subject.Root, mentioned)
			fields(l.text.Root, mentioned)
			for _, everywhere := range []string{"Name", "Organisation", "Link"} {
				delete(mentioned, everywhere)
			}
			got := slices.Sorted(maps.Keys(mentioned))
			if want := slices.Sorted(slices.Values(declared)); !slices.Equal(got, want) {
				t.Errorf("%s.%s mentions %v, its kind declares %v", kind, locale, got, want)
			}
		}
	}
}

// fields gathers the values that a template's tree mentions.
func fields(n parse.Node, into map[string]bool) {
	switch n := n.(type) {
	case *parse.ListNode:
		if n != nil {
			for _, c := range n.Nodes {
				fields(c, into)
			}
		}
	case *parse.ActionNode:
		fields(n.Pipe, into)
	case *parse.IfNode:
		fields(n.Pipe, into)
		fields(n.List, into)
		fields(n.ElseList, into)
	case *parse.PipeNode:
		for _, c := range n.Cmds {
			for _, a := range c.Args {
				fields(a, into)
			}
		}
	case *parse.FieldNode:
		into[n.Ident[0]] = true
	}
}

func TestNoFileIsWithoutItsKind(t *testing.T) {
	t.Parallel()
	names, err := filepath.Glob("kinds/*")
	if err != nil || len(names) != 2*len(catalogue) {
		t.Fatalf("%d files for %d kinds in two languages (%v)", len(names), len(catalogue), err)
	}
}

func TestWhatPeopleWroteCannotBecomeMarkupOrAnotherHeader(t *testing.T) {
	t.Parallel()
	d := sample(RequestIssued)
	d["Name"] = "Eve\r\nBcc: all@example.org <script>alert(1)</script>"
	d["Professional"] = "safe\u202egnp.exe"
	d["Reference"] = "\x00 https://evil.example/x"
	l, err := Compose(RequestIssued, "en", d)
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(l.HTML, "<script>") || !strings.Contains(l.HTML, "&lt;script&gt;") {
		t.Errorf("a name became markup:\n%s", l.HTML)
	}
	if strings.ContainsAny(l.Subject, "\r\n\x00") || strings.Contains(l.Text, "\nBcc") {
		t.Errorf("a name became a header: %q\n%s", l.Subject, l.Text)
	}
	for _, part := range []string{l.Subject, l.Text, l.HTML} {
		if strings.Contains(part, "\u202e") || strings.Contains(part, "evil.example") && strings.Contains(part, "https://evil") {
			t.Errorf("a name turned the text or became a link:\n%s", part)
		}
	}
}

func TestALetterWithAHoleIsNotWritten(t *testing.T) {
	t.Parallel()
	for what, spoil := range map[string]func(Data){
		"a missing value":      func(d Data) { delete(d, "Due") },
		"a missing name":       func(d Data) { delete(d, "Name") },
		"a value too many":     func(d Data) { d["Secret"] = "x" },
		"a value of no type":   func(d Data) { d["Reference"] = []string{"x"} },
		"a moment that is not": func(d Data) { d["Due"] = Moment{} },
		"a text for a moment":  func(d Data) { d["Due"] = "tomorrow" },
		"a link to nowhere":    func(d Data) { d["Link"] = "/o/andina" },
		"a link that runs":     func(d Data) { d["Link"] = "javascript:alert(1)" },
	} {
		d := sample(RequestIssued)
		spoil(d)
		if _, err := Compose(RequestIssued, "en", d); !fault.Is(err, fault.Internal) {
			t.Errorf("%s: %v", what, err)
		}
	}
	d := sample(Outcome)
	d["Outcome"] = "splendid"
	if _, err := Compose(Outcome, "es", d); !fault.Is(err, fault.Internal) {
		t.Errorf("a code without a word: %v", err)
	}
	if _, err := Compose("circular", "en", Data{}); !fault.Is(err, fault.Internal) {
		t.Errorf("a letter that there is not: %v", err)
	}
}

func TestADeadlineIsWrittenInItsZoneAndNamesIt(t *testing.T) {
	t.Parallel()
	for locale, want := range map[string]string{
		"en": "Friday 4 December 2026, 22:30 (America/Guayaquil)",
		"es": "viernes 4 de diciembre de 2026, a las 22:30 (America/Guayaquil)",
	} {
		if l, err := Compose(ReminderBefore, locale, sample(ReminderBefore)); err != nil || !strings.Contains(l.Text, want) {
			t.Errorf("%s does not say %q (%v):\n%s", locale, want, err, l.Text)
		}
	}
	if got := moments["en"](Moment{At: quito.At, Zone: "Nowhere/At all"}); got != "Saturday 5 December 2026, 03:30 (UTC)" {
		t.Errorf("a zone that is not known: %q", got)
	}
}

func TestAReaderOfAnotherLanguageReadsEnglish(t *testing.T) {
	t.Parallel()
	if l, err := Compose(PasswordReset, "fr", sample(PasswordReset)); err != nil || l.Locale != "en" {
		t.Errorf("got %q, %v", l.Locale, err)
	}
}

func TestLettersCallThingsAsThePagesDo(t *testing.T) {
	t.Parallel()
	for _, locale := range []string{"en", "es"} {
		content, err := os.ReadFile("../../web/locales/standards." + locale + ".json")
		if err != nil {
			t.Fatal(err)
		}
		var labels map[string]any
		if err := json.Unmarshal(content, &labels); err != nil {
			t.Fatal(err)
		}
		seen := 0
		for key, label := range labels {
			if code, ok := strings.CutPrefix(key, "certification."); ok && !strings.Contains(code, ".") {
				seen++
				if word := vocabulary[code][locale]; word != label {
					t.Errorf("%s: a letter calls %s %q, the pages %q", locale, code, word, label)
				}
			}
		}
		if seen < 7 {
			t.Errorf("%s: only %d certifications were compared", locale, seen)
		}
	}
}
