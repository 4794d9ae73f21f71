package journal

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/google/uuid"
	"golang.org/x/mod/sumdb/tlog"

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
	Roles        texts  `gorm:"type:text[]"` // that they had then
	RequestID    string
	Purpose      *string // what oversight said it was there for
	Action       string  // "cohort.opened"
	Resource     string
	SubjectID    *uuid.UUID
	CaseID       *uuid.UUID
	Detail       Detail `gorm:"type:jsonb"`
	Told         bool
	Leaf         []byte // see tenants.Leaf
	Salt         []byte // nil: written before there were any
	Sealed       []byte
}

// ByJob says that no person did it.
func (a AuditLog) ByJob() bool { return a.PersonID == nil && a.MembershipID == nil }

// Detail is what an event says beyond its action: ids and small words.
type Detail map[string]any

// Scan reads the column.
func (d *Detail) Scan(v any) error {
	text, ok := v.(string)
	if b, is := v.([]byte); is {
		text, ok = string(b), true
	}
	if !ok {
		return fmt.Errorf("journal: a detail is no %T", v)
	}
	read := json.NewDecoder(strings.NewReader(text))
	read.UseNumber() // as it was written: the leaf commits to that
	return read.Decode(d)
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

// texts are an array's words: roles and keys.
type texts []string

// Scan reads the column: neither has a sign that an array would quote.
func (r *texts) Scan(v any) error {
	s, ok := v.(string)
	if b, is := v.([]byte); is {
		s, ok = string(b), true
	}
	if !ok {
		return fmt.Errorf("journal: words are no %T", v)
	}
	if s = strings.Trim(s, "{}"); s != "" {
		*r = strings.Split(s, ",")
	}
	return nil
}

// JournalLeaf is an event's place in its organisation's tree.
type JournalLeaf struct {
	TenantID  uuid.UUID `gorm:"primaryKey"`
	Position  int64     `gorm:"primaryKey"`
	EventID   uuid.UUID
	EnteredAt time.Time
	Hash      []byte // see Entry
}

// JournalNode is a hash of the tree above its leaves: see Node.
type JournalNode struct {
	TenantID uuid.UUID `gorm:"primaryKey"`
	Level    int       `gorm:"primaryKey"`
	Place    int64     `gorm:"primaryKey"`
	Hash     []byte
}

// JournalHead is the tree's head as a checkpoint holds it.
type JournalHead struct {
	TenantID uuid.UUID `gorm:"primaryKey"`
	Number   int64     `gorm:"primaryKey"` // the checkpoint's
	Size     int64
	Root     []byte
	Place    int64  // among the heads
	Proof    []byte // see HeadTree.Proof
	Note     string // the checkpoint, with its signatures
	Keys     texts  `gorm:"type:text[]"` // the public halves of those that signed
}

func (h JournalHead) head() Head {
	return Head{Tenant: h.TenantID, Size: h.Size, Root: tlog.Hash(h.Root)}
}

var (
	_ = tenants.Register(tenants.Resource{Name: "journal_leaf", Model: JournalLeaf{}, Side: tenants.KernelSide, Actions: []string{"read"}})
	_ = tenants.Register(tenants.Resource{Name: "journal_node", Model: JournalNode{}, Side: tenants.KernelSide, Actions: []string{"read"}})
	_ = tenants.Register(tenants.Resource{Name: "journal_head", Model: JournalHead{}, Side: tenants.KernelSide, Actions: []string{"read"}})
)

var _ = tenants.Register(tenants.Resource{Name: "audit_log", Model: AuditLog{}, Side: tenants.KernelSide, Actions: []string{"read"}})
