package tenants

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"time"

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
	id   uuid.UUID
	leaf []byte
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

// canonical is what the leaf's hash covers, in a form that reads the same
// everywhere: JSON with fixed order and UTC microseconds.
func (c *core) canonical(a auditRow, detail []byte) []byte {
	b, _ := json.Marshal(struct {
		Tenant, ID         uuid.UUID
		At                 string
		Door               Door
		Person, Membership uuid.UUID
		Actor              string
		Roles              []Role
		Request, Purpose   string
		Action, Resource   string
		Subject, Case      uuid.UUID
		Detail             json.RawMessage
		Told               bool
	}{a.Tenant, a.id, c.now.UTC().Format(time.RFC3339Nano), c.door, c.actor.person, c.actor.membership, c.actor.name,
		c.actor.roles, c.actor.request, c.purpose, a.Action, a.Resource, a.Subject, a.Case, detail, a.Told})
	return b
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
		leaf := sha256.Sum256(c.canonical(e, detail))
		roles := c.actor.roles
		if roles == nil {
			roles = []Role{}
		}
		batch.Queue(`insert into audit_log (tenant_id, id, at, door, person_id, membership_id, actor, roles, request_id, purpose, action, resource, subject_id, case_id, detail, leaf, told)
			values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,$17)`,
			e.Tenant, e.id, c.now, c.door, nullID(c.actor.person), nullID(c.actor.membership), c.actor.name, roles, c.actor.request,
			nullText(c.purpose), e.Action, e.Resource, nullID(e.Subject), nullID(e.Case), detail, leaf[:], e.Told)
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
