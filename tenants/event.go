package tenants

import (
	"encoding/json"
	"fmt"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
)

// Event is what a write says of itself in the journal.
type Event struct {
	Action   string         // "cohort.opened": a catalogue key under "event."
	Resource string         // the resource's name
	Subject  uuid.UUID      // its row
	Case     uuid.UUID      // the timeline it belongs to; zero: the subject's own
	Detail   map[string]any // small, without secrets; ids rather than names
	Tenant   uuid.UUID      // oversight only: whose journal it stands in; zero: oversight's own
	Told     bool           // the organisation did it towards IMI, which reads it too
}

type auditRow struct {
	Event
	id uuid.UUID
}

// Record notes an event; it is inserted with the commit.
func (c *core) Record(e Event) {
	if e.Case == uuid.Nil {
		e.Case = e.Subject
	}
	if e.Tenant == uuid.Nil || c.door != DoorOverseer {
		e.Tenant = c.tenant
	}
	c.events = append(c.events, auditRow{Event: e, id: c.NewID()})
}

func (c *core) insertEvents() error {
	if len(c.events) == 0 {
		return nil
	}
	batch := &pgx.Batch{}
	for _, e := range c.events {
		detail, err := json.Marshal(e.Detail)
		if err != nil {
			return fmt.Errorf("tenants: record %s: %w", e.Action, err)
		}
		if e.Detail == nil {
			detail = []byte("{}")
		}
		by := Personal{c.actor.person, c.actor.membership, c.actor.name, c.actor.roles, detail}
		if by.Roles == nil {
			by.Roles = []Role{}
		}
		salt := newSalt()
		sealed, err := by.Seal(salt)
		if err != nil {
			return fmt.Errorf("tenants: record %s: %w", e.Action, err)
		}
		leaf := Leaf{e.Tenant, e.id, c.now, c.door, c.actor.request, c.purpose, e.Action, e.Resource, e.Subject, e.Case, e.Told, sealed}
		batch.Queue(`insert into audit_log (tenant_id, id, at, door, person_id, membership_id, actor, roles, request_id, purpose, action, resource, subject_id, case_id, detail, leaf, told, salt, sealed)
			values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,$17,$18,$19)`,
			e.Tenant, e.id, c.now, c.door, nullID(c.actor.person), nullID(c.actor.membership), c.actor.name, by.Roles, c.actor.request,
			nullText(c.purpose), e.Action, e.Resource, nullID(e.Subject), nullID(e.Case), detail, leaf.Hash(), e.Told, salt, sealed)
	}
	return c.send(batch)
}

// send runs a batch in one trip.
func (c *core) send(b *pgx.Batch) error {
	return c.conn.Raw(func(driver any) error {
		return driver.(*stdlib.Conn).Conn().SendBatch(c.ctx, b).Close()
	})
}

func nullID(id uuid.UUID) any {
	if id == uuid.Nil {
		return nil
	}
	return id
}

func nullText(s string) any {
	if s == "" {
		return nil
	}
	return s
}
