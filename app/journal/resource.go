package journal

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/google/uuid"

	"accord/tenants"
)

// AuditLog is one event.
type AuditLog struct {
	TenantID     uuid.UUID `gorm:"primaryKey"` // whose log it stands in
	ID           uuid.UUID `gorm:"primaryKey"` // in the order of time
	At           time.Time
	Door         string // by which the actor came: "member", "overseer", "self", "gate", "clerk"
	PersonID     *uuid.UUID
	MembershipID *uuid.UUID
	Actor        string // the name as it was, or the job's kind
	Roles        roles  `gorm:"type:text[]"` // that they had then
	RequestID    string
	Purpose      *string // what oversight said it was there for
	Action       string  // "cohort.opened"
	Resource     string
	SubjectID    *uuid.UUID
	CaseID       *uuid.UUID
	Detail       Detail `gorm:"type:jsonb"`
}

// ByJob says that no person did it.
func (a AuditLog) ByJob() bool { return a.PersonID == nil && a.MembershipID == nil }

// Detail is what an event says beyond its action: ids and small words.
type Detail map[string]any

// Scan reads the column.
func (d *Detail) Scan(v any) error {
	switch v := v.(type) {
	case nil:
		return nil
	case []byte:
		return json.Unmarshal(v, d)
	case string:
		return json.Unmarshal([]byte(v), d)
	}
	return fmt.Errorf("journal: a detail is no %T", v)
}

// Text is a word of the detail; "" when it is not there.
func (d Detail) Text(name string) string {
	switch v := d[name].(type) {
	case nil:
		return ""
	case []any:
		words := make([]string, len(v))
		for i, one := range v {
			words[i] = fmt.Sprint(one)
		}
		return strings.Join(words, ", ")
	default:
		return fmt.Sprint(v)
	}
}

// roles are the roles the actor had then.
type roles []string

// Scan reads the column: role names have no sign that an array would quote.
func (r *roles) Scan(v any) error {
	s, ok := v.(string)
	if b, is := v.([]byte); is {
		s, ok = string(b), true
	}
	if !ok {
		return fmt.Errorf("journal: roles are no %T", v)
	}
	if s = strings.Trim(s, "{}"); s != "" {
		*r = strings.Split(s, ",")
	}
	return nil
}

var _ = tenants.Register(tenants.Resource{Name: "audit_log", Model: AuditLog{}, Side: tenants.KernelSide, Actions: []string{"read"}})
