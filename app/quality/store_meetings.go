package quality

import (
	"github.com/google/uuid"
	"gorm.io/gorm"

	"accord/app/paging"
	"accord/tenants"
)

// Meeting reads a meeting as it was recorded. Returns NotFound when the actor
// may not see it.
func Meeting(tx *tenants.Tx, id uuid.UUID) (Standardisation, error) {
	return one[Standardisation](tx, "standardisation", "id = ?", id)
}

// latestMeetings are those that no other record corrects.
func latestMeetings(tx *tenants.Tx) *gorm.DB {
	return tx.DB().Where("id not in (?)", tx.DB().Model(&Standardisation{}).Select("corrects").Where("corrects is not null"))
}

// Meetings reads a page of the meetings that the actor may see, each as it was
// recorded last, the latest first.
func Meetings(tx *tenants.Tx, ask paging.Ask) (paging.Page[Standardisation], error) {
	return paging.List(latestMeetings(tx), ask, byHeld, func(s Standardisation) []any { return []any{s.HeldOn, s.ID} })
}

// CorrectedBy reads the record that takes the place of another, and whether there is one.
func CorrectedBy(tx *tenants.Tx, id uuid.UUID) (s Standardisation, found bool, err error) {
	err = tx.DB().Where("corrects = ?", id).Limit(1).Find(&s).Error
	return s, s.ID != uuid.Nil, err
}

// Attending reads who took part in meetings, by name.
func Attending(tx *tenants.Tx, meetings []Standardisation) (map[uuid.UUID][]StandardisationMember, error) {
	return by(tx, meetings, "name, id", func(m StandardisationMember) uuid.UUID { return m.StandardisationID })
}

// About reads the programs that meetings were about; of all where there is none.
func About(tx *tenants.Tx, meetings []Standardisation) (map[uuid.UUID][]StandardisationProgram, error) {
	return by(tx, meetings, "id", func(p StandardisationProgram) uuid.UUID { return p.StandardisationID })
}

func by[M any](tx *tenants.Tx, meetings []Standardisation, order string, of func(M) uuid.UUID) (map[uuid.UUID][]M, error) {
	which := make([]uuid.UUID, len(meetings))
	for i, s := range meetings {
		which[i] = s.ID
	}
	var rows []M
	err := tx.DB().Where("standardisation_id in ?", which).Order(order).Find(&rows).Error
	all := map[uuid.UUID][]M{}
	for _, r := range rows {
		all[of(r)] = append(all[of(r)], r)
	}
	return all, err
}
