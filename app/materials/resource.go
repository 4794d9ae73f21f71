package materials

import (
	"time"

	"github.com/google/uuid"

	"accord/tenants"
)

// Material is one thing that a cohort is given to read.
type Material struct {
	TenantID          uuid.UUID `gorm:"primaryKey"`
	ID                uuid.UUID `gorm:"primaryKey"`
	CohortID          uuid.UUID
	Title             string
	Note              string
	Address           string     // a whole http(s) address; "" for a document
	DocumentVersionID *uuid.UUID // a version of a document of the cohort
	VisibleFrom       time.Time
	AddedAt           time.Time
	AddedBy           *uuid.UUID
	RemovedAt         *time.Time
}

// TableName of a material says whose it is.
func (Material) TableName() string { return "cohort_material" }

var _ = tenants.Register(tenants.Resource{Name: "cohort_material", Model: Material{}, Side: tenants.OrganisationSide,
	Actions: []string{"read", "add", "remove"}})

func membership(tx *tenants.Tx) *uuid.UUID {
	if id := tx.Membership(); id != uuid.Nil {
		return &id
	}
	return nil
}
