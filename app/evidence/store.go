package evidence

import (
	"errors"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"accord/tenants"
	"accord/tenants/fault"
)

// Get reads one version. Returns NotFound when the actor may not see it:
// another organisation's, or, for IMI, one that is not disclosed now.
func Get(tx tenants.Transaction, id uuid.UUID) (Version, error) {
	var v Version
	err := tx.DB().Where("id = ?", id).First(&v).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return v, fault.Absent("version")
	}
	return v, err
}

// DocumentOf reads one document. Returns NotFound when the actor may not see it.
func DocumentOf(tx *tenants.Tx, id uuid.UUID) (Document, error) {
	var d Document
	err := tx.DB().Where("id = ?", id).First(&d).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return d, fault.Absent("document")
	}
	return d, err
}

// ByIDs reads versions by their ids, in the order of the ids; one the actor
// may not see is NotFound.
func ByIDs(tx tenants.Transaction, ids []uuid.UUID) ([]Version, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	var found []Version
	if err := tx.DB().Where("id in ?", ids).Find(&found).Error; err != nil {
		return nil, err
	}
	byID := make(map[uuid.UUID]Version, len(found))
	for _, v := range found {
		byID[v.ID] = v
	}
	rows := make([]Version, len(ids))
	for i, id := range ids {
		v, ok := byID[id]
		if !ok {
			return nil, fault.Absent("version")
		}
		rows[i] = v
	}
	return rows, nil
}

// Visible reads those of versions that the actor may see.
func Visible(tx *tenants.Tx, ids []uuid.UUID) ([]Version, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	var found []Version
	err := tx.DB().Where("id in ?", ids).Find(&found).Error
	return found, err
}

// nextNumber is the number of a document's next version.
func nextNumber(tx *tenants.Tx, document uuid.UUID) (int, error) {
	var last []Version
	err := tx.DB().Select("number").Where("document_id = ?", document).Order("number desc").Limit(1).Find(&last).Error
	if err != nil || len(last) == 0 {
		return 1, err
	}
	return last[0].Number + 1, nil
}

// move writes a version's new state; what has changed is told by columns.
func move(tx *tenants.Tx, v *Version, columns map[string]any) error {
	return tx.DB().Model(v).Updates(columns).Error
}

func disclosureOf(tx *tenants.Tx, id uuid.UUID) (Disclosure, error) {
	var d Disclosure
	err := tx.DB().Where("id = ?", id).First(&d).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return d, fault.Absent("disclosure")
	}
	return d, err
}
