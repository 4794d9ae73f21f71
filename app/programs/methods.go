package programs

import (
	"slices"
	"strings"

	"accord/tenants/fault"
)

// Methods is how a course is taught: the percent of its hours that each takes.
type Methods struct {
	Lecture    int
	Exercises  int
	RolePlays  int
	Discussion int
	Other      int
}

// Sum is 100, or 0 where nothing is said.
func (m Methods) Sum() int { return m.Lecture + m.Exercises + m.RolePlays + m.Discussion + m.Other }

// Method is one of them by its name.
type Method struct {
	Name    string // "lecture"
	Percent int
}

// Each lists the methods in the order pages show them.
func (m Methods) Each() []Method {
	return []Method{{"lecture", m.Lecture}, {"exercises", m.Exercises}, {"role_plays", m.RolePlays}, {"discussion", m.Discussion}, {"other", m.Other}}
}

func (m Methods) check(c *fault.Check) {
	for _, one := range m.Each() {
		if c.If(one.Percent < 0 || one.Percent > 100, "method_"+one.Name, "programs.method_percent") {
			return
		}
	}
	c.If(m.Sum() != 0 && m.Sum() != 100, "method_lecture", "programs.methods_sum", "Sum", m.Sum())
}

// maxLanguages is how many languages a program is held in at most.
const maxLanguages = 20

// checkLanguages answers the languages once each, in the order they were given.
func checkLanguages(c *fault.Check, given []string) (kept []string) {
	for _, l := range given {
		l = strings.ToLower(strings.TrimSpace(l))
		if c.If(!slices.Contains(Languages, l), "languages", "programs.language") {
			return nil
		}
		if !slices.Contains(kept, l) {
			kept = append(kept, l)
		}
	}
	c.If(len(kept) == 0, "languages", "programs.language")
	c.If(len(kept) > maxLanguages, "languages", "programs.languages_many", "Max", maxLanguages)
	return kept
}

// Spoken are the languages that the program is held in, the first one first.
func (p Program) Spoken() []string { return strings.Fields(p.Languages) }

// Spoken are the languages that it is held in, the first one first.
func (p PublishedProgram) Spoken() []string { return strings.Fields(p.Languages) }
