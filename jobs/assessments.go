package jobs

import (
	"github.com/google/uuid"

	"accord/app/assessments"
	"accord/app/letters"
	"accord/tenants"
	"accord/tenants/fault"
)

// The letters about an assessment never name the candidate: mail is read on
// many screens, and the file opens to the assessor with their declaration.
var (
	_ = writes(Writer{Letter: letters.AssessmentAssigned, Member: func(tx *tenants.Tx, t tenants.Task) (Facts, error) {
		g, err := assessments.AssignmentOf(tx, t.ArgID("subject"))
		if err != nil {
			return Facts{}, err
		}
		program, err := assessments.ProgramOf(tx, g.AssessmentID)
		return Facts{Path: assessmentPath(g.AssessmentID), Data: letters.Data{"Program": program.Title}, Moot: g.RemovedAt != nil || g.DeclaredAt != nil}, err
	}})
	_ = writes(Writer{Letter: letters.AssessorDeclined, Member: func(tx *tenants.Tx, t tenants.Task) (Facts, error) {
		g, err := assessments.AssignmentOf(tx, t.ArgID("subject"))
		return Facts{Path: assessmentPath(g.AssessmentID), Data: letters.Data{"Assessor": g.AssessorName}}, err
	}})
	_ = writes(Writer{Letter: letters.SheetSubmitted, Member: func(tx *tenants.Tx, t tenants.Task) (Facts, error) {
		g, err := assessments.AssignmentOf(tx, t.ArgID("subject"))
		if fault.Is(err, fault.NotFound) { // asked for when it was the sheet that was named
			g, err = assessments.AssignmentOfSheet(tx, t.ArgID("subject"))
		}
		return Facts{Path: assessmentPath(g.AssessmentID), Data: letters.Data{"Assessor": g.AssessorName}}, err
	}})
	_ = writes(Writer{Letter: letters.DisagreementOpened, Member: func(tx *tenants.Tx, t tenants.Task) (Facts, error) {
		return disagreed(tx, t, func(d assessments.Disagreement) bool { return d.SettledAt != nil })
	}})
	_ = writes(Writer{Letter: letters.ModeratorNamed, Member: func(tx *tenants.Tx, t tenants.Task) (Facts, error) {
		return disagreed(tx, t, func(d assessments.Disagreement) bool {
			return d.SettledAt != nil || d.ModeratorID == nil || *d.ModeratorID != t.ArgID("to_membership")
		})
	}})
	_ = writes(Writer{Letter: letters.DisagreementSettled, Member: func(tx *tenants.Tx, t tenants.Task) (Facts, error) {
		d, err := assessments.Disagreed(tx, t.ArgID("subject"))
		return Facts{Path: assessmentPath(d.AssessmentID), Data: letters.Data{"Moderator": d.ModeratorName}}, err
	}})
)

// disagreed is a letter about a disagreement that somebody has to settle, and
// is not worth sending once somebody has.
func disagreed(tx *tenants.Tx, t tenants.Task, moot func(assessments.Disagreement) bool) (Facts, error) {
	d, err := assessments.Disagreed(tx, t.ArgID("subject"))
	if err != nil {
		return Facts{}, err
	}
	program, err := assessments.ProgramOf(tx, d.AssessmentID)
	return Facts{Path: assessmentPath(d.AssessmentID), Data: letters.Data{"Program": program.Title}, Moot: moot(d)}, err
}

func assessmentPath(id uuid.UUID) string { return "assessments/" + id.String() }
