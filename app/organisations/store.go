package organisations

import (
	"errors"

	"gorm.io/gorm"

	"accord/tenants/fault"
)

// absent turns gorm's word for it into a fault.
func absent(err error, what string) error {
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return fault.Absent(what)
	}
	return err
}
