package tenants

import (
	"context"
	"fmt"
	"reflect"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"
)

// modelRow is a model's value as the conditions of policies see it.
type modelRow struct {
	core *core
	res  *Resource
	v    reflect.Value
}

// Attr gives a column in one of the types of Values, nil for NULL.
func (r modelRow) Attr(column string) any {
	a, ok := r.res.attributes[column]
	if !ok {
		return nil
	}
	x, _ := a.field.ValueOf(context.Background(), r.v)
	return plain(x)
}

// Related reads a registered relation's rows under this door's walls; the
// row policies of the asker do not apply, as they do not in the SQL form.
func (r modelRow) Related(relation string) ([]Row, error) {
	rel, ok := r.res.Related[relation]
	if !ok {
		return nil, fmt.Errorf("tenants: %s has no relation %s", r.res.Name, relation)
	}
	other, ok := ResourceNamed(rel.Resource)
	if !ok {
		return nil, fmt.Errorf("tenants: relation %s of %s leads to an unregistered resource", relation, r.res.Name)
	}
	many := reflect.New(reflect.SliceOf(reflect.TypeOf(other.Model)))
	q := r.core.DB().Set(wallOnlySetting, true).Where(rel.Column+" = ?", r.Attr(r.res.keyColumn()))
	if tenant := r.Attr("tenant_id"); tenant != nil {
		q = q.Where("tenant_id = ?", tenant)
	}
	if err := q.Find(many.Interface()).Error; err != nil {
		return nil, err
	}
	rows := make([]Row, many.Elem().Len())
	for i := range rows {
		rows[i] = modelRow{core: r.core, res: other, v: many.Elem().Index(i)}
	}
	return rows, nil
}

// plain brings a field's value to one of the types of Values.
func plain(x any) any {
	switch x := x.(type) {
	case nil:
		return nil
	case uuid.UUID, string, bool, int64, float64:
		return x
	case time.Time:
		return x.UTC()
	case gorm.DeletedAt:
		return nil
	}
	v := reflect.ValueOf(x)
	for v.Kind() == reflect.Pointer {
		if v.IsNil() {
			return nil
		}
		v = v.Elem()
		switch y := v.Interface().(type) {
		case uuid.UUID:
			return y
		case time.Time:
			return y.UTC()
		}
	}
	switch v.Kind() {
	case reflect.String:
		return v.String()
	case reflect.Bool:
		return v.Bool()
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return v.Int()
	case reflect.Uint8, reflect.Uint16, reflect.Uint32:
		return int64(v.Uint())
	case reflect.Float32, reflect.Float64:
		return v.Float()
	}
	return nil
}

// keyColumn is the column that tells rows of a tenant apart.
func (r *Resource) keyColumn() string {
	for _, c := range []string{"id", "person_id", "tenant_id"} {
		if _, ok := r.attributes[c]; ok && (c != "person_id" || r.Side == PersonSide) {
			return c
		}
	}
	return "id"
}

func resourceOfType(t reflect.Type) (*Resource, error) {
	registry.RLock()
	defer registry.RUnlock()
	if r, ok := registry.byType[t]; ok {
		return r, nil
	}
	return nil, fmt.Errorf("tenants: %s is not a registered resource", t)
}
