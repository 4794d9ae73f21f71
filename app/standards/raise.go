package standards

// Floor is what a program asks above IMI's floor; 0 is as IMI asks.
type Floor struct{ Mediations, Hours int }

// Raised is the rule set as a program that asks for more applies it: the
// higher of the two floors counts, so nothing can be lowered. Those whom IMI's
// rules exempt stay exempt.
func (r RuleSet) Raised(f Floor) RuleSet {
	if r.Experience == nil {
		return r
	}
	raised := *r.Experience
	raised.imi = Floor{raised.Mediations, raised.Hours}
	raised.Mediations = max(raised.Mediations, f.Mediations)
	if raised.Hours > 0 { // where hours do not count, a program cannot make them count
		raised.Hours = max(raised.Hours, f.Hours)
	}
	r.Experience = &raised
	return r
}

// IMI is IMI's own floor where a program raised it; ok is false where it did not.
func (e Experience) IMI() (f Floor, ok bool) {
	return e.imi, e.imi != Floor{} && e.imi != Floor{e.Mediations, e.Hours}
}
