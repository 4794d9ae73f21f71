package standards_test

import (
	"slices"
	"testing"
	"time"

	"accord/app/standards"
)

// practised are mediations of five hours on these days.
func practised(days ...time.Time) []standards.Mediation {
	var all []standards.Mediation
	for _, d := range days {
		all = append(all, standards.Mediation{On: d, Role: "mediator", Hours: 5})
	}
	return all
}

// lines of practice alone, for a session on a day, asked that same day.
func practiceLines(r standards.RuleSet, on time.Time, all []standards.Mediation) (states []standards.State) {
	for _, l := range r.Teaching(standards.Teacher{Mediations: all}, on, on) {
		if l.Citation == "IMI-TR-02" {
			states = append(states, l.State)
		}
	}
	return states
}

func TestTrainersPractiseTwiceInEachOfTheThreeYearsBeforeASession(t *testing.T) { // IMI-TR-02
	t.Parallel()
	r := inForce(t, load(t), standards.Qualified)
	on := standards.Day(2026, 11, 16)
	met, missing := standards.Met, standards.Missing
	whole := practised(standards.Day(2026, 1, 10), standards.Day(2026, 5, 10), standards.Day(2025, 1, 10), standards.Day(2025, 5, 10), standards.Day(2024, 1, 10), standards.Day(2024, 5, 10))
	for name, c := range map[string]struct {
		on   time.Time
		of   []standards.Mediation
		want []standards.State
	}{
		"twice in each year":           {on, whole, []standards.State{met, met, met}},
		"once too few in one of them":  {on, slices.Delete(slices.Clone(whole), 2, 3), []standards.State{met, missing, met}},
		"six in one year":              {on, practised(slices.Repeat([]time.Time{standards.Day(2026, 5, 10)}, 6)...), []standards.State{met, missing, missing}},
		"nothing":                      {on, nil, []standards.State{missing, missing, missing}},
		"on the first day of the year": {on, append(practised(standards.Day(2025, 11, 16)), whole[1:]...), []standards.State{met, met, met}},
		"a day before it":              {on, append(practised(standards.Day(2025, 11, 15)), whole[1:]...), []standards.State{missing, met, met}},
		"the day before the session":   {on, append(practised(standards.Day(2026, 11, 15)), whole[1:]...), []standards.State{met, met, met}},
		"on the session's day":         {on, append(practised(on), whole[1:]...), []standards.State{missing, met, met}},
		"on the oldest day of all":     {on, append(practised(standards.Day(2023, 11, 16)), whole[:5]...), []standards.State{met, met, met}},
		"a day older than that":        {on, append(practised(standards.Day(2023, 11, 15)), whole[:5]...), []standards.State{met, met, missing}},
		"a session on a leap day": {standards.Day(2028, 2, 29), practised(standards.Day(2027, 2, 28), standards.Day(2028, 2, 28), standards.Day(2026, 2, 28), standards.Day(2027, 2, 27), standards.Day(2025, 2, 28), standards.Day(2026, 2, 27)),
			[]standards.State{met, met, met}},
		"practice on a leap day": {standards.Day(2029, 2, 28), practised(standards.Day(2028, 2, 29), standards.Day(2028, 2, 28), standards.Day(2028, 2, 27), standards.Day(2027, 2, 28), standards.Day(2027, 2, 27), standards.Day(2026, 2, 28)),
			[]standards.State{met, met, met}},
	} {
		if got := practiceLines(r, c.on, c.of); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}

func TestAMediationOfLessThanFourHoursIsNoPractice(t *testing.T) { // IMI-TR-02
	t.Parallel()
	r := inForce(t, load(t), standards.Qualified)
	on := standards.Day(2026, 11, 16)
	for hours, want := range map[float64]standards.State{3.99: standards.Missing, 4: standards.Met, 12: standards.Met} {
		all := []standards.Mediation{{On: on.AddDate(0, -1, 0), Hours: hours}, {On: on.AddDate(0, -2, 0), Hours: 4}}
		if got := practiceLines(r, on, all); got[0] != want {
			t.Errorf("%.2f hours: %s", hours, got[0])
		}
	}
}

// A session that is still to come can be qualified for until it comes, in the
// year that is not over; a year that is over cannot be mended by time.
func TestAYearThatIsNotOverIsAwaited(t *testing.T) {
	t.Parallel()
	r := inForce(t, load(t), standards.Qualified)
	on, today := standards.Day(2027, 3, 1), standards.Day(2026, 11, 16)
	of := practised(standards.Day(2025, 4, 1), standards.Day(2025, 5, 1), standards.Day(2024, 4, 1), standards.Day(2024, 5, 1), standards.Day(2026, 4, 1))
	teacher := standards.Teacher{Mediations: of, Trained: &standards.Trained{On: standards.Day(2015, 1, 1), Confirmed: true}, Registration: &standards.Registration{Confirmed: true}}
	lines := r.Teaching(teacher, on, today)
	if got := standards.Worst(lines); got != standards.Awaited || len(standards.Unmet(lines)) != 0 {
		t.Errorf("before the year is over: %s, %+v", got, lines)
	}
	if got := standards.Worst(r.Teaching(teacher, on, on)); got != standards.Missing {
		t.Errorf("on the day: %s", got)
	}
	if got := standards.Worst(r.Teaching(teacher, on, on.AddDate(0, 0, -1))); got != standards.Awaited {
		t.Errorf("the day before: %s", got)
	}
	teacher.Mediations = of[1:]
	if got := standards.Worst(r.Teaching(teacher, on, today)); got != standards.Missing {
		t.Errorf("a year that is over lacks one: %s", got)
	}
}

func TestTrainersCompletedSuchTrainingAndAreRegisteredWhereTheLawAsks(t *testing.T) { // IMI-TR-01, IMI-TR-04
	t.Parallel()
	r := inForce(t, load(t), standards.Qualified)
	on := standards.Day(2026, 11, 16)
	day := func(d time.Time) *time.Time { return &d }
	for name, c := range map[string]struct {
		trained      *standards.Trained
		registration *standards.Registration
		one, four    standards.State
	}{
		"nothing noted":              {nil, nil, standards.Missing, standards.Missing},
		"noted, not confirmed":       {&standards.Trained{On: on}, &standards.Registration{}, standards.Missing, standards.Missing},
		"that day; law does not ask": {&standards.Trained{On: on, Confirmed: true}, &standards.Registration{Confirmed: true}, standards.Met, standards.Exempt},
		"after the session":          {&standards.Trained{On: on.AddDate(0, 0, 1), Confirmed: true}, &standards.Registration{Asked: true, Confirmed: true}, standards.Missing, standards.Missing},
		"registered to that day":     {nil, &standards.Registration{Asked: true, Register: "R", Until: day(on), Confirmed: true}, standards.Missing, standards.Met},
		"registered to the day before": {nil, &standards.Registration{Asked: true, Register: "R", Until: day(on.AddDate(0, 0, -1)), Confirmed: true},
			standards.Missing, standards.Missing},
		"registered for good": {nil, &standards.Registration{Asked: true, Register: "R", Confirmed: true}, standards.Missing, standards.Met},
	} {
		states := map[string]standards.State{}
		for _, l := range r.Teaching(standards.Teacher{Trained: c.trained, Registration: c.registration}, on, on) {
			states[l.Citation] = l.State
		}
		if states["IMI-TR-01"] != c.one || states["IMI-TR-04"] != c.four {
			t.Errorf("%s: %v", name, states)
		}
	}
}

func TestWhatAwaitsConfirmationIsTold(t *testing.T) {
	t.Parallel()
	r := inForce(t, load(t), standards.Qualified)
	on := standards.Day(2026, 11, 16)
	lines := r.Teaching(standards.Teacher{Unverified: practised(on.AddDate(0, -1, 0), on.AddDate(0, -2, 0))}, on, on)
	if lines[2].State != standards.Missing || lines[2].Key != "teaching.practice.unconfirmed" {
		t.Errorf("said as %+v", lines[2])
	}
}
