package assessments

import (
	"accord/app/letters"
	"accord/tenants"
	"accord/tenants/fault"
)

// SubmitSheet keeps what an assessor wrote and hands it in; nobody changes it
// afterwards (IMI-QA-14). The last sheet that is in opens a disagreement where
// they are too far apart; a third assessor's settles it. Returns Invalid at each criterion without a mark,
// and what SaveSheet returns.
func SubmitSheet(tx *tenants.Tx, in SheetInput) (Sheet, error) {
	s, err := write(tx, in)
	if err != nil {
		return s, err
	}
	var c fault.Check
	for _, criterion := range s.Criteria {
		c.If(!s.Scores[criterion.ID].Marked(), PointsField(criterion.ID), "assessment.points_required", "Criterion", Called{criterion})
	}
	if err := c.Err(); err != nil {
		return s, err
	}
	_, before, err := DisagreementOf(tx, s.Assessment.ID)
	if err != nil {
		return s, err
	}
	now := tx.Now()
	s.SubmittedAt = &now
	if err := change[ScoreSheet](tx, s.ScoreSheet.ID, map[string]any{"submitted_at": now}); err != nil {
		return s, err
	}
	tx.Record(tenants.Event{Action: "assessment.sheet_submitted", Resource: "assessment", Subject: s.Assessment.ID, Case: s.Assessment.CandidateID,
		Detail: map[string]any{"score_sheet": s.ScoreSheet.ID}})
	disagree, err := opened(tx, s.Assessment.ID, before)
	if err != nil || disagree { // who then hear of the disagreement
		return s, err
	}
	if s.Assignment.Third() {
		tx.Record(tenants.Event{Action: "assessment.settled_by_third", Resource: "assessment", Subject: s.Assessment.ID, Case: s.Assessment.CandidateID,
			Detail: map[string]any{"disagreement": *s.Assignment.Settles, "score_sheet": s.ScoreSheet.ID}})
	}
	tx.Enqueue(letters.ToRoles(letters.SheetSubmitted, s.Assignment.ID, tenants.RoleProgramManager, tenants.RoleAdministrator))
	return s, nil
}
