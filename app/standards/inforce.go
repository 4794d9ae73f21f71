package standards

import "time"

// InForce answers the rule set by which a certification is judged on a day:
// the newest that was effective by then. There is none for a day before the
// first, nor for a certification that is closed by then (IMI-YM-03).
func (all RuleSets) InForce(certification string, day time.Time) (RuleSet, bool) {
	c, known := CertificationNamed(certification)
	if !known || !c.Awardable(day) {
		return RuleSet{}, false
	}
	var found RuleSet
	for _, r := range all {
		if r.Certification == certification && !r.EffectiveFrom.After(day) && r.EffectiveFrom.After(found.EffectiveFrom) {
			found = r
		}
	}
	return found, found.ID != ""
}
