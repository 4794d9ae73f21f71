package policies

import (
	_ "embed" // the lines
	"errors"
	"sync"
	"sync/atomic"
	"time"

	"accord/tenants"
)

//go:embed policy.csv
var policyText string

// Policies answers who may do what, from the lines that are loaded now. It is
// safe for use by many at once.
type Policies struct {
	current   atomic.Pointer[snapshot]
	embedded  []Line
	roles     []Inheritance
	catalogue *catalogue
	confirmed atomic.Pointer[time.Time] // when the table was last seen to hold what is loaded
}

var _ tenants.Guard = (*Policies)(nil)

// New loads policy.csv against the resources that are registered; call it when
// all are. It returns Mistakes, all of them, when a line names what does not
// exist or says what cannot be.
func New() (*Policies, error) {
	return embedded(registered(), false)
}

// NewPart is New for a program that knows only some of the concepts, such as
// one concept's tests: what names a resource or a value that is not registered
// is left out. The lines are read once, the first time; what is loaded over them
// later is each one's own.
func NewPart() (*Policies, error) {
	first, err := part()
	if err != nil {
		return nil, err
	}
	p := &Policies{embedded: first.embedded, roles: first.roles, catalogue: first.catalogue}
	p.current.Store(first.current.Load())
	return p, nil
}

var part = sync.OnceValues(func() (*Policies, error) { return embedded(registered(), true) })

func embedded(cat *catalogue, part bool) (*Policies, error) {
	lines, roles, wrong := readLines("policy.csv", policyText)
	wrong = append(wrong, unheld(lines, roles)...)
	if part {
		lines = cat.known(lines)
	}
	return assemble(lines, roles, cat, wrong)
}

func newPolicies(file, text string, cat *catalogue) (*Policies, error) {
	lines, roles, wrong := readLines(file, text)
	return assemble(lines, roles, cat, wrong)
}

// assemble loads the lines; what was wrong with them before is told with what
// else is.
func assemble(lines []Line, roles []Inheritance, cat *catalogue, wrong Mistakes) (*Policies, error) {
	s, err := load(lines, roles, cat, &sound, nil)
	if more := (Mistakes)(nil); errors.As(err, &more) {
		wrong = append(wrong, more...)
	} else if err != nil {
		return nil, err
	}
	if err := wrong.err(); err != nil {
		return nil, err
	}
	p := &Policies{embedded: lines, roles: roles, catalogue: cat}
	p.current.Store(s)
	return p, nil
}

// Plan compiles what holders of roles may do in a domain to rows of a
// resource; see tenants.Guard. The domain is tenants.DomainOversight, an
// organisation's id, or tenants.DomainOrganisations for one without lines of
// its own.
func (p *Policies) Plan(domain string, roles []string, resource, action string) (tenants.Plan, error) {
	made, err := p.current.Load().plan(domain, roles, resource, action)
	if err != nil {
		return nil, err
	}
	return made, nil
}

// Gives says whether holders of roles may do an action to any row at all: for
// a page's shape, and for the auditor's table of who may do what.
func (p *Policies) Gives(domain string, roles []string, resource, action string) (bool, error) {
	made, err := p.current.Load().plan(domain, roles, resource, action)
	if err != nil {
		return false, err
	}
	return made.gives(), nil
}

// Lines are the lines in force, in order.
func (p *Policies) Lines() []Line { return append([]Line(nil), p.current.Load().lines...) }

// Ungiven lists the registered actions that no line allows anybody, as
// "resource action", sorted: each is a mistake in one file or the other.
func (p *Policies) Ungiven() []string {
	s := p.current.Load()
	given := map[groupKey]bool{}
	for _, l := range s.lines {
		if l.Effect == allow {
			given[groupKey{l.Resource, l.Action}] = true
		}
	}
	var missing []string
	for name, r := range s.catalogue.resources {
		for _, action := range r.actions {
			if !given[groupKey{name, action}] {
				missing = append(missing, name+" "+action)
			}
		}
	}
	return sorted(missing)
}
