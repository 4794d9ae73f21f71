package tenants

import "github.com/google/uuid"

// EndTokens revokes every API token of a person, of whichever membership, and
// answers how many there were. One that is being made meanwhile does not
// outlive a new password either: see SignedByBearer.
func (tx *GateTx) EndTokens(person uuid.UUID) (int64, error) {
	c := tx.core()
	done, err := c.conn.ExecContext(c.ctx, `update api_token t set revoked_at = $2 from membership m
		where m.person_id = $1 and t.tenant_id = m.tenant_id and t.membership_id = m.id and t.revoked_at is null`, person, c.now)
	if err != nil {
		return 0, translate(err)
	}
	return done.RowsAffected()
}
