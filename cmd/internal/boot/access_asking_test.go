package boot

import (
	"strings"
	"testing"

	"accord/web"
)

func is(parameter, row string) map[string]map[string]string {
	return map[string]map[string]string{"": {parameter: row}}
}

// asking is a route as it is asked: with rows in the place of parameters.
type asking struct {
	web.Route
	what string // of the row, where who may depends on it
	rows map[string]string
}

// askings are all ways in which a route is asked.
func askings(t *testing.T, route web.Route) (all []asking) {
	t.Helper()
	variants := rowOf[route.Name]
	if variants == nil {
		variants = map[string]map[string]string{"": {}}
	}
	for _, what := range sorted(variants) {
		a := asking{Route: route, what: what, rows: map[string]string{}}
		parts := strings.Split(route.Pattern, "/")
		for i, part := range parts {
			if !strings.HasPrefix(part, ":") {
				continue
			}
			name, ok := variants[what][part[1:]]
			if !ok {
				name, ok = rowAt[linked(route, parts[i-1]+"/"+part)]
			}
			if !ok {
				t.Errorf("nothing is known to stand for %s in %s %s: say a row of fill in rowAt[%q], or in rowOf[%q]", part, route.Method, route.Pattern, parts[i-1]+"/"+part, route.Name)
			}
			a.rows[part[1:]] = name
		}
		all = append(all, a)
	}
	return all
}

// linked tells IMI's own one-use links from an organisation's.
func linked(route web.Route, at string) string {
	if strings.HasPrefix(route.Pattern, "/imi/link/") {
		return "imi/link/:token"
	}
	return at
}

// in is the address with an organisation's rows; other gives some parameters
// rows of another organisation.
func (a asking) in(f *filled, other map[string]*filled) string {
	parts := strings.Split(a.Pattern, "/")
	for i, part := range parts {
		if name, is := strings.CutPrefix(part, ":"); is {
			from := f
			if o := other[name]; o != nil {
				from = o
			}
			parts[i] = from.ids[a.rows[name]]
		}
	}
	return strings.Join(parts, "/")
}
