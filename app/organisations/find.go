package organisations

import (
	"github.com/google/uuid"

	"accord/tenants"
)

// Find reads an organisation that the actor may see. Returns NotFound.
func Find(tx tenants.Transaction, tenant uuid.UUID) (Organisation, error) {
	var o Organisation
	err := absent(tx.DB().Where("tenant_id = ?", tenant).Take(&o).Error, "organisation")
	return o, err
}
