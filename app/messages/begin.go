package messages

import (
	"github.com/google/uuid"

	"accord/app/letters"
	"accord/app/people"
	"accord/app/trainings"
	"accord/tenants"
	"accord/tenants/fault"
)

// Confirmer is the person for whom a scheduled message goes out; the zero id
// when nobody is known.
func Confirmer(tx *tenants.Tx, id uuid.UUID) (uuid.UUID, error) {
	m, err := Find(tx, id)
	if err != nil || m.ConfirmedBy == nil {
		return uuid.Nil, err
	}
	by, err := people.Load(tx, *m.ConfirmedBy)
	if err != nil || by.PersonID == nil {
		return uuid.Nil, err
	}
	return *by.PersonID, nil
}

// Begin sends a scheduled message whose hour has come, to those whom it means
// now; the actor is who confirmed it. One that was cancelled, given back, or
// has begun, stays as it is. Returns Forbidden or NotFound when they may no
// longer write to whom it goes to.
func Begin(tx *tenants.Tx, id uuid.UUID) error {
	m, err := locked(tx, id)
	if err != nil || !m.waits() {
		return err
	}
	if err := tx.Allow("send", &m); err != nil {
		return err
	}
	f, err := trainings.Load(tx, m.CohortID)
	if err != nil {
		return err
	}
	if !reaches(tx, f.Cohort, m.Audience) {
		return fault.Denied()
	}
	to, err := recipientsOf(tx, m, f)
	if err != nil {
		return err
	}
	return m.begin(tx, to)
}

// GiveBack makes a scheduled message a draft again whose confirmer may not send
// it now that its hour has come, and tells the program managers. One that was
// cancelled, given back, or has begun, stays as it is.
func GiveBack(tx *tenants.Tx, id uuid.UUID) error {
	m, err := locked(tx, id)
	if err != nil || !m.waits() {
		return err
	}
	if err := tx.Allow("return", &m); err != nil {
		return err
	}
	why, err := m.whyNot(tx)
	if err != nil {
		return err
	}
	now := tx.Now()
	m.SendAt, m.ReturnedAt, m.ReturnedWhy = nil, &now, &why
	if err := update(tx, &m, "SendAt", "ReturnedAt", "ReturnedWhy"); err != nil {
		return err
	}
	m.record(tx, "returned_"+string(why), map[string]any{"by": m.ConfirmedByName})
	letter := letters.ToRoles(letters.MessageReturned, m.ID, tenants.RoleAdministrator, tenants.RoleProgramManager)
	letter.Case = m.CohortID
	tx.Enqueue(letter)
	return nil
}

// waits says whether a message is to go out at an hour to come.
func (m Message) waits() bool { return m.State() == Scheduled }

// whyNot says why the one who confirmed a message does not send it.
func (m Message) whyNot(tx *tenants.Tx) (Why, error) {
	if m.ConfirmedBy == nil {
		return RightsChanged, nil
	}
	by, err := people.Load(tx, *m.ConfirmedBy)
	if err == nil && by.EndedAt != nil {
		return LeftSince, nil
	}
	return RightsChanged, err
}
