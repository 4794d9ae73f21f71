package tenants

import (
	"errors"
	"fmt"
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
// conjoined to it, so that no Or can reach round them. Text that would break
// out of the parentheses is refused.
type seal struct{}

func (seal) Name() string { return "accord:seal" }

func (seal) Initialize(db *gorm.DB) error {
	sealText(db)
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
	if from, ok := db.Statement.Clauses["FROM"]; ok && !plainFrom(from) {
		refuse(db, "a FROM of its own reaches round the row policies; use a subquery or Preload")
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

// plainFrom says that a FROM names nothing but the statement's own table, as
// GORM leaves it behind.
func plainFrom(c clause.Clause) bool {
	from, ok := c.Expression.(clause.From)
	return ok && len(from.Tables) == 0 && len(from.Joins) == 0 && c.Builder == nil && c.BeforeExpression == nil && c.AfterExpression == nil && c.AfterNameExpression == nil
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
	checked(b, s.where.Build)
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
