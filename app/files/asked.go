package files

import (
	"slices"

	"accord/app/evidence"
	"accord/app/organisations"
	"accord/app/programs"
	"accord/app/standards"
	"accord/tenants"
)

// Asked are the kinds of document that the rules in force ask of a candidate for
// what the organisation's recognised programs lead to, and that a candidate
// brings themselves.
func Asked(tx *tenants.Tx) ([]string, error) {
	o, err := organisations.Find(tx, tx.Tenant())
	if err != nil {
		return nil, err
	}
	offered, err := programs.List(tx)
	if err != nil {
		return nil, err
	}
	sets, err := standards.Load(tx)
	if err != nil {
		return nil, err
	}
	var kinds []string
	for _, c := range standards.Certifications() {
		if !slices.ContainsFunc(offered, func(p programs.Listed) bool { return p.Kind == c.Program && p.State() == programs.Recognised }) {
			continue
		}
		rules, _ := sets.InForce(c.ID, standards.DayOf(tx.Now(), o.Zone()))
		for _, d := range rules.Documents {
			if slices.Contains(evidence.OwnKinds, d.Kind) && !slices.Contains(kinds, d.Kind) {
				kinds = append(kinds, d.Kind)
			}
		}
	}
	return kinds, nil
}
