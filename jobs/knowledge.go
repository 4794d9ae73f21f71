package jobs

import (
	"accord/app/assessments"
	"accord/app/knowledge"
	"accord/app/letters"
	"accord/tenants"
)

// The letter never names the candidate, as that to an assessor does not.
var _ = writes(Writer{Letter: letters.MarkerAssigned, Member: func(tx *tenants.Tx, t tenants.Task) (Facts, error) {
	g, err := knowledge.Asked(tx, t.ArgID("subject"))
	if err != nil {
		return Facts{}, err
	}
	program, err := assessments.ProgramOf(tx, g.AssessmentID)
	return Facts{Path: "marking/" + g.ID.String(), Data: letters.Data{"Program": program.Title}, Moot: g.DeclaredAt != nil || g.RemovedAt != nil}, err
}})
