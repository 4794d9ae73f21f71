package standards_test

import (
	"slices"
	"testing"
	"time"

	"accord/app/standards"
	"accord/tenants/fault"
)

// now is a Monday morning in Amsterdam; 17 November has begun by 11:00 UTC in
// Kiribati, and not yet at 9:00.
var now = time.Date(2026, time.November, 16, 9, 0, 0, 0, time.UTC)

// fresh is the rule set in force, to be published again from a day.
func fresh(all standards.RuleSets, certification string, day time.Time) standards.NewRuleSet {
	n := all.Begin(certification, today)
	n.EffectiveFrom, n.Note = day, "The committee decided so."
	return n
}

func refused(t *testing.T, err error, code fault.Code, key, field string) {
	t.Helper()
	e, ok := err.(*fault.Error)
	if !ok || e.Code != code {
		t.Fatalf("%v, not refused as %s", err, code)
	}
	if key == e.Key && field == "" || slices.ContainsFunc(e.Fields, func(f fault.FieldError) bool { return f.Field == field && f.Key == key }) {
		return
	}
	t.Fatalf("refused with %s %v, not %s at %q", e.Key, e.Fields, key, field)
}

func TestANewRuleSetBegunFromTheOneInForceAsksTheSame(t *testing.T) {
	t.Parallel()
	all := load(t)
	for _, c := range []string{standards.Qualified, standards.Certified, standards.Advocate, standards.Intercultural, standards.Online, standards.YoungMediator} {
		_, _, err := all.Compose(fresh(all, c, standards.Day(2027, 1, 1)), now)
		refused(t, err, fault.Conflict, "standards.nothing_differs", "")
	}
}

func TestARuleSetIsComposedFromItsFigures(t *testing.T) {
	t.Parallel()
	all := load(t)
	in := fresh(all, standards.Advocate, standards.Day(2027, 1, 1))
	in.Mediations = 8
	in.Exemptions = []standards.Exempting{{Citation: "IMI-CA-03", Mediations: 15, Hours: 250}}
	in.Documents = append(in.Documents, "feedback_form")
	in.Obligations = append(slices.DeleteFunc(in.Obligations, func(id string) bool { return id == "IMI-QA-07" }), "IMI-LI-01")
	made, before, err := all.Compose(in, now)
	if err != nil {
		t.Fatal(err)
	}
	if before.ID != "certified_advocate/2025-09-01" || made.ID != "certified_advocate/2027-01-01" {
		t.Errorf("%s follows %s", made.ID, before.ID)
	}
	if e := made.Experience; e.Mediations != 8 || !slices.Equal(e.Counts.Roles, []string{"adviser", "advocate"}) || len(e.Exemptions) != 1 || e.Exemptions[0].Hours != 250 || e.Exemptions[0].Counts == nil {
		t.Errorf("it asks for %+v", e)
	}
	if slices.Contains(made.Obligations, "IMI-CA-02") || !slices.Contains(made.Obligations, "IMI-CA-03") || !slices.Contains(made.Obligations, "IMI-KE-01") {
		t.Errorf("what follows from the figures is not among %v", made.Obligations)
	}
	var said []string
	for _, d := range standards.Differences(before, made) {
		said = append(said, d.Key)
	}
	want := []string{"standards.diff.mediations", "standards.diff.exemption_removed", "standards.diff.exemption_mediations", "standards.diff.exemption_hours",
		"standards.diff.document_added", "standards.diff.obligation_added", "standards.diff.obligation_removed"}
	if !slices.Equal(said, want) {
		t.Errorf("the differences are\n%v, want\n%v", said, want)
	}
	if again := before.Experience; again.Mediations != 5 || len(again.Exemptions) != 2 {
		t.Error("the rule set before was changed")
	}
}

