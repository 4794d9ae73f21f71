package organisations

import "accord/tenants"

// Counts says how many implementing organisations are in each state.
type Counts struct{ Founded, Invited int64 }

// Count counts the organisations that are not closed.
func Count(tx *tenants.OversightTx) (c Counts, err error) {
	founded := tx.DB().Model(&OrganisationProfile{}).Select("tenant_id")
	open := tx.DB().Model(&Organisation{}).Where("tenant_id <> ? and closed_at is null", tenants.Oversight)
	if err = open.Count(&c.Invited).Error; err != nil {
		return c, err
	}
	err = tx.DB().Model(&Organisation{}).Where("tenant_id <> ? and closed_at is null and tenant_id in (?)", tenants.Oversight, founded).Count(&c.Founded).Error
	c.Invited -= c.Founded
	return c, err
}
