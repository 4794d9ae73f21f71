package tenants

import (
	"context"
	"fmt"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"gorm.io/gorm"

	"accord/tenants/fault"
)

// List reads rows of one resource in a single trip to the database: the
// claims and the SELECT go out together and share one implicit transaction.
// It is Read for the hot lists; build says which rows, in GORM's words, and is
// sealed exactly as in a transaction. A policy that needs a set of the
// subject's is served by an ordinary transaction instead.
func List[T any](ctx context.Context, db *DB, m Member, build func(*gorm.DB) *gorm.DB) ([]T, error) {
	if !m.admitted || m.organisation.ID == uuid.Nil {
		return nil, fault.New(fault.Unauthenticated, "fault.unauthenticated").Because(errNotAdmitted)
	}
	c := &core{db: db, door: DoorMember, tenant: m.organisation.ID, domain: m.organisation.ID.String(), actor: m.actor, now: db.Now(), dry: true}
	c.bind(ctx, nil)
	stmt := build(db.gorm.Session(&gorm.Session{NewDB: true, Context: c.ctx, DryRun: true})).Find(&[]T{}).Statement
	if c.needsTrip {
		var rows []T
		err := db.Read(ctx, m, func(tx *Tx) error { return build(tx.DB()).Find(&rows).Error })
		return rows, err
	}
	if stmt.Error != nil {
		return nil, translate(stmt.Error)
	}
	p, ok := db.pools[DoorMember]
	if !ok {
		return nil, fault.New(fault.Internal, "fault.internal").Because(fmt.Errorf("tenants: no member login is set"))
	}
	var rows []T
	own := ""
	if c.OnlyCandidate() {
		own = c.actor.person.String()
	}
	batch := &pgx.Batch{}
	batch.Queue(`select set_config('transaction_read_only','on',true), set_config('app.tenant_id',$1,true), set_config('app.person_id',$2,true), set_config('app.candidate',$3,true), set_config('app.now',$4,true)`,
		c.tenant.String(), c.actor.person.String(), own, c.now.Format("2006-01-02T15:04:05.000000Z07:00"))
	batch.Queue(stmt.SQL.String(), stmt.Vars...).Query(func(found pgx.Rows) (err error) {
		rows, err = pgx.CollectRows(found, pgx.RowToStructByNameLax[T])
		return err
	})
	if err := p.pgx.SendBatch(c.ctx, batch).Close(); err != nil {
		return nil, translate(err)
	}
	return rows, nil
}
