package tenants

import (
	"errors"
	"fmt"
	"reflect"
	"strings"

	"github.com/google/uuid"
	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"accord/tenants/fault"
)

const (
	actionSetting   = "accord:action"
	wallOnlySetting = "accord:wall-only"
)

// seal is the GORM plugin that makes each statement answer to the kernel: the
// caller's WHERE goes into parentheses and the walls and row policies are
// conjoined to it, so that no Or can reach round them.
type seal struct{}

func (seal) Name() string { return "accord:seal" }

func (seal) Initialize(db *gorm.DB) error {
	cb := db.Callback()
	return errors.Join(
		cb.Query().Before("gorm:query").Register("accord:seal", sealRead),
		cb.Row().Before("gorm:row").Register("accord:seal", sealRead),
		cb.Create().Before("gorm:create").Register("accord:seal", sealCreate),
		cb.Update().Before("gorm:update").Register("accord:seal", sealWrite),
		cb.Delete().Before("gorm:delete").Register("accord:seal", sealWrite),
		cb.Raw().Before("gorm:raw").Register("accord:seal", func(db *gorm.DB) { refuse(db, "raw SQL is the kernel's alone") }),
	)
}

func refuse(db *gorm.DB, format string, args ...any) {
	_ = db.AddError(fault.New(fault.Internal, "fault.internal").Because(fmt.Errorf("tenants: "+format, args...)))
}

// entered gives the transaction and the resource of a statement, or refuses it.
func entered(db *gorm.DB) (*core, *Resource, bool) {
	if db.Error != nil {
		return nil, nil, false
	}
	c, ok := db.Statement.Context.Value(coreKey{}).(*core)
	if !ok {
		refuse(db, "a statement outside a door")
		return nil, nil, false
	}
	if db.Statement.SQL.Len() > 0 {
		refuse(db, "raw SQL is the kernel's alone")
		return nil, nil, false
	}
	if len(db.Statement.Joins) > 0 {
		refuse(db, "a join reaches round the row policies; use a subquery or Preload")
		return nil, nil, false
	}
	res, ok := resourceOfTable(db.Statement.Table)
	if !ok || (db.Statement.TableExpr != nil && strings.Trim(db.Statement.TableExpr.SQL, `"`) != res.table) {
		refuse(db, "table %q is not a registered resource", db.Statement.Table)
		return nil, nil, false
	}
	if !c.door.sees(res) {
		refuse(db, "%s is not behind the %s door", res.Name, c.door)
		return nil, nil, false
	}
	return c, res, true
}

// sees says which sides a door may name at all; grants and walls say the rest.
func (d Door) sees(r *Resource) bool {
	switch d {
	case DoorPublic:
		return r.Side == PublishedSide
	case DoorGate:
		return r.Side == GateSide
	case DoorMember, DoorOverseer:
		return r.Side != GateSide && r.Side != PersonSide
	case DoorSelf:
		_, personal := r.attributes["person_id"]
		return personal || r.Side == PublishedSide || r.Side == GateSide
	}
	return false
}

func sealRead(db *gorm.DB) {
	c, res, ok := entered(db)
	if !ok {
		return
	}
	exprs, err := c.walls(db, res)
	if err != nil {
		_ = db.AddError(err)
		return
	}
	if _, wallOnly := db.Get(wallOnlySetting); !wallOnly && (c.door == DoorMember || c.door == DoorOverseer) && res.Side != KernelSide {
		action := "read"
		if a, ok := db.Get(actionSetting); ok {
			action = a.(string)
		}
		plan, sub, err := c.plan(res, action)
		if err != nil {
			_ = db.AddError(err)
			return
		}
		exprs = append(exprs, policyExpr{plan: plan, sub: sub, table: db.Statement.Table})
	}
	conjoin(db, exprs)
}

// walls are the conditions that hold whatever the policies say.
func (c *core) walls(db *gorm.DB, res *Resource) ([]clause.Expression, error) {
	column := func(name string) clause.Column { return clause.Column{Table: db.Statement.Table, Name: name} }
	switch {
	case c.door == DoorMember && res.Side != PublishedSide:
		if _, ok := res.attributes["tenant_id"]; !ok {
			return nil, fault.New(fault.Internal, "fault.internal").Because(fmt.Errorf("tenants: %s has no tenant", res.Name))
		}
		return []clause.Expression{clause.Eq{Column: column("tenant_id"), Value: c.tenant}}, nil
	case c.door == DoorSelf && res.Side != PublishedSide:
		return []clause.Expression{clause.Eq{Column: column("person_id"), Value: c.actor.person}}, nil
	}
	return nil, nil
}

// conjoin seals the caller's conditions and adds ours.
func conjoin(db *gorm.DB, ours []clause.Expression) {
	if len(ours) == 0 {
		return
	}
	all := make([]clause.Expression, 0, len(ours)+1)
	if cl, ok := db.Statement.Clauses["WHERE"]; ok {
		if w, ok := cl.Expression.(clause.Where); ok && len(w.Exprs) > 0 {
			all = append(all, sealed{w})
		}
	}
	db.Statement.Clauses["WHERE"] = clause.Clause{Name: "WHERE", Expression: clause.Where{Exprs: append(all, ours...)}}
}

// sealed is the caller's WHERE in parentheses.
type sealed struct{ where clause.Where }

func (s sealed) Build(b clause.Builder) {
	_ = b.WriteByte('(')
	s.where.Build(b)
	_ = b.WriteByte(')')
}

// policyExpr is a plan's condition with its values bound.
type policyExpr struct {
	plan  Plan
	sub   Values
	table string
}

func (p policyExpr) Build(b clause.Builder) {
	stmt := b.(*gorm.Statement)
	text, bind := p.plan.SQL(stmt.Quote(p.table))
	args, err := bind(p.sub)
	if err != nil {
		_ = stmt.AddError(fault.Wrap(err, fault.Internal, "fault.internal"))
		_, _ = b.WriteString("false")
		return
	}
	_ = b.WriteByte('(')
	writeBound(stmt, text, args)
	_ = b.WriteByte(')')
}

// writeBound writes text with each "?" bound to one argument; a slice binds
// as one array, not as a list.
func writeBound(stmt *gorm.Statement, text string, args []any) {
	n := 0
	for i := range len(text) {
		if text[i] == '?' && n < len(args) {
			stmt.Vars = append(stmt.Vars, args[n])
			stmt.DB.Dialector.BindVarTo(stmt, stmt, args[n])
			n++
			continue
		}
		_ = stmt.WriteByte(text[i])
	}
}

// arrayExpr is "column = any($n)".
type arrayExpr struct {
	column clause.Column
	ids    []uuid.UUID
}

func (a arrayExpr) Build(b clause.Builder) {
	b.WriteQuoted(a.column)
	writeBound(b.(*gorm.Statement), " = any(?)", []any{a.ids})
}

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
	if on, ok := db.Statement.Clauses["ON CONFLICT"].Expression.(clause.OnConflict); ok && !on.DoNothing && res.PartOf == "" {
		refuse(db, "an upsert of %s could write a row whose permission was not asked", res.Name)
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
	ids := make([]uuid.UUID, 0, len(c.allowed[of]))
	for id := range c.allowed[of] {
		ids = append(ids, id)
	}
	if len(ids) == 0 {
		refuse(db, "a write on %s whose permission was not asked", res.Name)
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
