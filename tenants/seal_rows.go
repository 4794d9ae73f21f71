package tenants

import (
	"context"
	"reflect"

	"github.com/google/uuid"
	"gorm.io/gorm"
	"gorm.io/gorm/clause"
)

// sealUpsert lets an upsert of a part change only rows that belong to a whole
// whose permission was asked: the row in the way may be another's. It refuses
// one of a row that stands by itself.
func (c *core) sealUpsert(db *gorm.DB, res *Resource) bool {
	cl, ok := db.Statement.Clauses["ON CONFLICT"]
	if !ok {
		return true
	}
	on, ok := cl.Expression.(clause.OnConflict)
	if !ok {
		return false
	}
	if on.DoNothing {
		return true
	}
	if res.PartOf == "" {
		return false
	}
	of, column := res.permittedBy()
	on.Where.Exprs = append(on.Where.Exprs[:len(on.Where.Exprs):len(on.Where.Exprs)],
		arrayExpr{clause.Column{Table: db.Statement.Table, Name: column}, c.allowedIDs(of)})
	cl.Expression = on
	db.Statement.Clauses["ON CONFLICT"] = cl
	return true
}

func (c *core) allowedIDs(of *Resource) []uuid.UUID {
	ids := make([]uuid.UUID, 0, len(c.allowed[of]))
	for id := range c.allowed[of] {
		ids = append(ids, id)
	}
	return ids
}

// isRows says whether a value is rows of a model and nothing else: of a map,
// or of another type, the kernel could not see whose it is.
func isRows(v reflect.Value, model reflect.Type) bool {
	for v.Kind() == reflect.Pointer {
		v = v.Elem()
	}
	if v.Kind() != reflect.Slice && v.Kind() != reflect.Array {
		return v.IsValid() && v.Type() == model
	}
	t := v.Type().Elem()
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	return t == model
}

// staysAllowed says whether an update leaves its rows where permission was
// asked: the column that names it is not set, or to a row that was asked for.
func (c *core) staysAllowed(db *gorm.DB, of *Resource, column string) bool {
	allowed := func(value any) bool {
		id, ok := plain(value).(uuid.UUID)
		if !ok {
			return false
		}
		_, asked := c.allowed[of][id]
		return asked
	}
	dest := reflect.Indirect(reflect.ValueOf(db.Statement.Dest))
	switch {
	case dest.Kind() == reflect.Map:
		for _, key := range dest.MapKeys() {
			name := key.String()
			if db.Statement.Schema != nil {
				if f := db.Statement.Schema.LookUpField(name); f != nil {
					name = f.DBName
				}
			}
			if name == column && !allowed(dest.MapIndex(key).Interface()) {
				return false
			}
		}
	case dest.Kind() == reflect.Struct && db.Statement.Schema != nil && dest.Type() == db.Statement.Schema.ModelType:
		if f := db.Statement.Schema.LookUpField(column); f != nil {
			if value, zero := f.ValueOf(context.Background(), dest); !zero {
				return allowed(value)
			}
		}
	}
	return true
}
