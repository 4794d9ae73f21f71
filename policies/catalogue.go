package policies

import (
	"fmt"
	"slices"
	"strings"

	"accord/tenants"
)

// catalogue is what lines may name: the registered resources and, for each
// domain, the values of the one who asks.
type catalogue struct {
	resources map[string]*resource
	values    map[side]map[string]tenants.Type
}

// resource is what the compiler needs to know of a registered table.
type resource struct {
	name, table string
	side        tenants.Side
	actions     []string
	released    string
	attributes  map[string]tenants.Type
	relations   map[string]tenants.Relation
}

// side is the kind of domain a condition is written for: it decides which
// values of the asker exist and which wall stands.
type side int

const (
	ofOrganisations side = iota // "*", and an organisation's own lines
	ofOversight                 // "imi"
)

func sideOf(domain string) side {
	if domain == tenants.DomainOversight {
		return ofOversight
	}
	return ofOrganisations
}

// registered reads the kernel's register.
func registered() *catalogue {
	c := &catalogue{resources: map[string]*resource{}, values: map[side]map[string]tenants.Type{
		ofOrganisations: tenants.SubjectValues(tenants.DoorMember),
		ofOversight:     tenants.SubjectValues(tenants.DoorOverseer),
	}}
	for _, r := range tenants.Resources() {
		attributes := map[string]tenants.Type{}
		for _, name := range r.Attributes() {
			a, _ := r.Attribute(name)
			attributes[name] = a.Type
		}
		c.resources[r.Name] = &resource{
			name: r.Name, table: r.Table(), side: r.Side, actions: r.Actions, released: r.Released,
			attributes: attributes, relations: r.Related,
		}
	}
	return c
}

// named answers a resource that has this action; the error says what there is.
func (c *catalogue) named(name, action string) (*resource, error) {
	r, ok := c.resources[name]
	if !ok {
		return nil, fmt.Errorf("no resource is called %s", name)
	}
	if !slices.Contains(r.actions, action) {
		return nil, fmt.Errorf("%s has no action %s (it has %s)", name, action, list(r.actions))
	}
	return r, nil
}

// known leaves out what names resources or values that other concepts would
// register, Released conditions among it.
func (c *catalogue) known(lines []Line) []Line {
	elsewhere := func(text string, r *resource, of side) bool {
		_, bad := parse(text, r, of, c)
		return bad != nil && bad.absent
	}
	for _, r := range c.resources {
		if r.released != "" && elsewhere(r.released, r, ofOversight) {
			r.released = ""
		}
	}
	return slices.DeleteFunc(lines, func(l Line) bool {
		r, ok := c.resources[l.Resource]
		return !ok || elsewhere(l.Condition, r, sideOf(l.Domain)) ||
			sideOf(l.Domain) == ofOversight && r.released == "" && r.side == tenants.OrganisationSide
	})
}

// list writes names for a person, sorted.
func list(names []string) string {
	if len(names) == 0 {
		return "none"
	}
	sorted := slices.Sorted(slices.Values(names))
	return strings.Join(sorted, ", ")
}

func keys[V any](m map[string]V) []string {
	names := make([]string, 0, len(m))
	for n := range m {
		names = append(names, n)
	}
	return names
}
