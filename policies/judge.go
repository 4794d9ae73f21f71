package policies

import (
	"cmp"
	"fmt"
	"math"
	"reflect"
	"time"

	"github.com/google/uuid"

	"accord/tenants"
)

// scene is what a condition is judged on: the asker's values and a row.
type scene struct {
	sub   tenants.Values
	row   tenants.Row
	logic *logic
}

func (c constant) judge(scene) (truth, error) { return truthOf(c.value), nil }

func (c negation) judge(s scene) (truth, error) {
	t, err := c.of.judge(s)
	return s.logic.not[t], err
}

func (c both) judge(s scene) (truth, error) { return joined(s, &s.logic.and, c.left, c.right) }

func (c either) judge(s scene) (truth, error) { return joined(s, &s.logic.or, c.left, c.right) }

// joined judges the right side only where it still matters.
func joined(s scene, table *[3][3]truth, left, right condition) (truth, error) {
	l, err := left.judge(s)
	if err != nil {
		return unknown, err
	}
	if row := table[l]; row[no] == row[unknown] && row[unknown] == row[yes] {
		return row[no], nil
	}
	r, err := right.judge(s)
	return table[l][r], err
}

func (c comparison) judge(s scene) (truth, error) {
	l, err := c.left.value(s)
	if err != nil {
		return unknown, err
	}
	r, err := c.right.value(s)
	if err != nil {
		return unknown, err
	}
	if l == nil || r == nil {
		return s.logic.null, nil
	}
	return truthOf(s.logic.holds[c.op][1+compare(c.kind, l, r)]), nil
}

func (c absence) judge(s scene) (truth, error) {
	v, err := c.of.value(s)
	return truthOf(v == nil), err
}

func (c flag) judge(s scene) (truth, error) {
	v, err := c.of.value(s)
	if err != nil || v == nil {
		return s.logic.null, err
	}
	return truthOf(v.(bool)), nil
}

func (c membership) judge(s scene) (truth, error) {
	v, err := c.of.value(s)
	if err != nil {
		return unknown, err
	}
	if c.set == "" {
		if v == nil {
			return s.logic.null, nil
		}
		for _, l := range c.list {
			if compare(c.kind, v, l.val) == 0 {
				return yes, nil
			}
		}
		return no, nil
	}
	switch set := s.sub[c.set].(type) {
	case nil:
		return s.logic.missing, nil
	case []uuid.UUID:
		if c.kind == tenants.TypeID {
			return among(s.logic, v, set)
		}
	case []string:
		if c.kind == tenants.TypeText {
			return among(s.logic, v, set)
		}
	}
	return unknown, fmt.Errorf("policies: sub.%s is %T, no set of %s", c.set, s.sub[c.set], c.kind)
}

// among is SQL's v = any(set): over an empty set it is false even for NULL.
func among[T comparable](l *logic, v any, set []T) (truth, error) {
	if len(set) == 0 {
		return l.empty, nil
	}
	if v == nil {
		return l.null, nil
	}
	sought := v.(T)
	for i := range set {
		if set[i] == sought {
			return yes, nil
		}
	}
	return no, nil
}

func (c existence) judge(s scene) (truth, error) {
	related, err := s.row.Related(c.relation)
	if err != nil {
		return unknown, fmt.Errorf("policies: any(row.%s): %w", c.relation, err)
	}
	own, err := plain(s.row.Attr(tenantColumn), tenants.TypeID)
	if err != nil {
		return unknown, err
	}
	result := s.logic.empty
	for _, r := range related {
		theirs, err := plain(r.Attr(tenantColumn), tenants.TypeID)
		if err != nil {
			return unknown, err
		}
		if s.logic.inside && (own == nil || theirs != own) {
			continue
		}
		t, err := c.of.judge(scene{s.sub, r, s.logic})
		if err != nil {
			return unknown, err
		}
		if result = s.logic.or[result][t]; result == yes {
			return yes, nil
		}
	}
	return result, nil
}

