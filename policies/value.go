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
