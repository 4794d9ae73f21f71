package jobs

import (
	"accord/app/assessments"
	"accord/app/letters"
	"accord/app/quality"
	"accord/tenants"
)

// The letter about a reviewed sheet. What was found stands behind its link.
var _ = writes(Writer{Letter: letters.SheetReviewed, Member: func(tx *tenants.Tx, t tenants.Task) (Facts, error) {
	q, err := quality.Check(tx, t.ArgID("subject"))
	if err != nil {
		return Facts{}, err
	}
	program, err := assessments.ProgramOf(tx, q.AssessmentID)
	return Facts{Path: "quality/checks/" + q.ID.String(), Data: letters.Data{"Program": program.Title}}, err
}})
