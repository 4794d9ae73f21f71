package record

import (
	"strconv"
	"strings"
)

// Test is what a knowledge test came to.
type Test struct {
	Name      string // with what is printed on the paper
	Version   int    // 0: not said
	SatOn     string
	Marks     float64
	Of        int
	PassMark  int
	Passed    bool
	SettledBy string // markers, third, minute; "" where it is not said
	Markers   []string
	Minute    string
	MinuteBy  string
}

// facts are the lines of a sheet that say so.
func (t Test) facts() Facts {
	outcome := "failed"
	if t.Passed {
		outcome = "passed"
	}
	name := t.Name
	if t.Version > 0 {
		name += " (" + strconv.Itoa(t.Version) + ")"
	}
	marks := figure(t.Marks) + " / " + strconv.Itoa(t.Of)
	facts := Facts{
		{Words{"Knowledge test", "Prueba de conocimientos"}, name},
		{Words{"Its marks", "Sus puntos"}, marks + ", " + both(outcome)},
		{Words{"Marks to pass it", "Puntos para aprobarla"}, strconv.Itoa(t.PassMark)},
	}
	if t.SatOn != "" {
		facts = append(facts, Fact{Words{"Sat on", "Fecha de la prueba"}, t.SatOn})
	}
	switch t.SettledBy {
	case "minute":
		facts = append(facts, Fact{Words{"Settled by a minute", "Resuelta por acta"}, t.MinuteBy + ": " + t.Minute})
	case "third":
		facts = append(facts, Fact{Words{"Settled by the third marker", "Resuelta por la tercera corrección"}, strings.Join(t.Markers, ", ")})
	case "markers":
		facts = append(facts, Fact{Words{"Settled by its markers", "Resuelta por sus correctores"}, strings.Join(t.Markers, ", ")})
	}
	return facts
}
