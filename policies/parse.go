package policies

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/conf"
	"github.com/expr-lang/expr/file"
	"github.com/expr-lang/expr/parser"
	"github.com/google/uuid"

	"accord/tenants"
)

// parse reads a condition on rows of a resource, as lines of that side write
// it. The grammar is expr-lang's; everything that is not named here is
// refused, with its column (from 1, in characters) and token.
func parse(text string, res *resource, of side, cat *catalogue) (condition, *Mistake) {
	if strings.TrimSpace(text) == "" {
		return nil, &Mistake{Column: 1, Message: `the condition is empty; write true for "always"`}
	}
	config := conf.CreateNew()
	config.MaxNodes = 500
	tree, err := parser.ParseWithConfig(text, config)
	if err != nil {
		return nil, syntax(text, err)
	}
	p := reading{row: res, values: cat.values[of], catalogue: cat}
	c, err := p.condition(tree.Node)
	if bad := (*misread)(nil); errors.As(err, &bad) {
		return nil, &Mistake{Column: start(bad.node) + 1, Token: bad.node.String(), Message: bad.message, absent: bad.absent}
	}
	if err != nil {
		return nil, &Mistake{Column: 1, Message: err.Error()}
	}
	return c, nil
}

// syntax turns the parser's error into a mistake.
func syntax(text string, err error) *Mistake {
	bad := (*file.Error)(nil)
	if !errors.As(err, &bad) {
		return &Mistake{Column: 1, Message: err.Error()}
	}
	runes := []rune(text)
	token := ""
	if bad.From < len(runes) {
		token = strings.Fields(string(runes[bad.From:]) + " ")[0]
	}
	return &Mistake{Column: min(bad.From, utf8.RuneCountInString(text)) + 1, Token: token, Message: bad.Message}
}

// misread is a node that the language does not have.
type misread struct {
	node    ast.Node
	message string
	absent  bool // it names what is not registered, and may be elsewhere
}

func (m *misread) Error() string { return m.message }

func refuse(n ast.Node, format string, args ...any) error {
	return &misread{node: n, message: fmt.Sprintf(format, args...)}
}

// unregistered refuses what another concept may yet register.
func unregistered(n ast.Node, format string, args ...any) error {
	return &misread{n, fmt.Sprintf(format, args...), true}
}

// start is where a node's text begins; the parser places a node at its operator.
func start(n ast.Node) int {
	switch n := n.(type) {
	case *ast.BinaryNode:
		return start(n.Left)
	case *ast.MemberNode:
		return start(n.Node)
	case *ast.ChainNode:
		return start(n.Node)
	}
	return n.Location().From
}

// reading turns syntax into typed conditions.
type reading struct {
	row       *resource // whose columns row.x names
	inner     *resource // whose columns .x names, inside any(); else nil
	values    map[string]tenants.Type
	catalogue *catalogue
}

func (p reading) condition(n ast.Node) (condition, error) {
	switch n := n.(type) {
	case *ast.BoolNode:
		return constant{n.Value}, nil
	case *ast.UnaryNode:
		if n.Operator != "!" && n.Operator != "not" {
			return nil, refuse(n, "the operator %s makes no condition", n.Operator)
		}
		of, err := p.condition(n.Node)
		return negation{of}, err
	case *ast.BinaryNode:
		return p.binary(n)
	case *ast.BuiltinNode:
		return p.any(n)
	case *ast.MemberNode:
		o, err := p.operand(n)
		if err != nil {
			return nil, err
		}
		if o.kind() != tenants.TypeBool {
			return nil, refuse(n, "is a value (%s), no condition", o.kind())
		}
		return flag{o}, nil
	}
	return nil, refuse(n, "makes no condition")
}

func (p reading) binary(n *ast.BinaryNode) (condition, error) {
	switch n.Operator {
	case "&&", "and", "||", "or":
		left, err := p.condition(n.Left)
		if err != nil {
			return nil, err
		}
		right, err := p.condition(n.Right)
		if n.Operator == "&&" || n.Operator == "and" {
			return both{left, right}, err
		}
		return either{left, right}, err
	case "==", "!=", "<", "<=", ">", ">=":
		return p.comparison(n)
	case "in":
		return p.membership(n)
	}
	return nil, refuse(n, "the operator %s is not in the language", n.Operator)
}

func (p reading) comparison(n *ast.BinaryNode) (condition, error) {
	op := operators[n.Operator]
	if value, ok := besideNil(n); ok {
		o, err := p.operand(value)
		if err != nil {
			return nil, err
		}
		switch op {
		case equal:
			return absence{o}, nil
		case unequal:
			return negation{absence{o}}, nil
		}
		return nil, refuse(n, "nil has no order")
	}
	left, err := p.operand(n.Left)
	if err != nil {
		return nil, err
	}
	right, err := p.operand(n.Right)
	if err != nil {
		return nil, err
	}
	if left, right, err = identified(n, left, right); err != nil {
		return nil, err
	}
	if left.kind() != right.kind() {
		return nil, refuse(n, "compares %s with %s", left.kind(), right.kind())
	}
	kind := left.kind()
	if op >= less && kind != tenants.TypeNumber && kind != tenants.TypeTime {
		return nil, refuse(n, "orders %s; only number and time have an order", kind)
	}
	if fixed(left) && fixed(right) {
		return nil, refuse(n, "compares two fixed values")
	}
	return comparison{left: left, right: right, op: op, kind: kind}, nil
}

