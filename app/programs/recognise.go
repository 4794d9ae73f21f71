package programs

import (
	"github.com/google/uuid"

	"accord/app/letters"
	"accord/app/organisations"
	"accord/app/standards"
	"accord/tenants"
	"accord/tenants/fault"
)

// Recognise approves a program that its organisation put forward: it is
// published, and its next audit is set. Returns Conflict when it is not
// proposed (any more), NotFound.
func Recognise(tx *tenants.OversightTx, tenant, id uuid.UUID) (Recognition, error) {
	if err := tx.Lock(id); err != nil {
		return Recognition{}, err
	}
	w, err := LoadProposed(tx, tenant, id)
	if err != nil {
		return Recognition{}, err
	}
	o, err := organisations.Find(tx, tenant)
	if err != nil {
		return Recognition{}, err
	}
	today, by := standards.DayOf(tx.Now(), o.Zone()), tx.Person()
	r := Recognition{TenantID: tenant, ID: tx.NewID(), ProgramID: id, RecognisedAt: tx.Now(), RecognisedBy: &by, NextAuditOn: NextAudit(today)}
	if err := tx.Allow("create", &r); err != nil {
		return r, err
	}
	if w.State() != Proposed {
		return r, fault.New(fault.Conflict, "programs.not_proposed")
	}
	if err := tx.DB().Create(&r).Error; err != nil {
		return r, err
	}
	w.Recognition = &r
	if err := publish(tx, w, Offer{}, o); err != nil {
		return r, err
	}
	tx.Record(tenants.Event{Action: "program.recognised", Resource: "program", Subject: id, Tenant: tenant, Detail: map[string]any{"next_audit_on": r.NextAuditOn.Format("2006-01-02")}})
	tx.Enqueue(tenant, letters.ToRoles(letters.ProgramRecognised, id, tenants.RoleAdministrator, tenants.RoleProgramManager))
	return r, nil
}
