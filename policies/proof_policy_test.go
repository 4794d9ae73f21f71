package policies

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
	"time"

	"accord/tenants"

	"github.com/google/uuid"
)

// question is one thing asked of a policy, by somebody.
type question struct {
	domain, resource, action string
	roles                    []string
	sub                      tenants.Values
}

var worldRoles = []string{"ra", "rb", "rc", "rd", "re"}

// policy makes lines that load: an action belongs to the side that writes.
func (w *world) policy(cat *catalogue, asked question) ([]Line, []Inheritance) {
	r := w.rand
	lines := make([]Line, 1+r.IntN(9))
	for i := range lines {
		l := Line{Role: pick(r, worldRoles), Domain: w.domain(), Resource: asked.resource, Action: asked.action, Effect: allow}
		if r.IntN(4) == 0 {
			l.Resource, l.Action = pick(r, sorted(keys(cat.resources))), pick(r, []string{"read", "act"})
		}
		if sideOf(l.Domain) != sideOf(asked.domain) && r.IntN(2) == 0 {
			l.Domain = asked.domain
		}
		if r.IntN(2) == 0 {
			l.Role = pick(r, asked.roles)
		}
		if r.IntN(4) == 0 {
			l.Effect = deny
		}
		if !w.loads(cat, l) {
			l.Resource, l.Action = "notice", "read"
		}
		l.Condition = w.condition(cat.resources[l.Resource], nil, r.IntN(4))
		lines[i] = l
	}
	var roles []Inheritance
	for i := range worldRoles {
		for j := i + 1; j < len(worldRoles); j++ {
			if r.IntN(4) == 0 {
				roles = append(roles, Inheritance{Role: worldRoles[i], Of: worldRoles[j]})
			}
		}
	}
	return lines, roles
}

// loads says, in the proof's own words, whether a line is no mistake.
func (w *world) loads(cat *catalogue, l Line) bool {
	imi := l.Domain == "imi"
	switch cat.resources[l.Resource].side {
	case tenants.OrganisationSide:
		return !imi || l.Action == "read" && cat.resources[l.Resource].released != ""
	case tenants.OversightSide, tenants.PublishedSide:
		return imi || l.Action == "read"
	case tenants.PersonSide:
		return imi && l.Action == "read"
	}
	return true
}

func (w *world) domain() string {
	return pick(w.rand, []string{"*", "*", "imi", w.tenants[0].String(), w.tenants[1].String()})
}

// question asks of a random resource, as somebody with random values: some
// missing, some sets empty.
func (w *world) question(cat *catalogue) question {
	r := w.rand
	q := question{
		domain: pick(r, []string{"*", "imi", w.tenants[0].String(), w.tenants[1].String(), w.tenants[2].String()}),
		action: pick(r, []string{"read", "read", "act"}), sub: tenants.Values{nowValue: pick(r, w.times)},
	}
	q.resource = pick(r, []string{"matter", "matter", "letter", "order", "notice", "trail", "biography"})
	for range 1 + r.IntN(2) {
		q.roles = append(q.roles, pick(r, worldRoles))
	}
	for _, name := range []string{"id", "membership", "subject"} {
		switch r.IntN(6) {
		case 0: // missing
		case 1:
			q.sub[name] = uuid.Nil
		default:
			q.sub[name] = pick(r, w.people)
		}
	}
	if r.IntN(4) > 0 {
		q.sub["email"] = pick(r, w.texts)
	}
	if r.IntN(12) > 0 {
		q.sub["tenant"] = pick(r, w.tenants)
	}
	for _, name := range []string{"watched", "owned"} {
		if set, ok := someOf(r, append(w.people, w.cases[0].values["id"].(uuid.UUID), w.cases[1].values["id"].(uuid.UUID))); ok {
			q.sub[name] = set
		}
	}
	if set, ok := someOf(r, w.texts); ok {
		q.sub["kinds"] = set
	}
	return q
}

// someOf is a set: missing, empty, or of a few.
func someOf[T any](r *rand.Rand, of []T) ([]T, bool) {
	switch r.IntN(6) {
	case 0:
		return nil, false
	case 1:
		return []T{}, true
	}
	set := []T{}
	for range 1 + r.IntN(4) {
		set = append(set, pick(r, of))
	}
	return set, true
}

