package tenants

import (
	"reflect"

	"github.com/google/uuid"
	"gorm.io/gorm"
	"gorm.io/gorm/clause"
)

// writes says which door writes a resource's rows.
func (d Door) writes(r *Resource) bool {
	switch r.Side {
	case OrganisationSide:
		return d == DoorMember
	case OversightSide, PublishedSide:
		return d == DoorOverseer
	case PersonSide:
		return d == DoorSelf
	case GateSide:
		return d == DoorGate
	}
	return false
}

// sealCreate admits a row only if its tenant is the actor's and permission was
// asked for that very row, or for the row it is part of.
func sealCreate(db *gorm.DB) {
	c, res, ok := entered(db)
	if !ok {
		return
	}
	if !c.writing(db, res) || c.door == DoorGate {
		return
	}
	if !c.sealUpsert(db, res) || !isRows(db.Statement.ReflectValue, reflect.TypeOf(res.Model)) {
		refuse(db, "a new %s that is no model of it, so that its permission cannot be seen", res.Name)
		return
	}
	each(db.Statement.ReflectValue, func(v reflect.Value) {
		r := modelRow{core: c, res: res, v: v}
		if c.door == DoorMember && r.Attr("tenant_id") != any(c.tenant) {
			refuse(db, "a new %s for another tenant", res.Name)
			return
		}
		if c.door == DoorSelf && r.Attr("person_id") != any(c.actor.person) {
			refuse(db, "a new %s for another person", res.Name)
			return
		}
		of, column := res.permittedBy()
		id, _ := r.Attr(column).(uuid.UUID)
		if _, asked := c.allowed[of][id]; !asked {
			refuse(db, "a new %s whose permission was not asked (%s %s)", res.Name, of.Name, column)
		}
	})
}

// sealWrite lets an update or a deletion reach only rows whose permission was
// asked in this transaction.
func sealWrite(db *gorm.DB) {
	c, res, ok := entered(db)
	if !ok {
		return
	}
	if !c.writing(db, res) || c.door == DoorGate {
		return
	}
	exprs, err := c.walls(db, res)
	if err != nil {
		_ = db.AddError(err)
		return
	}
	of, column := res.permittedBy()
	ids := c.allowedIDs(of)
	if len(ids) == 0 {
		refuse(db, "a write on %s whose permission was not asked", res.Name)
		return
	}
	if !c.staysAllowed(db, of, column) {
		refuse(db, "a write that would move a %s to where permission was not asked", res.Name)
		return
	}
	if _, ok := db.Statement.Clauses["WHERE"]; !ok && !hasKey(db, res) {
		refuse(db, "a write on %s without a condition", res.Name)
		return
	}
	conjoin(db, append(exprs, arrayExpr{clause.Column{Table: db.Statement.Table, Name: column}, ids}))
}

func (c *core) writing(db *gorm.DB, res *Resource) bool {
	if !c.write {
		refuse(db, "a write on %s in a reading transaction", res.Name)
		return false
	}
	if !c.door.writes(res) {
		refuse(db, "%s is not written through the %s door", res.Name, c.door)
		return false
	}
	if c.door != DoorGate {
		c.wrote = append(c.wrote, res.Name)
	}
	return true
}

// permittedBy is the resource whose permission covers writes to r, and r's
// column that names its row.
func (r *Resource) permittedBy() (*Resource, string) {
	if r.PartOf == "" {
		return r, r.keyColumn()
	}
	of, ok := ResourceNamed(r.PartOf)
	if !ok {
		panic("tenants: " + r.Name + " is part of an unregistered resource")
	}
	column := r.PartBy
	if column == "" {
		column = of.table + "_id"
	}
	if _, ok := r.attributes[column]; !ok {
		panic("tenants: " + r.Name + " has no column that names its " + of.Name)
	}
	return of, column
}

func hasKey(db *gorm.DB, res *Resource) bool {
	found := false
	each(db.Statement.ReflectValue, func(v reflect.Value) {
		if v.Type() != reflect.TypeOf(res.Model) {
			return
		}
		if id, _ := (modelRow{res: res, v: v}).Attr(res.keyColumn()).(uuid.UUID); id != uuid.Nil {
			found = true
		}
	})
	return found
}

func each(v reflect.Value, fn func(reflect.Value)) {
	for v.Kind() == reflect.Pointer {
		v = v.Elem()
	}
	switch v.Kind() {
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			each(v.Index(i), fn)
		}
	case reflect.Struct:
		fn(v)
	}
}
