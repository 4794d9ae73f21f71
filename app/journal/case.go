package journal

import (
	"github.com/google/uuid"

	"accord/tenants"
)

// maxCase is how many events a case's timeline shows, the newest first.
const maxCase = 500

// OfCase reads the events of a case, the newest first. Who may read the case
// may read them: load it first. IMI is given its own events of the case, and those it was told of.
func OfCase(tx tenants.Transaction, tenant, subject uuid.UUID) ([]AuditLog, error) {
	var all []AuditLog
	err := tx.DB().Where("tenant_id = ? and case_id = ?", tenant, subject).Order("id desc").Limit(maxCase).Find(&all).Error
	return all, err
}

// OfSubject reads the events about some rows of a larger case, the newest first:
// an assessment's, within a candidate's timeline. Who may read the rows may
// read them: load them first.
func OfSubject(tx tenants.Transaction, tenant uuid.UUID, subjects ...uuid.UUID) ([]AuditLog, error) {
	var all []AuditLog
	err := tx.DB().Where("tenant_id = ? and subject_id in ?", tenant, subjects).Order("id desc").Limit(maxCase).Find(&all).Error
	return all, err
}
