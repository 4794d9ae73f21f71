package submissions

import (
	"github.com/google/uuid"

	"accord/tenants"
	"accord/tenants/fault"
)

// Withdraw takes a submission back while IMI has not decided it; its opening
// ends with it. Returns Conflict when it is not submitted, was withdrawn
// before, or is decided.
func Withdraw(tx *tenants.Tx, submission uuid.UUID) (Submission, error) {
	if err := tx.Lock(submission); err != nil {
		return Submission{}, err
	}
	s, err := Find(tx, submission)
	if err != nil {
		return s, err
	}
	d, err := DecisionOf(tx, s.ID)
	switch {
	case err != nil:
		return s, err
	case s.SubmittedAt == nil:
		return s, fault.New(fault.Conflict, "submission.not_submitted")
	case s.WithdrawnAt != nil:
		return s, fault.New(fault.Conflict, "submission.withdrawn_already")
	case d != nil:
		return s, fault.New(fault.Conflict, "submission.decided_already")
	}
	if err := tx.Allow("withdraw", &s); err != nil {
		return s, err
	}
	now := tx.Now()
	s.WithdrawnAt = &now
	if err := change[Submission](tx, s.TenantID, s.ID, map[string]any{"withdrawn_at": now}); err != nil {
		return s, err
	}
	tx.Record(tenants.Event{Action: "submission.withdrawn", Resource: "submission", Subject: s.ID, Told: true})
	return s, nil
}
