package assessments

import (
	"slices"

	"github.com/google/uuid"

	"accord/tenants"
)

// DisagreementOf reads the disagreement of an assessment's assessors, and
// whether there is one that the actor may see.
func DisagreementOf(tx *tenants.Tx, assessment uuid.UUID) (d Disagreement, found bool, err error) {
	err = tx.DB().Where("assessment_id = ?", assessment).Limit(1).Find(&d).Error
	return d, d.ID != uuid.Nil, err
}

// Disagreed reads a disagreement. Returns NotFound when the actor may not see it.
func Disagreed(tx *tenants.Tx, id uuid.UUID) (Disagreement, error) {
	return one[Disagreement](tx, "disagreement", "id = ?", id)
}

// disputes are those of assessments that are not settled.
func disputes(tx *tenants.Tx, assessments []uuid.UUID) (map[uuid.UUID]bool, error) {
	var rows []Disagreement
	err := tx.DB().Where("assessment_id in ? and settled_at is null", assessments).Find(&rows).Error
	open := make(map[uuid.UUID]bool, len(rows))
	for _, d := range rows {
		open[d.AssessmentID] = true
	}
	return open, err
}

// Moderations reads the disagreements that wait for the actor as moderator, the
// oldest first.
func Moderations(tx *tenants.Tx) ([]Moderating, error) {
	var rows []Disagreement
	err := tx.DB().Where("moderator_id = ? and settled_at is null", tx.Membership()).Order("opened_at, id").Limit(200).Find(&rows).Error
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	which := make([]uuid.UUID, len(rows))
	for i, d := range rows {
		which[i] = d.AssessmentID
	}
	var of []Assessment
	if err := tx.DB().Where("id in ?", which).Find(&of).Error; err != nil {
		return nil, err
	}
	var all []Moderating
	for _, d := range rows {
		if at := slices.IndexFunc(of, func(a Assessment) bool { return a.ID == d.AssessmentID }); at >= 0 {
			all = append(all, Moderating{of[at], d})
		}
	}
	return all, nil
}

// minuteOf reads a disagreement's minute with what was agreed, by criterion.
func minuteOf(tx *tenants.Tx, d Disagreement) (*Moderation, map[uuid.UUID]ModerationPoint, error) {
	if d.ModerationID == nil {
		return nil, nil, nil
	}
	var m Moderation
	var points []ModerationPoint
	if err := tx.DB().Where("id = ?", *d.ModerationID).Limit(1).Find(&m).Error; err != nil || m.ID == uuid.Nil {
		return nil, nil, err
	}
	err := tx.DB().Where("moderation_id = ?", m.ID).Find(&points).Error
	by := make(map[uuid.UUID]ModerationPoint, len(points))
	for _, p := range points {
		by[p.CriterionID] = p
	}
	return &m, by, err
}

// keepMinute writes a minute, and that it settles its disagreement.
func keepMinute(tx *tenants.Tx, m Moderation, points []ModerationPoint) error {
	if err := inserted(tx, &m); err != nil {
		return err
	}
	if len(points) > 0 {
		if err := inserted(tx, &points); err != nil {
			return err
		}
	}
	return change[Disagreement](tx, m.DisagreementID, map[string]any{"settled_at": m.WrittenAt, "moderation_id": m.ID})
}
