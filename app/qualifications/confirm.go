package qualifications

import (
	"time"

	"github.com/google/uuid"

	"accord/tenants"
	"accord/tenants/fault"
)

// Confirming names the facts of a member that somebody has seen proof of.
type Confirming struct {
	Training, Registration bool
	Practices              []uuid.UUID
}

// Confirm notes that the actor has seen proof of these facts; those confirmed
// before stay as they are. Returns Invalid when none is named, or one that
// nobody has noted, NotFound for a mediation that is not this member's, and
// Forbidden to the member themselves.
func Confirm(tx *tenants.Tx, member uuid.UUID, in Confirming) (int, error) {
	var c fault.Check
	c.If(!in.Training && !in.Registration && len(in.Practices) == 0, "facts", "qualification.choose_facts")
	if err := c.Err(); err != nil {
		return 0, err
	}
	if err := tx.Lock(member); err != nil {
		return 0, err
	}
	if _, err := Member(tx, member); err != nil {
		return 0, err
	}
	facts, err := confirmFacts(tx, member, in)
	if err != nil {
		return 0, err
	}
	fresh, err := unconfirmed(tx, member, in.Practices)
	if err != nil {
		return 0, err
	}
	if len(fresh) > 0 {
		if err := confirmed(tx, fresh); err != nil {
			return 0, err
		}
	}
	if n := len(facts) + len(fresh); n > 0 {
		tx.Record(tenants.Event{Action: "qualification.confirmed", Resource: "membership", Subject: member,
			Detail: map[string]any{"facts": facts, "practices": fresh, "count": n}})
		return n, nil
	}
	return 0, nil
}

func confirmFacts(tx *tenants.Tx, member uuid.UUID, in Confirming) (facts []string, err error) {
	if !in.Training && !in.Registration {
		return nil, nil
	}
	q, there, err := qualificationOf(tx, member)
	if err != nil {
		return nil, err
	}
	if err := tx.Allow("confirm", &q); err != nil {
		return nil, err
	}
	var c fault.Check
	c.If(!there || in.Training && q.TrainedOn == nil || in.Registration && q.Law == "", "facts", "qualification.nothing_noted")
	if err := c.Err(); err != nil {
		return nil, err
	}
	now, by := tx.Now(), membership(tx)
	if in.Training && q.TrainingConfirmedAt == nil {
		q.TrainingConfirmedAt, q.TrainingConfirmedBy, facts = &now, by, append(facts, "training")
	}
	if in.Registration && q.RegistrationConfirmedAt == nil {
		q.RegistrationConfirmedAt, q.RegistrationConfirmedBy, facts = &now, by, append(facts, "registration")
	}
	if len(facts) == 0 {
		return nil, nil
	}
	return facts, update(tx, &q, "TrainingConfirmedAt", "TrainingConfirmedBy", "RegistrationConfirmedAt", "RegistrationConfirmedBy")
}

func unconfirmed(tx *tenants.Tx, member uuid.UUID, ids []uuid.UUID) ([]uuid.UUID, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	named := map[uuid.UUID]bool{}
	for _, id := range ids {
		named[id] = true
	}
	all, err := practicesOf(tx, []uuid.UUID{member}, time.Time{})
	if err != nil {
		return nil, err
	}
	var of []Practice
	for _, p := range all {
		if named[p.ID] {
			of = append(of, p)
		}
	}
	if len(of) < len(named) {
		return nil, fault.Absent("practice")
	}
	if err := tenants.AllowEach(tx, "confirm", of); err != nil {
		return nil, err
	}
	var fresh []uuid.UUID
	for _, p := range of {
		if p.ConfirmedAt == nil {
			fresh = append(fresh, p.ID)
		}
	}
	return fresh, nil
}
