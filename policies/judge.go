package policies

import (
	"fmt"

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
