package appeals

import "accord/tenants"

// OpenSeats are the actor's own places on the panels of appeals that have not
// ended, the first first.
func OpenSeats(tx *tenants.Tx) ([]Panellist, error) {
	var all []Panellist
	err := tx.DB().Where("membership_id = ? and out_at is null and ended_at is null", tx.Membership()).Order("named_at, id").Limit(100).Find(&all).Error
	return all, err
}
