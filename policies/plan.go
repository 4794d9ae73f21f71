package policies

import (
	"slices"
	"sync"

	"accord/tenants"
)

// plan is what holders of some roles may do in a domain to rows of one
// resource: a wall, and the conditions of the lines that concern them.
type plan struct {
	domain, resource, action string

	wall    wall
	rulings []ruling
	allows  []condition // each once
	denies  []condition
	needs   []string
	rules   *rules
	texts   sync.Map // the table's name → *statement
}

// statement is a plan as SQL over one table's name.
type statement struct {
	text     string
	bindings []binding
}

func newPlan(domain, resource, action string, w wall, rulings []ruling, r *rules) *plan {
	p := &plan{domain: domain, resource: resource, action: action, wall: r.walled(w), rulings: rulings, rules: r}
	seen, names := map[[2]string]bool{}, map[string]bool{}
	valuesOf(p.wall.cond, names)
	for _, line := range rulings {
		if key := [2]string{line.text, line.effect}; !seen[key] {
			seen[key] = true
			valuesOf(line.cond, names)
			if line.effect == deny {
				p.denies = append(p.denies, line.cond)
			} else {
				p.allows = append(p.allows, line.cond)
			}
		}
	}
	p.needs = slices.Sorted(slices.Values(keys(names)))
	return p
}

var _ tenants.Plan = (*plan)(nil)

// Needs names the values of the asker that the conditions mention, sorted.
// "now" among them is the transaction's moment.
func (p *plan) Needs() []string { return p.needs }

// Holds decides one row: inside the wall, allowed by a line, refused by none.
// An error refuses.
func (p *plan) Holds(sub tenants.Values, row tenants.Row) (bool, error) {
	s := scene{sub, row, &p.rules.logic}
	if t, err := p.wall.cond.judge(s); t != yes || err != nil {
		return false, err
	}
	allowed := false
	for _, c := range p.allows {
		t, err := c.judge(s)
		if err != nil {
			return false, err
		}
		if allowed = t == yes; allowed {
			break
		}
	}
	if !allowed {
		return false, nil
	}
	for _, c := range p.denies {
		if t, err := c.judge(s); p.rules.refuses[t] || err != nil {
			return false, err
		}
	}
	return true, nil
}

// SQL is the same decision as a condition over the table; args binds its
// placeholders. The table's name or alias is written as it is given, so it
// comes quoted where it needs quoting, and never from outside.
func (p *plan) SQL(table string) (string, func(tenants.Values) ([]any, error)) {
	known, ok := p.texts.Load(table)
	if !ok {
		known, _ = p.texts.LoadOrStore(table, p.statement(table))
	}
	s := known.(*statement)
	return s.text, func(sub tenants.Values) ([]any, error) { return bound(s.bindings, sub) }
}

func (p *plan) statement(table string) *statement {
	if !p.gives() {
		return &statement{text: "false"}
	}
	w := &writer{rules: p.rules, table: table, pinned: p.wall.pinned}
	p.wall.cond.write(w, surely)
	w.add(" and (")
	for i, c := range p.allows {
		if i > 0 {
			w.add(" or ")
		}
		c.write(w, surely)
	}
	w.add(")")
	for _, c := range p.denies {
		w.add(" and ((")
		c.write(w, possibly)
		w.add(")", p.rules.refuted, ")")
	}
	return &statement{text: w.String(), bindings: w.bindings}
}

// gives says whether any row at all can be allowed.
func (p *plan) gives() bool {
	always := func(value bool) func(condition) bool {
		return func(c condition) bool { k, ok := c.(constant); return ok && k.value == value }
	}
	if always(false)(p.wall.cond) || slices.ContainsFunc(p.denies, always(true)) {
		return false
	}
	return slices.ContainsFunc(p.allows, func(c condition) bool { return !always(false)(c) })
}
