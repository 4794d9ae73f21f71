package record_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"accord/app/evidence/record"
)

var quito = must(time.LoadLocation("America/Guayaquil"))

func must(z *time.Location, err error) *time.Location {
	if err != nil {
		panic(err)
	}
	return z
}

func sheets() map[string]record.Sheet {
	at := time.Date(2026, 11, 16, 9, 30, 0, 0, quito)
	scores := record.ScoreSheet{Organisation: "Academia Andina de Mediación", Program: "Certified Mediator Assessment (QAP)", Candidate: "Camila Torres Vega",
		Assessor: "Søren Ångström", Declared: at.AddDate(0, 0, -9), Submitted: at, Comment: "Opens with ease and names the rules of the room. In the joint session she reframes twice without being asked — « ¿qué necesitan ustedes? » — and waits.\n\nThe caucus runs long; the time plan should be shared with the parties."}
	for i := range 14 {
		scores.Scores = append(scores.Scores, record.Score{Criterion: fmt.Sprintf("Criterion %d: listens actively and reframes what each party says in neutral words", i+1), Benchmark: "Shown throughout the session",
			Points: 3 + i%3, Max: 5, Pass: 3, Note: strings.Repeat("Paraphrases, then checks. ", i%4)})
	}
	attendance := record.Attendance{Organisation: "Academia Andina de Mediación", Program: "Foundations of Mediation (CMTP)", Cohort: "FOUND-2026-A · Foundations of Mediation, Autumn 2026", Candidate: "Camila Torres Vega",
		RequiredHours: 40, FloorPercent: 90, Completed: at, Exception: "The session of 24 October was made up by a supervised exercise of the same length."}
	logbook := record.Logbook{Organisation: "Academia Andina de Mediación", Candidate: "Camila Torres Vega"}
	for i := range 45 {
		attendance.Sessions = append(attendance.Sessions[:min(i, 8)], record.AttendedSession{Number: min(i, 8) + 1, Title: "Ethics and closing the mediation", Starts: at.AddDate(0, 0, 7*min(i, 8)), Hours: 4.5, Mark: []string{"present", "part", "absent", "excused", ""}[i%5], AttendedHours: []float64{4.5, 2, 0, 0, 0}[i%5]})
		logbook.Entries = append(logbook.Entries, record.LogbookEntry{HeldOn: at.AddDate(0, 0, -i*11), Role: []string{"mediator", "co_mediator", "observer"}[i%3], Medium: []string{"in_person", "online"}[i%2],
			Hours: 3.5, Field: []string{"Family", "Comercial y arrendamientos", "Workplace"}[i%3], Parties: 2 + i%3, Settled: []string{"yes", "partly", "no"}[i%3], Verified: i%4 != 0})
	}
	return map[string]record.Sheet{
		"score-sheet": scores.Sheet(), "attendance": attendance.Sheet(), "logbook": logbook.Sheet(),
		"decision": record.DecisionMinute{Organisation: "Nordic Mediation Academy", Program: "Certified Mediator Assessment (QAP)", Candidate: "Łukasz Þórsson-Żółć", Outcome: "passed", Decided: at, DecidedBy: "Joaquín Armas",
			RuleSet: "certified_mediator/2025-09-01", Version: "2", Rule: "failed", Because: "The rule counts the written test, which was held in a language that is not the candidate's.", Minute: "Both assessors judged every criterion at or above its pass mark. They differ by one point on closing; no third assessor is needed.",
			Test:      &record.Test{Name: "Mediation law and ethics, A/2026", Version: 2, SatOn: "2026-11-02", Marks: 14.5, Of: 20, PassMark: 12, Passed: true, SettledBy: "markers", Markers: []string{"Søren Ångström", "Rosa Quishpe"}},
			Sheets:    []record.DecidedOn{{"Søren Ångström", at, "13 / 15", true}, {"Rosa Quishpe", at, "12 / 15", true}},
			Moderated: &record.Moderated{On: "2026-11-14", By: "Joaquín Armas", Reasons: "Both watched the recording again, from minute 31 on.", Agreed: [][]string{{"Listens actively and reframes", "3 / 5", "Late, but clear."}}}}.Sheet(),
	}
}

func TestARecordIsAPDFThatTellsItsVersionItsMomentAndItsHash(t *testing.T) {
	t.Parallel()
	for name, s := range sheets() {
		sealed := record.Sealed{At: time.Date(2026, 11, 16, 14, 30, 5, 0, time.UTC), Zone: quito, Version: 3}
		pdf, err := record.Render(s, sealed)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.HasPrefix(pdf, []byte("%PDF-")) || len(pdf) > 200_000 {
			t.Errorf("%s: %d bytes that begin %q", name, len(pdf), pdf[:8])
		}
		again, err := record.Render(s, sealed)
		if err != nil || !bytes.Equal(pdf, again) {
			t.Errorf("%s is another file the second time: %v", name, err)
		}
		if dir := os.Getenv("ACCORD_RECORDS"); dir != "" { // to look at
			if err := os.WriteFile(filepath.Join(dir, name+".pdf"), pdf, 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
}

func TestTheHashIsOfWhatTheRecordSays(t *testing.T) {
	t.Parallel()
	minute := func(test *record.Test) []byte { return record.DecisionMinute{Test: test}.Sheet().Hash() }
	if bytes.Equal(minute(nil), minute(&record.Test{Marks: 12, Of: 20})) || bytes.Equal(minute(&record.Test{Marks: 12, Of: 20}), minute(&record.Test{Marks: 12.5, Of: 20})) {
		t.Error("the knowledge test's result is not in it")
	}
	one := record.Logbook{Organisation: "A", Candidate: "B", Entries: []record.LogbookEntry{{Hours: 3, Role: "mediator"}}}
	same := record.Logbook{Organisation: "A", Candidate: "B", Entries: []record.LogbookEntry{{Hours: 3, Role: "mediator"}}}
	if !bytes.Equal(one.Sheet().Hash(), same.Sheet().Hash()) || len(one.Sheet().Hash()) != 32 {
		t.Error("an unchanged record has another hash")
	}
	same.Entries[0].Hours = 3.5
	if bytes.Equal(one.Sheet().Hash(), same.Sheet().Hash()) {
		t.Error("half an hour more has the same hash")
	}
	text := record.Sheet{Blocks: []record.Block{record.Text{Body: "x"}}}
	facts := record.Sheet{Blocks: []record.Block{record.Facts{{Value: "x"}}}}
	if bytes.Equal(text.Hash(), facts.Hash()) {
		t.Error("a text and a fact have the same hash")
	}
}

func TestAWordWiderThanThePaperAndAnEmptyRecordAreRendered(t *testing.T) {
	t.Parallel()
	for name, s := range map[string]record.Sheet{
		"wide":  record.ScoreSheet{Candidate: strings.Repeat("W", 300), Scores: []record.Score{{Criterion: strings.Repeat("ñ", 500), Note: strings.Repeat("日", 200)}}}.Sheet(),
		"empty": record.Logbook{}.Sheet(),
		"bare":  {},
	} {
		if _, err := record.Render(s, record.Sealed{At: time.Unix(0, 0)}); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}
