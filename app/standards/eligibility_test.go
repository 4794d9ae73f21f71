package standards_test

import (
	"testing"
	"time"

	"accord/app/apptest"
	"accord/app/standards"
	"accord/tenants"
)

var today = standards.Day(2026, 11, 16)

// held are n mediations of so many hours each, the first so many days ago.
func held(n int, hours float64, role, medium string, daysAgo int) []standards.Mediation {
	var all []standards.Mediation
	for i := range n {
		all = append(all, standards.Mediation{On: today.AddDate(0, 0, -daysAgo-i), Role: role, Medium: medium, Hours: hours})
	}
	return all
}

func TestExperienceIsHeldAgainstTheFloor(t *testing.T) {
	t.Parallel()
	all := load(t)
	for name, c := range map[string]struct {
		certification string
		facts         standards.Facts
		want          standards.State
		cites         string
	}{
		"20 mediations are enough for the Certified Mediator": {standards.Certified,
			standards.Facts{Mediations: held(20, 1, "mediator", "in_person", 1)}, standards.Met, "IMI-CM-01"},
		"19 mediations of 10.52 hours miss 20 mediations and 200 hours": {standards.Certified,
			standards.Facts{Mediations: held(19, 10.52, "mediator", "in_person", 1)}, standards.Missing, "IMI-CM-01"},
		"200 hours in 10 mediations are enough": {standards.Certified,
			standards.Facts{Mediations: held(10, 20, "co_mediator", "online", 1)}, standards.Met, "IMI-CM-01"},
		"hours are added to the hundredth": {standards.Certified,
			standards.Facts{Mediations: held(16, 12.5, "mediator", "hybrid", 1)}, standards.Met, "IMI-CM-01"},
		"observing and advising do not count for a mediator": {standards.Certified,
			standards.Facts{Mediations: append(held(30, 9, "observer", "online", 1), held(30, 9, "adviser", "online", 1)...)}, standards.Missing, "IMI-CM-01"},
		"what lies ahead does not count": {standards.Certified,
			standards.Facts{Mediations: held(20, 1, "mediator", "in_person", -25)}, standards.Missing, "IMI-CM-01"},
		"5 as adviser or advocate are enough for the Advocate": {standards.Advocate,
			standards.Facts{Mediations: append(held(3, 1, "adviser", "online", 1), held(2, 1, "advocate", "online", 9)...)}, standards.Met, "IMI-CA-01"},
		"4 as advocate are not": {standards.Advocate,
			standards.Facts{Mediations: held(4, 60, "advocate", "online", 1)}, standards.Missing, "IMI-CA-01"},
		"a Certified Mediator is exempt": {standards.Advocate,
			standards.Facts{Holds: []string{standards.Certified}}, standards.Exempt, "IMI-CA-02"},
		"a Qualified Mediator is not": {standards.Advocate,
			standards.Facts{Holds: []string{standards.Qualified}}, standards.Missing, "IMI-CA-01"},
		"a sole mediator in 10 cases is exempt": {standards.Advocate,
			standards.Facts{Mediations: held(10, 1, "mediator", "online", 1)}, standards.Exempt, "IMI-CA-03"},
		"a sole mediator for 200 hours is exempt": {standards.Advocate,
			standards.Facts{Mediations: held(4, 50, "mediator", "online", 1)}, standards.Exempt, "IMI-CA-03"},
		"a co-mediator in 10 cases is not": {standards.Advocate,
			standards.Facts{Mediations: held(10, 50, "co_mediator", "online", 1)}, standards.Missing, "IMI-CA-01"},
		"20 e-mediations within 36 months are enough for the Online Mediator": {standards.Online,
			standards.Facts{Mediations: held(20, 1, "mediator", "online", 1)}, standards.Met, "IMI-OM-01"},
		"hybrid mediations are no e-mediations": {standards.Online,
			standards.Facts{Mediations: append(held(19, 1, "mediator", "online", 1), held(9, 1, "mediator", "hybrid", 1)...)}, standards.Missing, "IMI-OM-01"},
		"those of more than 36 months ago do not count": {standards.Online,
			standards.Facts{Mediations: held(20, 1, "mediator", "online", 1090)}, standards.Missing, "IMI-OM-01"},
		"5 are enough for a Certified Mediator": {standards.Online,
			standards.Facts{Holds: []string{standards.Certified}, Mediations: held(5, 1, "mediator", "online", 1)}, standards.Met, "IMI-OM-02"},
		"4 are not": {standards.Online,
			standards.Facts{Holds: []string{standards.Certified}, Mediations: held(4, 1, "mediator", "online", 1)}, standards.Missing, "IMI-OM-02"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c.facts.On = today
			lines := inForce(t, all, c.certification).Eligibility(c.facts)
			if len(lines) != 1 {
				t.Fatalf("%d lines, want 1: %v", len(lines), lines)
			}
			if lines[0].State != c.want || lines[0].Citation != c.cites {
				t.Errorf("%s by %s, want %s by %s", lines[0].State, lines[0].Citation, c.want, c.cites)
			}
			if standards.Eligible(lines) != (c.want != standards.Missing) {
				t.Error("eligible though a line is missing, or not though none is")
			}
		})
	}
}

