package assessments

import (
	"github.com/google/uuid"

	"accord/tenants"
	"accord/tenants/fault"
)

// Unassign takes an assessor off an assessment. What they drafted stays and is
// not counted. Returns Conflict when their sheet is in, for no judgement is
// taken out, or when the assessment is decided.
func Unassign(tx *tenants.Tx, assignment uuid.UUID) (Assignment, error) {
	g, err := AssignmentOf(tx, assignment)
	if err != nil {
		return g, err
	}
	if err := tx.Lock(g.AssessmentID); err != nil {
		return g, err
	}
	if g, err = AssignmentOf(tx, assignment); err != nil {
		return g, err
	}
	if g.RemovedAt != nil {
		return g, fault.New(fault.Conflict, "assessment.assignment_over")
	}
	if err := tx.Allow("assign", &g); err != nil {
		return g, err
	}
	a, err := Get(tx, g.AssessmentID)
	if err != nil {
		return g, err
	}
	if a.DecidedAt != nil {
		return g, decided()
	}
	if g.SheetInAt != nil { // the sheet itself is hidden from who has yet to judge
		return g, fault.New(fault.Conflict, "assessment.sheet_in", "Assessor", g.AssessorName)
	}
	_, before, err := DisagreementOf(tx, g.AssessmentID)
	if err != nil {
		return g, err
	}
	now := tx.Now()
	g.RemovedAt = &now
	if err := change[Assignment](tx, g.ID, map[string]any{"removed_at": now}); err != nil {
		return g, err
	}
	tx.Record(tenants.Event{Action: "assessment.unassigned", Resource: "assessment", Subject: g.AssessmentID, Case: g.CandidateID,
		Detail: map[string]any{"assignment": g.ID, "assessor": g.MembershipID, "name": g.AssessorName}})
	_, err = opened(tx, g.AssessmentID, before)
	return g, err
}
