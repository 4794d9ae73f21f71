package assessments

import (
	"github.com/google/uuid"

	"accord/tenants"
	"accord/tenants/fault"
)

// Declare is the assessor's word that no conflict exists; from then on the
// candidate's file and the score sheet are open to them (IMI-QA-13). Saying it
// twice is saying it once. Returns Forbidden when they have trained the
// candidate since they were assigned, Conflict when the assessment is decided.
func Declare(tx *tenants.Tx, assessment uuid.UUID) (Assignment, error) {
	g, err := mine(tx, assessment)
	if err != nil || g.DeclaredAt != nil {
		return g, err
	}
	now := tx.Now()
	g.DeclaredAt = &now
	if err := change[Assignment](tx, g.ID, map[string]any{"declared_at": now}); err != nil {
		return g, err
	}
	tx.Record(tenants.Event{Action: "assessment.declared", Resource: "assessment", Subject: g.AssessmentID, Case: g.CandidateID,
		Detail: map[string]any{"assignment": g.ID}})
	return g, nil
}

// mine is the actor's own assignment with permission to answer it.
func mine(tx *tenants.Tx, assessment uuid.UUID) (Assignment, error) {
	if err := tx.Lock(assessment); err != nil {
		return Assignment{}, err
	}
	g, err := MyAssignment(tx, assessment)
	if err != nil {
		return g, err
	}
	if err := tx.Allow("declare", &g); err != nil {
		if fault.Is(err, fault.Forbidden) {
			return g, fault.New(fault.Forbidden, "assessment.you_trained").Because(err) // nothing else stands against one's own (IMI-QA-09)
		}
		return g, err
	}
	a, err := Get(tx, assessment)
	if err != nil {
		return g, err
	}
	if a.DecidedAt != nil {
		return g, decided()
	}
	return g, nil
}
