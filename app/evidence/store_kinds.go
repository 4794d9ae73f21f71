package evidence

import (
	"github.com/google/uuid"

	"accord/tenants"
)

// KindsOnFile reads of which kinds a document is on file of a candidate, and
// since when, in the kinds' order by name: also of those that the candidate may
// not read.
func KindsOnFile(tx *tenants.Tx, candidate uuid.UUID) ([]KindOnFile, error) {
	var all []KindOnFile
	err := tx.DB().Where("candidate_id = ? and since is not null", candidate).Order("kind").Find(&all).Error
	return all, err
}
