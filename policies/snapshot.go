package policies

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"accord/tenants"
)

// snapshot is one state of all lines, checked and compiled. It never changes;
// only its cache of plans fills.
type snapshot struct {
	revision   int64
	lines      []Line
	roles      []Inheritance
	catalogue  *catalogue
	rules      *rules
	conditions map[conditionKey]condition
	walls      map[wallKey]wall
	own        map[string]bool     // organisations with lines of their own
	groups     map[groupKey][]Line // lines by what they concern

	mu    sync.RWMutex
	plans map[planKey]*plan
}

type conditionKey struct {
	resource string
	of       side
	text     string
}

type wallKey struct {
	resource string
	of       side
}

type groupKey struct{ resource, action string }

// load checks every line against the catalogue and compiles it. Mistakes come
// back all at once. What an older snapshot compiled is taken over.
func load(lines []Line, roles []Inheritance, cat *catalogue, r *rules, older *snapshot) (*snapshot, error) {
	s := &snapshot{
		lines: lines, roles: roles, catalogue: cat, rules: r,
		conditions: map[conditionKey]condition{}, walls: map[wallKey]wall{}, own: map[string]bool{},
		groups: map[groupKey][]Line{}, plans: map[planKey]*plan{},
	}
	wrong := append(s.wallAll(), hierarchy(roles)...)
	for _, l := range lines {
		if bad := s.take(l, older); len(bad) > 0 {
			wrong = append(wrong, bad...)
			continue
		}
		key := groupKey{l.Resource, l.Action}
		s.groups[key] = append(s.groups[key], l)
		if l.Domain != tenants.DomainOrganisations && l.Domain != tenants.DomainOversight {
			s.own[l.Domain] = true
		}
	}
	if err := wrong.err(); err != nil {
		return nil, err
	}
	return s, nil
}

// wallAll derives the walls of every resource for both sides.
func (s *snapshot) wallAll() Mistakes {
	var wrong Mistakes
	for _, name := range slices.Sorted(slices.Values(keys(s.catalogue.resources))) {
		for _, of := range []side{ofOrganisations, ofOversight} {
			w, err := wallOf(s.catalogue.resources[name], of, s.catalogue)
			if bad, ok := err.(*Mistake); ok {
				wrong = append(wrong, *bad)
			}
			s.walls[wallKey{name, of}] = w
		}
	}
	return wrong
}

// take checks one line and compiles its condition.
func (s *snapshot) take(l Line, older *snapshot) []Mistake {
	if bad := l.shape(); len(bad) > 0 {
		return bad
	}
	whole := func(token, format string, args ...any) []Mistake {
		return []Mistake{l.at.mistake(token, format, args...)}
	}
	res, err := s.catalogue.named(l.Resource, l.Action)
	if err != nil {
		return whole(l.Resource+", "+l.Action, "%v", err)
	}
	of := sideOf(l.Domain)
	if l.Action != read && !writes(of, res.side) {
		return whole(l.Action, "the domain %s only reads %s; its rows are written on the other side", l.Domain, l.Resource)
	}
	if s.walls[wallKey{l.Resource, of}].text == closed.text {
		return whole(l.Domain, "the domain %s never sees %s, so the line could give nothing", l.Domain, l.Resource)
	}
	key := conditionKey{l.Resource, of, l.Condition}
	if _, done := s.conditions[key]; done {
		return nil
	}
	if older != nil && older.catalogue == s.catalogue {
		if c, done := older.conditions[key]; done {
			s.conditions[key] = c
			return nil
		}
	}
	c, bad := parse(l.Condition, res, of, s.catalogue)
	if bad != nil {
		bad.At, bad.line = l.at.String(), l.at.line
		bad.Column += max(l.at.condition-1, 0)
		return []Mistake{*bad}
	}
	s.conditions[key] = c
	return nil
}

// deepest is how many steps the hierarchy may have: Casbin follows no more.
const deepest = 9

// hierarchy checks the roles' lines: names, no circle, not too deep.
func hierarchy(roles []Inheritance) Mistakes {
	below := map[string][]string{}
	for _, g := range roles {
		below[g.Role] = append(below[g.Role], g.Of)
	}
	var depth func(role string, path []string) int
	depth = func(role string, path []string) int {
		if slices.Contains(path, role) || len(path) > deepest {
			return deepest + 1
		}
		most := 0
		for _, of := range below[role] {
			most = max(most, 1+depth(of, append(path, role)))
		}
		return most
	}
	var wrong Mistakes
	for _, g := range roles {
		for _, name := range []string{g.Role, g.Of} {
			if !word.MatchString(name) {
				wrong = append(wrong, g.at.mistake(name, "is no name of a role"))
			}
		}
		if depth(g.Role, nil) > deepest {
			wrong = append(wrong, g.at.mistake(g.Role, "inherits from itself, or over more than %d steps", deepest))
		}
	}
	return wrong
}

func (s *snapshot) compiled(domain, resource, text string) condition {
	return s.conditions[conditionKey{resource, sideOf(domain), text}]
}

// planKey is what a plan depends on. The first roles stand in fields of their
// own, so that asking makes no garbage.
type planKey struct {
	domain, resource, action string
	roles                    [4]string
	more                     string
}

// kept is how many plans a snapshot remembers before it starts over; far more
// than roles, resources and actions make.
const kept = 1 << 16

func (s *snapshot) plan(domain string, roles []string, resource, action string) (*plan, error) {
	domain, err := s.domain(domain)
	if err != nil {
		return nil, err
	}
	roles = sorted(roles)
	key := planKey{domain: domain, resource: resource, action: action}
	if n := copy(key.roles[:], roles); n < len(roles) {
		key.more = strings.Join(roles[n:], ",")
	}
	key = s.rules.keyed(key)
	s.mu.RLock()
	p := s.plans[key]
	s.mu.RUnlock()
	if p != nil {
		return p, nil
	}
	if p, err = s.make(domain, roles, resource, action); err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.plans) >= kept {
		clear(s.plans)
	}
	s.plans[key] = p
	return p, nil
}

// domain answers the domain whose lines apply: an organisation without lines
// of its own shares the plans of all.
func (s *snapshot) domain(asked string) (string, error) {
	if asked == tenants.DomainOrganisations || asked == tenants.DomainOversight || s.own[asked] {
		return asked, nil
	}
	if len(asked) != len("00000000-0000-0000-0000-000000000000") { // told by its length: this is asked on every decision
		return "", fmt.Errorf("policies: no domain is called %q", asked)
	}
	return tenants.DomainOrganisations, nil
}

func (s *snapshot) make(domain string, roles []string, resource, action string) (*plan, error) {
	if _, err := s.catalogue.named(resource, action); err != nil {
		return nil, fmt.Errorf("policies: %w", err)
	}
	// Casbin gets the lines that can concern the question at all, so that it
	// never walks those of a thousand other organisations.
	near := make([]Line, 0, 16)
	for _, l := range s.groups[groupKey{resource, action}] {
		if s.rules.within(domain, l.Domain) {
			near = append(near, l)
		}
	}
	rulings, err := ask(near, s, domain, roles, resource, action)
	if err != nil {
		return nil, err
	}
	return newPlan(domain, resource, action, s.walls[wallKey{resource, sideOf(domain)}], rulings, s.rules), nil
}

// sorted answers roles in order and each once, without garbage when they
// already are.
func sorted(roles []string) []string {
	for i := 1; i < len(roles); i++ {
		if roles[i-1] >= roles[i] {
			roles = slices.Clone(roles)
			slices.Sort(roles)
			return slices.Compact(roles)
		}
	}
	return roles
}
