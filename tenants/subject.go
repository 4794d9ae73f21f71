package tenants

import (
	"fmt"
	"slices"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
)

// subject gives the values a plan needs, each read at most once a
// transaction. Without a membership (a guest, a clerk) the sets are empty.
func (c *core) subject(needs []string) (Values, error) {
	if c.values == nil {
		c.values = Values{"now": c.now, "id": nil, "membership": nil, "subject": nil, "email": nil, "tenant": c.tenant}
		if c.actor.person != uuid.Nil {
			c.values["id"] = c.actor.person
		}
		if c.actor.membership != uuid.Nil {
			c.values["membership"] = c.actor.membership
		}
		if c.actor.bound != nil {
			c.values["subject"], c.values["email"] = c.actor.bound.Subject, c.actor.email
		}
	}
	for _, name := range needs {
		if _, have := c.values[name]; have {
			continue
		}
		registry.RLock()
		v, ok := registry.values[c.door][name]
		registry.RUnlock()
		if !ok {
			return nil, fmt.Errorf("tenants: nobody registered the subject value %s for the %s door", name, c.door)
		}
		if c.dry {
			c.needsTrip = true
			return c.values, nil
		}
		set, err := c.set(v)
		if err != nil {
			return nil, fmt.Errorf("tenants: subject value %s: %w", name, err)
		}
		c.values[name] = set
	}
	return c.values, nil
}

func (c *core) set(v SubjectValue) (set any, err error) {
	args := []any{c.actor.membership, c.actor.person}
	if v.ByLink {
		if c.actor.bound == nil {
			return []uuid.UUID{}, nil
		}
		args = []any{c.actor.bound.Link}
	}
	err = c.conn.Raw(func(driver any) error {
		rows, err := driver.(*stdlib.Conn).Conn().Query(c.ctx, v.Query, args...)
		if err != nil {
			return err
		}
		if v.Type == TypeTexts {
			texts, err := pgx.CollectRows(rows, pgx.RowTo[string])
			slices.Sort(texts)
			set = texts
			return err
		}
		ids, err := pgx.CollectRows(rows, pgx.RowTo[uuid.UUID])
		set = ids
		return err
	})
	return set, err
}
