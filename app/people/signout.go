package people

import (
	"context"

	"accord/tenants"
)

// SignOut ends the session of a token; one that is over already is no fault.
func SignOut(ctx context.Context, db *tenants.DB, v Visit) error {
	if v.Session == "" {
		return nil
	}
	return db.Gate(ctx, v.Request, func(tx *tenants.GateTx) error {
		return endSessions(tx, "token_hash = ?", tenants.HashToken(v.Session))
	})
}
