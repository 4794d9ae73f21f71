package submissions

import (
	"github.com/google/uuid"

	"accord/tenants"
)

// ListedOfCandidate reads a candidate's submissions with what came of them,
// newest first.
func ListedOfCandidate(tx *tenants.Tx, candidate uuid.UUID) ([]Listed, error) {
	return ListedOf(tx, []uuid.UUID{candidate})
}

// ListedOf reads the submissions of candidates with what came of them, newest
// first.
func ListedOf(tx *tenants.Tx, candidates []uuid.UUID) ([]Listed, error) {
	all, err := many[Submission](tx, "created_at desc, id desc", "candidate_id in ?", candidates)
	if err != nil {
		return nil, err
	}
	return withDecisions(tx, all)
}

// withDecisions adds to submissions what came of them, in one statement.
func withDecisions(tx tenants.Transaction, of []Submission) ([]Listed, error) {
	if len(of) == 0 {
		return nil, nil
	}
	ids := make([]uuid.UUID, len(of))
	for i, s := range of {
		ids[i] = s.ID
	}
	decisions, err := decisionsOf(tx, ids)
	all := make([]Listed, len(of))
	for i, s := range of {
		all[i] = Listed{Submission: s}
		if d, ok := decisions[s.ID]; ok {
			all[i].Decision = &d
		}
		all[i].Status = StatusOf(s, all[i].Decision)
	}
	return all, err
}

// Unanswered reads an organisation's submissions that were returned and that
// none follows as yet, the newest first, at most so many.
func Unanswered(tx *tenants.Tx, limit int) ([]Listed, error) {
	followed := tx.DB().Model(&Submission{}).Select("previous_id").Where("previous_id is not null")
	var all []Submission
	err := decidedAs(tx, tx.DB(), Returned).Where("id not in (?)", followed).Order("submitted_at desc, id desc").Limit(limit).Find(&all).Error
	if err != nil {
		return nil, err
	}
	return withDecisions(tx, all)
}
