package register

import (
	"errors"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"accord/app/organisations"
	"accord/tenants"
	"accord/tenants/fault"
)

// Find reads a credential. Returns NotFound when the actor may not see it.
func Find(tx tenants.Transaction, id uuid.UUID) (Credential, error) {
	return one(tx, "id = ?", id)
}

// OfSubmission reads the credential that came of a submission. Returns
// NotFound when none did.
func OfSubmission(tx tenants.Transaction, submission uuid.UUID) (Credential, error) {
	return one(tx, "submission_id = ?", submission)
}

// published reads a published credential by its number.
func published(tx *tenants.PublicTx, number string) (PublishedCredential, error) {
	var p PublishedCredential
	err := tx.DB().Where("number = ?", number).First(&p).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return p, fault.Absent("credential")
	}
	return p, err
}

func one(tx tenants.Transaction, where string, args ...any) (Credential, error) {
	var c Credential
	err := tx.DB().Where(where, args...).First(&c).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return c, fault.Absent("credential")
	}
	return c, err
}

// zoneOf is an organisation's time zone.
func zoneOf(tx tenants.Transaction, tenant uuid.UUID) (*time.Location, error) {
	var o organisations.Organisation
	if err := tx.DB().Where("tenant_id = ?", tenant).First(&o).Error; err != nil {
		return nil, err
	}
	return time.LoadLocation(o.TimeZone)
}

// Organisations reads the organisations that a person of IMI may see, by name,
// for filters.
func Organisations(tx *tenants.OversightTx) ([]organisations.Organisation, error) {
	var all []organisations.Organisation
	err := tx.DB().Where("tenant_id <> ?", tenants.Oversight).Order("name, tenant_id").Limit(1000).Find(&all).Error
	return all, err
}
