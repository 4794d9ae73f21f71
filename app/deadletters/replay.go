package deadletters

import (
	"strings"
	"unicode/utf8"

	"github.com/google/uuid"

	"accord/tenants"
	"accord/tenants/fault"
)

// Replay puts a dead job on the way again, with all its tries. Returns Invalid
// at "reason" without one, NotFound when there is no such job, Conflict when
// it is not dead (any more).
func Replay(tx *tenants.OversightTx, tenant, id uuid.UUID, reason string) (Job, error) {
	reason = strings.TrimSpace(reason)
	var c fault.Check
	c.If(reason == "", "reason", "job.reason_required")
	c.If(utf8.RuneCountInString(reason) > 500, "reason", "job.reason_long", "Max", 500)
	if err := c.Err(); err != nil {
		return Job{}, err
	}
	var found []Job
	if err := tx.DB().Where("tenant_id = ? and id = ?", tenant, id).Limit(1).Find(&found).Error; err != nil {
		return Job{}, err
	}
	if len(found) == 0 {
		return Job{}, fault.Absent("job")
	}
	j := found[0]
	if err := tx.Allow("replay", &j); err != nil {
		return Job{}, err
	}
	if err := tx.Reopen(tenant, id); err != nil {
		return Job{}, err
	}
	tx.Record(tenants.Event{Action: "job.replayed", Resource: "job", Subject: id,
		Detail: map[string]any{"organisation": tenant, "kind": j.Kind, "fault": j.LastError, "reason": reason}})
	return j, nil
}
