package journal

import (
	"github.com/google/uuid"
	"gorm.io/gorm"

	"accord/app/paging"
)

// of narrows to one log, or none. Signing in is nobody's log: it is kept for
// the day somebody must look, and says of people where they go in and out.
func of(q *gorm.DB, tenant uuid.UUID) *gorm.DB {
	q = q.Where("door <> 'gate'")
	if tenant != uuid.Nil {
		q = q.Where("tenant_id = ?", tenant)
	}
	return q
}

func (f Filter) narrow(q *gorm.DB) *gorm.DB {
	if f.Person != uuid.Nil {
		q = q.Where("person_id = ?", f.Person)
	}
	if f.Area != "" {
		q = q.Where("starts_with(action, ?)", f.Area+".")
	}
	if f.Resource != "" {
		q = q.Where("resource = ?", f.Resource)
	}
	if f.Subject != uuid.Nil {
		q = q.Where("subject_id = ? or case_id = ?", f.Subject, f.Subject)
	}
	if !f.From.IsZero() {
		q = q.Where("at >= ?", f.From.UTC())
	}
	if !f.To.IsZero() {
		q = q.Where("at < ?", f.To.UTC())
	}
	if f.Reading {
		q = q.Where("action = ?", "document.read")
	}
	if f.Door != "" {
		q = q.Where("door = ?", f.Door)
	}
	return q
}

func list(q *gorm.DB, ask paging.Ask) (paging.Page[AuditLog], error) {
	return paging.List(q, ask, byTime, func(a AuditLog) []any { return []any{a.ID} })
}
