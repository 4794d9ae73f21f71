package deadletters

import (
	"github.com/google/uuid"

	"accord/tenants"
	"accord/tenants/fault"
)

// Find reads one dead job. Returns NotFound when there is none with this id, or
// it waits or is done, and to those who may not read it.
func Find(tx *tenants.OversightTx, tenant, id uuid.UUID) (Job, error) {
	var found []Job
	if err := tx.DB().Where("tenant_id = ? and id = ? and state = ?", tenant, id, dead).Limit(1).Find(&found).Error; err != nil {
		return Job{}, err
	}
	if len(found) == 0 || !tx.Can("read", &found[0]) {
		return Job{}, fault.Absent("job")
	}
	return found[0], nil
}

// Count is how many jobs are dead; 0 to those who may not read them.
func Count(tx *tenants.OversightTx) (int, error) {
	if !may(tx) {
		return 0, nil
	}
	var n int64
	err := tx.DB().Model(&Job{}).Where("state = ?", dead).Count(&n).Error
	return int(n), err
}

// may says whether the actor reads dead jobs at all, before there is one.
func may(tx *tenants.OversightTx) bool {
	said := ""
	return tx.Can("read", &Job{TenantID: tenants.Oversight, ID: tx.NewID(), State: dead, LastError: &said})
}
