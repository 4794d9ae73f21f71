package jobs

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"accord/tenants"
)

const (
	perTenant = 20               // rows of one tenant on the way at once, so that one cannot starve another
	ahead     = 30 * time.Second // rows that fall due within it enter Redis already
	batch     = 400              // rows of one round
)

// claimed is a row that a relay put on the way.
type claimed struct {
	ticket
	queue string
	next  time.Time // when the row asked to be looked at
	lost  bool      // it was on the way before, and its lease is over
}

// claim is the one statement that finds rows: those not yet on the way, a few
// of each tenant, and those that were and got lost. It walks from tenant to
// tenant along the index, so a tenant with 50,000 rows costs no more than one
// with 20. With two relays at the same moment a tenant may have up to twice
// its share on the way.
//
// A row that failed before waits for its time in PostgreSQL and not in Redis,
// or twenty failing mails would keep a tenant's other work waiting.
const claim = `
	with recursive tenant as (
		(select tenant_id from outbox where state = 'open' and not dispatched and next_at <= $2 order by tenant_id limit 1)
		union all
		select (select o.tenant_id from outbox o where o.state = 'open' and not o.dispatched and o.next_at <= $2 and o.tenant_id > t.tenant_id order by o.tenant_id limit 1)
		from tenant t where t.tenant_id is not null
	), lost as (
		select tenant_id, id, next_at, dispatched from outbox where state = 'open' and dispatched and next_at <= $1
		order by next_at limit $4 for update skip locked
	), fresh as (
		select f.* from tenant t cross join lateral (
			select o.tenant_id, o.id, o.next_at, o.dispatched from outbox o
			where o.tenant_id = t.tenant_id and o.state = 'open' and not o.dispatched and o.next_at <= case when o.attempts = 0 then $2 else $1 end
			order by o.next_at
			limit greatest(0, $5 - (select count(*) from outbox d where d.tenant_id = t.tenant_id and d.state = 'open' and d.dispatched))
			for update skip locked
		) f where t.tenant_id is not null limit $4
	), due as (select * from lost union all select * from fresh)
	update outbox o set dispatched = true, next_at = greatest(due.next_at, $1) + $3
	from due where o.tenant_id = due.tenant_id and o.id = due.id
	returning o.tenant_id, o.id, o.generation, o.kind, o.queue, o.door, due.next_at, due.dispatched`

func (r *relay) claim(ctx context.Context) (all []claimed, err error) {
	err = r.db.Clerk(ctx, func(tx *tenants.ClerkTx) error {
		rows, err := tx.Query(claim, tx.Now(), tx.Now().Add(ahead), r.lease, batch, perTenant)
		if err != nil {
			return err
		}
		all, err = pgx.CollectRows(rows, func(row pgx.CollectableRow) (c claimed, err error) {
			err = row.Scan(&c.tenant, &c.id, &c.generation, &c.kind, &c.queue, &c.door, &c.next, &c.lost)
			return
		})
		return err
	})
	return all, err
}
