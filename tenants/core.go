package tenants

import (
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"accord/tenants/fault"
)

// core is what the transactions of all doors have in common: who acts, when,
// what they were allowed, and what they will have recorded and enqueued.
type core struct {
	db      *DB
	ctx     context.Context
	door    Door
	tenant  uuid.UUID // the one tenant of a Tx; Oversight for an OversightTx
	domain  string    // of policy lines
	actor   actor
	purpose string
	conn    *sql.Conn
	now     time.Time
	write   bool

	dry       bool // only the statement is made (see List)
	needsTrip bool // it cannot be made without asking the database first

	values  Values
	allowed map[*Resource]map[uuid.UUID]struct{}
	wrote   []string
	events  []auditRow
	jobs    []outboxRow
	dues    []deadlineRow
}

type coreKey struct{}

func (c *core) bind(ctx context.Context, conn *sql.Conn) {
	c.conn = conn
	c.ctx = context.WithValue(c.db.traced(ctx), coreKey{}, c)
	c.allowed = map[*Resource]map[uuid.UUID]struct{}{}
}

// DB is GORM inside this transaction: every statement is sealed to what the
// actor may see. Raw SQL, joins and tables that are not registered are refused.
func (c *core) DB() *gorm.DB {
	tx := c.db.gorm.Session(&gorm.Session{NewDB: true, Context: c.ctx})
	tx.Statement.ConnPool = c.conn
	return tx
}

// For is DB with the rows restricted to those on which the actor may do an
// action other than reading.
func (c *core) For(action string) *gorm.DB { return c.DB().Set(actionSetting, action) }

// Context is the request's, for what must end with it.
func (c *core) Context() context.Context { return c.ctx }

// Now is the transaction's moment, the same as app.now() in the database.
func (c *core) Now() time.Time { return c.now }

// NewID makes a UUIDv7.
func (c *core) NewID() uuid.UUID { return uuid.Must(uuid.NewV7()) }

// NewReference makes a short reference for people, such as SB-7K3QX9WD:
// unguessable, and telling nothing of how many there are.
func (c *core) NewReference(prefix string) string {
	const letters = "23456789ABCDEFGHJKMNPQRSTVWXYZ" // none that read alike
	b := make([]byte, 10)
	for i := range b {
		for {
			var one [1]byte
			_, _ = rand.Read(one[:]) // never fails
			if int(one[0]) < 256-256%len(letters) {
				b[i] = letters[int(one[0])%len(letters)]
				break
			}
		}
	}
	return prefix + "-" + string(b[:5]) + "-" + string(b[5:])
}

// Person, Membership, Name, Roles and Guest are the actor's.
func (c *core) Person() uuid.UUID     { return c.actor.person }
func (c *core) Membership() uuid.UUID { return c.actor.membership }
func (c *core) Name() string          { return c.actor.name }
func (c *core) Guest() *Bound         { return c.actor.bound }

// HasRole is for a page's shape; permission is asked with Allow.
func (c *core) HasRole(roles ...Role) bool { return c.actor.HasRole(roles...) }

// OnlyCandidate says whether the actor is a candidate here and nothing else.
func (c *core) OnlyCandidate() bool { return c.actor.OnlyCandidate() }

// Lock waits for and holds the subject until the transaction ends. Every verb
// on a subject that both sides move takes it first.
func (c *core) Lock(subject uuid.UUID) error {
	_, err := c.conn.ExecContext(c.ctx, "select pg_advisory_xact_lock(hashtextextended($1::text, 0))", subject.String())
	if err != nil {
		return fmt.Errorf("tenants: lock: %w", err)
	}
	return nil
}

// finish is the commit guard: a write that never asked, or never recorded, is
// not committed. What is recorded and enqueued goes in with it.
func (c *core) finish() error {
	if len(c.wrote) > 0 && len(c.events) == 0 {
		return fault.New(fault.Internal, "fault.internal").Because(fmt.Errorf("tenants: a write on %v was not recorded", c.wrote))
	}
	if !c.write && len(c.events)+len(c.jobs)+len(c.dues) > 0 {
		return fault.New(fault.Internal, "fault.internal").Because(errors.New("tenants: a reading transaction cannot record or enqueue"))
	}
	if err := c.insertEvents(); err != nil {
		return err
	}
	if err := c.insertJobs(); err != nil {
		return err
	}
	return c.insertDues()
}
