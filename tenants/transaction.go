package tenants

import (
	"context"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"
)

// Transaction is what every door's transaction can do. Domain functions take
// the concrete type of their door, so that passing one where another belongs
// does not compile; only store helpers that serve several doors take this.
type Transaction interface {
	DB() *gorm.DB
	For(action string) *gorm.DB
	Context() context.Context
	Now() time.Time
	NewID() uuid.UUID
	NewReference(prefix string) string
	Person() uuid.UUID
	Membership() uuid.UUID
	Name() string
	Allow(action string, row any) error
	Can(action string, row any) bool
	Why(action string, row any) ([]Reason, error)
	Lock(subject uuid.UUID) error
	Record(e Event)
	core() *core
}

// Tx is a transaction of one tenant.
type Tx struct{ kernel }

// OversightTx is a transaction across tenants, with a stated purpose: it sees
// what was submitted or released, and writes oversight's own rows.
type OversightTx struct{ kernel }

// SelfTx sees only rows that carry the person's own id.
type SelfTx struct{ kernel }

// PublicTx sees what is published.
type PublicTx struct{ kernel }

// GateTx is for signing in: accounts, sessions and link redemptions.
type GateTx struct{ kernel }

// kernel embeds core under a name that does not clash with the method.
type kernel struct{ *core_ }

type core_ = core

func (k kernel) core() *core { return k.core_ }

// Tenant is the one organisation of this transaction.
func (tx *Tx) Tenant() uuid.UUID { return tx.core().tenant }

// Enqueue adds a job of this tenant; it runs after the commit, once.
func (tx *Tx) Enqueue(j Job) uuid.UUID { return tx.core().enqueue(tx.core().tenant, j) }

// Due sets or moves a deadline of this tenant.
func (tx *Tx) Due(d Deadline) error { return tx.core().due(tx.core().tenant, d) }

// NotDue cancels a subject's deadlines that have not fired.
func (tx *Tx) NotDue(subject uuid.UUID) error { return tx.core().notDue(tx.core().tenant, subject) }

// Purpose is what the overseer said they are here for; it stands in the journal.
func (tx *OversightTx) Purpose() string { return tx.core().purpose }

// Enqueue adds a job of a tenant (or of oversight itself).
func (tx *OversightTx) Enqueue(tenant uuid.UUID, j Job) uuid.UUID {
	return tx.core().enqueue(tenant, j)
}

// Due sets or moves a deadline of a tenant.
func (tx *OversightTx) Due(tenant uuid.UUID, d Deadline) error { return tx.core().due(tenant, d) }

// NotDue cancels a subject's deadlines that have not fired.
func (tx *OversightTx) NotDue(tenant, subject uuid.UUID) error {
	return tx.core().notDue(tenant, subject)
}

// Enqueue adds a mail or another job of oversight: signing in has no tenant.
func (tx *GateTx) Enqueue(j Job) uuid.UUID { return tx.core().enqueue(Oversight, j) }
