package tenants

import (
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// Job is work that follows a commit. Args are ids, never rows or secrets: the
// handler reads the rest through its own door.
type Job struct {
	Kind   string         // "mail.invitation": names the handler
	Queue  string         // one of the queues; "" = notify
	Door   Door           // the door its handler enters by; "" = the one it was enqueued behind
	Args   map[string]any // ids and small words
	At     time.Time      // when it is due; zero: now
	Person uuid.UUID      // whom it acts for; zero: a clerk
	Case   uuid.UUID      // the timeline it belongs to
	Dedupe string         // a second job of the tenant with the same key is dropped
}

// Deadline is a moment at which a job of Kind runs once, with the subject's
// id and the stage as its arguments, unless it is cancelled before.
type Deadline struct {
	Subject uuid.UUID
	Kind    string
	Stage   string
	At      time.Time
	Queue   string // "" = deadline
	Door    Door   // "" = member
}

// ErrFenced says that a job's effects have happened already.
var ErrFenced = errors.New("tenants: this job has been done")

type outboxRow struct {
	Job
	id, tenant uuid.UUID
}

type deadlineRow struct {
	Deadline
	tenant uuid.UUID
	cancel bool
}

func (c *core) enqueue(tenant uuid.UUID, j Job) uuid.UUID {
	id := c.NewID()
	if j.Queue == "" {
		j.Queue = "notify"
	}
	if j.Door == "" {
		j.Door = DoorMember
		if tenant == Oversight {
			j.Door = DoorOverseer
		}
	}
	if j.At.IsZero() {
		j.At = c.now
	}
	c.jobs = append(c.jobs, outboxRow{Job: j, id: id, tenant: tenant})
	return id
}

func (c *core) insertJobs() error {
	if len(c.jobs) == 0 {
		return nil
	}
	batch := &pgx.Batch{}
	for _, j := range c.jobs {
		args, err := json.Marshal(j.Args)
		if err != nil {
			return fmt.Errorf("tenants: enqueue %s: %w", j.Kind, err)
		}
		if j.Args == nil {
			args = []byte("{}")
		}
		batch.Queue(`insert into outbox (tenant_id, id, kind, queue, door, args, person_id, case_id, dedupe_key, created_at, due_at, next_at)
			values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$11) on conflict do nothing`,
			j.tenant, j.id, j.Kind, j.Queue, j.Door, args, nullID(j.Person), nullID(j.Case), nullText(j.Dedupe), c.now, j.At.UTC())
	}
	return c.send(batch)
}

func (c *core) due(tenant uuid.UUID, d Deadline) error {
	if d.Queue == "" {
		d.Queue = "deadline"
	}
	if d.Door == "" {
		d.Door = DoorMember
	}
	if d.Subject == uuid.Nil || d.Kind == "" || d.Stage == "" || d.At.IsZero() {
		return fmt.Errorf("tenants: a deadline needs a subject, a kind, a stage and a time")
	}
	c.dues = append(c.dues, deadlineRow{Deadline: d, tenant: tenant})
	return nil
}

func (c *core) notDue(tenant, subject uuid.UUID) error {
	c.dues = append(c.dues, deadlineRow{Deadline: Deadline{Subject: subject}, tenant: tenant, cancel: true})
	return nil
}

func (c *core) insertDues() error {
	if len(c.dues) == 0 {
		return nil
	}
	batch := &pgx.Batch{}
	for _, d := range c.dues {
		if d.cancel {
			batch.Queue(`update deadline set cancelled_at = $3 where tenant_id = $1 and subject_id = $2 and fired_at is null and cancelled_at is null`,
				d.tenant, d.Subject, c.now)
			continue
		}
		batch.Queue(`insert into deadline (tenant_id, id, subject_id, kind, queue, stage, door, due_at, created_at)
			values ($1,$2,$3,$4,$5,$6,$7,$8,$9)
			on conflict (tenant_id, subject_id, kind, stage) do update set due_at = excluded.due_at, cancelled_at = null
			where deadline.fired_at is null`,
			d.tenant, c.NewID(), d.Subject, d.Kind, d.Queue, d.Stage, d.Door, d.At.UTC(), c.now)
	}
	return c.send(batch)
}
