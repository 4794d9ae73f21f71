package policies

import (
	"math"
	"strings"
	"unicode/utf8"

	"github.com/expr-lang/expr/ast"

	"accord/tenants"
)

// operand reads a value: a literal, now, a column, or a value of the asker.
func (p reading) operand(n ast.Node) (operand, error) {
	switch n := n.(type) {
	case *ast.StringNode:
		if strings.ContainsRune(n.Value, 0) || !utf8.ValidString(n.Value) {
			return nil, refuse(n, "is no valid text")
		}
		return literal{n.Value, tenants.TypeText}, nil
	case *ast.IntegerNode:
		return literal{int64(n.Value), tenants.TypeNumber}, nil
	case *ast.FloatNode:
		return p.number(n, n.Value)
	case *ast.BoolNode:
		return literal{n.Value, tenants.TypeBool}, nil
	case *ast.UnaryNode:
		return p.negative(n)
	case *ast.IdentifierNode:
		if n.Value == nowValue {
			return clock{}, nil
		}
		return nil, refuse(n, "the name %s is not in the language (row.x, sub.x, now)", n.Value)
	case *ast.MemberNode:
		return p.member(n)
	}
	return nil, refuse(n, "makes no value")
}

func (p reading) number(n ast.Node, f float64) (operand, error) {
	if math.IsInf(f, 0) || math.IsNaN(f) {
		return nil, refuse(n, "is no number that can be kept")
	}
	return literal{f, tenants.TypeNumber}, nil
}

func (p reading) negative(n *ast.UnaryNode) (operand, error) {
	if n.Operator == "-" {
		switch v := n.Node.(type) {
		case *ast.IntegerNode:
			return literal{-int64(v.Value), tenants.TypeNumber}, nil
		case *ast.FloatNode:
			return p.number(n, -v.Value)
		}
	}
	return nil, refuse(n, "the operator %s makes no value", n.Operator)
}

// member reads row.x, .x inside any(), and sub.x.
func (p reading) member(n *ast.MemberNode) (operand, error) {
	if name, ok := p.subject(n); ok {
		typ, known := p.values[name]
		if !known {
			return nil, unregistered(n, "the one who asks has no value %s (there is %s)", name, list(keys(p.values)))
		}
		if typ == tenants.TypeIDs || typ == tenants.TypeTexts {
			return nil, refuse(n, "is a set; it can only stand behind in")
		}
		return subject{name, typ}, nil
	}
	of := p.row
	name, ok := member(n, "row")
	switch {
	case ok && p.inner != nil:
		return nil, refuse(n, "inside any, conditions look at .columns of the related row and at sub, not at row")
	case !ok && p.inner != nil:
		of = p.inner
		name, ok = pointed(n)
	}
	if !ok {
		return nil, refuse(n, "makes no value (row.x, sub.x, now)")
	}
	typ, ok := of.attributes[name]
	if !ok {
		return nil, refuse(n, "%s has no attribute %s (it has %s)", of.name, name, list(keys(of.attributes)))
	}
	return attribute{name, typ}, nil
}

func (p reading) subject(n ast.Node) (string, bool) { return member(n, "sub") }

// member answers x of base.x, and nothing for any other shape.
func member(n ast.Node, base string) (string, bool) {
	m, ok := n.(*ast.MemberNode)
	if !ok || m.Optional || m.Method {
		return "", false
	}
	id, ok := m.Node.(*ast.IdentifierNode)
	if !ok || id.Value != base {
		return "", false
	}
	property, ok := m.Property.(*ast.StringNode)
	if !ok {
		return "", false
	}
	return property.Value, true
}

// pointed answers x of .x, the related row's column inside any().
func pointed(n *ast.MemberNode) (string, bool) {
	at, ok := n.Node.(*ast.PointerNode)
	if !ok || at.Name != "" || n.Optional || n.Method {
		return "", false
	}
	property, ok := n.Property.(*ast.StringNode)
	if !ok {
		return "", false
	}
	return property.Value, true
}
