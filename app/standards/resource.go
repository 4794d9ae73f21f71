package standards

import (
	"time"

	"github.com/google/uuid"

	"accord/tenants"
)

// Publication is the row in which a rule set was published.
type Publication struct {
	TenantID        uuid.UUID `gorm:"primaryKey"` // oversight's
	ID              uuid.UUID `gorm:"primaryKey"`
	Certification   string
	EffectiveFrom   time.Time `gorm:"type:date"` // a day, at midnight UTC
	Content         []byte    // JSON of Rules
	Note            string
	PublishedAt     *time.Time
	PublishedBy     *uuid.UUID
	PublishedByName string
}

// TableName of a publication says of what.
func (Publication) TableName() string { return "rule_set" }

var _ = tenants.Register(tenants.Resource{
	Name: "rule_set", Model: Publication{}, Side: tenants.PublishedSide, Actions: []string{"read", "publish"},
})
