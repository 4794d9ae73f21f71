package tenants

import (
	"github.com/google/uuid"

	"accord/tenants/fault"
)

// Reopen puts a job that was given up on the way again, as if it had not been
// tried. Returns Conflict when it is not dead. Asking and recording are the
// caller's.
func (tx *OversightTx) Reopen(tenant, id uuid.UUID) error {
	c := tx.core()
	done, err := c.conn.ExecContext(c.ctx, `update outbox set state = 'open', finished_at = null, attempts = 0, generation = generation + 1, dispatched = false, next_at = $3
		where tenant_id = $1 and id = $2 and state = 'dead'`, tenant, id, c.now)
	if err != nil {
		return err
	}
	if n, _ := done.RowsAffected(); n == 0 {
		return fault.New(fault.Conflict, "job.not_dead")
	}
	return nil
}
