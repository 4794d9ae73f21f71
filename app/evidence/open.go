package evidence

import (
	"github.com/google/uuid"

	"accord/tenants"
	"accord/tenants/fault"
)

// Open notes that the actor reads a version of their own organisation's, and
// answers it. Returns Conflict when its type is not established or it was
// refused.
func Open(tx *tenants.Tx, id uuid.UUID, view bool) (Version, error) {
	v, err := Get(tx, id)
	if err != nil {
		return v, err
	}
	if err := readable(v); err != nil {
		return v, err
	}
	if err := tx.Allow("open", &v); err != nil {
		return v, err
	}
	tx.Record(tenants.Event{Action: "document.read", Resource: "version", Subject: v.ID, Case: v.timeline(),
		Detail: map[string]any{"document": v.DocumentID, "number": v.Number, "view": view}})
	return v, nil
}

// OpenDisclosed notes in the organisation's journal that a person of IMI reads
// a version, for which case and with which purpose, and answers it. Returns
// NotFound unless it is disclosed, at this moment, for a case that is open to
// them.
func OpenDisclosed(tx *tenants.OversightTx, id uuid.UUID, view bool) (Version, error) {
	v, err := Get(tx, id)
	if err != nil {
		return v, err
	}
	if err := tx.Allow("read", &v); err != nil {
		return v, err
	}
	if err := readable(v); err != nil {
		return v, err
	}
	var open []Disclosure
	if err := tx.DB().Where("document_version_id = ?", v.ID).Order("disclosed_at desc").Limit(1).Find(&open).Error; err != nil {
		return v, err
	}
	if len(open) == 0 {
		return v, fault.Absent("version")
	}
	tx.Record(tenants.Event{Action: "document.read", Resource: "version", Subject: v.ID, Case: open[0].BasisID, Tenant: v.TenantID,
		Detail: map[string]any{"document": v.DocumentID, "number": v.Number, "view": view, "basis": open[0].Basis, "basis_id": open[0].BasisID}})
	return v, nil
}

func readable(v Version) error {
	switch v.State {
	case Typed:
		return nil
	case Refused:
		return fault.New(fault.Conflict, "evidence.refused_never")
	}
	return fault.New(fault.Conflict, "evidence.not_typed_yet")
}
