package standards_test

import (
	"testing"
	"time"

	"accord/app/standards"
)

// The rules of IMI by their names, at every boundary.

// lasting are n mediations as mediator whose hours add up to a sum.
func lasting(n int, sum float64) []standards.Mediation {
	all := held(n, 0, "mediator", "in_person", 1)
	if n > 0 {
		all[0].Hours = sum
	}
	return all
}

func stateOf(t *testing.T, r standards.RuleSet, f standards.Facts) standards.Line {
	t.Helper()
	lines := r.Eligibility(f)
	if len(lines) != 1 {
		t.Fatalf("%d lines, want 1", len(lines))
	}
	return lines[0]
}

func TestTwentyMediationsOrTwoHundredHoursAtEveryBoundary(t *testing.T) { // IMI-CM-01
	t.Parallel()
	r := inForce(t, load(t), standards.Certified)
	for _, c := range []struct {
		mediations int
		hours      float64
		want       standards.State
	}{
		{0, 0, standards.Missing},
		{19, 0, standards.Missing}, {20, 0, standards.Met}, {21, 0, standards.Met},
		{1, 199, standards.Missing}, {1, 199.75, standards.Missing}, {1, 199.99, standards.Missing}, {1, 200, standards.Met}, {1, 200.25, standards.Met},
		{19, 199.99, standards.Missing}, {19, 200, standards.Met}, {20, 199.99, standards.Met},
	} {
		if l := stateOf(t, r, standards.Facts{On: today, Mediations: lasting(c.mediations, c.hours)}); l.State != c.want {
			t.Errorf("%d mediations of %.2f hours: %s, want %s", c.mediations, c.hours, l.State, c.want)
		}
	}
}

func TestEMediationsCountWithinThirtySixMonthsOnTheDayOfTheSubmission(t *testing.T) { // IMI-OM-01, IMI-OM-03
	t.Parallel()
	r := inForce(t, load(t), standards.Online)
	for name, c := range map[string]struct {
		submitted, heldOn time.Time
		want              standards.State
	}{
		"on the day itself":                            {standards.Day(2026, 11, 16), standards.Day(2026, 11, 16), standards.Met},
		"to the day 36 months before":                  {standards.Day(2026, 11, 16), standards.Day(2023, 11, 16), standards.Met},
		"a day more than 36 months before":             {standards.Day(2026, 11, 16), standards.Day(2023, 11, 15), standards.Missing},
		"the day after the submission":                 {standards.Day(2026, 11, 16), standards.Day(2026, 11, 17), standards.Missing},
		"of a leap day, 36 months on":                  {standards.Day(2027, 2, 28), standards.Day(2024, 2, 29), standards.Met},
		"of a leap day, on 1 March three years on":     {standards.Day(2027, 3, 1), standards.Day(2024, 2, 29), standards.Missing},
		"of 1 March, on 1 March three years on":        {standards.Day(2027, 3, 1), standards.Day(2024, 3, 1), standards.Met},
		"submitted on a leap day, of 1 March before":   {standards.Day(2028, 2, 29), standards.Day(2025, 3, 1), standards.Met},
		"submitted on a leap day, of 28 February":      {standards.Day(2028, 2, 29), standards.Day(2025, 2, 28), standards.Met},
		"submitted on a leap day, of 27 February":      {standards.Day(2028, 2, 29), standards.Day(2025, 2, 27), standards.Missing},
		"submitted on 31 May, of the day months begin": {standards.Day(2026, 5, 31), standards.Day(2023, 5, 31), standards.Met},
	} {
		m := held(20, 1, "mediator", "online", 1)
		for i := range m {
			m[i].On = c.heldOn
		}
		if l := stateOf(t, r, standards.Facts{On: c.submitted, Mediations: m}); l.State != c.want {
			t.Errorf("%s: %s, want %s", name, l.State, c.want)
		}
	}
}

func TestTheDayIsTheZonesOwn(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 11, 17, 3, 0, 0, 0, time.UTC) // still the 16th in Quito, the 17th in Oslo, and in Apia too
	for zone, want := range map[string]time.Time{"America/Guayaquil": standards.Day(2026, 11, 16), "Europe/Oslo": standards.Day(2026, 11, 17), "Pacific/Apia": standards.Day(2026, 11, 17)} {
		place, err := time.LoadLocation(zone)
		if err != nil {
			t.Fatal(err)
		}
		if got := standards.DayOf(at, place); !got.Equal(want) {
			t.Errorf("in %s it is %s, want %s", zone, got, want)
		}
	}
}

func TestFiveEMediationsAreEnoughForACertifiedMediatorWithinTheWindow(t *testing.T) { // IMI-OM-02
	t.Parallel()
	r := inForce(t, load(t), standards.Online)
	for _, c := range []struct {
		n, daysAgo int
		want       standards.State
	}{{4, 1, standards.Missing}, {5, 1, standards.Met}, {6, 1, standards.Met}, {5, 1200, standards.Missing}} {
		l := stateOf(t, r, standards.Facts{On: today, Holds: []string{standards.Certified}, Mediations: held(c.n, 1, "co_mediator", "online", c.daysAgo)})
		if l.State != c.want || l.Citation != "IMI-OM-02" {
			t.Errorf("%d, %d days ago: %s by %s, want %s", c.n, c.daysAgo, l.State, l.Citation, c.want)
		}
	}
	if l := stateOf(t, r, standards.Facts{On: today, Holds: []string{standards.Certified}, Mediations: held(20, 9, "mediator", "in_person", 1)}); l.State != standards.Missing {
		t.Error("mediations in a room count as e-mediations")
	}
}

