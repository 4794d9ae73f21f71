package policies

import "accord/tenants"

// A condition is one node of the language after parsing: closed and typed, so
// that the two back ends (judge.go in Go, sql.go for PostgreSQL) can each be
// read against this list and nothing else can occur.
type condition interface {
	judge(scene) (truth, error)
	write(*writer, sense)
	visit(func(condition, operand))
}

// The conditions.
type (
	constant   struct{ value bool }            // true, false
	negation   struct{ of condition }          // !a
	both       struct{ left, right condition } // a && b
	either     struct{ left, right condition } // a || b
	comparison struct {                        // a == b, a < b
		left, right operand
		op          operator
		kind        tenants.Type
	}
	absence    struct{ of operand } // a == nil
	flag       struct{ of operand } // a, when a is a bool
	membership struct {             // a in sub.set, a in ["x", "y"]
		of   operand
		set  string    // the subject's value; "" with a list
		list []literal // when set is ""
		kind tenants.Type
	}
	existence struct { // any(row.relation, …)
		relation string
		table    string // the related resource's
		column   string // its column that points here
		of       condition
	}
)

// An operand is a value that a condition looks at.
type operand interface {
	kind() tenants.Type
	value(scene) (any, error)
	text(*writer)
}

// The operands.
type (
	attribute struct { // row.x, or .x inside any()
		column string
		typ    tenants.Type
	}
	subject struct { // sub.x
		name string
		typ  tenants.Type
	}
	literal struct {
		val any // string, uuid.UUID, int64, float64 or bool
		typ tenants.Type
	}
	clock struct{} // now
)

func (a attribute) kind() tenants.Type { return a.typ }
func (s subject) kind() tenants.Type   { return s.typ }
func (l literal) kind() tenants.Type   { return l.typ }
func (clock) kind() tenants.Type       { return tenants.TypeTime }

// operator compares two values.
type operator int

const (
	equal operator = iota
	unequal
	less
	lessOrEqual
	greater
	greaterOrEqual
)

var operators = map[string]operator{
	"==": equal, "!=": unequal, "<": less, "<=": lessOrEqual, ">": greater, ">=": greaterOrEqual,
}

// visit walks a condition's parts: f is called with each condition or each operand.

func (c constant) visit(f func(condition, operand)) { f(c, nil) }

func (c negation) visit(f func(condition, operand)) { f(c, nil); c.of.visit(f) }

func (c both) visit(f func(condition, operand)) { f(c, nil); c.left.visit(f); c.right.visit(f) }

func (c either) visit(f func(condition, operand)) { f(c, nil); c.left.visit(f); c.right.visit(f) }

func (c comparison) visit(f func(condition, operand)) { f(c, nil); f(nil, c.left); f(nil, c.right) }

func (c absence) visit(f func(condition, operand)) { f(c, nil); f(nil, c.of) }

func (c flag) visit(f func(condition, operand)) { f(c, nil); f(nil, c.of) }

func (c membership) visit(f func(condition, operand)) { f(c, nil); f(nil, c.of) }

func (c existence) visit(f func(condition, operand)) { f(c, nil); c.of.visit(f) }

// valuesOf adds to names every value of the asker that a condition mentions.
func valuesOf(c condition, names map[string]bool) {
	c.visit(func(c condition, o operand) {
		switch o := o.(type) {
		case subject:
			names[o.name] = true
		case clock:
			names[nowValue] = true
		}
		if m, ok := c.(membership); ok && m.set != "" {
			names[m.set] = true
		}
	})
}

// nowValue is the transaction's moment among the asker's values, a time.Time;
// conditions write it now.
const nowValue = "now"

// tenantColumn and idColumn are what walls and relations stand on.
const (
	tenantColumn = "tenant_id"
	idColumn     = "id"
)
