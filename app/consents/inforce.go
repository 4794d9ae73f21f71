package consents

import (
	"time"

	"accord/app/organisations"
	"accord/tenants"
)

// InForce is the version that holds today, in the organisation's zone. Returns
// NotFound where there is none.
func InForce(tx *tenants.Tx, kind string) (Notice, error) {
	today, err := today(tx)
	if err != nil {
		return Notice{}, err
	}
	return inForce(tx, kind, today)
}

// today is the day it is in the organisation's zone.
func today(tx *tenants.Tx) (time.Time, error) {
	o, err := organisations.Find(tx, tx.Tenant())
	return tx.Now().In(o.Zone()), err
}
