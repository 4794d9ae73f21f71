package journal

import (
	"time"

	"github.com/google/uuid"

	"accord/app/paging"
	"accord/tenants"
)

// Filter narrows a log.
type Filter struct {
	Person   uuid.UUID // who did it; zero is anybody
	Area     string    // the beginning of the action: "program" is "program.…"
	Resource string
	Subject  uuid.UUID // the row it concerns, as subject or as case
	From, To time.Time // moments, To not included; zero is open
	Reading  bool      // only documents that were read
	Door     string    // "overseer": what IMI did here
}

var byTime = paging.Order{Name: "time", Desc: true, Columns: []paging.Column{{Name: "id", Type: tenants.TypeID}}}

// List reads a page of the organisation's whole log, the newest first. Returns
// NotFound to those who may not read it.
func List(tx *tenants.Tx, f Filter, ask paging.Ask) (paging.Page[AuditLog], error) {
	if err := allowed(tx, tx.Tenant()); err != nil {
		return paging.Page[AuditLog]{}, err
	}
	return list(f.narrow(of(tx.DB(), tx.Tenant())), ask)
}

// Oversight reads a page of what IMI did across organisations and in its own
// place; tenant narrows it to one organisation, zero is all. Returns NotFound
// to those who may not read it.
func Oversight(tx *tenants.OversightTx, tenant uuid.UUID, f Filter, ask paging.Ask) (paging.Page[AuditLog], error) {
	if err := allowed(tx, tenants.Oversight); err != nil {
		return paging.Page[AuditLog]{}, err
	}
	return list(f.narrow(of(tx.DB(), tenant)), ask)
}

// allowed asks for the log as a whole, not for a row of it.
func allowed(tx tenants.Transaction, tenant uuid.UUID) error {
	return tx.Allow("read", &AuditLog{TenantID: tenant, ID: tx.NewID()})
}

// MaxExport is how many events one export holds at most.
const MaxExport = 20000

// Export reads the organisation's log for taking away, the newest first, at
// most MaxExport events; more says that there were more. That it was taken is
// an event of the log itself. Returns NotFound to those who may not read it.
func Export(tx *tenants.Tx, f Filter) (all []AuditLog, more bool, err error) {
	if err := allowed(tx, tx.Tenant()); err != nil {
		return nil, false, err
	}
	err = f.narrow(of(tx.DB(), tx.Tenant())).Order("id desc").Limit(MaxExport + 1).Find(&all).Error
	if len(all) > MaxExport {
		all, more = all[:MaxExport], true
	}
	tx.Record(tenants.Event{Action: "journal.exported", Resource: "audit_log", Subject: tx.Tenant(), Detail: map[string]any{"events": len(all)}})
	return all, more, err
}
