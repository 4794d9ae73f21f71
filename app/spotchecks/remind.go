package spotchecks

import (
	"github.com/google/uuid"

	"accord/app/letters"
	"accord/tenants"
)

// Remind tells the organisation of a request that is not answered. stage is
// one of Stages. Nothing happens when it was answered or closed meanwhile.
func Remind(tx *tenants.Tx, request uuid.UUID, stage string) error {
	k, waiting, err := waiting(tx, request)
	if err != nil || !waiting {
		return err
	}
	letter := letters.ReminderBefore
	if tx.Now().After(k.DueAt) {
		letter = letters.ReminderAfter
	}
	tx.Record(tenants.Event{Action: "request.reminded", Resource: "document_request", Subject: k.ID, Detail: map[string]any{"stage": stage, "left": k.Left()}, Told: true})
	tx.Enqueue(letters.ToRoles(letter, k.ID, tenants.RoleAdministrator, tenants.RoleProgramManager))
	return nil
}

// Escalate tells the organisation's administrators and IMI's spot checkers of
// a request that is late. Nothing happens when it was answered or closed
// meanwhile.
func Escalate(tx *tenants.Tx, request uuid.UUID) error {
	k, waiting, err := waiting(tx, request)
	if err != nil || !waiting {
		return err
	}
	tx.Record(tenants.Event{Action: "request.escalated", Resource: "document_request", Subject: k.ID, Detail: map[string]any{"left": k.Left()}, Told: true})
	tx.Enqueue(letters.ToRoles(letters.Escalation, k.ID, tenants.RoleAdministrator))
	tx.Enqueue(letters.ToOversight(letters.Escalation, k.ID, tenants.RoleSpotChecker))
	return nil
}

func waiting(tx *tenants.Tx, request uuid.UUID) (Case, bool, error) {
	if err := tx.Lock(request); err != nil {
		return Case{}, false, err
	}
	k, err := Load(tx, request)
	if err != nil {
		return k, false, err
	}
	return k, k.State() != Answered && k.State() != Closed, nil
}
