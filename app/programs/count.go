package programs

import "accord/tenants"

// Counts says how many programs of all organisations wait for recognition and
// how many are recognised.
type Counts struct{ Waiting, Recognised int64 }

// Count counts them.
func Count(tx *tenants.OversightTx) (c Counts, err error) {
	err = Filter{Waiting: true}.narrow(tx).Model(&Program{}).Count(&c.Waiting).Error
	if err != nil {
		return c, err
	}
	err = tx.DB().Model(&PublishedProgram{}).Where("withdrawn_on is null").Count(&c.Recognised).Error
	return c, err
}
