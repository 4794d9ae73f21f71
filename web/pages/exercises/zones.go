package exercises

import (
	"time"

	"github.com/google/uuid"

	"accord/app/trainings"
	"accord/tenants"
	"accord/web"
)

// zones are where cohorts' hours are meant; the organisation's where one is not
// the reader's to see.
type zones struct {
	cohorts map[uuid.UUID]*time.Location
	home    *time.Location
}

func zonesOf(tx *tenants.Tx, m *web.Member, cohorts ...uuid.UUID) (zones, error) {
	z := zones{map[uuid.UUID]*time.Location{}, m.OrganisationZone()}
	all, err := trainings.ByIDs(tx, cohorts)
	for _, c := range all {
		z.cohorts[c.ID] = c.Zone()
	}
	return z, err
}

func (z zones) of(s trainings.TrainingSession) *time.Location {
	if zone, known := z.cohorts[s.CohortID]; known {
		return zone
	}
	return z.home
}
