package deadletters

import (
	"time"

	"github.com/google/uuid"

	"accord/tenants"
)

// Job is a row of the outbox as its operator sees it: ids and times.
type Job struct {
	TenantID   uuid.UUID `gorm:"primaryKey"`
	ID         uuid.UUID `gorm:"primaryKey"`
	Kind       string
	Queue      string
	Door       string
	CaseID     *uuid.UUID
	CreatedAt  time.Time `gorm:"autoCreateTime:false"`
	State      string
	Attempts   int
	LastError  *string // "code: key of a sentence"
	FinishedAt *time.Time
}

// TableName is the outbox.
func (Job) TableName() string { return "outbox" }

var _ = tenants.Register(tenants.Resource{
	Name: "job", Model: Job{}, Side: tenants.KernelSide, Released: "row.last_error != nil", Actions: []string{"read", "replay"},
})

const dead = "dead"
