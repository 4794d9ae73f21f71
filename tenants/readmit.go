package tenants

import (
	"context"

	"github.com/google/uuid"
)

// ReadmitOverseer admits a person of IMI for a job of oversight that acts for
// them, as they stand now. Returns NotFound when they have left.
func (db *DB) ReadmitOverseer(ctx context.Context, person uuid.UUID, request string) (Overseer, error) {
	m, err := db.ReadmitMember(ctx, person, Oversight, request)
	if err != nil {
		return Overseer{}, err
	}
	return Overseer{m.actor}, nil
}
