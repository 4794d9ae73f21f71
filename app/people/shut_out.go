package people

import (
	"github.com/google/uuid"

	"accord/tenants"
)

// shutOut ends what lets anybody in as a person without their password: every
// session but one (the zero id keeps none), and every API token.
func shutOut(tx *tenants.GateTx, action string, person, keep uuid.UUID) error {
	if err := endSessions(tx, "person_id = ? and id <> ?", person, keep); err != nil {
		return err
	}
	tokens, err := tx.EndTokens(person)
	if err != nil {
		return err
	}
	tx.Record(tenants.Event{Action: action, Resource: "account", Subject: person, Detail: map[string]any{"tokens": tokens}})
	return nil
}