// besideNil answers the other side of a comparison with nil.
func besideNil(n *ast.BinaryNode) (ast.Node, bool) {
	if _, ok := n.Right.(*ast.NilNode); ok {
		return n.Left, true
	}
	if _, ok := n.Left.(*ast.NilNode); ok {
		return n.Right, true
	}
	return nil, false
}

// identified reads a text literal beside an id as an id.
func identified(n ast.Node, left, right operand) (operand, operand, error) {
	convert := func(o operand) (operand, error) {
		l, ok := o.(literal)
		if !ok || l.typ != tenants.TypeText {
			return o, nil
		}
		id, err := uuid.Parse(l.val.(string))
		if err != nil || len(l.val.(string)) != 36 {
			return nil, refuse(n, "compares an id with %q, which is no id", l.val)
		}
		return literal{id, tenants.TypeID}, nil
	}
	var err error
	if left.kind() == tenants.TypeID {
		right, err = convert(right)
	} else if right.kind() == tenants.TypeID {
		left, err = convert(left)
	}
	return left, right, err
}

func fixed(o operand) bool {
	_, isLiteral := o.(literal)
	return isLiteral
}

func (p reading) membership(n *ast.BinaryNode) (condition, error) {
	of, err := p.operand(n.Left)
	if err != nil {
		return nil, err
	}
	if fixed(of) {
		return nil, refuse(n, "looks for a fixed value")
	}
	if list, ok := n.Right.(*ast.ArrayNode); ok {
		return p.listed(n, of, list)
	}
	name, ok := p.subject(n.Right)
	if !ok {
		return nil, refuse(n.Right, "in needs a set of the one who asks (sub.x) or a list [a, b]")
	}
	typ, ok := p.values[name]
	if !ok {
		return nil, unregistered(n.Right, "the one who asks has no value %s (there is %s)", name, list(keys(p.values)))
	}
	element, isSet := map[tenants.Type]tenants.Type{tenants.TypeIDs: tenants.TypeID, tenants.TypeTexts: tenants.TypeText}[typ]
	if !isSet {
		return nil, refuse(n.Right, "is %s, no set", typ)
	}
	if of.kind() != element {
		return nil, refuse(n, "looks for %s among %s", of.kind(), typ)
	}
	return membership{of: of, set: name, kind: element}, nil
}

func (p reading) listed(n *ast.BinaryNode, of operand, list *ast.ArrayNode) (condition, error) {
	if len(list.Nodes) == 0 {
		return nil, refuse(list, "the list is empty; write false")
	}
	m := membership{of: of, kind: of.kind()}
	for _, e := range list.Nodes {
		o, err := p.operand(e)
		if err != nil {
			return nil, err
		}
		if _, o, err = identified(e, of, o); err != nil {
			return nil, err
		}
		l, ok := o.(literal)
		if !ok {
			return nil, refuse(e, "a list holds fixed values only")
		}
		if l.typ != m.kind {
			return nil, refuse(e, "looks for %s among %s", m.kind, l.typ)
		}
		m.list = append(m.list, l)
	}
	return m, nil
}

// any reads any(row.relation, condition on .columns).
func (p reading) any(n *ast.BuiltinNode) (condition, error) {
	if n.Name != "any" {
		return nil, refuse(n, "the function %s is not in the language", n.Name)
	}
	if p.inner != nil {
		return nil, refuse(n, "any stands inside any")
	}
	name, ok := member(n.Arguments[0], "row")
	if !ok {
		return nil, refuse(n.Arguments[0], "any needs a relation of the row: row.x")
	}
	relation, ok := p.row.relations[name]
	if !ok {
		return nil, refuse(n.Arguments[0], "%s has no relation %s (it has %s)", p.row.name, name, list(keys(p.row.relations)))
	}
	other, ok := p.catalogue.resources[relation.Resource]
	if !ok {
		return nil, unregistered(n.Arguments[0], "the relation leads to %s, which is not registered", relation.Resource)
	}
	for _, need := range []struct {
		res    *resource
		column string
	}{{p.row, idColumn}, {p.row, tenantColumn}, {other, relation.Column}, {other, tenantColumn}} {
		if need.res.attributes[need.column] != tenants.TypeID {
			return nil, refuse(n.Arguments[0], "the relation needs the id column %s of %s", need.column, need.res.name)
		}
	}
	p.inner = other
	of, err := p.condition(n.Arguments[1].(*ast.PredicateNode).Node)
	return existence{relation: name, table: other.table, column: relation.Column, of: of}, err
}
