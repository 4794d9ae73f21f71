package files

import (
	"github.com/google/uuid"

	"accord/app/candidates"
	"accord/tenants"
	"accord/tenants/fault"
)

// contact is how a candidate is reached; empty while they have said nothing.
func contact(tx *tenants.Tx, candidate uuid.UUID) (candidates.Contact, error) {
	c, err := candidates.ContactOf(tx, candidate)
	if fault.Is(err, fault.NotFound) {
		err = nil
	}
	return c, err
}
