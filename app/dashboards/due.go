package dashboards

import (
	"accord/tenants"
)

// Due is what waits for those who manage an assessing organisation.
type Due struct {
	Appeals     int // lodged, and not decided by their panel
	Late        int // of them, past the day by which the panel decides
	Scripts     int // of knowledge tests, without a result
	Checks      int // sheets that were drawn, and nobody has reviewed
	Approaching int // who passed, and IMI has nothing of: the list is Approaching
}

// Nothing says whether nothing waits.
func (d Due) Nothing() bool { return d == Due{} }

// DueNow counts in one statement. It is for those who manage. Returns Forbidden
// to others.
func DueNow(tx *tenants.Tx) (Due, error) {
	if err := manages(tx); err != nil {
		return Due{}, err
	}
	return due(tx)
}
