package appeals

import (
	"github.com/google/uuid"

	"accord/tenants"
)

// OpenSeats are the actor's own places on the panels of appeals that have not
// ended, the first first.
func OpenSeats(tx *tenants.Tx) ([]Panellist, error) {
	var all []Panellist
	err := tx.DB().Where("membership_id = ? and out_at is null and ended_at is null", tx.Membership()).Order("named_at, id").Limit(100).Find(&all).Error
	return all, err
}

// deliberations reads where the panels of appeals stand.
func deliberations(tx *tenants.Tx, of []uuid.UUID) (map[uuid.UUID]Deliberation, error) {
	all := make(map[uuid.UUID]Deliberation, len(of))
	var sit []Panellist
	if err := tx.DB().Where("appeal_id in ? and out_at is null", of).Order("named_at, id").Find(&sit).Error; err != nil {
		return nil, err
	}
	for _, p := range sit {
		d := all[p.AppealID]
		d.Panel = append(d.Panel, p)
		all[p.AppealID] = d
	}
	var drafts []Ruling
	if err := tx.DB().Where("appeal_id in ?", of).Order("number").Find(&drafts).Error; err != nil {
		return nil, err
	}
	for _, r := range drafts {
		d := all[r.AppealID]
		d.last = r
		all[r.AppealID] = d
	}
	var last []uuid.UUID
	for _, d := range all {
		last = append(last, d.last.ID)
	}
	var votes []PanelVote
	if err := tx.DB().Where("ruling_id in ?", last).Order("cast_at, id").Find(&votes).Error; err != nil {
		return nil, err
	}
	for id, d := range all {
		all[id] = d.counting(votes)
	}
	return all, nil
}
