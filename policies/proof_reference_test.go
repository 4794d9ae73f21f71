package policies

import (
	"fmt"
	"math"
	"slices"
	"time"

	"github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/parser"
	"github.com/google/uuid"

	"accord/tenants"
)

// The reference is the model read once more, as plainly as can be and sharing
// no code with the package: stock Casbin asks it row by row. A condition is
// true, false, or unknown (nil), evaluated straight from the syntax.

var (
	isTrue  = new(true)
	isFalse = new(false)
)

func known(b bool) *bool {
	if b {
		return isTrue
	}
	return isFalse
}

type reference struct {
	sub tenants.Values
	row worldRow
	rel *worldRow // inside any()
}

func (f reference) text(condition string) *bool {
	tree, err := parser.Parse(condition)
	if err != nil {
		panic(fmt.Sprintf("%s: %v", condition, err))
	}
	return f.is(tree.Node)
}

func (f reference) is(n ast.Node) *bool {
	switch n := n.(type) {
	case *ast.BoolNode:
		return known(n.Value)
	case *ast.UnaryNode:
		if b := f.is(n.Node); b != nil {
			return known(!*b)
		}
		return nil
	case *ast.BinaryNode:
		return f.binary(n)
	case *ast.BuiltinNode:
		return f.any(n)
	case *ast.MemberNode:
		if b, ok := f.value(n).(bool); ok {
			return known(b)
		}
		return nil
	}
	panic(fmt.Sprintf("%T", n))
}

func (f reference) binary(n *ast.BinaryNode) *bool {
	switch n.Operator {
	case "&&", "and":
		l, r := f.is(n.Left), f.is(n.Right)
		if l == isFalse || r == isFalse {
			return isFalse
		}
		if l == nil || r == nil {
			return nil
		}
		return isTrue
	case "||", "or":
		l, r := f.is(n.Left), f.is(n.Right)
		if l == isTrue || r == isTrue {
			return isTrue
		}
		if l == nil || r == nil {
			return nil
		}
		return isFalse
	case "in":
		return f.in(n)
	}
	if _, ok := n.Right.(*ast.NilNode); ok {
		return known((f.value(n.Left) == nil) == (n.Operator == "=="))
	}
	l, r := f.value(n.Left), f.value(n.Right)
	if l == nil || r == nil {
		return nil
	}
	switch n.Operator {
	case "==":
		return known(same(l, r))
	case "!=":
		return known(!same(l, r))
	case "<":
		return known(before(l, r))
	case "<=":
		return known(before(l, r) || same(l, r))
	case ">":
		return known(before(r, l))
	case ">=":
		return known(before(r, l) || same(l, r))
	}
	panic(n.Operator)
}

func (f reference) in(n *ast.BinaryNode) *bool {
	var set []any
	if list, ok := n.Right.(*ast.ArrayNode); ok {
		for _, e := range list.Nodes {
			set = append(set, f.value(e))
		}
	} else {
		switch s := f.value(n.Right).(type) {
		case nil:
			return nil
		case []uuid.UUID:
			for _, e := range s {
				set = append(set, e)
			}
		case []string:
			for _, e := range s {
				set = append(set, e)
			}
		}
	}
	if len(set) == 0 {
		return isFalse
	}
	v := f.value(n.Left)
	if v == nil {
		return nil
	}
	return known(slices.ContainsFunc(set, func(e any) bool { return same(v, e) }))
}

// any is an "or" over the related rows of the same tenant.
func (f reference) any(n *ast.BuiltinNode) *bool {
	relation := n.Arguments[0].(*ast.MemberNode).Property.(*ast.StringNode).Value
	related, err := f.row.Related(relation)
	if err != nil {
		panic(err)
	}
	result := isFalse
	for _, r := range related {
		row := r.(worldRow)
		if row.values["tenant_id"] != f.row.values["tenant_id"] {
			continue
		}
		switch (reference{f.sub, f.row, &row}).is(n.Arguments[1].(*ast.PredicateNode).Node) {
		case isTrue:
			return isTrue
		case nil:
			result = nil
		}
	}
	return result
}

func (f reference) value(n ast.Node) any {
	switch n := n.(type) {
	case *ast.StringNode:
		return n.Value
	case *ast.IntegerNode:
		return int64(n.Value)
	case *ast.FloatNode:
		return n.Value
	case *ast.BoolNode:
		return n.Value
	case *ast.UnaryNode:
		switch v := f.value(n.Node).(type) {
		case int64:
			return -v
		case float64:
			return -v
		}
	case *ast.IdentifierNode:
		return f.sub["now"]
	case *ast.MemberNode:
		name := n.Property.(*ast.StringNode).Value
		if _, ok := n.Node.(*ast.PointerNode); ok {
			return f.rel.values[name]
		}
		if n.Node.(*ast.IdentifierNode).Value == "row" {
			return f.row.values[name]
		}
		if v := f.sub[name]; v != uuid.Nil {
			return v
		}
		return nil
	}
	return nil
}

// same is PostgreSQL's "=": a literal beside an id is an id, whole numbers are
// exact among themselves, NaN equals itself, times have microseconds.
func same(l, r any) bool {
	switch a := l.(type) {
	case uuid.UUID:
		if s, ok := r.(string); ok {
			return a.String() == s
		}
	case string:
		if id, ok := r.(uuid.UUID); ok {
			return a == id.String()
		}
	case time.Time:
		return a.Equal(r.(time.Time))
	case int64:
		if b, ok := r.(float64); ok {
			return float64(a) == b
		}
	case float64:
		switch b := r.(type) {
		case int64:
			return a == float64(b)
		case float64:
			return a == b || math.IsNaN(a) && math.IsNaN(b)
		}
	}
	return l == r
}

func before(l, r any) bool {
	switch a := l.(type) {
	case time.Time:
		return a.Before(r.(time.Time))
	case int64:
		if b, ok := r.(int64); ok {
			return a < b
		}
		return before(float64(a), r)
	case float64:
		b, ok := r.(float64)
		if !ok {
			b = float64(r.(int64))
		}
		return a < b || math.IsNaN(b) && !math.IsNaN(a)
	}
	panic(fmt.Sprintf("%T", l))
}