func (a attribute) value(s scene) (any, error) {
	v, err := plain(s.row.Attr(a.column), a.typ)
	if err != nil {
		return nil, fmt.Errorf("policies: row.%s: %w", a.column, err)
	}
	return v, nil
}

func (u subject) value(s scene) (any, error) { return valueOf(s.sub, u.name, u.typ) }

func (l literal) value(scene) (any, error) { return l.val, nil }

func (clock) value(s scene) (any, error) { return valueOf(s.sub, nowValue, tenants.TypeTime) }

// valueOf is one value of the asker. The zero id is nobody's, so it is
// unknown; and so is a number too large to be kept as the float it is bound as.
func valueOf(sub tenants.Values, name string, typ tenants.Type) (any, error) {
	v, err := plain(sub[name], typ)
	if err != nil {
		return nil, fmt.Errorf("policies: sub.%s: %w", name, err)
	}
	switch v := v.(type) {
	case uuid.UUID:
		if v == uuid.Nil {
			return nil, nil
		}
	case int64:
		return float64(v), nil
	}
	return v, nil
}

// plain answers v as the one Go type that stands for a type of the language:
// uuid.UUID, string, int64 or float64, time.Time, bool; nil for NULL.
func plain(v any, typ tenants.Type) (any, error) {
	switch v.(type) {
	case nil:
		return nil, nil
	case uuid.UUID:
		if typ == tenants.TypeID {
			return v, nil
		}
	case string:
		if typ == tenants.TypeText {
			return v, nil
		}
	case int64, float64:
		if typ == tenants.TypeNumber {
			return v, nil
		}
	case time.Time:
		if typ == tenants.TypeTime {
			return v, nil
		}
	case bool:
		if typ == tenants.TypeBool {
			return v, nil
		}
	}
	return converted(v, typ)
}

// converted reads pointers and named or narrower types.
func converted(v any, typ tenants.Type) (any, error) {
	r := reflect.ValueOf(v)
	if r.Kind() == reflect.Pointer {
		if r.IsNil() {
			return nil, nil
		}
		return plain(r.Elem().Interface(), typ)
	}
	switch {
	case typ == tenants.TypeText && r.Kind() == reflect.String:
		return r.String(), nil
	case typ == tenants.TypeBool && r.Kind() == reflect.Bool:
		return r.Bool(), nil
	case typ == tenants.TypeNumber && r.CanInt():
		return r.Int(), nil
	case typ == tenants.TypeNumber && r.CanUint() && r.Uint() <= math.MaxInt64:
		return int64(r.Uint()), nil
	case typ == tenants.TypeNumber && r.CanFloat():
		return r.Float(), nil
	}
	return nil, fmt.Errorf("is %T, no %s", v, typ)
}

// compare answers below (-1), at (0) or above (1); for types without an order
// it answers 0 or 1. Times count in whole microseconds and NaN is the greatest
// number, equal to itself, as PostgreSQL has it.
func compare(kind tenants.Type, l, r any) int {
	switch kind {
	case tenants.TypeID:
		return differ(l.(uuid.UUID) != r.(uuid.UUID))
	case tenants.TypeText:
		return differ(l.(string) != r.(string))
	case tenants.TypeBool:
		return differ(l.(bool) != r.(bool))
	case tenants.TypeTime:
		return cmp.Compare(l.(time.Time).UnixMicro(), r.(time.Time).UnixMicro())
	}
	a, whole := l.(int64)
	b, too := r.(int64)
	if whole && too {
		return cmp.Compare(a, b)
	}
	return compareFloats(float(l), float(r))
}

func differ(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

func float(v any) float64 {
	if i, ok := v.(int64); ok {
		return float64(i)
	}
	return v.(float64)
}

func compareFloats(a, b float64) int { return -cmp.Compare(-a, -b) } // cmp puts NaN first, PostgreSQL last
