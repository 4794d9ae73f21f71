package tenants

import (
	"fmt"
	"log/slog"
	"reflect"

	"github.com/google/uuid"

	"accord/tenants/fault"
)

// Allow asks whether the actor may do an action on a row (a model, or a
// pointer to one) and, if so, opens that row to writing in this transaction.
// Returns Forbidden when the row may be read but not this, NotFound when it
// may not even be read.
func (c *core) Allow(action string, row any) error {
	res, r, id, err := c.rowOf(row)
	if err != nil {
		return err
	}
	ok, err := c.holds(res, action, r)
	if err != nil {
		return err
	}
	if !ok {
		c.refused(res, action, id)
		if visible, err := c.holds(res, "read", r); err != nil || visible {
			return fault.Denied().Because(ErrNotAllowed)
		}
		return fault.Absent(res.Name).Because(ErrNotAllowed)
	}
	if c.allowed[res] == nil {
		c.allowed[res] = map[uuid.UUID]struct{}{}
	}
	c.allowed[res][id] = struct{}{}
	if c.onlyAsks() {
		return errAsked
	}
	return nil
}

// AllowEach asks for every row of a slice; the first refusal is returned.
func AllowEach[M any](tx Transaction, action string, rows []M) error {
	for i := range rows {
		if err := tx.core().Allow(action, &rows[i]); err != nil {
			return err
		}
	}
	return nil
}

// Can answers the same question without opening the row or noting a refusal:
// whether a page shows a button.
func (c *core) Can(action string, row any) bool {
	res, r, _, err := c.rowOf(row)
	if err != nil {
		return false
	}
	ok, err := c.holds(res, action, r)
	return err == nil && ok
}

// Why explains a decision line by line, for the page that shows it.
func (c *core) Why(action string, row any) ([]Reason, error) {
	res, r, _, err := c.rowOf(row)
	if err != nil {
		return nil, err
	}
	plan, sub, err := c.plan(res, action)
	if err != nil {
		return nil, err
	}
	return plan.Explain(sub, r), nil
}

func (c *core) holds(res *Resource, action string, r Row) (bool, error) {
	if c.door == DoorSelf {
		// Behind the self door a row is one's own or it is not there; there are no roles.
		return r.Attr("person_id") == any(c.actor.person), nil
	}
	plan, sub, err := c.plan(res, action)
	if err != nil {
		return false, err
	}
	if c.door == DoorMember {
		if t := r.Attr("tenant_id"); t != any(c.tenant) {
			return false, nil
		}
	}
	ok, err := plan.Holds(sub, r)
	if err != nil {
		return false, fault.Wrap(err, fault.Internal, "fault.internal")
	}
	return ok, nil
}

func (c *core) plan(res *Resource, action string) (Plan, Values, error) {
	if c.db.guard == nil {
		return nil, nil, fault.New(fault.Forbidden, "fault.forbidden").Because(fmt.Errorf("tenants: no guard is set"))
	}
	plan, err := c.db.guard.Plan(c.domain, c.actor.roles, res.Name, action)
	if err != nil {
		return nil, nil, fault.Wrap(err, fault.Internal, "fault.internal")
	}
	sub, err := c.subject(plan.Needs())
	return plan, sub, err
}

// refused is written to the log without anything about a person but the id.
func (c *core) refused(res *Resource, action string, id uuid.UUID) {
	c.db.log.LogAttrs(c.ctx, slog.LevelInfo, "refused",
		slog.String("door", string(c.door)), slog.String("tenant", c.tenant.String()),
		slog.String("request", c.actor.request), slog.Any("roles", c.actor.roles),
		slog.String("resource", res.Name), slog.String("action", action), slog.String("id", id.String()))
}

// rowOf sees a model as a row of its resource. id is its key: "id", or the
// tenant or person where that is the key.
func (c *core) rowOf(model any) (*Resource, Row, uuid.UUID, error) {
	v := reflect.ValueOf(model)
	for v.Kind() == reflect.Pointer {
		if v.IsNil() {
			return nil, nil, uuid.Nil, fault.New(fault.Internal, "fault.internal").Because(fmt.Errorf("tenants: a nil %T", model))
		}
		v = v.Elem()
	}
	res, err := resourceOfType(v.Type())
	if err != nil {
		return nil, nil, uuid.Nil, fault.Wrap(err, fault.Internal, "fault.internal")
	}
	r := modelRow{core: c, res: res, v: v}
	id, _ := r.Attr(res.keyColumn()).(uuid.UUID)
	if id == uuid.Nil {
		return nil, nil, uuid.Nil, fault.New(fault.Internal, "fault.internal").Because(fmt.Errorf("tenants: %s without an id", res.Name))
	}
	return res, r, id, nil
}
