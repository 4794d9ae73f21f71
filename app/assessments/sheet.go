package assessments

import (
	"github.com/google/uuid"

	"accord/tenants"
	"accord/tenants/fault"
)

// Sheet is an assessor's score sheet with what it is filled in against.
type Sheet struct {
	Assessment Assessment
	Assignment Assignment
	Criteria   []AssessmentCriterion
	ScoreSheet                     // its ID is the zero id before the first saving
	Scores     map[uuid.UUID]Score // by criterion
}

// Marked counts the criteria that have a mark.
func (s Sheet) Marked() int {
	n := 0
	for _, c := range s.Criteria {
		if s.Scores[c.ID].Marked() {
			n++
		}
	}
	return n
}

// MySheet reads the actor's own sheet of an assessment. Returns NotFound when
// they do not judge it, Conflict before they have declared that no conflict
// exists.
func MySheet(tx *tenants.Tx, assessment uuid.UUID) (Sheet, error) {
	s, err := head(tx, assessment)
	if err != nil {
		return s, err
	}
	if s.Criteria, err = Criteria(tx, assessment); err != nil {
		return s, err
	}
	scores, err := scoresOf(tx, s.ScoreSheet.ID)
	s.Scores = make(map[uuid.UUID]Score, len(scores))
	for _, score := range scores {
		s.Scores[score.CriterionID] = score
	}
	return s, err
}

// head is a sheet without its lines.
func head(tx *tenants.Tx, assessment uuid.UUID) (s Sheet, err error) {
	if s.Assignment, err = MyAssignment(tx, assessment); err != nil {
		return s, err
	}
	if s.Assessment, err = Get(tx, assessment); err != nil {
		return s, err
	}
	if s.Assignment.DeclaredAt == nil {
		return s, fault.New(fault.Conflict, "assessment.undeclared") // IMI-QA-13
	}
	s.ScoreSheet, _, err = sheetOf(tx, assessment, tx.Membership())
	return s, err
}
