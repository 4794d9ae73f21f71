package dashboards

import (
	"time"

	"github.com/google/uuid"

	"accord/tenants"
)

// Loaded is an assessor with sheets to hand in.
type Loaded struct {
	ID           uuid.UUID // the membership
	Name         string
	Open         int // open assessments that wait for their sheet
	ThisMonth    int // given to them since the month began, where the organisation is
	MonthlyLimit int // 0: none
}

// AtLimit says whether they have been given as many this month as they take.
func (l Loaded) AtLimit() bool { return l.MonthlyLimit > 0 && l.ThisMonth >= l.MonthlyLimit }

// Load is how the sheets that are due lie with the assessors.
type Load struct {
	Most      []Loaded // those with the most, the most first
	Assessors int      // with any
	Sheets    int      // in all
}

// LoadNow reads it in two statements, with at most so many by name. The month is
// the one where the organisation is. It is for those who manage. Returns
// Forbidden to others.
func LoadNow(tx *tenants.Tx, zone *time.Location, limit int) (Load, error) {
	if err := manages(tx); err != nil {
		return Load{}, err
	}
	l, err := open(tx, limit)
	if err != nil || len(l.Most) == 0 {
		return l, err
	}
	now := tx.Now().In(zone)
	given, err := givenSince(tx, l.Most, time.Date(now.Year(), now.Month(), 1, 0, 0, 0, 0, zone))
	for i, one := range l.Most {
		l.Most[i].Name, l.Most[i].ThisMonth, l.Most[i].MonthlyLimit = given[one.ID].Name, given[one.ID].ThisMonth, given[one.ID].MonthlyLimit
	}
	return l, err
}