// condition writes a random condition on rows of res; inside any(), of is the
// related resource.
func (w *world) condition(res, inner *resource, depth int) string {
	r := w.rand
	if depth > 0 {
		switch r.IntN(7) {
		case 0, 1:
			return fmt.Sprintf("%s(%s)", pick(r, []string{"!", "not "}), w.condition(res, inner, depth-1))
		case 2, 3:
			return fmt.Sprintf("%s %s %s", w.condition(res, inner, depth-1), pick(r, []string{"&&", "and"}), w.operandOf(res, inner, depth-1))
		case 4, 5:
			return fmt.Sprintf("%s %s %s", w.operandOf(res, inner, depth-1), pick(r, []string{"||", "or"}), w.condition(res, inner, depth-1))
		}
	}
	if inner == nil && res.relations != nil && r.IntN(4) == 0 {
		relation := pick(r, []string{"items", "children"})
		of := map[string]*resource{"items": {attributes: itemColumns}, "children": {attributes: caseColumns}}[relation]
		return fmt.Sprintf("any(row.%s, %s)", relation, w.condition(res, of, r.IntN(3)))
	}
	return w.atom(res, inner)
}

// operandOf is a part of && or ||, sometimes in parentheses.
func (w *world) operandOf(res, inner *resource, depth int) string {
	if c := w.condition(res, inner, depth); w.rand.IntN(2) == 0 {
		return "(" + c + ")"
	} else {
		return c
	}
}

func (w *world) atom(res, inner *resource) string {
	r, attributes, base := w.rand, res.attributes, "row."
	if inner != nil {
		attributes, base = inner.attributes, "."
	}
	name := pick(r, sorted(keys(attributes)))
	column, typ := base+name, attributes[name]
	other := func() string { // another column of that type
		for {
			if n := pick(r, sorted(keys(attributes))); attributes[n] == typ {
				return base + n
			}
		}
	}
	equality := pick(r, []string{"==", "!="})
	switch r.IntN(8) {
	case 0:
		return pick(r, []string{"true", "false"})
	case 1, 2:
		return column + " " + equality + " nil"
	}
	switch typ {
	case tenants.TypeID:
		switch r.IntN(4) {
		case 0:
			return column + " " + equality + " " + other()
		case 1:
			return column + " in sub." + pick(r, []string{"watched", "owned"})
		case 2:
			return fmt.Sprintf("%s %s %q", column, equality, pick(r, w.people))
		}
		value := "sub." + pick(r, []string{"id", "subject", "tenant"})
		if r.IntN(2) == 0 {
			return value + " " + equality + " " + column
		}
		return column + " " + equality + " " + value
	case tenants.TypeText:
		switch r.IntN(3) {
		case 0:
			return column + pick(r, []string{" in ", " not in "}) + "sub.kinds"
		case 1:
			return fmt.Sprintf("%s in [%s, %s]", column, strconv.Quote(pick(r, w.texts)), strconv.Quote(pick(r, w.texts)))
		}
		return column + " " + equality + " " + pick(r, []string{strconv.Quote(pick(r, w.texts)), other()})
	case tenants.TypeNumber:
		order := pick(r, []string{"==", "!=", "<", "<=", ">", ">="})
		number := pick(r, []string{"0", "1", "-1", "2.5", "0.1", "9007199254740992", "9007199254740993"})
		if r.IntN(5) == 0 {
			return fmt.Sprintf("%s in [%s, 1]", column, number)
		}
		return column + " " + order + " " + pick(r, []string{number, other()})
	case tenants.TypeTime:
		return column + " " + pick(r, []string{"==", "!=", "<", "<=", ">", ">="}) + " " + pick(r, []string{"now", other()})
	}
	return pick(r, []string{column, column + " " + equality + " true", column + " " + equality + " " + other()})
}

// shown is a question for a person to read.
func (q question) shown() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s of %s in %s by %v", q.action, q.resource, q.domain, q.roles)
	for _, n := range sorted(keys(q.sub)) {
		v := q.sub[n]
		if t, ok := v.(time.Time); ok {
			v = t.Format(time.RFC3339Nano)
		}
		fmt.Fprintf(&b, "\n  sub.%s = %v", n, v)
	}
	return b.String()
}
