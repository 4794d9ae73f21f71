package policies

import "accord/tenants"

// effectWall marks the reason that is no line: the wall before every line.
const effectWall = "wall"

// Explain tells why: the wall (Effect "wall") and each line that concerns the
// question, with its result for this row. Decisive are those that made the
// decision: the wall when it stands, else the deny lines that are not plainly
// false, else the allow lines that are true. None decisive: no line gave it.
// A condition that could not be judged counts as unknown.
func (p *plan) Explain(sub tenants.Values, row tenants.Row) []tenants.Reason {
	s := scene{sub, row, &p.rules.logic}
	judged := func(c condition) truth {
		t, err := c.judge(s)
		if err != nil {
			return unknown
		}
		return t
	}
	inside := judged(p.wall.cond)
	reasons := []tenants.Reason{{
		Domain: p.domain, Resource: p.resource, Action: p.action, Condition: p.wall.text,
		Effect: effectWall, Result: inside.String(), Decisive: inside != yes,
	}}
	results, refused := make([]truth, len(p.rulings)), false
	for i, line := range p.rulings {
		results[i] = judged(line.cond)
		refused = refused || line.effect == deny && p.rules.refuses[results[i]]
	}
	for i, line := range p.rulings {
		decisive := line.effect == allow && results[i] == yes && !refused || line.effect == deny && p.rules.refuses[results[i]]
		reasons = append(reasons, tenants.Reason{
			Role: line.role, Domain: line.domain, Resource: p.resource, Action: p.action, Condition: line.text,
			Effect: line.effect, Result: results[i].String(), Decisive: decisive && inside == yes,
		})
	}
	return reasons
}

// Explain answers why holders of roles may or may not do an action to a row:
// see Plan's Explain. It returns an error for an unknown resource or action.
func (p *Policies) Explain(domain string, roles []string, resource, action string, sub tenants.Values, row tenants.Row) ([]tenants.Reason, error) {
	made, err := p.Plan(domain, roles, resource, action)
	if err != nil {
		return nil, err
	}
	return made.Explain(sub, row), nil
}