func TestAnExemptionThatWasTakenAwayCanBeGivenAgain(t *testing.T) {
	t.Parallel()
	all := load(t)
	in := fresh(all, standards.Online, standards.Day(2027, 1, 1))
	in.Exemptions = nil
	without, _, err := all.Compose(in, now)
	if err != nil {
		t.Fatal(err)
	}
	all = append(all, without)
	if o := all.OfferFor(standards.Online); len(o.Exemptions) != 1 || o.Exemptions[0].Floor != 5 {
		t.Errorf("offered: %+v", o.Exemptions)
	}
	again := fresh(all, standards.Online, standards.Day(2028, 1, 1))
	again.Exemptions = []standards.Exempting{{Citation: "IMI-OM-02", Floor: 6}}
	made, _, err := all.Compose(again, now)
	if err != nil || made.Experience.Exemptions[0].Holds != standards.Certified {
		t.Errorf("%v: %+v", err, made.Experience)
	}
}

func TestARuleSetIsRefusedForADayThatHasBegunSomewhere(t *testing.T) {
	t.Parallel()
	all := load(t)
	at := func(day time.Time, now time.Time) error {
		in := fresh(all, standards.Certified, day)
		in.Mediations = 25
		_, _, err := all.Compose(in, now)
		return err
	}
	refused(t, at(standards.Day(2026, 11, 15), now), fault.Invalid, "standards.day_begun", "effective_from")
	refused(t, at(standards.Day(2026, 11, 16), now), fault.Invalid, "standards.day_begun", "effective_from")
	refused(t, at(time.Time{}, now), fault.Invalid, "standards.day_required", "effective_from")
	refused(t, at(standards.Day(2040, 1, 1), now), fault.Invalid, "standards.day_far", "effective_from")
	if err := at(standards.Day(2026, 11, 17), now); err != nil {
		t.Errorf("17 November has begun nowhere: %v", err)
	}
	refused(t, at(standards.Day(2026, 11, 17), now.Add(2*time.Hour)), fault.Invalid, "standards.day_begun", "effective_from") // it is midnight on Kiritimati
}

func TestFiguresOutOfBoundsAreRefusedAtTheirFields(t *testing.T) {
	t.Parallel()
	all := load(t)
	for name, c := range map[string]struct {
		certification string
		change        func(*standards.NewRuleSet)
		key, field    string
	}{
		"no mediation":                     {standards.Certified, func(n *standards.NewRuleSet) { n.Mediations = 0 }, "standards.figure", "mediations"},
		"hours below nothing":              {standards.Certified, func(n *standards.NewRuleSet) { n.Hours = -1 }, "standards.figure", "hours"},
		"no window":                        {standards.Online, func(n *standards.NewRuleSet) { n.Months = 0 }, "standards.figure", "months"},
		"an exemption above its floor":     {standards.Online, func(n *standards.NewRuleSet) { n.Exemptions[0].Floor = 20 }, "standards.figure", "floor_IMI-OM-02"},
		"an exemption for no experience":   {standards.Advocate, func(n *standards.NewRuleSet) { n.Exemptions[1].Mediations = 0 }, "standards.figure", "mediations_IMI-CA-03"},
		"another certification's leniency": {standards.Certified, func(n *standards.NewRuleSet) { n.Exemptions = []standards.Exempting{{Citation: "IMI-CA-02"}} }, "standards.exemption_unknown", "exemptions"},
		"a kind nobody knows":              {standards.Certified, func(n *standards.NewRuleSet) { n.Documents = []string{"horoscope"} }, "standards.kind_unknown", "documents"},
		"another's obligation":             {standards.Certified, func(n *standards.NewRuleSet) { n.Obligations = []string{"IMI-OM-01"} }, "standards.obligation_unknown", "obligations"},
		"no word of why":                   {standards.Certified, func(n *standards.NewRuleSet) { n.Note = "  " }, "standards.note_required", "note"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			in := fresh(all, c.certification, standards.Day(2027, 1, 1))
			c.change(&in)
			_, _, err := all.Compose(in, now)
			refused(t, err, fault.Invalid, c.key, c.field)
		})
	}
}
