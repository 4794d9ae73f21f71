package tenants

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"slices"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"accord/tenants/fault"
)

// Standing is how a member would be admitted now. It opens no door: it only
// lets another ask why this person may, or may not, do something.
type Standing struct {
	actor
	tenant uuid.UUID
}

// StandingOf reads how a membership stands that has not ended. Returns
// NotFound for one that is not there, was not accepted, or has ended.
func (db *DB) StandingOf(ctx context.Context, tenant, membership uuid.UUID) (Standing, error) {
	s := Standing{actor: actor{membership: membership, admitted: true}, tenant: tenant}
	err := db.gateRow(ctx, `
		select m.person_id, m.name, array(select r.role from membership_role r where r.tenant_id = m.tenant_id and r.membership_id = m.id order by r.role)
		from membership m where m.tenant_id = $1 and m.id = $2 and m.ended_at is null and m.person_id is not null`,
		[]any{tenant, membership}, &s.person, &s.name, &s.roles)
	if errors.Is(err, pgx.ErrNoRows) {
		return s, fault.Absent("membership")
	}
	slices.Sort(s.roles)
	return s, translate(err)
}

// Explained is a decision on one row, and each line's part in it.
type Explained struct {
	Allowed bool
	Reasons []Reason
}

// WhyFor explains what the lines say of another member's act on a row, which
// the asker must be able to read. Returns NotFound when they cannot, Invalid
// for an unknown resource or action. Whether the asker may ask at all is the
// caller's to settle.
func (tx *Tx) WhyFor(s Standing, resource, action string, id uuid.UUID) (Explained, error) {
	return tx.core().whyFor(s, resource, action, id)
}

// WhyFor explains the same behind the overseer door, of a member of IMI.
func (tx *OversightTx) WhyFor(s Standing, resource, action string, id uuid.UUID) (Explained, error) {
	return tx.core().whyFor(s, resource, action, id)
}

func (c *core) whyFor(s Standing, resource, action string, id uuid.UUID) (Explained, error) {
	if !s.admitted || s.tenant != c.tenant {
		return Explained{}, fault.Absent("membership")
	}
	res, ok := ResourceNamed(resource)
	if !ok || !slices.Contains(res.Actions, action) {
		return Explained{}, fault.New(fault.Invalid, "fault.invalid").Because(fmt.Errorf("tenants: no action %s of %s", action, resource))
	}
	row := reflect.New(reflect.TypeOf(res.Model))
	if err := c.DB().Where(res.keyColumn()+" = ?", id).Take(row.Interface()).Error; err != nil {
		return Explained{}, translate(err)
	}
	other := *c // the same transaction, asked as somebody else
	other.actor, other.values = s.actor, nil
	seen := modelRow{core: c, res: res, v: row.Elem()}
	plan, sub, err := other.plan(res, action)
	if err != nil {
		return Explained{}, err
	}
	allowed, err := other.holds(res, action, seen)
	return Explained{allowed, plan.Explain(sub, seen)}, err
}

// Sample is a row as a list names it.
type Sample struct {
	ID   uuid.UUID
	Name string // the first of its columns that names it; "" when none does
}

// Samples lists the newest rows of a resource that the asker may read, to
// choose one of.
func (tx *Tx) Samples(resource string, limit int) ([]Sample, error) {
	return tx.core().samples(resource, limit)
}

// Samples lists the same behind the overseer door.
func (tx *OversightTx) Samples(resource string, limit int) ([]Sample, error) {
	return tx.core().samples(resource, limit)
}

func (c *core) samples(resource string, limit int) ([]Sample, error) {
	res, ok := ResourceNamed(resource)
	if !ok || !c.door.sees(res) {
		return nil, fault.New(fault.Invalid, "fault.invalid").Because(fmt.Errorf("tenants: no resource %s here", resource))
	}
	many := reflect.New(reflect.SliceOf(reflect.TypeOf(res.Model)))
	if err := c.DB().Order(res.keyColumn() + " desc").Limit(limit).Find(many.Interface()).Error; err != nil {
		return nil, translate(err)
	}
	all := make([]Sample, many.Elem().Len())
	for i := range all {
		r := modelRow{core: c, res: res, v: many.Elem().Index(i)}
		all[i].ID, _ = r.Attr(res.keyColumn()).(uuid.UUID)
		for _, column := range []string{"title", "name", "reference", "code", "number", "action", "role", "heading", "kind"} {
			if s, ok := r.Attr(column).(string); ok && s != "" {
				all[i].Name = s
				break
			}
		}
	}
	return all, nil
}
