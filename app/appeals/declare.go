package appeals

import (
	"accord/tenants"

	"github.com/google/uuid"
)

// Declare is a panellist's word that no conflict exists. The assessment and its
// evidence open to them until the appeal ends. Returns NotFound to who is not on the panel.
func Declare(tx *tenants.Tx, appeal uuid.UUID) (Panellist, error) {
	p, err := seated(tx, appeal)
	if err != nil || p.DeclaredAt != nil {
		return p, err
	}
	if err := tx.Allow("declare", &p); err != nil {
		return p, err
	}
	now := tx.Now()
	p.DeclaredAt = &now
	tx.Record(tenants.Event{Action: "appeal.panel_declared", Resource: "panellist", Subject: p.ID, Case: p.CandidateID, Detail: map[string]any{"panellist": p.Name}})
	return p, update(tx, &p, "DeclaredAt")
}