func TestWhatIsMissingIsSaidWithItsFigures(t *testing.T) {
	t.Parallel()
	lines := inForce(t, load(t), standards.Certified).Eligibility(standards.Facts{On: today, Mediations: held(12, 3.25, "mediator", "online", 1), Unverified: 4})
	args := lines[0].Args
	for name, want := range map[string]any{"Have": 12, "Need": 20, "Lacking": 8, "Hours": 39.0, "NeedHours": 200, "LackingHours": 161.0, "Unverified": 4} {
		if args[name] != want {
			t.Errorf("%s is %v, want %v", name, args[name], want)
		}
	}
	if lines[0].Key != "eligibility.mediations_or_hours.missing_unverified" {
		t.Errorf("the sentence is %s, which does not speak of the entries that await verification", lines[0].Key)
	}
}

func TestACompletionIsHeldAgainstTheRecognition(t *testing.T) {
	t.Parallel()
	all, recognised := load(t), standards.Day(2026, 3, 1)
	on := func(day time.Time, change ...func(*standards.Completion)) *standards.Completion {
		c := &standards.Completion{On: day, RecognisedOn: recognised, Hours: 40}
		for _, f := range change {
			f(c)
		}
		return c
	}
	because := func(c *standards.Completion) { c.Reason = "The course was the one that was appraised." }
	for name, c := range map[string]struct {
		completion *standards.Completion
		want       bool
		cites      string
	}{
		"no completion is missing":                                     {nil, false, "IMI-QM-01"},
		"a completion after the recognition is met":                    {on(standards.Day(2026, 5, 1)), true, "IMI-QM-01"},
		"a completion on the day of the recognition is met":            {on(recognised), true, "IMI-QM-01"},
		"a completion in the year before asks for a reason":            {on(standards.Day(2025, 3, 1)), false, "IMI-QM-03"},
		"a completion in the year before is met with a reason":         {on(standards.Day(2025, 3, 1), because), true, "IMI-QM-03"},
		"a completion of more than a year before is missing even then": {on(standards.Day(2025, 2, 28), because), false, "IMI-QM-03"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			lines := inForce(t, all, standards.Qualified).Eligibility(standards.Facts{On: today, Completion: c.completion})
			if got := standards.Eligible(lines); got != c.want {
				t.Errorf("eligible: %v, want %v (%v)", got, c.want, lines)
			}
			if last := lines[len(lines)-1]; last.Citation != c.cites {
				t.Errorf("the last line cites %s, want %s", last.Citation, c.cites)
			}
		})
	}
}

func TestTrainingWithoutARoomCountsSinceJune2021(t *testing.T) {
	t.Parallel()
	all := load(t)
	for day, want := range map[time.Time]bool{standards.Day(2021, 5, 31): false, standards.Day(2021, 6, 1): true} {
		r, _ := all.InForce(standards.Qualified, day)
		lines := r.Eligibility(standards.Facts{On: day, Completion: &standards.Completion{On: day, RecognisedOn: standards.Day(2020, 1, 1), FullyOnline: true}})
		if got := standards.Eligible(lines); got != want {
			t.Errorf("on %s: eligible %v, want %v", day.Format(time.DateOnly), got, want)
		}
	}
}

func inForce(t *testing.T, all standards.RuleSets, certification string) standards.RuleSet {
	t.Helper()
	r, ok := all.InForce(certification, today)
	if !ok {
		t.Fatalf("nothing is in force for %s", certification)
	}
	return r
}

// load reads the rule sets that Accord ships, as anybody reads them.
func load(t *testing.T) standards.RuleSets {
	t.Helper()
	return loadFrom(t, apptest.NewWorld(t))
}

func loadFrom(t *testing.T, w *apptest.World) (all standards.RuleSets) {
	t.Helper()
	if err := w.DB.Public(t.Context(), func(tx *tenants.PublicTx) (err error) { all, err = standards.Load(tx); return err }); err != nil {
		t.Fatal(err)
	}
	return all
}

// IMI asks for an experienced intercultural mediator and publishes no number.
func TestWhereNoNumberIsPublishedNothingIsCountedDown(t *testing.T) {
	t.Parallel()
	asks, _ := load(t).InForce(standards.Intercultural, today)
	on, one := today, held(1, 3, "mediator", "in_person", 1)
	for key, f := range map[string]standards.Facts{"eligibility.practised.missing": {On: on}, "eligibility.practised.missing_unverified": {On: on, Unverified: 2}, "eligibility.practised.met": {On: on, Mediations: one}} {
		lines := asks.Eligibility(f)
		if len(lines) != 1 || lines[0].Key != key || standards.Eligible(lines) != (len(f.Mediations) > 0) {
			t.Errorf("%s: %+v", key, lines)
		}
	}
	raised := *asks.Experience
	raised.Mediations, asks.Experience = 3, &raised // a program may ask for more
	if lines := asks.Eligibility(standards.Facts{On: on, Mediations: one}); lines[0].Key != "eligibility.mediations.missing" {
		t.Errorf("%+v", lines)
	}
}