func TestTheExemptionsOfAdvocatesAtEveryBoundary(t *testing.T) { // IMI-CA-01, IMI-CA-02, IMI-CA-03
	t.Parallel()
	r := inForce(t, load(t), standards.Advocate)
	for name, c := range map[string]struct {
		facts standards.Facts
		want  standards.State
		cites string
	}{
		"4 as adviser":                         {standards.Facts{Mediations: held(4, 1, "adviser", "online", 1)}, standards.Missing, "IMI-CA-01"},
		"5 as adviser":                         {standards.Facts{Mediations: held(5, 1, "adviser", "online", 1)}, standards.Met, "IMI-CA-01"},
		"a holder of the Certified Mediator":   {standards.Facts{Holds: []string{standards.Certified}}, standards.Exempt, "IMI-CA-02"},
		"a holder of the Online Mediator":      {standards.Facts{Holds: []string{standards.Online}}, standards.Missing, "IMI-CA-01"},
		"sole mediator in 9 cases":             {standards.Facts{Mediations: held(9, 1, "mediator", "online", 1)}, standards.Missing, "IMI-CA-01"},
		"sole mediator in 10 cases":            {standards.Facts{Mediations: held(10, 1, "mediator", "online", 1)}, standards.Exempt, "IMI-CA-03"},
		"sole mediator for 199.99 hours":       {standards.Facts{Mediations: lasting(9, 199.99)}, standards.Missing, "IMI-CA-01"},
		"sole mediator for 200 hours":          {standards.Facts{Mediations: lasting(1, 200)}, standards.Exempt, "IMI-CA-03"},
		"co-mediator in 30 cases of 300 hours": {standards.Facts{Mediations: held(30, 10, "co_mediator", "online", 1)}, standards.Missing, "IMI-CA-01"},
	} {
		c.facts.On = today
		if l := stateOf(t, r, c.facts); l.State != c.want || l.Citation != c.cites {
			t.Errorf("%s: %s by %s, want %s by %s", name, l.State, l.Citation, c.want, c.cites)
		}
	}
}

func TestAFloorRaisedByAProgramCountsAndNothingLowersIMIs(t *testing.T) {
	t.Parallel()
	all := load(t)
	r := inForce(t, all, standards.Certified)
	raised := r.Raised(standards.Floor{Mediations: 30})
	for n, want := range map[int]standards.State{29: standards.Missing, 30: standards.Met} {
		l := stateOf(t, raised, standards.Facts{On: today, Mediations: lasting(n, 0)})
		if l.State != want || l.Note.Key != "eligibility.raised_or_hours" || l.Note.Args["Asks"] != 30 || l.Note.Args["IMI"] != 20 || l.Note.Args["IMIHours"] != 200 {
			t.Errorf("%d mediations of 30: %s, %v", n, l.State, l.Note)
		}
	}
	if l := stateOf(t, raised, standards.Facts{On: today, Mediations: lasting(1, 200)}); l.State != standards.Met {
		t.Error("200 hours are no longer enough, though the program raised the mediations only")
	}
	lowered := r.Raised(standards.Floor{Mediations: 10, Hours: 100})
	if l := stateOf(t, lowered, standards.Facts{On: today, Mediations: lasting(19, 199)}); l.State != standards.Missing || l.Note.Key != "" {
		t.Errorf("a floor below IMI's counts: %s, %v", l.State, l.Note)
	}
	if l := stateOf(t, r, standards.Facts{On: today, Mediations: lasting(20, 0)}); l.State != standards.Met {
		t.Error("raising it for one program raised IMI's own")
	}
	online := inForce(t, all, standards.Online).Raised(standards.Floor{Mediations: 40, Hours: 300})
	if l := stateOf(t, online, standards.Facts{On: today, Holds: []string{standards.Certified}, Mediations: held(5, 1, "mediator", "online", 1)}); l.State != standards.Met || l.Note.Key != "" {
		t.Errorf("whom IMI exempts the program does not: %s", l.State)
	}
	if l := stateOf(t, online, standards.Facts{On: today, Mediations: held(30, 30, "mediator", "online", 1)}); l.State != standards.Missing {
		t.Error("hours count where IMI counts none")
	}
}

func TestAReasonedExemptionStandsInForWhatIsMissingAndSaysWhoDecided(t *testing.T) {
	t.Parallel()
	r := inForce(t, load(t), standards.Certified)
	decided := []standards.Exempted{{Citation: "IMI-CM-01", Reason: "A judge-mediator for twelve years.", By: "Elena Páez", On: standards.Day(2026, 11, 2)}}
	l := stateOf(t, r, standards.Facts{On: today, Mediations: lasting(12, 40), Exempted: decided})
	if l.State != standards.Exempt || l.Citation != "IMI-CM-01" || l.Args["Have"] != 12 {
		t.Errorf("%s by %s: %v", l.State, l.Citation, l.Args)
	}
	if l.Note.Key != "eligibility.decided_by" || l.Note.Args["By"] != "Elena Páez" || l.Note.Args["On"] != "2026-11-02" || l.Note.Args["Reason"] != decided[0].Reason {
		t.Errorf("it does not say who decided: %v", l.Note)
	}
	if l := stateOf(t, r, standards.Facts{On: today, Mediations: lasting(20, 0), Exempted: decided}); l.State != standards.Met || l.Note.Key != "" {
		t.Errorf("what is met is called %s", l.State)
	}
	decided[0].Citation = "IMI-CA-01"
	if l := stateOf(t, r, standards.Facts{On: today, Mediations: lasting(12, 40), Exempted: decided}); l.State != standards.Missing {
		t.Error("an exemption from another rule counts")
	}
}
