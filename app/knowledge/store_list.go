package knowledge

import (
	"github.com/google/uuid"
	"gorm.io/gorm"

	"accord/tenants"
)

// standing leaves the scripts of one standing, as standingOf tells them apart.
func standing(tx *tenants.Tx, of Standing) *gorm.DB {
	marked := func() *gorm.DB {
		return tx.DB().Model(&Marking{}).Where("knowledge_marking.tenant_id = knowledge_script.tenant_id and knowledge_marking.script_id = knowledge_script.id and knowledge_marking.removed_at is null")
	}
	markers, third := marked().Select("count(*)"), marked().Select("1").Where("place = 3")
	q := tx.DB().Where("removed_at is null")
	switch of {
	case Open:
		q = q.Where("settled_at is null")
	case Unmarked:
		q = q.Where("settled_at is null and apart_at is null and (?) < 2", markers)
	case BeingMarked:
		q = q.Where("settled_at is null and (apart_at is null and (?) >= 2 or apart_at is not null and exists (?))", markers, third)
	case Apart:
		q = q.Where("settled_at is null and apart_at is not null and not exists (?)", third)
	case Settled:
		q = q.Where("settled_at is not null")
	}
	return q
}

func markingsByScript(tx *tenants.Tx, scripts []uuid.UUID) (map[uuid.UUID][]Marking, error) {
	var rows []Marking
	err := tx.DB().Where("script_id in ? and removed_at is null", scripts).Order("place, id").Find(&rows).Error
	all := map[uuid.UUID][]Marking{}
	for _, g := range rows {
		all[g.ScriptID] = append(all[g.ScriptID], g)
	}
	return all, err
}
