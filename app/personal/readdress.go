package personal

import (
	"github.com/google/uuid"

	"accord/app/candidates"
	"accord/app/trainings"
	"accord/tenants"
	"accord/tenants/fault"
)

// SendAgain mails a trainee new personal links in place of those that ended
// because their address was corrected. Where the course is over, or they have
// withdrawn from it, or somebody sent a new one meanwhile, none is due.
func SendAgain(tx *tenants.Tx, candidate uuid.UUID) error {
	if err := tx.Lock(candidate); err != nil {
		return err
	}
	who, err := candidates.Get(tx, candidate)
	if err != nil {
		return err
	}
	enrolled, err := where[trainings.Enrolment](tx, "candidate_id = ? and withdrawn_at is null", candidate)
	if err != nil {
		return err
	}
	for _, e := range enrolled {
		ended, err := last(tx, e.ID)
		if fault.Is(err, fault.NotFound) || err == nil && ended.EndedHow != Readdressed {
			continue
		}
		if err != nil {
			return err
		}
		c, err := trainings.Get(tx, e.CohortID)
		if err != nil {
			return err
		}
		if stillWorks(tx, c) != nil {
			continue
		}
		tx.Record(tenants.Event{Action: "personal_link.replaced", Resource: "personal_link", Subject: ended.ID, Case: candidate,
			Detail: map[string]any{"enrolment": e.ID, "candidate": candidate, "readdressed": true}})
		l, err := makeFor(tx, c, e, who)
		if err != nil {
			return err
		}
		if err := send(tx, l, e); err != nil {
			return err
		}
	}
	return nil
}
